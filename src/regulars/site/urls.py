"""Every address of the shop, by who looks."""

from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from regulars.site.health import healthz

handler500 = "regulars.site.faults.broken"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    # Browsers ask for this address by themselves, whatever the page says.
    path("favicon.ico", RedirectView.as_view(url=static("site/icon.svg"))),
    path("language/", include("django.conf.urls.i18n")),
    path("api/", include("regulars.api.urls")),
    path("console/", include("regulars.console.urls")),
    # The member's pages have the short addresses, so they are asked last.
    path("", include("regulars.member.urls")),
]

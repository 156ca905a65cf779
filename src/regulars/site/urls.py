"""Every address of the shop, by who looks."""

from importlib.util import find_spec

from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from regulars.site.health import healthz

handler500 = "regulars.site.faults.broken"

# The order matters: the member's pages have the short addresses and are asked last.
SURFACES = {
    "api/": "regulars.api.urls",
    "console/": "regulars.console.urls",
    "": "regulars.member.urls",
}

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    # Browsers ask for this address by themselves, whatever the page says.
    path("favicon.ico", RedirectView.as_view(url=static("site/icon.svg"))),
    path("language/", include("django.conf.urls.i18n")),
    *(path(prefix, include(urls)) for prefix, urls in SURFACES.items() if find_spec(urls)),
]

"""The member's addresses: the short ones, since they are typed on phones."""

from django.urls import path

from regulars.member import privacy, sign_in, views

app_name = "member"
urlpatterns = [
    path("", views.home, name="home"),
    path("points/", views.points, name="points"),
    path("levels/", views.levels, name="levels"),
    path("account/", views.account, name="account"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("privacy/consent/", privacy.word, name="consent"),
    path("privacy/consent-receipts.json", privacy.receipts, name="consent-receipts"),
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
]

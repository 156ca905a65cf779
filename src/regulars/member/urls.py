"""The member's addresses: the short ones, since they are typed on phones."""

from django.urls import path

from regulars.member import challenges, coupons, invite, missions, occasions, privacy, rewards, sign_in, views

app_name = "member"
urlpatterns = [
    path("", views.home, name="home"),
    path("points/", views.points, name="points"),
    path("levels/", views.levels, name="levels"),
    path("account/", views.account, name="account"),
    path("missions/", missions.missions, name="missions"),
    path("missions/check-in/", missions.check_in, name="check-in"),
    path("missions/make-up/", missions.make_up, name="make-up"),
    path("missions/begin/", missions.begin, name="mission-begin"),
    path("missions/take/", missions.take, name="mission-take"),
    path("coupons/", coupons.coupons, name="coupons"),
    path("coupons/take/", coupons.take, name="coupon-take"),
    path("coupons/add/", coupons.add, name="coupon-add"),
    path("invite/", invite.invite, name="invite"),
    path("invite/came-by/", invite.came_by, name="came-by"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("privacy/consent/", privacy.word, name="consent"),
    path("privacy/consent-receipts.json", privacy.receipts, name="consent-receipts"),
    path("occasions/", occasions.what_is_on, name="occasions"),
    path("occasions/<int:number>/", occasions.occasion, name="occasion"),
    path("occasions/<int:number>/ask/", occasions.ask, name="occasion-ask"),
    path("occasions/<int:number>/accept/", occasions.accept, name="occasion-accept"),
    path("occasions/<int:number>/give-up/", occasions.give_up, name="occasion-give-up"),
    path("challenges/<slug:name>/", challenges.challenge, name="challenge"),
    path("challenges/<slug:name>/start/", challenges.start, name="challenge-start"),
    path("challenges/<slug:name>/stop/", challenges.stop, name="challenge-stop"),
    path("rewards/", rewards.rewards, name="rewards"),
    path("rewards/<slug:name>/", rewards.reward, name="reward"),
    path("rewards/<slug:name>/redeem/", rewards.redeem, name="redeem"),
    path("redemptions/<int:number>/", rewards.redemption, name="redemption"),
    path("redemptions/<int:number>/cancel/", rewards.cancel, name="redemption-cancel"),
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
]

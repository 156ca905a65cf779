"""The console's addresses."""

from django.urls import path

from regulars.console.views import (
    audit,
    backtests,
    home,
    member,
    members,
    programme,
    proposals,
    publishing,
    signing,
    versions,
)

app_name = "console"
urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in/", signing.sign_in, name="sign-in"),
    path("sign-out/", signing.sign_out, name="sign-out"),
    path("members/", members.members, name="members"),
    path("members/export.csv", members.export, name="members-export"),
    path("members/<int:wallet_id>/", member.member, name="member"),
    path("members/<int:wallet_id>/history/", member.history, name="member-history"),
    path("members/<int:wallet_id>/adjust/", member.adjust, name="member-adjust"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<int:number>/", proposals.decide, name="proposal-decide"),
    path("programme/", programme.programme, name="programme"),
    path("programme/draft/", programme.draft, name="draft"),
    path("programme/draft/check/", programme.check, name="draft-check"),
    path("programme/draft/discard/", programme.discard, name="draft-discard"),
    path("programme/plan/", publishing.plan, name="plan"),
    path("programme/plan/moves/", publishing.moves, name="plan-moves"),
    path("programme/publish/", publishing.publish, name="publish"),
    path("programme/versions/", versions.versions, name="versions"),
    path("programme/versions/<int:number>/", versions.version, name="version"),
    path("programme/versions/difference/", versions.difference, name="version-difference"),
    path("programme/back-tests/", backtests.backtests, name="backtests"),
    path("programme/back-tests/<int:number>/", backtests.backtest, name="backtest"),
    path("audit/", audit.audit, name="audit"),
]

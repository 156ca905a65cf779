"""The audit trail: who changed what, newest first, and whether the chain is whole."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.accounts.queries import Recorded, audit_trail, verify_audit
from regulars.console.pages import page

PAGE = 50
VERBS: dict[str, str | Promise] = {
    "adjust_points": _("adjusted points"),
    "record_consent": _("wrote a consent down"),
    "propose_adjustment": _("proposed to adjust points"),
    "reject_adjustment": _("rejected an adjustment"),
    "export_members": _("took a list of members away"),
    "save_draft": _("saved the draft"),
    "discard_draft": _("threw the draft away"),
    "publish": _("published a version"),
    "back_test": _("asked for a back-test"),
    "make_source": _("made a source of events"),
    "revoke_source": _("revoked the key of a source"),
    "publish_plan": _("published a tracking plan"),
    "mend_event": _("mended an event"),
    "replay_events": _("replayed events"),
    "drop_events": _("dropped events"),
    "make_webhook": _("made a webhook"),
    "revoke_webhook": _("revoked a webhook"),
    "renew_webhook_secret": _("gave a webhook a newer secret"),
    "end_webhook_secret": _("ended the older secret of a webhook"),
    "make_partner_secret": _("made a secret for a partner's reports"),
    "end_partner_secret": _("ended a secret of a partner's reports"),
    "make_codes": _("made codes"),
    "import_codes": _("took codes in"),
    "use_coupons": _("used coupons at the till"),
    "redeem_reward": _("redeemed a reward at the till"),
    "send_webhook_again": _("had news sent again"),
    "create_staff": _("gave somebody an account"),
}


class Row(NamedTuple):
    """One change in words. `address` leads to what was changed, where that has a page."""

    no: int
    at: object
    by: str
    said: str | Promise
    subject: str
    address: str
    facts: tuple[tuple[str, object], ...]


@require_safe
@needs("see_audit_trail")
def audit(request: StaffRequest) -> HttpResponse:
    """Show a page of the trail."""
    before = request.GET.get("before", "")
    verb = request.GET.get("verb", "")
    found = audit_trail(
        before=int(before) if before.isdecimal() and len(before) < 19 else None, verb=verb, limit=PAGE + 1
    )
    return page(
        request,
        "audit.html",
        here="audit",
        rows=tuple(_row(one) for one in found[:PAGE]),
        next_before=found[PAGE - 1].no if len(found) > PAGE else None,
        verdict=verify_audit(),
        verbs=VERBS.items(),
        verb=verb,
        is_first=not before,
    )


def _row(one: Recorded) -> Row:
    said = VERBS.get(one.verb, one.verb)
    return Row(one.no, one.at, one.by, said, one.subject, _address(one.subject), tuple(one.facts.items()))


def _address(subject: str) -> str:
    kind, _colon, number = subject.partition(":")
    pages = {"member": "console:member", "programme": "console:version", "back-test": "console:backtest"}
    return reverse(pages[kind], args=[int(number)]) if kind in pages and number.isdecimal() else ""

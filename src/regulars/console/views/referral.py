"""Bringing friends: what the programme says, how many came, and what it cost."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.console.forms import referral as referral_form
from regulars.console.forms.writing import newest
from regulars.console.pages import page, voice
from regulars.console.views import drawing
from regulars.referrals.queries import counted
from regulars.telling import referral as telling
from regulars.telling.voice import Voice

#: In the order in which a friend goes through them.
_STATES: Final = ("waits", "known", "settled", "rewarded", "capped")
SHEET: Final = drawing.Sheet(
    referral_form.FORM, "referral_form.html", "referral", referral_form.fields_of, referral_form.says,
    lambda document, speaking: {"currencies": drawing.currencies(document, speaking), "currency": document.currency},
)  # fmt: skip


class Row(NamedTuple):
    """Friends of whom the same became."""

    said: str
    friends: int
    points: int


@require_safe
@needs("see_programme")
def referral(request: StaffRequest) -> HttpResponse:
    """What is promised now, and what came of it."""
    speaker = voice()
    found = {one.state: one for one in counted()}
    rows = tuple(
        Row(telling.state(state, speaker), found[state].friends, found[state].points)
        for state in _STATES
        if state in found
    )
    total = sum(row.friends for row in rows)
    return page(
        request, "referral.html", here="referral", terms=_terms(speaker), waiting=drawing.waiting_one("referral", speaker), rows=rows, total=total,
        points=sum(row.points for row in rows),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("edit_programme")
def draw(request: StaffRequest) -> HttpResponse:
    """The form of what is promised, which writes into the draft."""
    return drawing.answer(request, SHEET)


@require_POST
@needs("edit_programme")
def remove(request: StaffRequest) -> HttpResponse:
    """Promise nothing any more, once the draft is published."""
    return drawing.remove(request, SHEET)


def _terms(speaker: Voice) -> tuple[str, ...]:
    document = newest()
    if document is None or document.referral is None:
        return ()
    return referral_form.says(document.referral, document, speaker)

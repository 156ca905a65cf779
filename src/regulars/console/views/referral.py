"""Bringing friends: what the programme says, how many came, and what it cost."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.console.pages import page, voice
from regulars.programmes.queries import NoProgramme, current
from regulars.referrals.queries import counted
from regulars.telling import referral as telling
from regulars.telling.voice import Voice

#: In the order in which a friend goes through them.
_STATES: Final = ("waits", "known", "settled", "rewarded", "capped")


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
        request, "referral.html", here="referral", terms=_terms(speaker), rows=rows, total=total,
        points=sum(row.points for row in rows),
    )  # fmt: skip


def _terms(speaker: Voice) -> tuple[str, ...]:
    try:
        return telling.terms(current().versions[-1].document, speaker)
    except NoProgramme:
        return ()

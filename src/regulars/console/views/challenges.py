"""Challenges: what each has given and what is left of it, and a form that writes one into the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.challenges.queries import Results, results_of
from regulars.console import challenge_form, drafting
from regulars.console.pages import page, voice
from regulars.console.refused import sentence_for
from regulars.core.challenges.playing import costs_at_most
from regulars.core.refusals import Refusal
from regulars.desk import challenges as desk
from regulars.programmes.editing import with_item
from regulars.programmes.queries import NoProgramme, current
from regulars.telling import challenges as words

if TYPE_CHECKING:
    from regulars.core.programme.challenge_document import Challenge
    from regulars.telling.voice import Voice


class BandRow(NamedTuple):
    """A band: what it wins, how often it was reached, what it gave, and what is left."""

    score: str
    wins: str
    plays: int
    points: int
    left: int | None


class Row(NamedTuple):
    """A challenge with how it went. `most` is what it can cost, of `budget`."""

    id: str
    name: str
    is_on: bool
    of: Results
    bands: tuple[BandRow, ...]
    most: int
    budget: int


@require_safe
@needs("see_programme")
def challenges(request: StaffRequest) -> HttpResponse:
    """List every challenge of the newest version, with its figures."""
    return _list(request)


@require_POST
@needs("edit_programme")
def write(request: StaffRequest) -> HttpResponse:
    """Write one into the draft, in the place of the one with its name; nothing changes for members until it is published."""
    typed = {name: text[:1000] for name, text in request.POST.items() if isinstance(text, str)}
    try:
        item, working = challenge_form.read(typed), drafting.working()
        text = with_item(working.text, "challenges", item)
        drafting.save(text=text, mark=working.mark, by=request.user)
    except Refusal as refusal:
        return _list(request, typed=typed, refusal=sentence_for(refusal), status=422)
    messages.success(
        request, _("It stands in the draft. Look at what is checked, then publish it with its day.")
    )
    return redirect("console:draft")


def _list(
    request: StaffRequest, *, typed: dict[str, str] | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    speaking = voice()
    shown: dict[str, Any] = {"rows": (), "can_write": False}  # Any: a template takes what it gets.
    try:
        programme = current()
    except NoProgramme:
        return page(request, "challenges.html", here="challenges", status=status, refusal=refusal, **shown)
    today = {one.id for one in desk.of_today(programme, now=timezone.now())}
    found = programme.versions[-1].document.challenges
    left, came = desk.left_of(found), results_of([one.id for one in found])
    bands = [
        {name: (typed or {}).get(f"band_{name}_{number}", "") for name in ("score", "points", "stock")} | {"number": number}
        for number in range(1, challenge_form.BANDS + 1)
    ]  # fmt: skip
    return page(
        request, "challenges.html", here="challenges", status=status, voice=speaking, refusal=refusal, can_write=True,
        rows=[_row(one, speaking, left[one.id].bands, came[one.id], is_on=one.id in today) for one in found], form=typed or {}, bands=bands,
        currencies=[(name, speaking.of(called)) for name, called in speaking.points.items()],
    )  # fmt: skip


def _row(
    one: Challenge, speaking: Voice, left: tuple[int | None, ...], found: Results, *, is_on: bool
) -> Row:
    bands = tuple(
        BandRow(
            words.begins(one, band.score, speaking), words.wins(one, band.points, speaking),
            *found.by_band.get(number, (0, 0)), there,
        )
        for number, (band, there) in enumerate(zip(one.bands, left, strict=True), 1)
    )  # fmt: skip
    return Row(one.id, speaking.of(one.name), is_on, found, bands, costs_at_most(one) or 0, one.budget)

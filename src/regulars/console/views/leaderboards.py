"""Leaderboards: who stands where as members see it, and a form that writes one into the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.console import drafting
from regulars.console.pages import page, voice
from regulars.console.refused import sentence_for
from regulars.console.views.programme import checked, language_of
from regulars.core.refusals import Refusal
from regulars.desk.leaderboards import boards_of
from regulars.leaderboards.queries import taking_part
from regulars.lib.cursors import raw_cursor
from regulars.programmes.editing import with_item
from regulars.programmes.queries import NoProgramme, current
from regulars.programmes.reading import read_programme
from regulars.programmes.summary import words
from regulars.telling import leaderboards as telling

if TYPE_CHECKING:
    from regulars.core.programme.document import Programme
    from regulars.programmes.editing import Written
    from regulars.telling.leaderboards import BoardTold
    from regulars.telling.voice import Voice

PART: Final = "leaderboards"
#: How many take part is told from here on.
ENOUGH: Final = 20
_KINDS: Final = ("mission", "check_in", "challenge")


class Row(NamedTuple):
    """A board as members see it, and how many take part; None for fewer than are told."""

    board: BoardTold
    taking_part: int | None


class Choice(NamedTuple):
    """What a board may count."""

    value: str
    kind: str
    name: str


@require_safe
@needs("see_programme")
def leaderboards(request: StaffRequest) -> HttpResponse:
    """Every board of the version in force. Staff see what members see, by the same names and nothing more."""
    return _list(request, {})


@require_POST
@needs("edit_programme")
def write(request: StaffRequest) -> HttpResponse:
    """Write one into the draft, in the place of the one with its name; nothing changes for members until it is published."""
    typed = {name: str(text)[:200] for name, text in request.POST.items()}
    working = drafting.working()
    try:
        text = with_item(working.text, PART, _document(typed))
        mistakes = checked(text, voice()).mistakes
        if not mistakes:
            drafting.save(text=text, mark=working.mark, by=request.user)
    except Refusal as refusal:
        return _list(request, typed, said=(sentence_for(refusal),), status=409)
    if mistakes:
        return _list(request, typed, said=tuple(one.said for one in mistakes), status=422)
    messages.success(
        request, _("It stands in the draft. Look at what is checked, then publish it with its day.")
    )
    return redirect("console:draft")


def _document(typed: dict[str, str]) -> dict[str, Written]:
    kind, _colon, counted = typed.get("counts", "").partition(":")
    made: dict[str, Written] = {
        "id": typed.get("id", "").strip(),
        "name": {"zh-Hant": typed.get("name_zh", "").strip(), "en": typed.get("name_en", "").strip()},
    }
    if kind in _KINDS:
        made[kind] = counted
    if typed.get("per"):
        made["per"] = typed["per"]
    places = typed.get("places", "").strip()
    if places:
        made["places"] = int(places) if places.isascii() and places.isdecimal() else places
    return made


def _list(
    request: StaffRequest, typed: dict[str, str], *, said: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    speaking = voice()
    try:
        found = boards_of(current(), None, now=timezone.now())
    except NoProgramme:
        found = ()
    working = drafting.working()
    document = read_programme(working.text).document
    return page(
        request, "leaderboards.html", here="leaderboards", status=status, voice=speaking, said=said, form=typed, enough=ENOUGH,
        rows=[Row(telling.board(one, speaking), _told(one.id)) for one in found], choices=_choices(document, speaking),
    )  # fmt: skip


def _told(board: str) -> int | None:
    number = taking_part(raw_cursor(), board)
    return number if number >= ENOUGH else None


def _choices(document: Programme | None, speaking: Voice) -> list[Choice]:
    """What of the draft a board may count: missions with days of their own, check-ins, and challenges."""
    if document is None:
        return []
    language = language_of(speaking)
    found = [
        Choice(f"check_in:{one.id}", "check_in", words(one.name, language))
        for one in document.missions
        if one.check_in
    ]
    found += [
        Choice(f"mission:{one.id}", "mission", words(one.name, language))
        for one in document.missions
        if one.goal and one.window and one.window.first_day and one.again == "no"
    ]
    return found + [
        Choice(f"challenge:{one.id}", "challenge", words(one.name, language)) for one in document.challenges
    ]

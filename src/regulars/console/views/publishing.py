"""From draft to version: what would change and for how many, and then the day from which it holds."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.console import drafting
from regulars.console.pages import page, part, voice
from regulars.console.refused import sentence_for
from regulars.console.views.programme import checked
from regulars.core.programme.compiled import Programme
from regulars.core.refusals import Refusal
from regulars.desk import names
from regulars.desk.publishing import Plan
from regulars.desk.publishing import plan as ask_plan
from regulars.programmes.actions import checked as read_checked
from regulars.programmes.queries import current, draft_text, published
from regulars.telling.figures import whole
from regulars.telling.voice import Voice


class Moves(NamedTuple):
    """So many members who would go from one level to another."""

    track: str
    before: str
    after: str
    members: str
    is_up: bool


@require_safe
@needs("edit_programme")
def plan(request: StaffRequest) -> HttpResponse:
    """Show what the draft would change; counting the members comes after, because it takes its time."""
    working = drafting.working()
    if not working.is_saved:
        messages.warning(request, _("There is no draft yet. Change something and save it first."))
        return redirect("console:draft")
    return _plan(request)


@require_safe
@needs("edit_programme")
def moves(request: StaffRequest) -> HttpResponse:
    """Count the members whose level would change on the first day."""
    text, speaking = draft_text() or "", voice()
    try:
        # A draft often still bears the day of the version that it was begun from.
        text = drafting.with_first_day(text, _begins(text, _first_day(text, len(published()))))
        found = ask_plan(text=text)
    except Refusal as refusal:
        return part(request, "plan_moves.html", voice=speaking, refusal=sentence_for(refusal))
    return part(
        request, "plan_moves.html", voice=speaking, members=found.members, moved=found.moved,
        moves=_moves(found, text, speaking), asked=found.asked,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("publish_programme")
def publish(request: StaffRequest) -> HttpResponse:
    """Ask once more, with the day; then publish."""
    if request.method != "POST":
        return redirect("console:plan")
    try:
        begins = _day(request.POST.get("begins", ""))
        version = drafting.publish(
            begins=begins, mark=request.POST.get("mark", ""), now=timezone.now(), by=request.user
        )
    except Refusal as refusal:
        return _plan(
            request, refusal=sentence_for(refusal), begins=request.POST.get("begins", ""), status=422
        )
    said = _("Version %(number)s is published and holds from %(day)s on.")
    messages.success(request, said % {"number": version.number, "day": begins.replace("-", "/")})
    return redirect("console:versions")


class DateUnreadable(Refusal):
    """No day was given, or none that exists. Facts: given."""


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise DateUnreadable(given=text) from None


def _plan(request: StaffRequest, *, refusal: str = "", begins: str = "", status: int = 200) -> HttpResponse:
    working, speaking, versions = drafting.working(), voice(), published()
    found = checked(working.text, speaking)
    first = None if found.mistakes else _first_day(working.text, len(versions))
    return page(
        request, "plan.html", here="programme", status=status, voice=speaking, working=working, checked=found,
        number=len(versions) + 1, begins=begins or ("" if found.mistakes else _begins(working.text, first)), first=first, refusal=refusal,
    )  # fmt: skip


def _first_day(text: str, versions: int) -> date | None:
    return drafting.first_day_possible(read_checked(text).zone, timezone.now(), versions)


def _begins(text: str, first: date | None) -> str:
    """The day of the draft, or the first possible one where that has passed."""
    given = read_checked(text).effective_from
    return given if first is None else max(given, first.isoformat())


def _moves(found: Plan, text: str, speaking: Voice) -> tuple[Moves, ...]:
    ahead = _with_draft(text)
    return tuple(
        Moves(
            speaking.of(names.track_name(ahead, track)),
            speaking.of(names.level_name(ahead, track, before)) if before else "–",
            speaking.of(names.level_name(ahead, track, after)),
            whole(members),
            names.level_rank(ahead, track, after) > names.level_rank(ahead, track, before),
        )
        for (track, before, after), members in sorted(found.moves.items())
    )


def _with_draft(text: str) -> Programme:
    from regulars.core.programme.compiled import Version  # noqa: PLC0415

    versions = current().versions
    return Programme(*versions, Version(read_checked(text), versions[-1].number + 1))

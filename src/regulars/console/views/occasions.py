"""Occasions: made without a file, who comes, the waiting list, the door, and how it went."""

from __future__ import annotations

import csv
from datetime import datetime
from io import StringIO
from typing import Final, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.accounts.actions import record
from regulars.accounts.roles import may
from regulars.console import holding, occasion_form
from regulars.console.pages import page, voice
from regulars.console.refused import sentence_for
from regulars.core.codes import shown as shown_code
from regulars.core.occasions.refusals import OccasionUnknown
from regulars.core.refusals import Refusal
from regulars.lib.presses import key_of, new_key, usable_key
from regulars.people.members import nicknames_of
from regulars.programmes.queries import NoProgramme, current, is_any_published
from regulars.registrations import queries
from regulars.registrations.making import OccasionPlanned, OccasionUnusable
from regulars.registrations.queries import Held, Place
from regulars.telling import occasions as words
from regulars.telling.voice import Voice

_LISTED: Final = 100
_BESIDE: Final = ("seated", "offered", "waiting")


class Row(NamedTuple):
    """An occasion in the list."""

    of: Held
    name: str
    place: str
    when: str
    taken: int


class Guest(NamedTuple):
    """Somebody who asked: with a seat, an offer, a place, or gone again."""

    of: Place
    name: str
    code: str
    number: int


@require_safe
@needs("see_occasions")
def occasions(request: StaffRequest) -> HttpResponse:
    """List what is coming up and what has been."""
    return _list(request)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("run_occasions")
def make(request: StaffRequest) -> HttpResponse:
    """Make one; what is wrong is said beside its field, and the form keeps what was typed."""
    return _written(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("run_occasions")
def change(request: StaffRequest, number: int) -> HttpResponse:
    """Change one that has not begun; what is promised to whoever has a seat holds."""
    held = _known(number)
    if held.cancelled_at is not None or held.begins_at <= timezone.now():
        messages.warning(request, _("It has begun or was cancelled, and stays as it is."))
        return redirect("console:occasion", number)
    return _written(request, held)


@require_safe
@needs("see_occasions")
def occasion(request: StaffRequest, number: int) -> HttpResponse:
    """Show one: its openings, who comes, who waits, and the door."""
    return _one(request, number)


@require_POST
@needs("run_occasions")
def cancel(request: StaffRequest, number: int) -> HttpResponse:
    """Call it off; everybody's points are theirs again."""
    _known(number)
    try:
        if holding.cancel(number, by=request.user, now=timezone.now()):
            messages.success(request, _("It is cancelled, and whatever was held for seats is free again."))
    except Refusal as refusal:
        return _one(request, number, refusal=sentence_for(refusal), status=422)
    return redirect("console:occasion", number)


@require_POST
@needs("tend_door")
def read_code(request: StaffRequest, number: int) -> HttpResponse:
    """Take a code at the door, and be ready for the next one."""
    _known(number)
    key, text, now = (
        key_of(request),
        request.POST.get("code", ""),
        timezone.now(),
    )
    try:
        found = holding.read_code(number, text, key=key, by=request.user, now=now)
    except Refusal as refusal:
        return _one(request, number, at_door={"said": sentence_for(refusal), "tone": "bad"}, status=422)
    speaking = voice()
    name = nicknames_of([found.wallet_id]).get(found.wallet_id, f"#{found.wallet_id}")
    at = words.when(found.first_at, speaking)
    is_in = _("%(name)s may come in.") % {"name": name}
    again = _("%(name)s came at %(at)s already: this code was read before.") % {"name": name, "at": at}
    at_door = {"said": is_in, "tone": "good"} if found.is_first else {"said": again, "tone": "warn"}
    return _one(request, number, at_door=at_door)


@require_safe
@needs("tend_door")
def guests(request: StaffRequest, number: int) -> HttpResponse:
    """Everybody who asked, as a file; it is written down that somebody took it."""
    held, speaking = _known(number), voice()
    record(by=request.user, verb="export_guests", subject=f"occasion:{number}")
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow([_("Place"), _("Member"), _("Nickname"), _("State"), _("Code"), _("Came")])
    for one in _guests(number):
        came = words.when(one.of.came_at, speaking) if one.of.came_at else ""
        name = one.name if one.name[:1] not in {"=", "+", "-", "@", "\t", "\r"} else f"'{one.name}"
        writer.writerow([one.of.place, one.of.wallet_id, name, one.of.state, one.code, came])
    # Excel takes a file for UTF-8 only where it begins with this mark.
    response = HttpResponse("\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="occasion-{held.number}.csv"'
    return response


def _written(request: StaffRequest, held: Held | None) -> HttpResponse:
    try:
        document = current().versions[-1].document
    except NoProgramme:
        messages.warning(
            request, _("Publish a programme first; occasions stand on the pages of its members.")
        )
        return redirect("console:occasions")
    if request.method != "POST":
        return _form(request, occasion_form.fields_of(held, document.zone) if held else {}, held)
    typed = {name: text[:1000] for name, text in request.POST.items() if isinstance(text, str)}
    try:
        planned = occasion_form.read(typed, document)
        number = _save(request, planned, held, typed.get("key", ""))
    except OccasionUnusable as refusal:
        said = {occasion_form.field_of(refusal, typed): occasion_form.problem(refusal)}
        return _form(request, typed, held, wrong=said, status=422)
    except Refusal as refusal:
        return _form(request, typed, held, refusal=sentence_for(refusal), status=422)
    return redirect("console:occasion", number)


def _save(request: StaffRequest, planned: OccasionPlanned, held: Held | None, key: str) -> int:
    now = timezone.now()
    if held is None:
        number = holding.hold(planned, key=usable_key(key), by=request.user, now=now)
        messages.success(request, _("It stands on the members' pages now."))
        return number
    is_moved = holding.change(held.number, planned, by=request.user, now=now)
    moved = _(
        "It is changed. Everybody who has or waits for a seat reads on their page that the time or the place moved."
    )
    messages.success(request, moved if is_moved else _("It is changed, and stands so on the members' pages."))
    return held.number


def _list(request: StaffRequest) -> HttpResponse:
    now, speaking = timezone.now(), voice()
    return page(
        request, "occasions.html", here="occasions", voice=speaking, can_make=is_any_published(),
        upcoming=[_row(one, speaking) for one in queries.upcoming(now=now, limit=_LISTED)],
        past=[_row(one, speaking) for one in queries.past(now=now, limit=_LISTED)],
    )  # fmt: skip


def _form(
    request: StaffRequest, typed: dict[str, str], held: Held | None, *, wrong: dict[str, str] | None = None, refusal: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    document, speaking = current().versions[-1].document, voice()
    early = [
        {name: typed.get(f"early_{name}_{number}", "") for name in ("who", "seats", "from")}
        | {"number": number}
        for number in range(1, occasion_form.EARLY + 1)
    ]
    return page(
        request, "occasion_form.html", here="occasions", status=status, voice=speaking, held=held, form=typed, wrong=wrong or {},
        refusal=refusal, early=early, is_early_open=any(one["who"] for one in early), key=typed.get("key") or new_key(),
        groups=[(name, speaking.of(called)) for name, called in occasion_form.groups(document)],
        currencies=[(name, speaking.of(called)) for name, called in speaking.points.items()],
        name=speaking.of(held.name) if held else "", tally=queries.tally(held.number) if held else None,
    )  # fmt: skip


def _one(
    request: StaffRequest,
    number: int,
    *,
    refusal: str = "",
    at_door: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    held, speaking, now = _known(number), voice(), timezone.now()
    people = _guests(number) if may(request.user, "tend_door") else []
    by_state = {state: [one for one in people if one.of.state == state] for state in _BESIDE}
    document = current().versions[-1].document
    return page(
        request, "occasion.html", here="occasions", status=status, voice=speaking, refusal=refusal, at_door=at_door,
        row=_row(held, speaking), about=speaking.of(held.about) if held.about else "", tally=queries.tally(number),
        openings=words.openings(held, document, speaking, now=now), price=words.price(held, speaking),
        free_until=words.when(held.free_until, speaking), hours=held.answer_minutes // 60,
        seated=by_state["seated"], listed=[*by_state["offered"], *by_state["waiting"]],
        gone=[one for one in people if one.of.state not in _BESIDE], is_over=held.begins_at <= now,
        can_cancel=held.cancelled_at is None and held.begins_at > now, key=new_key(),
        cancelled=_moment(held.cancelled_at, speaking), moved=_moment(held.moved_at, speaking),
    )  # fmt: skip


def _moment(at: datetime | None, speaking: Voice) -> str:
    return words.when(at, speaking) if at else ""


def _guests(number: int) -> list[Guest]:
    everybody = queries.everybody_at(number)
    names = nicknames_of(one.wallet_id for one in everybody)
    return [
        Guest(one, names.get(one.wallet_id, f"#{one.wallet_id}"), shown_code(one.code) if one.state == "seated" else "", place)
        for place, one in enumerate(everybody, 1)
    ]  # fmt: skip


def _row(held: Held, speaking: Voice) -> Row:
    name, place = speaking.of(held.name), speaking.of(held.place)
    return Row(held, name, place, words.when(held.begins_at, speaking), held.seats - held.free)


def _known(number: int) -> Held:
    try:
        return queries.occasion(number)
    except OccasionUnknown:
        raise Http404 from None

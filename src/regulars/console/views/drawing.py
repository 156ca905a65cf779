"""What every form of the programme does: show what stands in the draft, try what is typed while one types, and write it there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.console import drafting
from regulars.console.forms.writing import (
    Form,
    Tried,
    document_now,
    drafted,
    in_force,
    items,
    tried,
    without,
)
from regulars.console.occasion_form import groups
from regulars.console.pages import is_part, page, part, voice
from regulars.console.refused import sentence_for
from regulars.console.views.programme import language_of
from regulars.core.refusals import Refusal
from regulars.programmes.reading import read_programme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from regulars.accounts.access import StaffRequest
    from regulars.core.programme.document import Programme
    from regulars.core.programme.parts import Part
    from regulars.telling.voice import Voice


class Sheet(NamedTuple):
    """A form as a page. `place` is its link in the navigation and where it leads back to; `says` tells what was typed in
    words, `choices` what there is to choose from."""

    form: Form
    template: str
    place: str
    fields_of: Callable[[Part | None, Programme], dict[str, str]]
    says: Callable[[Part, Programme, Voice], tuple[str, ...]]
    choices: Callable[[Programme, Voice], dict[str, object]]


def answer(request: StaffRequest, sheet: Sheet, identity: str = "") -> HttpResponse:
    """Show the form; say while somebody types what it comes to; or write it into the draft."""
    working = drafting.working()
    document = document_now(working)
    if document is None:
        messages.warning(
            request, _("There is no programme yet. Begin it as text; forms can change it from then on.")
        )
        return redirect("console:draft")
    before = _before(sheet, document, identity)
    if request.method != "POST":
        shown = sheet.fields_of(before, document)
        found = _try(sheet, shown, before, working, document) if before is not None else None
        return _page(request, sheet, document, before, shown, working.mark, found, wrong={})
    typed = {name: str(value)[:4000] for name, value in request.POST.items()}
    mark = typed.get("mark", "")
    try:
        found = _try(sheet, typed, before, working, document)
        if is_part(request):
            return _beside(request, sheet, typed, found, document)
        if found.is_good:
            drafting.save(text=found.text, mark=mark, by=request.user)
    except Refusal as refusal:
        wrong = {"": sentence_for(refusal)}
        return _page(request, sheet, document, before, typed, mark, None, wrong=wrong, status=409)
    if not found.is_good:
        return _page(request, sheet, document, before, typed, mark, found, wrong=found.wrong, status=422)
    messages.success(request, _("It stands in the draft. Nothing changes for members until it is published."))
    return redirect("console:plan" if "plan" in typed else f"console:{sheet.place}")


def remove(request: StaffRequest, sheet: Sheet, identity: str = "") -> HttpResponse:
    """Take it out of the draft; what is published stays until the draft is."""
    working = drafting.working()
    try:
        drafting.save(text=without(sheet.form, working.text, identity), mark=working.mark, by=request.user)
    except Refusal as refusal:
        messages.error(request, sentence_for(refusal))
        return redirect(f"console:{sheet.place}")
    messages.success(request, _("It is out of the draft. Members keep it until the draft is published."))
    return redirect(f"console:{sheet.place}")


def _before(sheet: Sheet, document: Programme, identity: str) -> Part | None:
    if sheet.form.is_one:
        found: Part | None = getattr(document, sheet.form.part)
        return found
    # What the draft leaves out can be put in again from what is in force.
    before = items(document, sheet.form.part).get(identity) or items(in_force(), sheet.form.part).get(
        identity
    )
    if identity and before is None:
        raise Http404
    return before


def _try(
    sheet: Sheet,
    typed: Mapping[str, str],
    before: Part | None,
    working: drafting.Working,
    document: Programme,
) -> Tried:
    return tried(sheet.form, typed, before, working, document, language_of(voice()))


def _page(
    request: StaffRequest, sheet: Sheet, document: Programme, before: Part | None, typed: Mapping[str, str], mark: str,
    found: Tried | None, *, wrong: dict[str, str], status: int = 200,
) -> HttpResponse:  # fmt: skip
    speaking = voice()
    return page(
        request, sheet.template, here=sheet.place, status=status, voice=speaking, back=reverse(f"console:{sheet.place}"),
        before=before, mark=mark, wrong=wrong, above=wrong.get("", ""), amiss=len([name for name in wrong if name]),
        **_shown(sheet, typed, found, speaking), **sheet.choices(document, speaking),
    )  # fmt: skip


def _beside(
    request: StaffRequest, sheet: Sheet, typed: Mapping[str, str], found: Tried, document: Programme
) -> HttpResponse:
    """What stands beside the form while somebody types."""
    speaking = voice()
    return part(
        request, "comes_to.html", status=200, voice=speaking,         **_shown(sheet, typed, found, speaking), **sheet.choices(document, speaking),
    )  # fmt: skip


def _shown(sheet: Sheet, typed: Mapping[str, str], found: Tried | None, speaking: Voice) -> dict[str, object]:
    return {
        "form": typed, "written": found.written if found else "", "says": _says(sheet, found, speaking),
        "problems": tuple(dict.fromkeys(found.wrong.values())) if found else (),
    }  # fmt: skip


def _says(sheet: Sheet, found: Tried | None, speaking: Voice) -> tuple[str, ...]:
    """What it comes to in words, once nothing is wrong with it."""
    document = read_programme(found.text).document if found is not None and found.is_good else None
    if document is None or found is None:
        return ()
    form = sheet.form
    one = getattr(document, form.part) if form.is_one else items(document, form.part).get(found.identity)
    return sheet.says(one, document, speaking) if one is not None else ()


class Waiting(NamedTuple):
    """Something that the draft says otherwise than what is in force: new, changed, or leaving."""

    id: str
    name: str
    state: str


def waiting(part: str, speaking: Voice) -> tuple[Waiting, ...]:
    """What the draft would change of a list of the programme."""
    draft = drafted()
    if draft is None:
        return ()
    now, later = items(in_force(), part), items(draft, part)
    return tuple(
        Waiting(name, speaking.of((later.get(name) or now[name]).name), state)
        for name in {**now, **later}
        if (state := _state(now.get(name), later.get(name)))
    )


def waiting_one(part: str, speaking: Voice) -> tuple[Waiting, ...]:
    """The same of a part that stands alone."""
    draft = drafted()
    now, later = (getattr(one, part) if one is not None else None for one in (in_force(), draft))
    either = later or now
    if draft is None or either is None or now == later:
        return ()
    return (Waiting(part, speaking.of(either.name), _state(now, later)),)


def _state(now: Part | None, later: Part | None) -> str:
    if now is None or later is None:
        return "new" if now is None else "leaving"
    return "" if now == later else "changed"


def levels(document: Programme, speaking: Voice) -> list[tuple[str, str]]:
    """The levels that a condition can ask for, as `track:level` and as people read them."""
    return [(name, speaking.of(called)) for name, called in groups(document)]


def currencies(document: Programme, speaking: Voice) -> list[tuple[str, str]]:
    """The kinds of points."""
    return [(name, speaking.of(points.name)) for name, points in document.points.items()]

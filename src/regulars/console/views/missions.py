"""Missions: what members are asked for with what came of it, and a form that writes into the draft."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.console import budget_words, drafting, mission_form
from regulars.console.forms import writing
from regulars.console.pages import page, voice
from regulars.console.refused import sentence_for
from regulars.console.views.programme import checked, language_of
from regulars.core.programme.document import Mission, Programme, Words
from regulars.core.refusals import Refusal
from regulars.insight.missions import Result, results
from regulars.programmes.editing import with_item, without_item
from regulars.programmes.summary import mission as summed_up
from regulars.telling.figures import points_of, priced
from regulars.telling.voice import Voice

KINDS = ("check_in", "goal")
PART = "missions"


class Row(NamedTuple):
    """One mission. `state` is in_force, draft (only there), changed (the draft says something else) or leaving."""

    id: str
    name: str
    kind: str
    says: str
    state: str
    begun: int
    members: int
    given: str
    cost: str


@require_safe
@needs("see_programme")
def missions(request: StaffRequest) -> HttpResponse:
    """Every mission of the version in force and of the draft, with what came of it."""
    speaking, in_force, draft = voice(), writing.in_force(), writing.drafted()
    seen = results()
    now = {one.id: one for one in in_force.missions} if in_force else {}
    later = {one.id: one for one in draft.missions} if draft else now
    document = draft or in_force
    rows = [
        _row(later.get(name) or now[name], _state(name, now, later), document, seen.get(name), speaking)
        for name in {**now, **later}
        if document is not None
    ]
    return page(
        request,
        "missions.html",
        here="missions",
        voice=speaking,
        rows=rows,
        has_programme=document is not None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("edit_programme")
def mission(request: StaffRequest, identity: str = "") -> HttpResponse:
    """Show the form of a mission, or write what it says into the draft."""
    working = drafting.working()
    document = writing.document_now(working)
    before = next((one for one in document.missions if one.id == identity), None) if document else None
    if identity and before is None:
        raise Http404
    kind = _kind(request, before)
    if request.method != "POST":
        return _form(request, document, before, kind, mission_form.fields_of(before), working.mark)
    typed, mark = {name: str(value) for name, value in request.POST.items()}, request.POST.get("mark", "")
    try:
        text = with_item(working.text, PART, mission_form.document_of(typed, kind, before))
        mistakes = checked(text, voice()).mistakes
        if not mistakes:
            drafting.save(text=text, mark=mark, by=request.user)
    except Refusal as refusal:
        return _form(request, document, before, kind, typed, mark, said=(sentence_for(refusal),), status=409)
    if mistakes:
        said = tuple(one.said for one in mistakes)
        return _form(request, document, before, kind, typed, mark, said=said, status=422)
    messages.success(
        request, _("The mission stands in the draft. Nothing changes for members until it is published.")
    )
    return redirect("console:plan" if "plan" in request.POST else "console:missions")


@require_POST
@needs("edit_programme")
def remove(request: StaffRequest, identity: str) -> HttpResponse:
    """Take a mission out of the draft; what is published stays until the draft is."""
    working = drafting.working()
    try:
        drafting.save(text=without_item(working.text, PART, identity), mark=working.mark, by=request.user)
    except Refusal as refusal:
        messages.error(request, sentence_for(refusal))
        return redirect("console:missions")
    messages.success(
        request, _("The mission is out of the draft. Members keep it until the draft is published.")
    )
    return redirect("console:missions")


def _form(
    request: StaffRequest, document: Programme | None, before: Mission | None, kind: str, form: dict[str, str], mark: str,
    *, said: tuple[str, ...] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    speaking = voice()
    points = document.points if document else {}
    stages = [
        {
            "number": number,
            "least": form.get(f"at_least_{number}", ""),
            "points": form.get(f"points_{number}", ""),
        }
        for number in range(1, mission_form.STAGES + 1)
    ]
    count = form.get("count", "")
    own = form.get("own_count") or ("" if count in dict(mission_form.COUNTS) else count)
    return page(
        request, "mission.html", here="missions", status=status, voice=speaking, before=before, kind=kind, form=form, mark=mark,
        said=said, stages=stages, own_count=own, counts=mission_form.COUNTS,
        currency=document.currency if document else "",
        currencies=[(name, speaking.of(one.name)) for name, one in points.items()],
    )  # fmt: skip


def _kind(request: StaffRequest, before: Mission | None) -> str:
    if before is not None:
        return "check_in" if before.check_in else "goal"
    asked = request.POST.get("kind") or request.GET.get("kind") or KINDS[0]
    return asked if asked in KINDS else KINDS[0]


def _state(name: str, now: dict[str, Mission], later: dict[str, Mission]) -> str:
    if name not in now:
        return "draft"
    if name not in later:
        return "leaving"
    return "in_force" if now[name] == later[name] else "changed"


def _row(one: Mission, state: str, document: Programme, result: Result | None, speaking: Voice) -> Row:
    given = result.given if result else ()
    cost = sum(
        (
            Decimal(str(document.points[each.currency].worth)) * each.points
            for each in given
            if each.currency in document.points
        ),
        Decimal(0),
    )
    said = [points_of(each.points, _name(each.currency, document), speaking) for each in given]
    return Row(
        one.id, speaking.of(one.name), "check_in" if one.check_in else "goal", _asks(one, document, speaking), state,
        result.beginners if result else 0, max((each.members for each in given), default=0),
        ("、" if speaking.is_chinese else ", ").join(said), priced(cost, document.currency) if cost else "",
    )  # fmt: skip


def _asks(one: Mission, document: Programme, speaking: Voice) -> str:
    """What a mission asks for and gives; what is counted by its name in the form, where it has one."""
    if one.goal is None:
        return summed_up(one, language_of(speaking))
    counted = str(dict(mission_form.COUNTS).get(one.goal.count, one.goal.count))
    stages = " → ".join(
        f"{Decimal(str(stage.at_least)):,} ({points_of(stage.prize.points, _name(stage.prize.of, document), speaking)})" if stage.prize else f"{Decimal(str(stage.at_least)):,}"
        for stage in one.goal.stages
    )  # fmt: skip
    said = f"{counted}{'：' if speaking.is_chinese else ': '}{stages}"
    prize = next((stage.prize for stage in one.goal.stages if stage.prize), None)
    if one.budget is None or prize is None:
        return said
    budget = budget_words.said(one.budget, document, prize.of, speaking)
    return f"{said} · {_('budget: %(said)s') % {'said': budget}}"


def _name(currency: str, document: Programme) -> Words:
    return (
        document.points[currency].name
        if currency in document.points
        else Words(zh_hant=currency, en=currency)
    )

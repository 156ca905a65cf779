"""The programme: what is in force as people read it, and the draft as text, checked while one types."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.console import drafting, programme_rows
from regulars.console.pages import page, part, voice
from regulars.console.refused import sentence_for
from regulars.core.refusals import Refusal
from regulars.lib.instants import instant
from regulars.programmes.queries import NoProgramme, current, documents, draft_text, published
from regulars.programmes.reading import read_programme
from regulars.programmes.summary import changes
from regulars.programmes.words import Language, sentence
from regulars.telling.voice import Voice


class Mistake(NamedTuple):
    """One mistake and its place, counted from 1."""

    line: int
    column: int
    said: str


class Checked(NamedTuple):
    """What a text comes to: its mistakes, or what it would change."""

    mistakes: tuple[Mistake, ...]
    changes: tuple[str, ...]
    is_first: bool


@require_safe
@needs("see_programme")
def programme(request: StaffRequest) -> HttpResponse:
    """Show the version in force."""
    try:
        whole = current()
    except NoProgramme:
        return page(request, "home_empty.html", here="programme")
    in_force = whole.at_or_first(instant(timezone.now()))
    speaking = voice()
    return page(
        request,
        "programme.html",
        here="programme",
        voice=speaking,
        version=next(one for one in published() if one.number == in_force.number),
        ahead=[one for one in published() if one.effective_at > timezone.now()],
        read=programme_rows.read(in_force.document, speaking),
        has_draft=draft_text() is not None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("edit_programme")
def draft(request: StaffRequest) -> HttpResponse:
    """Show the draft, or save it."""
    if request.method != "POST":
        working = drafting.working()
        return _editor(request, working)
    text, mark = request.POST.get("text", ""), request.POST.get("mark", "")
    try:
        drafting.save(text=text, mark=mark, by=request.user)
    except Refusal as refusal:
        kept = drafting.working()._replace(text=text, mark=mark)
        return _editor(request, kept, refusal=sentence_for(refusal), status=409)
    messages.success(request, _("The draft is saved. Nothing changes for members until it is published."))
    return redirect("console:plan" if "plan" in request.POST else "console:draft")


@require_POST
@needs("edit_programme")
def check(request: StaffRequest) -> HttpResponse:
    """Say what is wrong with the text as it stands in the editor, or what it would change."""
    text = request.POST.get("text", "").replace("\r\n", "\n")
    return part(request, "checked.html", checked=checked(text, voice()))


@require_POST
@needs("edit_programme")
def discard(request: StaffRequest) -> HttpResponse:
    """Throw the draft away."""
    try:
        drafting.discard(mark=request.POST.get("mark", ""), by=request.user)
    except Refusal as refusal:
        messages.error(request, sentence_for(refusal))
        return redirect("console:draft")
    messages.success(request, _("The draft is gone. The published programme stays as it is."))
    return redirect("console:programme")


def checked(text: str, speaking: Voice) -> Checked:
    """Check a text, and hold it against what is in force."""
    before = documents()
    reading, language = read_programme(text, published=before), language_of(speaking)
    mistakes = tuple(
        Mistake(one.line, one.column, sentence(one.mistake, language)) for one in reading.mistakes
    )
    if reading.document is None:
        return Checked(mistakes, (), is_first=False)
    if not before:
        return Checked((), (), is_first=True)
    return Checked((), tuple(changes(before[-1], reading.document, language)), is_first=False)


def language_of(speaking: Voice) -> Language:
    """The language by the name that the programme's own sentences use."""
    return "zh-Hant" if speaking.is_chinese else "en"


def _editor(
    request: StaffRequest, working: drafting.Working, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    speaking = voice()
    return page(
        request, "draft.html", here="programme", status=status, voice=speaking, working=working,
        checked=checked(working.text, speaking), refusal=refusal,
    )  # fmt: skip

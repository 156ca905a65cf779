"""The versions: each with its text, and the difference between any two."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from typing import NamedTuple

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.console.pages import page, voice
from regulars.console.views.programme import language_of
from regulars.core.programme.document import Programme
from regulars.programmes.queries import Published, current, published
from regulars.programmes.summary import changes


class Line(NamedTuple):
    """One line of a difference; `tone` is add, del, skip-lines or empty."""

    text: str
    tone: str


@require_safe
@needs("see_programme")
def versions(request: StaffRequest) -> HttpResponse:
    """List every version, the newest first."""
    return page(request, "versions.html", here="versions", versions=published())


@require_safe
@needs("see_programme")
def version(request: StaffRequest, number: int) -> HttpResponse:
    """Show a version as it was written."""
    return page(request, "version.html", here="versions", version=_numbered(str(number)))


@require_safe
@needs("see_programme")
def difference(request: StaffRequest) -> HttpResponse:
    """Hold two versions against each other: what it means, and line by line."""
    before, after = _numbered(request.GET.get("from", "")), _numbered(request.GET.get("to", ""))
    speaking = voice()
    return page(
        request, "difference.html", here="versions", voice=speaking, versions=published(), before=before, after=after,
        changes=changes(_document(before), _document(after), language_of(speaking)),
        lines=tuple(lines_between(before.text, after.text)),
    )  # fmt: skip


def lines_between(before: str, after: str) -> Iterator[Line]:
    """The lines that differ, with three around each."""
    found = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=3))
    for line in found[2:]:
        tone = {"+": "add", "-": "del", "@": "skip-lines"}.get(line[:1], "")
        yield Line("⋯" if tone == "skip-lines" else line, tone)


def _document(one: Published) -> Programme:
    version = current().version(one.number)
    assert version is not None, "what was published stays"
    return version.document


def _numbered(number: str) -> Published:
    for one in published():
        if str(one.number) == number:
            return one
    raise Http404

"""The programme as published, ready to decide."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from regulars.core.programme.compiled import Programme
from regulars.core.programme.compiled import Version as Compiled
from regulars.core.programme.document import Programme as Document
from regulars.core.refusals import Refusal
from regulars.programmes.models import Draft, Version

if TYPE_CHECKING:
    from datetime import datetime

_decode = msgspec.json.Decoder(Document).decode


class NoProgramme(Refusal):
    """Nothing was published yet. No facts."""


class Published(NamedTuple):
    """One published version."""

    number: int
    text: str
    effective_at: datetime
    published_at: datetime
    published_by: str


def current() -> Programme:
    """All published versions, compiled once in a process; published ones never change."""
    numbers = tuple(Version.objects.order_by("number").values_list("number", flat=True))
    if not numbers:
        raise NoProgramme
    return _compiled(numbers)


@lru_cache(maxsize=4)
def _compiled(numbers: tuple[int, ...]) -> Programme:
    return Programme(*(_version(version) for version in Version.objects.filter(number__in=numbers)))


def _version(version: Version) -> Compiled:
    return Compiled(read_document(bytes(version.document)), version.number)


def read_document(stored: bytes) -> Document:
    """What a published version was understood to say."""
    return _decode(stored)


def published() -> tuple[Published, ...]:
    """Every version, the newest first."""
    rows = Version.objects.select_related("published_by").order_by("-effective_at")
    return tuple(
        Published(
            row.number, row.text, row.effective_at, row.published_at,
            row.published_by.get_username() if row.published_by else "",
        )
        for row in rows
    )  # fmt: skip


def is_any_published() -> bool:
    """Whether there is a programme at all."""
    return Version.objects.exists()


def documents() -> tuple[Document, ...]:
    """What every version says, the oldest first; none where nothing was published yet."""
    try:
        return tuple(version.document for version in current().versions)
    except NoProgramme:
        return ()


def draft_text() -> str | None:
    """What somebody works on; None where nobody does."""
    draft = Draft.objects.first()
    return draft.text if draft else None

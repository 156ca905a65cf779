"""Publishing: a version that was checked becomes the programme from its day on, and never changes again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from django.db import transaction
from django.db.models import Max

from regulars.core.periods import Calendar
from regulars.core.programme.document import Migration
from regulars.core.programme.terms import start_of_version
from regulars.core.refusals import Refusal
from regulars.lib.instants import instant, moment
from regulars.programmes.models import Draft, Version
from regulars.programmes.queries import documents, read_document
from regulars.programmes.reading import Located, read_programme

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import User

    from regulars.core.periods import Instant
    from regulars.core.programme.document import Programme


class ProgrammeHasMistakes(Refusal):
    """The text cannot be published as it is. Facts: mistakes."""


class EffectiveInThePast(Refusal):
    """Terms are published before they hold; only the first version may begin in the past. Facts: effective_at, now."""


class EffectiveBeforeAnother(Refusal):
    """A version that was published already begins on that day or later. Facts: effective_at, other."""


class MigrationIncomplete(Refusal):
    """A version says what becomes of members, and leaves out levels that they hold. Facts: track, missing."""


class OtherProgramme(Refusal):
    """The text is of another programme, zone or currency than what is published. Facts: field, given, expected."""


def checked(text: str) -> Programme:
    """Read the text of a version to come; refuses one with mistakes and names them all."""
    reading = read_programme(text, published=documents())
    if reading.document is None or reading.mistakes:
        raise ProgrammeHasMistakes(mistakes=reading.mistakes)
    return reading.document


@transaction.atomic
def publish(*, text: str, now: datetime, by: User | None = None) -> Version:
    """Make a text the next version. It holds from its `effective_from` on, at a day's first moment."""
    document = checked(text)
    effective_at = refuse_unpublishable(document, now=now)
    number = (Version.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    Draft.objects.all().delete()
    return Version.objects.create(
        number=number,
        text=text,
        document=msgspec.json.encode(document),
        effective_at=moment(effective_at),
        published_at=now,
        published_by=by,
    )


def refuse_unpublishable(document: Programme, *, now: datetime) -> Instant:
    """Refuse what cannot be the next version; answer when it would begin. Nobody publishes meanwhile."""
    effective_at = start_of_version(Calendar(document.zone), document.effective_from)
    before = Version.objects.select_for_update().order_by("-effective_at").first()
    if before is not None:
        _refuse_other_programme(document, read_document(bytes(before.document)))
        refuse_uncovered(document, read_document(bytes(before.document)))
        if effective_at <= instant(now):
            raise EffectiveInThePast(effective_at=moment(effective_at), now=now)
        if effective_at <= instant(before.effective_at):
            raise EffectiveBeforeAnother(effective_at=moment(effective_at), other=before.effective_at)
    return effective_at


def save_draft(*, text: str, by: User | None = None) -> Draft:
    """Keep a text that somebody works on; it may have mistakes."""
    draft, _ = Draft.objects.update_or_create(pk=1, defaults={"text": text, "updated_by": by})
    return draft


def _refuse_other_programme(document: Programme, before: Programme) -> None:
    for field in ("programme", "currency", "zone"):
        given, expected = getattr(document, field), getattr(before, field)
        if given != expected:
            raise OtherProgramme(field=field, given=given, expected=expected)


def refuse_uncovered(document: Programme, before: Programme) -> None:
    """A declared migration says of every level that members may hold what becomes of it."""
    for name, track in document.tracks.items():
        old = [level.id for level in before.tracks[name].levels] if name in before.tracks else []
        if isinstance(track.migrate, Migration):
            covered = set(track.migrate.levels)
        elif track.migrate == "keep":
            covered = {level.id for level in track.levels}
        else:
            continue
        missing = [level for level in old if level not in covered]
        if missing:
            raise MigrationIncomplete(track=name, missing=missing)


__all__ = [
    "EffectiveBeforeAnother", "EffectiveInThePast", "Located", "MigrationIncomplete", "OtherProgramme", "ProgrammeHasMistakes",
    "checked", "publish", "refuse_uncovered", "refuse_unpublishable", "save_draft",
]  # fmt: skip

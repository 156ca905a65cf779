"""Sources of events and their write keys: shown once, kept as a fingerprint, refused everywhere soon after they are revoked."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.asyncio import async_unsafe

from regulars.accounts.keys import SourceNameTaken, SourceUnknown, fingerprint, refuse_unusable_name
from regulars.core.refusals import Refusal
from regulars.events.models import Source as Row
from regulars.lib.gathering import over_new_connection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Cursor

PREFIX: Final = "rgw_"
"""What every write key begins with. It goes out with web pages, so it opens nothing but the intake."""

ANY_ORIGIN: Final = "*"
TRUSTED_SECONDS: Final = 2.0
"""How long a process believes what it last read about all sources."""

PURPOSE_CHARACTERS_MAX: Final = 200
RATE_MAX: Final = 1_000_000
_ORIGIN: Final = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?|\*")


class OriginUnusable(Refusal):
    """An origin is a scheme and a host, as browsers send it, or * for all. Facts: given."""


class RateUnusable(Refusal):
    """A rate is so many events a second. Facts: given, most."""


class PurposeUnusable(Refusal):
    """A source says in a few words what its events are for. Facts: most."""


class Source(NamedTuple):
    """A source as it is now. `rate` is None where only the shop's own limits hold."""

    id: int
    name: str
    purpose: str
    origins: tuple[str, ...]
    rate: int | None
    is_trusted: bool
    made_at: datetime
    revoked_at: datetime | None

    def admits(self, origin: str) -> bool:
        """Whether a page of this origin may send with its key."""
        return ANY_ORIGIN in self.origins or origin in self.origins


class Made(NamedTuple):
    """A source that was just made, with its key, which nobody can look up again."""

    source: Source
    key: str


def add(
    name: str,
    *,
    purpose: str,
    origins: Sequence[str] = (),
    rate: int | None = None,
    is_trusted: bool | None = None,
) -> Made:
    """Make a source. Without an origin no web page may send with its key: it is an app's or a server's.

    Whoever has a key can tell of orders that never were. So only what a trusted source tells of orders is decided; left
    out, a source is trusted where no web page has its key.
    """
    refuse_unusable_name(name)
    _refuse_unusable(purpose, origins, rate)
    key = PREFIX + secrets.token_urlsafe(24)
    try:
        with transaction.atomic():
            row = Row.objects.create(
                name=name,
                purpose=purpose,
                origins=sorted(set(origins)),
                rate=rate,
                is_trusted=not origins if is_trusted is None else is_trusted,
                fingerprint=fingerprint(key),
            )
    except IntegrityError:
        raise SourceNameTaken(source=name) from None
    row.refresh_from_db()
    return Made(_source(row), key)


def _refuse_unusable(purpose: str, origins: Sequence[str], rate: int | None) -> None:
    if not 0 < len(purpose.strip()) <= PURPOSE_CHARACTERS_MAX:
        raise PurposeUnusable(most=PURPOSE_CHARACTERS_MAX)
    if odd := next((one for one in origins if not _ORIGIN.fullmatch(one)), None):
        raise OriginUnusable(given=odd)
    if rate is not None and not 0 < rate <= RATE_MAX:
        raise RateUnusable(given=rate, most=RATE_MAX)


def revoke(name: str) -> None:
    """Refuse its key from now on; what came with it stays. The second time changes nothing."""
    if not Row.objects.filter(name=name).exists():
        raise SourceUnknown(source=name, known=[one.name for one in every()])
    Row.objects.filter(name=name, revoked_at=None).update(revoked_at=Now())


def every() -> tuple[Source, ...]:
    """Every source that ever was, by name."""
    return tuple(map(_source, Row.objects.order_by("name")))


def id_of(name: str) -> int:
    """The number of a source."""
    found = Row.objects.filter(name=name).values_list("pk", flat=True).first()
    if found is None:
        raise SourceUnknown(source=name, known=[one.name for one in every()])
    return found


class Sender(NamedTuple):
    """What the desk asks of a source: what it is called, and whether its word about orders counts."""

    name: str
    is_trusted: bool


def senders_of(cursor: Cursor, ids: set[int]) -> dict[int, Sender]:
    """These sources, by their numbers."""
    rows = cursor.execute("SELECT id, name, is_trusted FROM events_source WHERE id = ANY(%s)", (list(ids),))
    return {number: Sender(name, is_trusted) for number, name, is_trusted in rows}


def names_of(ids: set[int]) -> dict[int, str]:
    """What sources are called; a source never changes its name."""
    return dict(Row.objects.filter(pk__in=ids).values_list("pk", "name"))


def _source(row: Row) -> Source:
    return Source(
        row.id, row.name, row.purpose, tuple(row.origins), row.rate, row.is_trusted, row.made_at, row.revoked_at
    )  # fmt: skip


class Trusted(NamedTuple):
    """All sources that may send, by the fingerprints of their keys; and every origin that one of them admits.

    `strangers` are keys that were none of ours when all sources were read for them alone.
    """

    by_fingerprint: dict[bytes, Source]
    origins: frozenset[str]
    begun: float
    strangers: set[bytes]

    def admits(self, origin: str) -> bool:
        """Whether some source admits pages of this origin: a browser asks before it shows a key."""
        return ANY_ORIGIN in self.origins or origin in self.origins


_reading: Final = Lock()
_trusted: Trusted | None = None


def trusted() -> Trusted:
    """The sources as of a moment ago. Read whole, so that a thousand requests a second ask the database once."""
    return _read_since(monotonic() - TRUSTED_SECONDS)


def _read_since(moment: float) -> Trusted:
    """The sources as they were at some time after a moment."""
    found = _trusted
    return _read_together(moment) if found is None or found.begun < moment else found


@async_unsafe("A loop waits for nobody who reads the sources.")
def _read_together(moment: float) -> Trusted:
    global _trusted  # noqa: PLW0603 - one a process: its requests ask the database once together.
    with _reading:
        found = _trusted
        if found is None or found.begun < moment:
            found = _trusted = _read()
    return found


def _read() -> Trusted:
    begun = monotonic()
    rows = over_new_connection(lambda: list(Row.objects.filter(revoked_at=None)))
    sources = {bytes(row.fingerprint): _source(row) for row in rows}
    origins = frozenset(origin for source in sources.values() for origin in source.origins)
    return Trusted(sources, origins, begun, set())


def forget_trusted() -> None:
    """Read the sources again at the next request; tests that make some need it."""
    global _trusted  # noqa: PLW0603 - see above.
    _trusted = None


def source_of(key: str) -> Source | None:
    """The source whose write key this is; None where there is none, or it was revoked.

    A key that nobody knows may have been made this very second, and a client that is refused throws its events away:
    so the sources are read once for it.
    """
    mark, known = fingerprint(key), trusted()
    found = known.by_fingerprint.get(mark)
    if found is not None or mark in known.strangers:
        return found
    known = _read_since(monotonic())
    found = known.by_fingerprint.get(mark)
    if found is None:
        known.strangers.add(mark)
    return found

"""Keeps a sieve for each generation of known names that is only read any more, so that it is seldom asked.

A sieve may be missing, and nothing is wrong but the speed: what no sieve speaks for is asked of the database. It is bound to its
generation by a mark that was drawn for exactly these names, so a database that was put back to yesterday finds no sieve of today.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection

from regulars.lib import sieve
from regulars.lib.cursors import raw_cursor

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from psycopg import Cursor

#: About so many regions at once have fifty thousand names: a blink of the thread that makes a sieve.
AT_ONCE: Final = 10
#: What a name takes up in its table, in a page that is full.
NAME_BYTES: Final = 52

_NAMES: Final = """
    SELECT string_agg(uuid_send(id), '') FROM events_known WHERE generation = ANY(%s) AND id >= %s AND id <= %s
"""
_MARKED: Final = "SELECT number, mark FROM events_generation"
_MARK: Final = """
    INSERT INTO events_generation (number, mark) VALUES (%s, %s) ON CONFLICT (number) DO UPDATE SET mark = excluded.mark
"""
_UNMARK: Final = "DELETE FROM events_generation WHERE number = ANY(%s)"

_Seen = tuple[int, int, int] | None


class _Opened(NamedTuple):
    """What was found under a mark, and what the file looked like then."""

    seen: _Seen
    sieve: sieve.Sieve | None


_opened: Final[dict[UUID, _Opened]] = {}


def folder() -> Path:
    """Where this machine keeps the sieves of the database. Whatever is in there may be thrown away, and is made anew."""
    path: Path = settings.VAR / "known" / quote(connection.settings_dict["NAME"], safe="")
    return path


def standing(marks: Mapping[int, UUID]) -> dict[int, sieve.Sieve]:
    """The sieves by number of their generation, as far as this process has them or finds them now."""
    for gone in _opened.keys() - marks.values():
        del _opened[gone]
    found = {number: _open(mark) for number, mark in marks.items()}
    return {number: one for number, one in found.items() if one is not None}


def _open(mark: UUID) -> sieve.Sieve | None:
    """A sieve that is open stays so, whatever becomes of its file; one that was not good is looked at again when it changes."""
    opened = _opened.get(mark)
    if opened is None or opened.sieve is None:
        opened = _look(mark, opened)
    return opened.sieve


def _look(mark: UUID, before: _Opened | None) -> _Opened:
    path = _path(mark)
    seen = _seen(path)
    if before is None or before.seen != seen:
        before = _opened[mark] = _Opened(seen, sieve.read(path, mark))
    return before


def _path(mark: UUID) -> Path:
    return folder() / f"{mark}.sieve"


def _seen(path: Path) -> _Seen:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def marks(cursor: Cursor) -> dict[int, UUID]:
    """What each generation is bound to its sieve by."""
    return dict(cursor.execute(_MARKED).fetchall())


def mark(cursor: Cursor, number: int, drawn: UUID, *, instead_of: Collection[int] = ()) -> None:
    """Bind a generation to the sieve of exactly its names, in the transaction in which it gets them."""
    cursor.execute(_UNMARK, (list(instead_of),))
    cursor.execute(_MARK, (number, drawn))


def make(numbers: Sequence[int], size: int, *, drawn: UUID | None = None) -> UUID:
    """Write the sieve of what some generations hold together, of about so many bytes; answers its mark."""
    drawn = drawn or uuid4()
    regions = sieve.regions_for(size // NAME_BYTES)
    folder().mkdir(parents=True, exist_ok=True)
    sieve.write(_path(drawn), drawn, regions, _bits(list(numbers), regions))
    return drawn


def _bits(numbers: list[int], regions: int) -> Iterator[bytes]:
    for stretch in sieve.stretches(regions, at_once=AT_ONCE):
        row = raw_cursor().execute(_NAMES, (numbers, stretch.first, stretch.last), binary=True).fetchone()
        yield sieve.sifted(stretch, regions, row[0] if row and row[0] else b"")


def complete(sizes: Mapping[int, int]) -> None:
    """Make the sieves that these old generations lack or that are no good on this machine, and drop those of no generation."""
    cursor = raw_cursor()
    marked = marks(cursor)
    for number, size in sizes.items():
        drawn = marked.get(number)
        if drawn is None:
            # The file first: a mark without a good one is looked for at each transaction.
            drawn = marked[number] = make([number], size)
            mark(cursor, number, drawn)
        elif not _is_good(drawn):
            make([number], size, drawn=drawn)
    _tidy(set(marked.values()))


def _is_good(drawn: UUID) -> bool:
    opened = _opened.get(drawn)
    if opened is None or opened.seen != _seen(_path(drawn)):
        _opened.pop(drawn, None)
        opened = _look(drawn, None)
    return opened.sieve is not None


def _tidy(drawn: set[UUID]) -> None:
    kept = {_path(one) for one in drawn}
    for path in folder().glob("*"):
        if path not in kept:
            path.unlink(missing_ok=True)

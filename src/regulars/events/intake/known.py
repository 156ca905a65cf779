"""Remembers for ever which messages came: exactly, and as quickly with fifty million as with ten thousand.

Names are random, so an index of all of them is written all over. New ones go into a small part that stays in memory, the present
generation. Older generations are only read, and hardly that: of nearly each new name a sieve says that it is certainly not in there.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Final
from uuid import UUID

from regulars.lib.sieve import unsure

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from psycopg import Cursor

    from regulars.lib.sieve import Sieve

#: The names of what follows lie in one generation until the transaction ends: it neither closes nor merges.
_HOLD: Final = "SELECT pg_advisory_xact_lock_shared(hashtext('events_known generation'))"
_PRESENT: Final = "SELECT generation FROM events_intakestate"
#: What no sieve speaks for, whatever it is: the present generation, one that closed just now, one of another release.
_ELSEWHERE: Final = "SELECT id FROM events_known WHERE id = ANY(%s::uuid[]) AND generation <> ALL(%s)"
_THERE: Final = "SELECT id FROM events_known WHERE id = ANY(%s::uuid[]) AND generation = ANY(%s)"
_REMEMBER: Final = "INSERT INTO events_known (generation, id) SELECT %s, unnest(%s::uuid[])"


def name_of(source_id: int, message_id: str) -> str:
    """What a message is remembered by: 128 bits that nobody can make two of, in hexadecimal."""
    return blake2b(f"{source_id} {message_id}".encode(), digest_size=16).hexdigest()


def known(cursor: Cursor, names: Collection[str], sieves: Mapping[int, Sieve]) -> set[str]:
    """Those of the names that came before. Whoever asks holds the generations, see `log.append`."""
    numbers = list(sieves)
    found = _asked(cursor, _ELSEWHERE, names, numbers)
    if not sieves:
        return found
    perhaps = unsure(list(sieves.values()), names)
    return found | _asked(cursor, _THERE, perhaps, numbers) if perhaps else found


def _asked(cursor: Cursor, question: str, names: Collection[str], numbers: list[int]) -> set[str]:
    rows = cursor.execute(question, (_array(names), numbers), binary=True).fetchall()
    return {UUID.__str__(name).replace("-", "") for (name,) in rows}


def held(cursor: Cursor) -> int:
    """Hold the generations until the transaction ends; answers the one to write into."""
    cursor.execute(_HOLD)
    row = cursor.execute(_PRESENT).fetchone()
    assert row is not None, "the log is made ready before anybody writes names"
    return int(row[0])


def remember(cursor: Cursor, generation: int, names: Collection[str]) -> None:
    """Write names down. One that somebody else wrote at this moment breaks the transaction, which begins again."""
    cursor.execute(_REMEMBER, (generation, _array(names)))


def _array(names: Collection[str]) -> str:
    """Names in their order, so that whoever writes the same ones waits for nobody in a circle."""
    return "{" + ",".join(sorted(names)) + "}"

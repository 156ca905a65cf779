"""Codes that are read at the door, each once, whenever the reading arrives."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.core.codes import folded, is_code
from regulars.core.occasions.refusals import CodeUnknown, CodeWithoutSeat

if TYPE_CHECKING:
    from psycopg import Cursor

_FIND: Final = """
    SELECT id, wallet_id, state, came_at FROM registrations_registration WHERE occasion_id = %s AND code = %s FOR UPDATE
"""
_KNOWN: Final = """
    SELECT one.wallet_id, one.code, reading.read_at, one.came_at FROM registrations_reading AS reading
    JOIN registrations_registration AS one ON one.id = reading.registration_id WHERE reading.id = %s AND one.occasion_id = %s
"""
_KEEP: Final = """
    INSERT INTO registrations_reading (id, registration_id, read_at, by) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
_CAME: Final = """
    UPDATE registrations_registration SET came_at = least(came_at, %s) WHERE id = %s RETURNING came_at
"""


class Read(NamedTuple):
    """Whose code was read. `first_at` is the earliest reading; `is_first` where that is this one."""

    wallet_id: int
    code: str
    first_at: datetime
    is_first: bool


def read(cursor: Cursor, number: int, text: str, *, name: str, at: datetime, by: str) -> Read:
    """Take one reading, under a name of its own; told again it changes nothing. Call it in a transaction."""
    known = cursor.execute(_KNOWN, (name, number)).fetchone()
    if known is not None:
        wallet_id, code, read_at, came_at = known
        return Read(wallet_id, code, came_at, read_at == came_at)
    code = folded(text)
    row = cursor.execute(_FIND, (number, code)).fetchone() if is_code(code) else None
    if row is None:
        raise CodeUnknown(given=text.strip()[:40])
    registration, wallet_id, state, came_at = row
    if state != "seated":
        raise CodeWithoutSeat(given=code, state=state)
    cursor.execute(_KEEP, (name, registration, at, by))
    first = cursor.execute(_CAME, (at, registration)).fetchone()
    assert first is not None
    return Read(wallet_id, code, first[0], came_at is None or at < came_at)

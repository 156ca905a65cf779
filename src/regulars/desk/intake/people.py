"""Whom an event of the wire means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.people import actions as people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Cursor

    from regulars.events.intake.arrived import Arrived


def wallets_of(cursor: Cursor, events: Sequence[Arrived]) -> list[int | None]:
    """The wallet of each; None for nobody who is known."""
    found = people.wallets_of(cursor, values={one.user_id for one in events if one.user_id is not None})
    return [None if one.user_id is None else found[one.user_id] for one in events]

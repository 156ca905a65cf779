"""Whom an event of the wire means: by its user and device, and by what somebody says points to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.events.understanding.meaning import Introduced
from regulars.people.identity import Named, identified, meant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Cursor

    from regulars.desk.intake.hearing import Heard
    from regulars.events.intake.arrived import Arrived
    from regulars.people.identity import Meant

Claimed = tuple[tuple[str, str], ...]


def meant_by(cursor: Cursor, heard: Sequence[tuple[Arrived, Heard]]) -> list[Meant]:
    """Whom each means. A user is known by signing in; all else is only said."""
    # Whoever looks around says the same of themselves with each click.
    known: dict[tuple[str | None, str | None, Claimed], Named] = {}
    named: list[Named] = []
    for event, meaning in heard:
        claimed = meaning.claimed if isinstance(meaning, Introduced) else ()
        says = (event.user_id, event.anonymous_id, claimed)
        one = known.get(says)
        if one is None:
            one = known[says] = _named(event, claimed)
        named.append(one)
    return meant(cursor, named)


def _named(event: Arrived, claimed: Claimed) -> Named:
    found = identified("user_id", event.user_id) + identified("device", event.anonymous_id)
    for kind, value in claimed:
        found += identified(kind, value, is_verified=False)
    # Of several of one kind the first counts: what a client says twice, it says of one person.
    return Named(tuple({one.key: one for one in reversed(found)}.values())[::-1])

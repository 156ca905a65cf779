"""Whom an event of the wire means: by its user and device, and by what somebody says points to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.people.identity import Named, identified, persons, resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Cursor

    from regulars.events.intake.arrived import Arrived

Claimed = tuple[tuple[str, str], ...]


def wallets_of(cursor: Cursor, events: Sequence[tuple[Arrived, Claimed]]) -> list[int | None]:
    """The wallet of each; None for nobody who is known. A user is known by signing in; all else is only said."""
    return resolve(cursor, [_named(event, claimed) for event, claimed in events])


def persons_of(cursor: Cursor, events: Sequence[tuple[Arrived, Claimed]]) -> dict[tuple[int, str], int]:
    """As whom merged members came, by source and id of the message."""
    named = [_named(event, claimed) for event, claimed in events]
    found = persons(cursor, named)
    return {
        (event.source_id, event.message_id): person
        for (event, _), person in zip(events, found, strict=True)
        if person is not None
    }


def _named(event: Arrived, claimed: Claimed) -> Named:
    found = identified("user_id", event.user_id) + identified("device", event.anonymous_id)
    for kind, value in claimed:
        found += identified(kind, value, is_verified=False)
    # Of several of one kind the first counts: what a client says twice, it says of one person.
    return Named(tuple({one.key: one for one in reversed(found)}.values())[::-1])

"""For which occasions points are held, by the names that these have now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.occasions.holds import occasion_of
from regulars.registrations import queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regulars.core.programme.document import Words


def occasions_by_hold(holds: Iterable[str]) -> dict[str, Words]:
    """Of holds by their names, those that are for seats, with their occasions. Where there are none, nobody is asked."""
    found = {hold: number for hold in holds if (number := occasion_of(hold)) is not None}
    names = queries.names(set(found.values()))
    return {hold: names[number] for hold, number in found.items() if number in names}

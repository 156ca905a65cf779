"""Points from one member to another: two events in two wallets, and one transaction.

Both wallets are locked before either is decided, in the order in which every desk locks, so that two members who give
to each other at one moment wait for each other and never for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.events import PointsGiven
from regulars.core.transfers import received_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regulars.core.events import Event


def receivers(events: Iterable[Event]) -> set[str]:
    """The cards of those to whom something is handed over."""
    return {event.to for event in events if isinstance(event, PointsGiven)}


def received_names(events: Iterable[tuple[str, Event]]) -> list[tuple[str, str]]:
    """The names, by source and id, that the receivers' events will bear."""
    return [(source, received_name(event)) for source, event in events if isinstance(event, PointsGiven)]

"""What somebody who asks for a seat is answered, and who is offered what comes free: `docs/algorithms/registrations.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from regulars.core.occasions.openings import (
    Mine,
    Opening,
    earlier_ways,
    first_opening,
    opened,
    quotas,
)
from regulars.core.occasions.refusals import NotYetOpen, OccasionCancelled, OccasionOver
from regulars.core.periods import Instant, moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regulars.core.programme.document import Programme


class Occasion(msgspec.Struct, frozen=True):
    """What decides about an occasion. `answer_within` is in microseconds; points come back until `free_until`."""

    begins_at: int
    openings: tuple[Opening, ...]
    answer_within: int
    free_until: int
    is_cancelled: bool = False

    @property
    def seats(self) -> int:
        return sum(one.seats for one in self.openings)

    @property
    def free(self) -> int:
        return sum(one.free for one in self.openings)


class Waiting(msgspec.Struct, frozen=True):
    """A place on the list, and the openings that were of the member's groups when it was given."""

    place: int
    groups: tuple[int, ...]


class Offer(msgspec.Struct, frozen=True):
    """A seat for somebody who waits, out of the quota of an opening."""

    place: int
    opening: int
    until: int


def refuse_over(occasion: Occasion, now: int) -> None:
    """Say no where nothing about its seats can change any more."""
    if occasion.is_cancelled:
        raise OccasionCancelled
    if now >= occasion.begins_at:
        raise OccasionOver(began_at=moment(Instant(occasion.begins_at)).isoformat())


def ask(occasion: Occasion, who: Mine, document: Programme, *, now: int) -> int | None:
    """The opening out of whose quota somebody gets a seat; None for a place on the list. Before their time they are refused.

    Whoever waits and could have the seat has been offered it before.
    """
    refuse_over(occasion, now)
    reached = opened(occasion.openings, who, now)
    if not reached:
        raise _not_yet(occasion, who, document)
    return next((one.no for one in quotas(occasion.openings, reached) if one.free > 0), None)


def _not_yet(occasion: Occasion, who: Mine, document: Programme) -> NotYetOpen:
    opens_at = first_opening(occasion.openings, who)
    ways = earlier_ways(occasion.openings, document, before=opens_at)
    return NotYetOpen(
        opens_at="" if opens_at is None else moment(Instant(opens_at)).isoformat(),
        earlier_with=[f"{way.track}:{way.level}" for way in ways],
        earlier_at=[moment(Instant(way.at)).isoformat() for way in ways],
    )


def asked_openings(openings: Sequence[Opening], now: int) -> tuple[int, ...]:
    """The openings at which somebody who waits can be offered something now: they are open, and a seat of theirs is free.

    Who waits by a benefit asked after it opened for them, so for them it is open.
    """
    return tuple(
        one.no
        for one in openings
        if (one.is_benefit or one.opens_at <= now)
        and any(drawn.free > 0 for drawn in quotas(openings, (one,)))
    )


def offers(occasion: Occasion, waiting: Iterable[Waiting], *, now: int) -> tuple[Offer, ...]:
    """Who is offered which seat, `waiting` being in the order of their places. After the beginning nobody is."""
    if occasion.is_cancelled or now >= occasion.begins_at:
        return ()
    openings = {one.no: one for one in occasion.openings}
    until = min(now + occasion.answer_within, occasion.begins_at)
    made: list[Offer] = []
    for one in waiting:
        everywhere = tuple(openings.values())
        reached = [
            each for each in everywhere if each.no in one.groups and (each.is_benefit or each.opens_at <= now)
        ]
        found = next((each for each in quotas(everywhere, reached) if each.free > 0), None)
        if found is not None:
            openings[found.no] = msgspec.structs.replace(found, taken=found.taken + 1)
            made.append(Offer(one.place, found.no, until))
    return tuple(made)

"""What an occasion is to one member: when it opens for them, with what it is earlier, and what they have."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from regulars.core.occasions.openings import Mine, Way, earlier_ways, first_opening, mine, opened, quotas
from regulars.core.programme.document import Words
from regulars.desk import names
from regulars.desk.reading import wallet_at
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import Instant, instant, moment
from regulars.people.merges import everybody_of
from regulars.registrations import queries
from regulars.registrations.queries import Held, Place

if TYPE_CHECKING:
    from regulars.core.programme.compiled import Programme


class WayView(msgspec.Struct, frozen=True):
    """A level with which an occasion opens earlier, by its names."""

    at: datetime
    track: Words
    level: Words


class OccasionOfMember(msgspec.Struct, frozen=True):
    """An occasion as one member meets it. `opens_at` is None where it never opens for them; `free` counts seats that they could have
    now; `earlier_by` says with which levels it opened, or opens, before that.
    """

    occasion: Held
    place: Place | None
    opens_at: datetime | None
    is_open: bool
    is_early: bool
    free: int
    earlier_by: tuple[WayView, ...]


def upcoming(programme: Programme, wallet_id: int, *, now: datetime) -> tuple[OccasionOfMember, ...]:
    """Every occasion that has not begun, the next one first."""
    return _views(programme, queries.upcoming(now=now), wallet_id, now)


def one(programme: Programme, number: int, wallet_id: int, *, now: datetime) -> OccasionOfMember:
    """One occasion; refused where there is none."""
    (found,) = _views(programme, (queries.occasion(number),), wallet_id, now)
    return found


def way_view(programme: Programme, way: Way) -> WayView:
    """A level by its names."""
    at = moment(Instant(way.at))
    return WayView(
        at, names.track_name(programme, way.track), names.level_name(programme, way.track, way.level)
    )


def _views(
    programme: Programme, found: tuple[Held, ...], wallet_id: int, now: datetime
) -> tuple[OccasionOfMember, ...]:
    if not found:
        return ()
    levels = wallet_at(programme, wallet_id, now).levels()
    places = {place.occasion: place for place in queries.places_of(everybody_of(raw_cursor(), wallet_id))}
    return tuple(_view(programme, each, levels, places.get(each.number), now) for each in found)


def _view(
    programme: Programme, held: Held, levels: dict[str, str], place: Place | None, now: datetime
) -> OccasionOfMember:
    version = programme.at_or_first(instant(now))
    who = mine(held.openings, levels, version.document)
    opens_at = first_opening(held.openings, who)
    ways = earlier_ways(held.openings, version.document, before=opens_at)
    return OccasionOfMember(
        held, place, None if opens_at is None else moment(Instant(opens_at)),
        is_open=opens_at is not None and opens_at <= instant(now),
        is_early=opens_at is not None and opens_at < instant(held.opens_at),
        free=_free(held, who, instant(now)), earlier_by=tuple(way_view(programme, way) for way in ways),
    )  # fmt: skip


def _free(held: Held, who: Mine, now: int) -> int:
    if held.waiting and not held.free:
        return 0
    return sum(opening.free for opening in quotas(held.openings, opened(held.openings, who, now)))

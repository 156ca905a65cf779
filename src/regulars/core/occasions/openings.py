"""Who may ask for a seat from when, and from which quotas it comes: `docs/algorithms/registrations.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from regulars.core.programme.benefits import gives

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from regulars.core.programme.document import Programme

HOUR: Final = 3_600 * 1_000_000


class Opening(msgspec.Struct, frozen=True):
    """So many seats for a group, from a moment; `taken` counts those that are gone or offered.

    The group is whoever holds `level` of `track` or a higher one; everybody, where there is no track. With `is_benefit` it is
    whoever registers earlier by a benefit of their level, and `opens_at` is when it opens for the others.
    """

    no: int
    opens_at: int
    seats: int
    taken: int = 0
    track: str = ""
    level: str = ""
    is_benefit: bool = False

    @property
    def free(self) -> int:
        return self.seats - self.taken

    @property
    def _place(self) -> tuple[int, bool]:
        """Where it stands in the order of openings: the benefit's right before the one that it is earlier than."""
        return self.opens_at, not self.is_benefit

    def passes_to(self, later: Opening) -> bool:
        """Whether what is left of it goes to another one as soon as that one opens."""
        return self._place < later._place


class Mine(msgspec.Struct, frozen=True):
    """What a member is to an occasion: the numbers of the openings whose group is theirs, and how much earlier they may ask."""

    groups: tuple[int, ...]
    earlier_by: int = 0


class Way(msgspec.Struct, frozen=True):
    """A level with which it opens at a moment."""

    at: int
    track: str
    level: str


def mine(openings: Sequence[Opening], levels: Mapping[str, str], document: Programme) -> Mine:
    """What somebody at these levels is; a track or a level that the programme no longer has is nobody's."""
    earlier_by = max((_hours(document, track, held) for track, held in levels.items()), default=0)
    groups = (one.no for one in openings if _is_in(one, levels, document, earlier_by))
    return Mine(tuple(groups), earlier_by * HOUR)


def opens_for(opening: Opening, who: Mine) -> int:
    """When an opening whose group somebody belongs to opens for them."""
    return opening.opens_at - (who.earlier_by if opening.is_benefit else 0)


def opened(openings: Sequence[Opening], who: Mine, now: int) -> tuple[Opening, ...]:
    """The openings at which somebody may ask by now."""
    return tuple(one for one in openings if one.no in who.groups and opens_for(one, who) <= now)


def first_opening(openings: Sequence[Opening], who: Mine) -> int | None:
    """When it opens for somebody; None where it never does."""
    return min((opens_for(one, who) for one in openings if one.no in who.groups), default=None)


def earlier_ways(openings: Sequence[Opening], document: Programme, *, before: int | None) -> tuple[Way, ...]:
    """With which levels it opens before a moment, the earliest first; of each track the lowest level that does."""
    found = sorted(_ways(openings, document), key=lambda way: way.at)
    first: dict[tuple[str, int], Way] = {}
    for way in found:
        if before is None or way.at < before:
            first.setdefault((way.track, way.at), way)
    return tuple(first.values())


def quotas(openings: Sequence[Opening], reached: Collection[Opening]) -> tuple[Opening, ...]:
    """The quotas that whoever may ask at some openings draws on, in this order: those of their own, then what passed on."""
    own = [one for one in openings if one in reached]
    passed_on = [one for one in openings if one not in own and any(one.passes_to(later) for later in reached)]
    return (*own, *passed_on)


def _ways(openings: Sequence[Opening], document: Programme) -> Iterator[Way]:
    for one in openings:
        if one.is_benefit:
            for track, part in document.tracks.items():
                for level in part.levels:
                    if hours := gives(level).early_registration_hours:
                        yield Way(one.opens_at - hours * HOUR, track, level.id)
        elif one.track:
            yield Way(one.opens_at, one.track, one.level)


def _is_in(opening: Opening, levels: Mapping[str, str], document: Programme, hours: int) -> bool:
    if opening.is_benefit:
        return hours > 0
    if not opening.track:
        return True
    ladder = (
        [level.id for level in document.tracks[opening.track].levels]
        if opening.track in document.tracks
        else []
    )
    held = levels.get(opening.track)
    return held in ladder and opening.level in ladder and ladder.index(held) >= ladder.index(opening.level)


def _hours(document: Programme, track: str, held: str) -> int:
    part = document.tracks.get(track)
    level = next((one for one in part.levels if one.id == held), None) if part else None
    return gives(level).early_registration_hours if level else 0

"""The filters of the list of members: read from the address, and written into it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.accounts.chain import Fact
from regulars.core.programme.compiled import Programme
from regulars.insight.members import Wanted
from regulars.telling.voice import Voice

_LONGEST_WORDS: Final = 100
_NUMBER_MOST: Final = 2**63 - 1
#: Choice to days since joining.
JOINED: Final = {"30": 30, "90": 90, "365": 365}


class Choice(NamedTuple):
    """One option of a filter."""

    value: str
    label: str
    is_chosen: bool


class Choices(NamedTuple):
    """One filter with its options."""

    name: str
    label: str
    options: tuple[Choice, ...]


class Filters(NamedTuple):
    """What the address asks for. What it asks for and does not exist is left out."""

    words: str
    levels: dict[str, str]
    joined: str
    pending: bool
    before: int | None
    wanted: Wanted

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the whole list is asked for."""
        return bool(self.words or self.levels or self.joined or self.pending)

    def query(self, before: int | None = None) -> str:
        """The filters as the tail of an address."""
        levels = {f"level.{track}": level for track, level in self.levels.items()}
        pending = "yes" if self.pending else ""
        parts = {"q": self.words, **levels, "joined": self.joined, "pending": pending, "before": before}
        return urlencode({name: value for name, value in parts.items() if value})

    def address(self, before: int | None = None) -> str:
        """Where the list with these filters stands."""
        tail = self.query(before)
        return reverse("console:members") + (f"?{tail}" if tail else "")

    def facts(self) -> dict[str, Fact]:
        """What the audit trail keeps of them: not the words, which may be somebody's name."""
        levels: dict[str, Fact] = {f"level.{track}": level for track, level in self.levels.items()}
        return {**levels, "joined": self.joined, "pending": self.pending, "with_words": bool(self.words)}


def read_filters(
    asked: Mapping[str, str], programme: Programme, speaking: Voice, *, now: datetime, with_details: bool
) -> Filters:
    """Read the address. Who may not see names may not search for them either."""
    words = asked.get("q", "").strip()[:_LONGEST_WORDS].replace("\x00", "") if with_details else ""
    tracks = programme.versions[-1].document.tracks
    levels = {
        name: level
        for name, track in tracks.items()
        if (level := asked.get(f"level.{name}", "")) in {each.id for each in track.levels}
    }
    joined = asked.get("joined", "") if asked.get("joined") in JOINED else ""
    since = _start_of_day(speaking, now) - timedelta(days=JOINED[joined]) if joined else None
    pending = asked.get("pending") == "yes"
    wanted = Wanted(words=words, levels=levels, joined_from=since, pending=pending)
    return Filters(words, levels, joined, pending, _number(asked.get("before", "")), wanted)


def choices_of(programme: Programme, speaking: Voice, filters: Filters) -> tuple[Choices, ...]:
    """The filters of this programme: one for each track, and when somebody joined."""
    tracks = programme.versions[-1].document.tracks
    of_levels = (
        Choices(
            f"level.{name}",
            speaking.of(track.name),
            (
                Choice("", _("Any level"), name not in filters.levels),
                *(
                    Choice(one.id, speaking.of(one.name), filters.levels.get(name) == one.id)
                    for one in track.levels
                ),
            ),
        )
        for name, track in tracks.items()
    )
    return (*of_levels, Choices("joined", _("Joined"), _joined(filters.joined)))


def _joined(chosen: str) -> tuple[Choice, ...]:
    last = _("in the last %(count)s days")
    return (
        Choice("", _("At any time"), not chosen),
        *(Choice(key, last % {"count": days}, key == chosen) for key, days in JOINED.items()),
    )


def _start_of_day(speaking: Voice, now: datetime) -> datetime:
    return speaking.here(now).replace(hour=0, minute=0, second=0, microsecond=0)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and int(text[:20]) <= _NUMBER_MOST else None

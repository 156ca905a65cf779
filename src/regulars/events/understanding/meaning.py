"""What an event of the wire can turn out to mean."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from regulars.core.events import Cancellation, Line, Order, Profile, Return
from regulars.core.periods import Instant
from regulars.events.understanding.goods import Good

Kind = Literal["track", "identify", "page", "screen", "group", "alias"]

#: A client's clock may be a little fast; the log has corrected what it could.
AHEAD_MAX: Final = 10 * 60 * 1_000_000


class Said(NamedTuple):
    """An event as the log has it: `name` is a track's, `raw` its JSON. Moments are microseconds since 1970."""

    kind: str
    name: str | None
    message_id: str
    occurred_at: int
    received_at: int
    raw: bytes


class Moment(NamedTuple):
    """When it happened, on the programme's calendar."""

    at: Instant
    day: int
    minute: int


class Happened(NamedTuple):
    """An event for the desk, and the goods that it names."""

    event: Order | Return | Cancellation
    goods: tuple[Good, ...] = ()
    store: str | None = None


class Updated(NamedTuple):
    """What an order looks like by now; what that means depends on what is left of it."""

    id: str
    order: str
    moment: Moment
    lines: tuple[Line, ...]
    goods: tuple[Good, ...]


class Introduced(NamedTuple):
    """What somebody told of themselves: for rules, and the name that they like to be called by.

    `claimed` is what they say points to them, as (kind of identifier, value); nobody proved it. The two that come `first_`
    count only where nothing was told before.
    """

    profile: Profile | None
    nickname: str | None
    claimed: tuple[tuple[str, str], ...] = ()
    first_profile: Profile | None = None
    first_nickname: str | None = None


class Behaved(NamedTuple):
    """What somebody did without buying, with what is said of it. `goods` are those it names."""

    id: str
    name: str
    moment: Moment
    goods: tuple[Good, ...]


class Unspoken(NamedTuple):
    """Nothing that the programme has an ear for."""


Meaning = Happened | Updated | Introduced | Behaved | Unspoken

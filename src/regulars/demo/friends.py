"""Who brought whom to Sunny Select of late: some friends have bought and kept it, some wait, and one never came."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import transaction

from regulars.core.events import FriendInvited, Line, Order, Return, ReturnLine
from regulars.demo.goods import SHELVES, SHOP_AND_WEB
from regulars.demo.people import card_number, nickname
from regulars.desk.posting import Arrival, post
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import instant
from regulars.people.actions import introduce
from regulars.referrals.actions import code_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regulars.core.events import Event
    from regulars.core.programme.compiled import Programme

SEED: Final = 23
SOURCE: Final = "shop"
#: What a friend of the shop spends at least for whoever invited them, in dollars.
LEAST: Final = 300


class Story(NamedTuple):
    """So many days ago a friend came, and bought, and brought it back."""

    came: int
    bought: int | None = None
    back: int | None = None


#: One after the other, for whoever invites; the one whose card is shown has the first four.
STORIES: Final = (
    Story(24, 20), Story(9, 6), Story(3), Story(22, 19, 15), Story(31, 30), Story(27, 18), Story(5, 2), Story(40, 33), Story(12),
)  # fmt: skip
OF_THE_SHOWN: Final = 4


def bring(
    programme: Programme, inviters: Sequence[int], *, shown: int, first_number: int, now: datetime
) -> None:
    """Let friends come by the codes of some members, the first ones by that of the member whose card is shown."""
    chance = Random(SEED)  # noqa: S311 - the same friends each time are the point
    for place, story in enumerate(STORIES):
        inviter = shown if place < OF_THE_SHOWN else inviters[place % len(inviters)]
        with transaction.atomic():
            code_of(raw_cursor(), inviter)
        card = card_number(first_number + place)
        told = [
            Arrival(SOURCE, card, event) for event in _events(programme, story, f"F-{place}", inviter, now)
        ]
        post(programme, told)
        introduce(card=card, nickname=nickname(chance), joined_at=now - timedelta(days=story.came))


def _events(programme: Programme, story: Story, name: str, inviter: int, now: datetime) -> Iterator[Event]:
    def moment(ago: int, hour: int) -> tuple[int, int, int]:
        at = instant((now - timedelta(days=ago)).replace(hour=hour, minute=20, second=0, microsecond=0))
        return (at, *programme.calendar.local(at))

    at, day, _ = moment(story.came, 11)
    yield FriendInvited(f"{name}-invited", at, day, inviter)
    good = next(
        good for shelf in SHELVES if shelf.corners == SHOP_AND_WEB and not shelf.season for good in shelf.goods
        if good.price >= LEAST
    )  # fmt: skip
    if story.bought is not None:
        line = Line(good.sku, 1, good.price, (good.category,), good.brand, good.name)
        yield Order(f"{name}-order", *moment(story.bought, 12), (line,), "yongkang", "store")
    if story.back is not None:
        at, day, _ = moment(story.back, 13)
        yield Return(f"{name}-back", at, day, (ReturnLine(good.sku, 1),), order=f"{name}-order")

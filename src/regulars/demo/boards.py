"""Who stands on the leaderboards of Sunny Select: some of those who check in, by names of their own, and some who held a note."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from django.db import transaction

from regulars.challenges import actions as plays
from regulars.challenges.actions import Given
from regulars.desk.leaderboards import join
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import day_to_database, instant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regulars.core.programme.compiled import Programme

SEED: Final = 29
MORNINGS, NOTES, GAME = "mornings", "long-notes", "hold-the-note"
#: What members call themselves there; it is nobody's nickname.
NAMES: Final = (
    "山貓", "雲豹", "早起的鳥", "小書蟲", "拿鐵派", "白日夢", "Milky", "九層塔", "慢跑者", "阿里山", "Otter", "夜鷺", "打字機",
    "豆漿", "石虎", "Kumquat", "黑膠", "半糖", "蒲公英", "Lantern", "雨傘", "藍鵲", "早午餐", "木瓜",
)  # fmt: skip
SHOWN_AS: Final = "晴天"
#: Scores below the first prize, so that nothing is won.
SCORES: Final = (900, 3950)
PLAYERS: Final = 14


def stand(programme: Programme, wallets: Sequence[int], *, shown: int, now: datetime) -> None:
    """Let some take part, and the one whose card is shown as well."""
    chance = Random(SEED)  # noqa: S311 - the same boards each time are the point
    taking_part = [*zip(wallets, NAMES, strict=False), (shown, SHOWN_AS)]
    for wallet_id, called in taking_part:
        join(programme, wallet_id, MORNINGS, called=called, now=now)
    for wallet_id, called in taking_part[:PLAYERS]:
        _play(programme, wallet_id, chance.randint(*SCORES), now)
        join(programme, wallet_id, NOTES, called=called, now=now)


def _play(programme: Programme, wallet_id: int, score: int, now: datetime) -> None:
    given_at = now - timedelta(minutes=2)
    day = programme.calendar.day_of(instant(now))
    given = Given(f"demo-{wallet_id}", GAME, wallet_id, given_at, now + timedelta(minutes=3))
    with transaction.atomic():
        cursor = raw_cursor()
        plays.give(cursor, given)
        plays.played(cursor, given.nonce, at=now, day=day_to_database(day), band=1, points=0, score=score)

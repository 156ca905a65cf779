"""Draws of lotteries: sealed with the first ticket, closed on their day, and drawn once."""

from __future__ import annotations

import json
import secrets
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from psycopg.types.json import Jsonb

from regulars.core.lotteries import SEED_BYTES, seal_of, winners
from regulars.core.refusals import Refusal
from regulars.lib.cursors import raw_cursor
from regulars.rewards.actions import Ended, end
from regulars.rewards.models import Draw, Redemption
from regulars.webhooks.actions import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from psycopg import Cursor

    from regulars.core.programme.reward_document import Lottery

Key = tuple[str, date]
"""A lottery by its reward and the day of its draw."""
Prize = tuple[int, str, str]
"""How many of a prize there are, and its name in Chinese and in English."""

_SEAL: Final = """
    INSERT INTO rewards_draw (reward, day, seed, seal, prizes) VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
_LOCK: Final = "SELECT last, closed_at IS NULL FROM rewards_draw WHERE reward = %s AND day = %s FOR UPDATE"
_SAVE: Final = "UPDATE rewards_draw SET last = %s WHERE reward = %s AND day = %s"
_CLOSE: Final = "UPDATE rewards_draw SET closed_at = %s WHERE id = %s AND closed_at IS NULL"
_TICKETS: Final = """
    SELECT ticket, source, source_id FROM rewards_redemption
    WHERE reward = %s AND draw = %s AND state = 'redeemed' ORDER BY id FOR UPDATE
"""
_OPEN: Final = "SELECT seed, prizes FROM rewards_draw WHERE id = %s AND drawn_at IS NULL FOR UPDATE"
_WON: Final = "UPDATE rewards_redemption SET won = %s WHERE source = %s AND source_id = %s"
_DRAWN: Final = "UPDATE rewards_draw SET drawn_at = %s WHERE id = %s"


class DrawUnknown(Refusal):
    """No ticket of this draw was taken yet, or there is no such lottery. Facts: reward, day."""


class OpenDraws:
    """The draws of which one transaction gives tickets out, locked after supplies, in one order for everybody."""

    def __init__(self, cursor: Cursor, wanted: Mapping[Key, Lottery]) -> None:
        self.cursor = cursor
        self._last: dict[Key, int] = {}
        self._given: set[Key] = set()
        for key, lottery in sorted(wanted.items(), key=lambda one: one[0]):
            last, is_open = self._locked(key, lottery)
            if is_open:
                self._last[key] = last

    def _locked(self, key: Key, lottery: Lottery) -> tuple[int, bool]:
        row = self.cursor.execute(_LOCK, key).fetchone()
        if row is None:
            seed = secrets.token_bytes(SEED_BYTES)
            prizes = [[one.number, one.name.zh_hant, one.name.en] for one in lottery.prizes]
            self.cursor.execute(_SEAL, (*key, seed, seal_of(seed), Jsonb(prizes)))
            row = self.cursor.execute(_LOCK, key).fetchone()
        assert row is not None, "it was there, or was made"
        return row[0], row[1]

    def __contains__(self, key: Key) -> bool:
        return key in self._last

    def next_ticket(self, key: Key) -> int:
        """Number the next ticket."""
        self._last[key] += 1
        self._given.add(key)
        return self._last[key]

    def save(self) -> None:
        """Write how far the numbers go."""
        for key in sorted(self._given):
            self.cursor.execute(_SAVE, (self._last[key], *key))


class Sealed(NamedTuple):
    """A draw as anybody may see it. `tickets` take part; `seed` and the `won` tickets are there once it is drawn."""

    reward: str
    day: date
    seal: str
    prizes: tuple[Prize, ...]
    tickets: tuple[int, ...]
    drawn_at: datetime | None
    seed: str
    won: dict[int, int]


class Standing(NamedTuple):
    """A draw that waits, or is over: its seal, what can be won, and how many tickets take part."""

    seal: str
    prizes: tuple[Prize, ...]
    tickets: int


def standing(reward: str, day: date) -> Standing | None:
    """Where a draw stands; None where no ticket was taken yet."""
    row = Draw.objects.filter(reward=reward, day=day).values_list("seal", "prizes").first()
    if row is None:
        return None
    return Standing(row[0], _prizes(row[1]), _taking_part(reward, day).count())


def sealed(reward: str, day: date) -> Sealed | None:
    """One draw, with its tickets; None where no ticket was taken yet."""
    row = Draw.objects.filter(reward=reward, day=day).first()
    if row is None:
        return None
    numbers = _taking_part(reward, day).order_by("ticket").values_list("ticket", flat=True)
    tickets = tuple(ticket for ticket in numbers if ticket is not None)
    prizes = _prizes(row.prizes)
    seed, won = "", {}
    if row.drawn_at is not None:
        seed = bytes(row.seed).hex()
        won = winners(bytes(row.seed), tickets, [number for number, *_ in prizes])
    return Sealed(reward, day, row.seal, prizes, tickets, row.drawn_at, seed, won)


def latest(*, before: int | None = None, limit: int = 50) -> list[tuple[int, str, date]]:
    """The draws that there are by number, the latest first."""
    rows = Draw.objects.all() if before is None else Draw.objects.filter(pk__lt=before)
    return list(rows.order_by("-pk").values_list("pk", "reward", "day")[:limit])


def _taking_part(reward: str, day: date) -> QuerySet[Redemption]:
    return Redemption.objects.filter(reward=reward, draw=day).exclude(state="cancelled")


def _prizes(kept: list[list[str]]) -> tuple[Prize, ...]:
    return tuple((int(number), chinese, english) for number, chinese, english in kept)


def close_due(*, today: date, now: datetime) -> list[tuple[int, str, date]]:
    """Close the draws whose day has come, so that no more tickets are given out, and answer those that are to be drawn."""
    due = list(
        Draw.objects.filter(drawn_at=None, day__lte=today).order_by("pk").values_list("pk", "reward", "day")
    )
    for number, _, _ in due:
        raw_cursor().execute(_CLOSE, (now, number))
    return due


def draw(cursor: Cursor, number: int, reward: str, day: date, *, now: datetime) -> bool:
    """Draw once: winners have what they won, and all other tickets end. Call it in a transaction, after it was closed."""
    tickets = {
        ticket: (source, name) for ticket, source, name in cursor.execute(_TICKETS, (reward, day)).fetchall()
    }
    row = cursor.execute(_OPEN, (number,)).fetchone()
    if row is None:
        return False
    seed, prizes = bytes(row[0]), _prizes(json.loads(row[1]))
    won = winners(seed, tickets, [each for each, *_ in prizes])
    for ticket, place in won.items():
        _, chinese, english = prizes[place]
        cursor.execute(_WON, (Jsonb({"zh-Hant": chinese, "en": english}), *tickets[ticket]))
    end(cursor, [Ended(name, "drawn", now, "clock") for ticket, name in tickets.items() if ticket not in won])
    cursor.execute(_DRAWN, (now, number))
    tell(
        cursor,
        "lottery.drawn",
        {"reward": reward, "day": day.isoformat(), "tickets": len(tickets), "winners": len(won)},
    )
    return True

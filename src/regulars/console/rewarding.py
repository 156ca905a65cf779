"""What staff do about rewards, each change written into the audit trail with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from regulars.accounts.actions import record
from regulars.core.refusals import Refusal
from regulars.desk import rewards
from regulars.desk.clock import now_of_database
from regulars.desk.redeeming import STOCK, planned_for, stock_of
from regulars.lib.agreeing import until_agreed
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import day_to_database, instant
from regulars.programmes.queries import current
from regulars.rewards import pictures
from regulars.supplies import actions as supplies

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import User

    from regulars.core.programme.rewards import Reward
    from regulars.rewards.queries import Had

SOURCE: Final = "console"
PUT_IN_MOST: Final = 1_000_000


class PiecesUnusable(Refusal):
    """Pieces are a whole number other than nothing, and no more than anybody has room for. Facts: most."""


def put_in(reward: Reward, pieces: int, *, by: User) -> None:
    """Put pieces into a stock, or take some out that are broken or were counted wrongly."""
    if not pieces or abs(pieces) > PUT_IN_MOST:
        raise PiecesUnusable(most=PUT_IN_MOST)
    with transaction.atomic():
        cursor, name, now = raw_cursor(), stock_of(reward.id), now_of_database()
        local = current().calendar.day_of(instant(now))
        supplies.OpenSupplies(cursor, [], planned_for(reward, day_to_database(local)))
        if pieces > 0:
            supplies.put_in(cursor, name, STOCK, pieces)
        else:
            supplies.take_out(cursor, name, -pieces)
        record(by=by, verb="put_in_stock", subject=f"reward:{reward.id}", facts={"pieces": pieces}, now=now)


def hand_over(code: str, *, by: User) -> Had:
    """Hand a reward over by the code that the member shows."""
    now = now_of_database()
    with transaction.atomic():
        had = rewards.hand_over(code, by=f"staff:{by.pk}", now=now)
        record(by=by, verb="hand_over_reward", subject=f"redemption:{had.number}", now=now)
    return had


def take_money(code: str, *, by: User) -> Had:
    """Say that the money of a redemption lies in the drawer: now its points are spent."""
    return until_agreed(lambda: _take_money(code, by))


def _take_money(code: str, by: User) -> Had:
    now = now_of_database()
    with transaction.atomic():
        had = rewards.pay(current(), code, source=SOURCE, now=now)
        record(by=by, verb="take_money_of_reward", subject=f"redemption:{had.number}", now=now)
    return had


def pass_on(cause: str, day: date, *, by: User) -> int:
    """Say that what came in for a cause on a day was passed on."""
    now = now_of_database()
    with transaction.atomic():
        number = rewards.pass_on(current(), cause, day, by=f"staff:{by.pk}", now=now)
        record(
            by=by, verb="pass_donations_on", subject=f"cause:{cause}", facts={"day": day.isoformat()}, now=now
        )
    return number


def put_picture(reward: Reward, body: bytes, *, alt_zh: str, alt_en: str, by: User) -> None:
    """Give a reward a picture."""
    with transaction.atomic():
        pictures.put(reward.id, body, alt_zh=alt_zh, alt_en=alt_en)
        record(by=by, verb="put_picture", subject=f"reward:{reward.id}", now=now_of_database())


def take_picture_away(reward: Reward, *, by: User) -> None:
    """Let a reward have no picture."""
    with transaction.atomic():
        pictures.take_away(reward.id)
        record(by=by, verb="take_picture_away", subject=f"reward:{reward.id}", now=now_of_database())


def cancel(had: Had, *, by: User) -> None:
    """Cancel a redemption for the shop: the points go back, and have at least a fortnight."""
    until_agreed(lambda: _cancel(had, by))


def _cancel(had: Had, by: User) -> None:
    now = now_of_database()
    with transaction.atomic():
        rewards.cancel(current(), had.code, source=SOURCE, by="shop", now=now)
        record(by=by, verb="cancel_redemption", subject=f"redemption:{had.number}", now=now)

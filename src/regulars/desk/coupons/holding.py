"""Coupons of a basket are held, let go, used with the order in its own transaction, and rolled back: all of a set or nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
from django.db import transaction
from msgspec.structs import replace

from regulars.core.coupons.stacking import exact
from regulars.core.refusals import CouponCodeUnknown, CouponNotUsable
from regulars.coupons import codes, holds
from regulars.coupons.holds import Counted, Used
from regulars.coupons.refusals import (
    CouponHoldOver,
    CouponHoldRetold,
    CouponHoldUnknown,
)
from regulars.desk import news
from regulars.desk.clock import now_of_database
from regulars.desk.coupons import giving_back
from regulars.desk.coupons.baskets import known
from regulars.desk.coupons.giving_back import supply_of
from regulars.desk.coupons.qualifying import answers_of, asked_for
from regulars.desk.posting import Arrival, post_within
from regulars.lib.agreeing import agreed
from regulars.lib.cursors import raw_cursor
from regulars.supplies import actions as supplies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from psycopg import Cursor

    from regulars.core.coupons.stacking import Stack
    from regulars.core.events import Order
    from regulars.core.programme.compiled import Programme
    from regulars.coupons.holds import Holding
    from regulars.desk.coupons.baskets import Bought, Known
    from regulars.desk.coupons.qualifying import Asked
    from regulars.desk.posting import Answer

KIND: Final = "coupon"
_encode: Final = msgspec.msgpack.Encoder().encode


class Kept(NamedTuple):
    """A set that is held, or was: what each coupon takes off by line. `end` is empty while it is held."""

    name: str
    until: datetime
    end: str
    used: tuple[Used, ...]

    @property
    def amount(self) -> int:
        """What they take off in all."""
        return sum(one.amount for one in self.used)


class Paid(NamedTuple):
    """An order that was decided with its coupons taken off."""

    kept: Kept
    answer: Answer
    order: Order


def hold(
    programme: Programme, bought: Bought, shown: Sequence[str], *, source: str, name: str, minutes: int
) -> Kept:
    """Hold exactly these codes for a basket, or none of them. The same again answers the same."""
    return agreed(
        lambda cursor: hold_within(
            cursor, programme, bought, shown, source=source, name=name, minutes=minutes
        )
    )


def hold_within(
    cursor: Cursor,
    programme: Programme,
    bought: Bought,
    shown: Sequence[str],
    *,
    source: str,
    name: str,
    minutes: int,
) -> Kept:
    """The same in a transaction that somebody else began."""
    told = _encode((sorted({*shown}), bought.staff))
    before = holds.find(cursor, source, name)
    if before is not None:
        if (before.digest, before.asked) != (bought.digest, told):
            raise CouponHoldRetold(name=name)
        return _kept(cursor, before)
    now = known(cursor, programme, bought)
    asked = asked_for(cursor, now, shown, in_turn=True)
    stack = _exactly(now, asked)
    in_all = _limits_in_all(now, stack)
    until = now_of_database() + timedelta(minutes=minutes)
    number = holds.begin(
        cursor, source=source, name=name, digest=bought.digest, asked=told, wallet_id=bought.wallet_id, until=until,
        leased=sorted(in_all),
    )  # fmt: skip
    _hold_supplies(cursor, in_all, number, until)
    used = _used(stack, asked)
    codes.hold(cursor, [one.code_id for one in used if one.code_id is not None], hold_id=number, until=until)
    counted = Counted(bought.wallet_id, bought.order.store or "", bought.staff or "", bought.order.day)
    holds.add(cursor, number, used, counted, until)
    return Kept(name, until, "", used)


def commit(programme: Programme, bought: Bought, *, source: str, name: str, member: str | None) -> Paid:
    """Use what is held with its order, in one transaction: the order at its lowered prices, its points, and the codes.

    A basket that changed is qualified again. Told again, it answers what it answered.
    """
    return agreed(
        lambda cursor: commit_within(cursor, programme, bought, source=source, name=name, member=member)
    )


def commit_within(
    cursor: Cursor, programme: Programme, bought: Bought, *, source: str, name: str, member: str | None
) -> Paid:
    """The same in a transaction that somebody else began."""
    held = _found(cursor, source, name)
    used = tuple(holds.uses(cursor, held.number))
    if held.order_id and held.order_id == bought.order.id:
        order = lowered(bought.order, used)
        (answer,) = post_within(cursor, programme, [Arrival(source, member, order)])
        return _paid(Kept(name, held.until, held.end, used), answer, order)
    if held.end or held.is_over:
        raise CouponHoldOver(end=held.end or "timed_out")
    if held.digest != bought.digest:
        used = _qualified_again(cursor, programme, bought, held, used)
    order = lowered(bought.order, used)
    # The order first: event keys and wallets are locked before supplies and codes, by everybody.
    (answer,) = post_within(cursor, programme, [Arrival(source, member, order)])
    paid = _paid(Kept(name, held.until, "committed", used), answer, order)
    holds.commit(cursor, held, order.id)
    if held.leased:
        supplies.commit(cursor, _lease(held.number))
    holds.redeem(cursor, held.number, used)
    news.tell_of_coupons(
        cursor, "coupon.redeemed", held, member=answer.wallet_id, order=order.id,
        used=[(one.coupon, one.amount) for one in used],
    )  # fmt: skip
    if codes.redeem(cursor, held.number) != sum(1 for one in used if one.code_id is not None):
        raise CouponHoldOver(end="timed_out")
    return paid


def release(*, source: str, name: str) -> Kept:
    """Let a basket's coupons go; one that was used is refused."""
    with transaction.atomic():
        return release_within(raw_cursor(), source=source, name=name)


def release_within(cursor: Cursor, *, source: str, name: str) -> Kept:
    """The same in a transaction that somebody else began."""
    held = _found(cursor, source, name)
    if holds.release(cursor, held):
        supplies.release(cursor, _lease(held.number))
        codes.let_go(cursor, held.number)
    return _kept(cursor, _found(cursor, source, name))


def roll_back(*, source: str, name: str, coupon: str | None = None) -> Kept:
    """Give the coupons of an order back, all of them or one; each once, and only for a while."""
    with transaction.atomic():
        return roll_back_within(raw_cursor(), source=source, name=name, coupon=coupon)


def roll_back_within(cursor: Cursor, *, source: str, name: str, coupon: str | None = None) -> Kept:
    """The same in a transaction that somebody else began."""
    giving_back.roll_back(cursor, source=source, name=name, coupon=coupon)
    return _kept(cursor, _found(cursor, source, name))


def lowered(order: Order, used: Sequence[Used]) -> Order:
    """The order with what its coupons took off each line: what was really paid, so that a return gives back no more."""
    off = [sum(column) for column in zip(*(one.parts for one in used), strict=True)]
    lines = tuple(
        replace(line, amount=line.amount - part) if part else line
        for line, part in zip(order.lines, off, strict=True)
    )
    return replace(order, lines=lines)


def _exactly(now: Known, asked: Sequence[Asked]) -> Stack:
    if not asked or any(one.candidate is None for one in asked):
        raise CouponCodeUnknown
    return exact(now.version, now.basket, answers_of(now, asked))


def _used(stack: Stack, asked: Sequence[Asked]) -> tuple[Used, ...]:
    number_of = {one.key: one.number for one in asked}
    return tuple(
        Used(one.coupon, one.key, number_of[one.key], one.amount, list(one.parts), "held")
        for one in stack.coupons
    )


def _limits_in_all(now: Known, stack: Stack) -> dict[str, int]:
    """The supplies of which a set needs one each, with what the programme puts into them."""
    return {
        supply_of(one.coupon): limit.times
        for one in stack.coupons
        for limit in now.version.coupons[one.coupon].document.limits
        if limit.per == "all"
    }


def _hold_supplies(cursor: Cursor, in_all: dict[str, int], number: int, until: datetime) -> None:
    if in_all:
        planned = {name: supplies.Planned(KIND, times) for name, times in in_all.items()}
        supplies.OpenSupplies(cursor, in_all, planned)
        try:
            supplies.hold(cursor, dict.fromkeys(in_all, 1), key=_lease(number), until=until)
        except supplies.SoldOut as gone:
            coupon = str(gone.facts["name"]).partition(":")[2]
            raise CouponNotUsable(coupon=coupon, why="limit", because=("all",)) from None


def _qualified_again(
    cursor: Cursor, programme: Programme, bought: Bought, held: Holding, used: Sequence[Used]
) -> tuple[Used, ...]:
    """The same coupons on the basket as it is now, without counting what they hold themselves."""
    now = known(cursor, programme, bought)
    asked = asked_for(cursor, now, [one.key for one in used], held_by=held.number, in_turn=True)
    return _used(_exactly(now, asked), asked)


def _paid(kept: Kept, answer: Answer, order: Order) -> Paid:
    if answer.refusal is not None:
        raise answer.refusal
    return Paid(kept, answer, order)


def _found(cursor: Cursor, source: str, name: str) -> Holding:
    held = holds.find(cursor, source, name)
    if held is None:
        raise CouponHoldUnknown
    return held


def _kept(cursor: Cursor, held: Holding) -> Kept:
    end = held.end or ("timed_out" if held.is_over else "")
    return Kept(held.name, held.until, end, tuple(holds.uses(cursor, held.number)))


def _lease(number: int) -> str:
    return f"coupons:{number}"

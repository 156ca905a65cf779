"""Redemptions are made and ended in the transaction of whoever moves the points; each ends once."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.core.refusals import RedemptionUnknown, Refusal
from regulars.lib.copying import INSTANT, copy_rows, day_to_copy, to_copy
from regulars.lib.instants import Instant, day_to_database, moment
from regulars.rewards.queries import Had
from regulars.webhooks.actions import tell_all

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from psycopg import Cursor

    from regulars.rewards.models import State
    from regulars.webhooks.actions import Fact

#: Crockford's digits: no letter that is taken for another one.
DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: Fifty random bits: nobody guesses one.
CODE_DIGITS: Final = 10
#: Days ahead of which it is told that something lapses, once each.
TOLD_AHEAD: Final = (7, 1)
_DIGIT_BITS: Final = 5

_COLUMNS: Final = {
    "source": "text", "source_id": "text", "wallet_id": "int8", "reward": "text", "kind": "text", "currency": "text",
    "points": "int8", "code": "text", "state": "text", "redeemed_at": INSTANT, "day": "int4", "fetch_by": "int4",
    "ended_at": INSTANT, "money": "int8", "pay_by": INSTANT, "is_leased": "bool",
    "cause": "text", "draw": "int4", "ticket": "int8", "tell_on": "int4",
}  # fmt: skip
_LOCK = """
    SELECT source, source_id, reward, day, state, code, redeemed_at, pay_by, is_leased, draw FROM rewards_redemption
    WHERE (source, source_id) IN (SELECT * FROM unnest(%s::text[], %s::text[])) ORDER BY id FOR UPDATE
"""
_END = """
    UPDATE rewards_redemption AS it SET state = new.state, ended_at = new.ended_at, ended_by = new.ended_by
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::timestamptz[], %s::text[])
        AS new (source, source_id, state, ended_at, ended_by)
    WHERE it.source = new.source AND it.source_id = new.source_id
"""
_PAID = """
    UPDATE rewards_redemption SET state = %(state)s, paid_with = %(order)s, ended_at = %(ended_at)s, ended_by = %(by)s
    WHERE source = %(source)s AND source_id = %(source_id)s RETURNING wallet_id, reward, currency, points
"""
_UNPAID = """
    SELECT source, source_id, reward, day, state, code, redeemed_at, pay_by, is_leased, draw FROM rewards_redemption
    WHERE state = 'held' AND pay_by <= %s ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
"""
_GO_WITH = "UPDATE rewards_redemption SET wallet_id = %s WHERE source = %s AND source_id = %s"
_OF_CODE = (
    "SELECT source, source_id, state, kind, ticket, won FROM rewards_redemption WHERE code = %s FOR UPDATE"
)


class RedemptionOver(Refusal):
    """The redemption has ended already. Facts: redemption, state (handed_over, cancelled, lapsed, unpaid, drawn; redeemed: paid already)."""


class NothingToHandOver(Refusal):
    """A donation, or a ticket that is not drawn yet. Facts: redemption."""


class RedemptionNotPaid(Refusal):
    """Its money is to be paid before it is handed over. Facts: redemption."""


Name = tuple[str, str]
"""A source, and its name for a redemption."""


class Made(NamedTuple):
    """A redemption to be kept. One that is handed over at once has ended when it begins."""

    name: Name
    wallet_id: int
    reward: str
    kind: str
    currency: str
    points: int
    code: str
    redeemed_at: int
    day: int
    fetch_by: int | None
    is_handed_over: bool
    money: int = 0
    pay_by: int | None = None
    is_leased: bool = False
    cause: str = ""
    draw: int | None = None
    ticket: int | None = None

    @property
    def state(self) -> State:
        """Where it begins."""
        if self.pay_by is not None:
            return "held"
        return "handed_over" if self.is_handed_over else "redeemed"

    def as_had(self) -> Had:
        """As it will be read; its number is not known yet."""
        at = moment(Instant(self.redeemed_at))
        fetch_by = None if self.fetch_by is None else day_to_database(self.fetch_by)
        return Had(
            0, *self.name, self.wallet_id, self.reward, self.kind, self.currency, self.points, self.code, self.state, at,
            fetch_by, at if self.is_handed_over else None, "", self.money,
            None if self.pay_by is None else moment(Instant(self.pay_by)), self.ticket,
            None if self.draw is None else day_to_database(self.draw), None,
        )  # fmt: skip


class Ended(NamedTuple):
    """How a redemption ends, and by whom. Of one that was never had nobody `is_told`."""

    name: Name
    state: State
    at: datetime
    by: str
    is_told: bool = True


class Open(NamedTuple):
    """A redemption that is locked."""

    reward: str
    day: date
    state: State
    code: str
    redeemed_at: datetime
    pay_by: datetime | None
    is_leased: bool
    draw: date | None


class Paid(NamedTuple):
    """A redemption whose money was paid, by whom and on which order; it may be handed over at once."""

    name: Name
    at: datetime
    by: str
    order: str
    is_handed_over: bool


def first_told(day: int, fetch_by: int | None) -> int | None:
    """When it is told first that what was redeemed on a day will lapse: so many days ahead, if that many are left."""
    if fetch_by is None:
        return None
    return next((fetch_by - ahead for ahead in TOLD_AHEAD if day < fetch_by - ahead), None)


def new_code() -> str:
    """A code that nobody has and nobody guesses; should it be taken after all, the transaction breaks and begins again."""
    bits = secrets.randbits(_DIGIT_BITS * CODE_DIGITS)
    return "".join([DIGITS[bits >> place & 31] for place in range(0, _DIGIT_BITS * CODE_DIGITS, _DIGIT_BITS)])


def record(cursor: Cursor, made: Iterable[Made]) -> None:
    """Keep redemptions, and tell whoever wants to hear of them."""
    made = list(made)
    tell_all(cursor, [("reward.redeemed", _told(one)) for one in made if one.pay_by is None])
    rows = (
        (
            *one.name, one.wallet_id, one.reward, one.kind, one.currency, one.points, one.code, one.state,
            to_copy(one.redeemed_at), day_to_copy(one.day), None if one.fetch_by is None else day_to_copy(one.fetch_by),
            to_copy(one.redeemed_at) if one.state == "handed_over" else None,
            one.money, None if one.pay_by is None else to_copy(one.pay_by), one.is_leased,
            one.cause, None if one.draw is None else day_to_copy(one.draw), one.ticket,
            None if (told_on := first_told(one.day, one.fetch_by)) is None else day_to_copy(told_on),
        )
        for one in made
    )  # fmt: skip
    copy_rows(cursor, table="rewards_redemption", columns=_COLUMNS, rows=rows)


def lock(cursor: Cursor, names: Iterable[Name]) -> dict[Name, Open]:
    """Lock redemptions in one order and say where they stand; one that was never made is left out."""
    wanted = sorted(set(names))
    rows = cursor.execute(_LOCK, ([s for s, _ in wanted], [n for _, n in wanted])).fetchall()
    return {(source, name): Open(*about) for source, name, *about in rows}


def lock_unpaid(cursor: Cursor, *, now: datetime, limit: int) -> dict[Name, Open]:
    """Lock what is held and should have been paid by now."""
    rows = cursor.execute(_UNPAID, (now, limit)).fetchall()
    return {(source, name): Open(*about) for source, name, *about in rows}


def pay(cursor: Cursor, paid: list[Paid]) -> None:
    """Say that redemptions that are locked and held were paid: now they are had, and whoever wants to hear of them does."""
    for one in paid:
        state: State = "handed_over" if one.is_handed_over else "redeemed"
        ended_at, by = (one.at, one.by) if one.is_handed_over else (None, "")
        named = {"source": one.name[0], "source_id": one.name[1]}
        facts = named | {"state": state, "order": one.order, "ended_at": ended_at, "by": by}
        row = cursor.execute(_PAID, facts).fetchone()
        assert row is not None, "it is locked, so it is there"
        about: dict[str, Fact] = dict(zip(("member", "reward", "currency", "points"), row, strict=True))
        tell_all(cursor, [("reward.redeemed", about | {"state": state} | _named(one.name))])


def end(cursor: Cursor, ended: list[Ended]) -> None:
    """End redemptions that are locked and open."""
    if ended:
        told = [one for one in ended if one.is_told]
        tell_all(cursor, [("redemption.ended", _named(one.name) | {"state": one.state}) for one in told])
        columns = zip(*((*one.name, *one[1:4]) for one in ended), strict=True)
        cursor.execute(_END, [list(column) for column in columns])


def go_with(cursor: Cursor, name: Name, wallet_id: int) -> None:
    """Keep a redemption under the member to whom it came back when a merge was taken back."""
    cursor.execute(_GO_WITH, (wallet_id, *name))


def hand_over(cursor: Cursor, code: str, *, by: str, now: datetime) -> Name:
    """Say that a reward was handed over; whoever comes second is told so. Call it in a transaction."""
    row = cursor.execute(_OF_CODE, (code,)).fetchone()
    if row is None:
        raise RedemptionUnknown(redemption=code)
    source, name, state, kind, ticket, won = row
    if kind == "donation" or (ticket is not None and won is None and state == "redeemed"):
        raise NothingToHandOver(redemption=code)
    if state == "held":
        raise RedemptionNotPaid(redemption=code)
    if state != "redeemed":
        raise RedemptionOver(redemption=code, state=state)
    end(cursor, [Ended((source, name), "handed_over", now, by)])
    return source, name


def _told(one: Made) -> dict[str, Fact]:
    """What others are told of a redemption; its code is nobody's but the member's."""
    about: dict[str, Fact] = {"member": one.wallet_id, "reward": one.reward, "currency": one.currency}
    return about | {"points": one.points, "state": one.state} | _named(one.name)


def _named(name: Name) -> dict[str, Fact]:
    source, redemption = name
    return {"source": source, "redemption": redemption}

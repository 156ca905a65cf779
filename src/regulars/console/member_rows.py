"""One member in rows: the card, each kind of points down to its lots, each track with what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from django.utils.translation import gettext as _

from regulars.core.periods import LAST_YEAR
from regulars.core.programme.compiled import Programme
from regulars.core.refusals import Refusal
from regulars.desk.answers import Account, Balance, Happening, LotView, Standing
from regulars.desk.consents import asked
from regulars.desk.moments import refuse_long_year
from regulars.lib.instants import day_to_database
from regulars.programmes.queries import current
from regulars.telling import ahead as telling_ahead
from regulars.telling import balances, benefits, levels
from regulars.telling.figures import whole
from regulars.telling.history import Told, tell
from regulars.telling.voice import Voice


class Lot(NamedTuple):
    """One lot of a wallet."""

    no: int
    rule: str
    remaining: str
    amount: str
    usable_from: str
    usable_until: str
    is_pending: bool
    is_over: bool


class Wallet(NamedTuple):
    """One kind of points: what is usable, how it adds up, and from which lots it comes."""

    currency: str
    name: str
    usable: str
    worth: str
    pending: str
    pending_when: str
    runs_out: str
    owes: str
    holds: tuple[str, ...]
    sum: tuple[balances.Row, ...]
    lots: tuple[Lot, ...]
    lots_in_all: int


class Track(NamedTuple):
    """One track: the level, since when and until when, what is missing, and what will happen by itself."""

    name: str
    level: str
    total: str
    holds: str
    rise: levels.Missing | None
    keep: levels.Missing | None
    outlook: str
    benefits: tuple[str, ...]


class Asked(msgspec.Struct, frozen=True):
    """The moment that a page asks for; None for now. `text` is what a date field shows."""

    at: datetime | None = None
    text: str = ""

    @property
    def tail(self) -> str:
        """How an address keeps it."""
        return f"?at={self.text}" if self.at else ""


class DayUnreadable(Refusal):
    """What an address asks for is no day. Facts: given."""


class Ahead(NamedTuple):
    """What will have happened by itself by a moment ahead."""

    heading: str
    told: tuple[Told, ...]
    beside: str


class Clock(NamedTuple):
    """The first and the last day that may be asked for."""

    first: str
    last: str


def clock(programme: Programme) -> Clock:
    """The days between which a member can be shown."""
    first = programme.calendar.day_of(programme.versions[0].effective_at)
    return Clock(day_to_database(first).isoformat(), f"{LAST_YEAR}-12-31")


def ahead(account: Account, voice: Voice, *, with_details: bool) -> Ahead:
    """The preview's list, in words."""
    rows = told(account.ahead, voice, with_details=with_details)
    return Ahead(telling_ahead.heading(account, voice), rows, telling_ahead.beside(account, voice))


def wallets(account: Account, voice: Voice) -> tuple[Wallet, ...]:
    """Every kind of points."""
    return tuple(_wallet(balance, account.at, voice) for balance in account.balances)


def _wallet(balance: Balance, at: datetime, voice: Voice) -> Wallet:
    return Wallet(
        balance.currency,
        voice.of(balance.name),
        whole(balance.usable),
        balances.worth(balance, voice),
        whole(balance.pending) if balance.pending else "",
        balances.pending(balance, voice),
        balances.runs_out(balance, voice),
        balances.owes(balance, voice),
        balances.holds(balance, voice),
        balances.sum_of(balance, voice),
        tuple(_lot(lot, at, voice) for lot in balance.lots),
        balance.lots_in_all,
    )


def _lot(lot: LotView, at: datetime, voice: Voice) -> Lot:
    return Lot(
        lot.no,
        voice.of(lot.rule_name) if lot.rule_name else "",
        whole(lot.remaining),
        whole(lot.amount),
        balances.usable_from(lot, voice),
        balances.usable_until(lot, voice),
        lot.activates_at > at,
        lot.expires_at is not None and lot.expires_at <= at,
    )


def tracks(account: Account, voice: Voice) -> tuple[Track, ...]:
    """Every track."""
    return tuple(_track(standing, voice) for standing in account.standings)


def _track(standing: Standing, voice: Voice) -> Track:
    return Track(
        voice.of(standing.name),
        voice.of(standing.level_name),
        levels.amount(standing.total, standing, voice),
        levels.holds(standing, voice),
        levels.to_rise(standing, voice),
        levels.to_keep(standing, voice),
        levels.outlook(standing, voice),
        benefits.benefits(standing.benefits, standing.gives, voice),
    )


def told(happenings: tuple[Happening, ...], voice: Voice, *, with_details: bool) -> tuple[Told, ...]:
    """What happened, in words. Words that people wrote are personal details."""
    rows = (tell(happening, voice) for happening in happenings)
    return tuple(rows) if with_details else tuple(_plain(row) for row in rows)


def _plain(row: Told) -> Told:
    return (
        msgspec.structs.replace(row, title=_("Adjusted by the shop"), about="")
        if row.kind == "adjustment"
        else row
    )


def asked_moment(asked: Mapping[str, str], voice: Voice) -> Asked:
    """Read `at` from the address: a local day means its end, a local time means itself, nothing means now."""
    text = asked.get("at", "").strip()
    if not text:
        return Asked()
    refuse_long_year(text)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise DayUnreadable(given=text[:40]) from None
    if len(text) == len("2026-11-22"):
        at = at.replace(hour=23, minute=59, second=59, microsecond=999_999)
    return Asked(at.replace(tzinfo=at.tzinfo or ZoneInfo(voice.zone)), text)


class Consent(msgspec.Struct, frozen=True):
    """A purpose, and how the member stands to it."""

    purpose: str
    name: str
    is_given: bool
    since: datetime | None


def consents(wallet_id: int, voice: Voice, now: datetime) -> tuple[Consent, ...]:
    """Every purpose that the programme asks for."""
    return tuple(
        Consent(one.purpose, voice.of(one.name), one.is_given, one.since)
        for one in asked(current(), wallet_id, now=now)
    )

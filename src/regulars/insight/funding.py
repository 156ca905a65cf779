"""Points by who pays for them: issued, used, gone and still owed, and what that is in money, by sponsor."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from regulars.core.money import exponent, half_up, major
from regulars.core.programme.parts import FUNDING
from regulars.desk import names
from regulars.desk.clock import not_yet_done
from regulars.insight.asking import ask
from regulars.lib.instants import instant
from regulars.programmes.queries import current

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from regulars.core.programme.compiled import Programme, Version

_FREE: Final = FUNDING["free"]


class Funded(msgspec.Struct, frozen=True, kw_only=True):
    """Points of one kind that one party pays for; issued − revoked − spent − expired − given = outstanding.

    `given` is what went to other members, less what came from them: zero in all, as a rule. `spent` is less what was
    given back. `liability` is what is outstanding in money, in major units, rounded once; the rows of one kind of
    points may differ from the whole by that rounding and by no more.
    """

    currency: str
    funding: str
    sponsor: str | None
    issued: int
    revoked: int
    spent: int
    expired: int
    given: int
    outstanding: int
    liability: Decimal
    money: str


class Party(NamedTuple):
    """Who pays for which points; the order in which they are told."""

    currency: str
    funding: int
    sponsor: str


def funding(*, at: datetime) -> tuple[Funded, ...]:
    """Everything up to a moment, that moment included, also what the clock has yet to write."""
    programme = current()
    sums: dict[Party, list[int]] = {}
    for currency, paid_by, rule, version, *figures in ask("funding", at=at):
        party = _party(programme, currency, paid_by, rule, version)
        sums[party] = [one + more for one, more in zip(sums.get(party, [0] * 6), figures, strict=True)]
    for party, points in _run_out_since(programme, at):
        sums[party][3] += points
        sums[party][5] -= points
    version = programme.at_or_first(instant(at))
    return tuple(_funded(party, figures, version) for party, figures in sorted(sums.items()))


def is_shared(programme: Programme) -> bool:
    """Whether anybody but the shop ever paid for points."""
    return any(
        currency.funding != _FREE or any(rule.funding != _FREE for rule in currency.rules)
        for version in programme.versions
        for currency in version.currencies.values()
    )


def _party(programme: Programme, currency: str, paid_by: int, rule: str, number: int) -> Party:
    if paid_by != FUNDING["partner"]:
        return Party(currency, paid_by, "")
    document = names.version_of(programme, number).document
    own = next((one.sponsor for one in document.earning if one.id == rule), None)
    shared = document.points[currency].sponsor if currency in document.points else None
    return Party(currency, paid_by, own or shared or "")


def _run_out_since(programme: Programme, at: datetime) -> Iterator[tuple[Party, int]]:
    """What ran out by then and waits for the clock to write it."""
    gone = Counter[tuple[int, int]]()
    for wallet_id, effects in not_yet_done(programme, at=at):
        for entry in effects.entries:
            if entry.kind == "expire":
                gone[wallet_id, entry.reverses] -= entry.points
    if not gone:
        return
    wallets, numbers = [wallet_id for wallet_id, _ in gone], [number for _, number in gone]
    for wallet_id, number, *of in ask("opened_by", wallets=wallets, numbers=numbers):
        yield _party(programme, *of), gone[wallet_id, number]


def _funded(party: Party, figures: list[int], version: Version) -> Funded:
    issued, revoked, spent, expired, given, outstanding = figures
    currency = version.currencies.get(party.currency)
    worth = currency.worth if currency else Fraction(0)
    return Funded(
        currency=party.currency, funding=names.FUNDING_NAMES[party.funding], sponsor=party.sponsor or None,
        issued=issued, revoked=revoked, spent=spent, expired=expired, given=given, outstanding=outstanding,
        liability=_in_money(outstanding * worth, version.money), money=version.money,
    )  # fmt: skip


def _in_money(amount: Fraction, money: str) -> Decimal:
    """Exact until here, and rounded once to what the money has."""
    scale = 10 ** exponent(money)
    return major(half_up(amount.numerator * scale, amount.denominator), money)

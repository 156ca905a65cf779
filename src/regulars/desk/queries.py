"""Questions about one member, answered down to the lots and up to the smallest change that would alter a level."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from regulars.core.outlook import outlook
from regulars.core.periods import NEVER
from regulars.core.refusals import Refusal
from regulars.core.state import Purse
from regulars.core.wallet import held, owed, pending, usable
from regulars.desk.ahead import ahead
from regulars.desk.answers import Account, Balance, Due, HoldView, LotView, Standing, Step
from regulars.desk.moments import refuse_unshowable
from regulars.desk.names import FUNDING_NAMES, rule_name
from regulars.desk.reading import passed
from regulars.desk.sources import told_as
from regulars.ledger import queries as ledger
from regulars.lib.instants import instant, to_database
from regulars.people.members import Person, person, wallet_of
from regulars.programmes.queries import current

if TYPE_CHECKING:
    from datetime import datetime

    from regulars.core.programme.compiled import Programme, Version
    from regulars.core.programme.document import Track as TrackDocument
    from regulars.core.programme.document import Words
    from regulars.core.programme.tracks import Track
    from regulars.core.state import Hold, Lot, Wallet
    from regulars.core.state import Standing as State

__all__ = ["MemberUnknown", "account", "wallet_of"]


class MemberUnknown(Refusal):
    """No member has this number. Facts: given."""


def account(wallet_id: int, *, now: datetime, at: datetime | None = None) -> Account:
    """A member at a moment: now, or `at`, which may lie in the past or ahead. Nothing is written."""
    who = person(wallet_id)
    if who is None:
        raise MemberUnknown(given=wallet_id)
    programme, moment = current(), at or now
    if at is not None:
        refuse_unshowable(programme, at)
    wallet, effects = passed(programme, wallet_id, moment)
    version = programme.at(instant(moment)) or programme.versions[0]
    seen = _account(programme, version, who, wallet, moment, is_past=moment < now)
    if moment <= now:
        return seen
    happenings, left_out = ahead(programme, wallet_id, effects)
    return replace(seen, is_ahead=True, ahead=happenings, ahead_left_out=left_out)


def _account(
    programme: Programme, version: Version, who: Person, wallet: Wallet, at: datetime, *, is_past: bool
) -> Account:
    lots = _lots(programme, wallet, who.wallet_id)
    return Account(
        who.wallet_id, who.cards, who.nickname, who.joined_at, wallet.birth_month, at, is_past, wallet.orders,
        tuple(_balance(version, name, wallet, instant(at), lots.get(name, ())) for name in version.currencies),
        tuple(_standing(version, track, wallet, instant(at)) for track in version.tracks.values()),
    )  # fmt: skip


def _lots(programme: Programme, wallet: Wallet, wallet_id: int) -> dict[str, tuple[LotView, ...]]:
    numbers = [lot.no for purse in wallet.purses.values() for lot in purse.lots]
    opened = ledger.numbered(wallet_id, numbers)
    return {
        name: tuple(_lot(programme, lot, opened.get(lot.no)) for lot in purse.lots)
        for name, purse in wallet.purses.items()
    }


def _lot(programme: Programme, lot: Lot, opened: ledger.Posted | None) -> LotView:
    activates_at = to_database(lot.activates_at)
    assert activates_at is not None
    entry = opened.entry if opened else None
    return LotView(
        lot.no, entry.points if entry else lot.remaining, lot.remaining, activates_at, to_database(lot.expires_at),
        FUNDING_NAMES[lot.funding], rule_name(programme, entry.version, entry.rule) if entry else None,
        opened.event_no if opened else None,
    )  # fmt: skip


def _balance(version: Version, name: str, wallet: Wallet, at: int, lots: tuple[LotView, ...]) -> Balance:
    purse = wallet.purses.get(name) or Purse()
    currency, document = version.currencies[name], version.document.points[name]
    there = usable(purse, at)
    worth = Decimal(there * currency.worth.numerator) / currency.worth.denominator
    sums = purse.sums
    return Balance(
        name, document.name, there, pending(purse, at), owed(purse), worth, version.money, sums.issued, sums.spent,
        sums.expired, sums.revoked, sums.shortfall, _next(purse, at, "expires_at"), _next(purse, at, "activates_at"),
        lots, held(purse), _holds(purse), purse.received, purse.given, sums.restored,
    )  # fmt: skip


def _holds(purse: Purse) -> tuple[HoldView, ...]:
    return tuple(_hold(hold) for hold in purse.holds if not hold.end)


def _hold(hold: Hold) -> HoldView:
    until = to_database(hold.until)
    assert until is not None
    return HoldView(told_as(hold.id), hold.points, until, hold.purpose)


def _next(purse: Purse, at: int, which: str) -> Due | None:
    moments = [moment for lot in purse.lots if at < (moment := getattr(lot, which)) < NEVER]
    if not moments:
        return None
    first = min(moments)
    when = to_database(first)
    assert when is not None
    return Due(when, sum(lot.remaining for lot in purse.lots if getattr(lot, which) == first))


def _standing(version: Version, track: Track, wallet: Wallet, at: int) -> Standing:
    document = version.document.tracks[track.name]
    state = wallet.tracks[track.name]
    ahead = outlook(track, state, at, wallet.purses.get(track.points or ""))
    since = to_database(state.since)
    assert since is not None
    level = document.levels[ahead.rank]
    return Standing(
        track.name, document.name, state.level, level.name, ahead.rank, since, to_database(state.until),
        to_database(ahead.falls_at), ahead.total, document.metric if document.counter else track.counts, version.money,
        document.counter is None and (document.lines is not None or document.when is not None),
        _step(track, document, ahead.rank + 1, ahead.up_missing),
        _step(track, document, ahead.rank, ahead.keep_missing), tuple(level.benefits),
        document.counter.name if document.counter else None,
        to_database(ahead.rises_at), _rises_to(track, document, state) if ahead.rises_at < NEVER else None,
        ahead.is_in_grace,
    )  # fmt: skip


def _rises_to(track: Track, document: TrackDocument, state: State) -> Words:
    return document.levels[track.earned(state.total)].name


def _step(track: Track, document: TrackDocument, rank: int, missing: int | None) -> Step | None:
    if missing is None:
        return None
    level = document.levels[rank]
    return Step(level.id, level.name, track.thresholds[rank], missing)

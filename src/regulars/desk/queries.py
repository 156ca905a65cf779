"""Questions about one member, answered down to the lots and up to the smallest change that would alter a level."""

from __future__ import annotations

from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from msgspec.structs import astuple, replace

from regulars.core.outlook import outlook
from regulars.core.periods import NEVER
from regulars.core.programme.benefits import gives
from regulars.core.refusals import Refusal
from regulars.core.state import Purse, Sums, ends_at
from regulars.core.wallet import held, in_order, owed, pending, usable
from regulars.desk.ahead import ahead
from regulars.desk.answers import Account, Balance, Due, Heap, HoldView, LotView, Standing, Step
from regulars.desk.moments import refuse_unshowable
from regulars.desk.names import FUNDING_NAMES, rule_name, waits_for
from regulars.desk.reading import passed
from regulars.desk.seats import occasions_by_hold
from regulars.desk.sources import told_as
from regulars.ledger import queries as ledger
from regulars.lib.instants import instant, to_database
from regulars.people.members import Person, person, wallet_of
from regulars.programmes.queries import current

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from regulars.core.programme.compiled import Currency, Programme, Version
    from regulars.core.programme.document import Track as TrackDocument
    from regulars.core.programme.document import Words
    from regulars.core.programme.tracks import Track
    from regulars.core.state import Hold, Lot, Wallet

__all__ = ["MemberUnknown", "account", "wallet_of"]


class MemberUnknown(Refusal):
    """No member has this number. Facts: given."""


#: Somebody may have ten thousand lots, and nobody reads them all; whoever wants to may ask for more.
LOTS_MOST: Final = 100


def account(
    wallet_id: int, *, now: datetime, at: datetime | None = None, lots_most: int = LOTS_MOST
) -> Account:
    """A member at a moment: now, or `at`, which may lie in the past or ahead. Nothing is written.

    Of each kind of points only the first `lots_most` lots are looked up; all of them are counted.
    """
    who = person(wallet_id)
    if who is None:
        raise MemberUnknown(given=wallet_id)
    programme, moment = current(), at or now
    if at is not None:
        refuse_unshowable(programme, at)
    wallet, effects = passed(programme, wallet_id, moment)
    version = programme.at_or_first(instant(moment))
    lots = _lots(programme, version, wallet, who.wallet_id, lots_most)
    seen = _account(version, who, wallet, lots, moment, is_past=moment < now)
    if moment <= now:
        return seen
    happenings, left_out = ahead(programme, wallet_id, effects)
    return replace(seen, is_ahead=True, ahead=happenings, ahead_left_out=left_out)


def seen_as(programme: Programme, who: Person, wallet: Wallet, at: datetime) -> Account:
    """Somebody with a wallet that need not be theirs, nor anybody's: without its lots."""
    version = programme.at_or_first(instant(at))
    return _account(version, who, wallet, {}, at, is_past=False)


def _account(
    version: Version, who: Person, wallet: Wallet, lots: Lots, at: datetime, *, is_past: bool
) -> Account:
    seats = occasions_by_hold(told_as(hold.id) for purse in wallet.purses.values() for hold in purse.holds)
    return Account(
        who.wallet_id, who.cards, who.nickname, who.joined_at, wallet.birth_month, at, is_past, wallet.orders,
        tuple(_balance(version, name, wallet, instant(at), lots.get(name, ()), seats) for name in version.currencies),
        tuple(_standing(version, track, wallet, instant(at)) for track in version.tracks.values()),
    )  # fmt: skip


Lots = dict[str, tuple[LotView, ...]]
"""The first lots of each kind of points."""


def _lots(programme: Programme, version: Version, wallet: Wallet, wallet_id: int, most: int) -> Lots:
    shown = {
        name: _dated(purse, version.currencies.get(name))[:most] for name, purse in wallet.purses.items()
    }
    opened = ledger.numbered(wallet_id, [lot.no for lots in shown.values() for lot in lots])
    return {
        name: tuple(_lot(programme, lot, opened.get(lot.no), wallet.as_of) for lot in lots)
        for name, lots in shown.items()
    }


def _dated(purse: Purse, terms: Currency | None) -> list[Lot]:
    """The lots with the ends that they have now, in the order in which they are spent."""
    lots = in_order(purse, terms)
    return [replace(lot, expires_at=ends_at(purse, lot)) for lot in lots] if purse.slides_until else lots


def _lot(programme: Programme, lot: Lot, opened: ledger.Posted | None, as_of: int) -> LotView:
    activates_at = to_database(lot.activates_at)
    assert activates_at is not None
    entry = opened.entry if opened else None
    is_waiting = entry is not None and lot.activates_at == entry.activates_at > as_of
    return LotView(
        lot.no, entry.points if entry else lot.remaining, lot.remaining, activates_at, to_database(lot.expires_at),
        FUNDING_NAMES[lot.funding], rule_name(programme, entry.version, entry.rule) if entry else None,
        opened.event_no if opened else None,
        waits_for(programme, entry.version, entry.rule) if entry and is_waiting else None,
    )  # fmt: skip


def _balance(
    version: Version,
    name: str,
    wallet: Wallet,
    at: int,
    lots: tuple[LotView, ...],
    seats: Mapping[str, Words],
) -> Balance:
    purse = wallet.purses.get(name) or Purse()
    currency, document = version.currencies[name], version.document.points[name]
    there = usable(purse, at)
    worth = Decimal(there * currency.worth.numerator) / currency.worth.denominator
    # What is gone unless an event comes neither runs out nor becomes usable by itself.
    living = [lot for lot in _dated(purse, currency) if lot.activates_at < lot.expires_at]
    sums, received, given = _ever(purse)
    ends = _heaps(living, _end)
    waiting = [lot for lot in living if lot.activates_at > at]
    return Balance(
        name, document.name, there, pending(purse, at), owed(purse), worth, version.money, sums.issued, sums.spent,
        sums.expired, sums.revoked, sums.shortfall, _next(ends, at), _next(_heaps(waiting, _start), at), lots, held(purse),
        _holds(purse, seats), received, given, sums.restored, len(purse.lots),
        tuple([Heap(to_database(end), points) for end, points in sorted(ends.items())]),
    )  # fmt: skip


def _ever(purse: Purse) -> tuple[Sums, int, int]:
    """What ever happened to a member's points, also before two members became one."""
    before = purse.brought
    if before is None:
        return purse.sums, purse.received, purse.given
    sums = Sums(*(a + b for a, b in zip(astuple(purse.sums), astuple(before.sums), strict=True)))
    return sums, purse.received + before.received, purse.given + before.given


def _holds(purse: Purse, seats: Mapping[str, Words]) -> tuple[HoldView, ...]:
    return tuple(_hold(hold, seats) for hold in purse.holds if not hold.end)


def _hold(hold: Hold, seats: Mapping[str, Words]) -> HoldView:
    until, name = to_database(hold.until), told_as(hold.id)
    assert until is not None
    return HoldView(name, hold.points, until, hold.purpose, seats.get(name))


_end, _start = attrgetter("expires_at"), attrgetter("activates_at")


def _heaps(lots: list[Lot], moment_of: Callable[[Lot], int]) -> dict[int, int]:
    """How many points of these lots share each moment: far fewer moments than lots, where days are alike."""
    heaps: dict[int, int] = {}
    for lot in lots:
        moment = moment_of(lot)
        heaps[moment] = heaps.get(moment, 0) + lot.remaining
    return heaps


def _next(heaps: dict[int, int], at: int) -> Due | None:
    first = min((moment for moment in heaps if at < moment < NEVER), default=NEVER)
    when = to_database(first)
    return None if when is None else Due(when, heaps[first])


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
        to_database(ahead.rises_at), document.levels[ahead.rises_to].name if ahead.rises_at < NEVER else None,
        ahead.is_in_grace, gives(level),
    )  # fmt: skip


def _step(track: Track, document: TrackDocument, rank: int, missing: int | None) -> Step | None:
    if missing is None:
        return None
    level = document.levels[rank]
    return Step(level.id, level.name, track.thresholds[rank], missing)

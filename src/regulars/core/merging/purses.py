"""Purses in a merge: what lives is written into the new books under its number, with its dates, funding and rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from regulars.core.effects import Entry
from regulars.core.merging.numbers import lot_in
from regulars.core.state import Brought, Debt, Hold, Lapse, Lot, Purse, Sums
from regulars.core.wallet import outstanding, put_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from regulars.core.draft import Draft
    from regulars.core.state import Wallet


class Place(NamedTuple):
    """Where a purse goes: by how much its numbers grow, until when points slide, who gave which lot, and when."""

    more: int
    slides_until: int
    rules: Mapping[int, tuple[str, int]]
    at: int


def clocks(parts: Iterable[Wallet]) -> dict[str, int]:
    """Until when the points of each currency live that slide: by the later of the clocks."""
    found: dict[str, int] = {}
    for wallet in parts:
        for currency, purse in wallet.purses.items():
            found[currency] = max(found.get(currency, 0), purse.slides_until)
    return found


def take_over(draft: Draft, currency: str, purse: Purse, place: Place) -> None:
    """Take over one purse of a part."""
    own = draft.purse(currency)
    own.slides_until = place.slides_until
    for lot in _whole(purse, place):
        rule, version = place.rules.get(lot.no - place.more, ("", 0))
        _write(
            draft, currency, lot.no, lot.remaining, place.at, rule=rule, version=version, lot=lot
        )  # fmt: skip
    for lot in purse.lots:
        put_in(own, _dated(lot, place))
    for debt in purse.debts:
        _write(draft, currency, debt.entry + place.more, -debt.points, place.at)
        own.debts.append(Debt(debt.entry + place.more, debt.points, debt.part))
    own.holds += [_hold(hold, place) for hold in purse.holds]
    own.lapsed += [_lapse(lapse, place.more) for lapse in purse.lapsed]
    own.brought = _brought(own.brought, purse)


def _whole(purse: Purse, place: Place) -> list[Lot]:
    """Each lot with all that is left of it, free or held."""
    found: dict[int, Lot] = {}
    for lot in purse.with_held():
        there = found.get(lot.no)
        found[lot.no] = (
            replace(there, remaining=there.remaining + lot.remaining) if there else _dated(lot, place)
        )
    return [found[no] for no in sorted(found)]


def _dated(lot: Lot, place: Place) -> Lot:
    moved = lot_in(lot, place.more)
    return replace(moved, expires_at=max(lot.expires_at, place.slides_until)) if lot.slides else moved


def _write(
    draft: Draft,
    currency: str,
    no: int,
    points: int,
    at: int,
    *,
    rule: str = "",
    version: int = 0,
    lot: Lot | None = None,
) -> None:
    dates = (lot.activates_at, lot.expires_at, lot.funding, lot.slides) if lot else ()
    draft.effects.entries.append(
        Entry(no, "join", currency, points, at, f"join:{no}", rule, version or draft.version.number, 0, *dates)
    )  # fmt: skip


def _hold(hold: Hold, place: Place) -> Hold:
    # Below zero, so that it is no number of an event of the merge, which may hold points of the same lot.
    number = -(abs(hold.no) + place.more)
    return replace(hold, no=number, parts=tuple(_dated(part, place) for part in hold.parts))


def _lapse(lapse: Lapse, more: int) -> Lapse:
    return replace(lapse, entry=lapse.entry + more, lot=lapse.lot + more)


def _brought(before: Brought | None, purse: Purse) -> Brought:
    brought = before or Brought(0, Sums())
    earlier = purse.brought or Brought(0, Sums())
    sums = Sums(*(
        sum(three)
        for three in zip(*((one.issued, one.spent, one.expired, one.revoked, one.shortfall, one.restored) for one in (brought.sums, earlier.sums, purse.sums)), strict=True)
    ))  # fmt: skip
    return Brought(
        brought.points + outstanding(purse), sums,
        brought.received + earlier.received + purse.received, brought.given + earlier.given + purse.given,
    )  # fmt: skip

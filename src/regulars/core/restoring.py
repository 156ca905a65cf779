"""Points spent on an order that comes back go into the lots out of which they came, with the life that those have.

The rules are in `docs/algorithms/refunds.md`. As with what was earned, a target is worked out from all that came back
so far, so that nothing is given back twice and never more than was spent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from regulars.core.money import half_up, spread
from regulars.core.state import Used, ends_at
from regulars.core.wallet import credit, put_back, repay, run_out, spend

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from regulars.core.draft import Draft
    from regulars.core.events import Spend
    from regulars.core.receipts import Receipt
    from regulars.core.state import Lot


def spend_on_order(draft: Draft, event: Spend) -> Used:
    """Spend, and note the lots with their terms: on the day on which the points go back they may be gone."""
    purse = draft.wallet.purses.get(event.currency)
    lots = {lot.no: lot for lot in purse.lots} if purse else {}
    number = spend(
        draft, currency=event.currency, points=event.points, occurred_at=event.occurred_at, effect="spend"
    )
    return drawn_by(draft, event.currency, number, lots)


def drawn_by(draft: Draft, currency: str, number: int, lots: Mapping[int, Lot]) -> Used:
    """What an entry of this very step drew; `lots` are those that were open before it."""
    parts = [
        replace(lots[one.lot], remaining=one.points)
        for one in draft.effects.allocations
        if one.entry == number
    ]
    points = sum(part.remaining for part in parts)
    return Used(currency, number, draft.version.number, points, parts)


def restore(draft: Draft, receipt: Receipt, shares: list[Fraction], *, occurred_at: int) -> None:
    """Give back of every spend on a receipt what has come back of the receipt and was not given back yet."""
    for used in receipt.spends:
        _up_to(draft, used, _target(used, receipt, shares), receipt.by_shop, occurred_at)


def give_back(draft: Draft, used: Used, *, by_shop: bool, occurred_at: int) -> None:
    """Give back all of a spend that was not given back yet."""
    _up_to(draft, used, used.points, by_shop, occurred_at)


def _up_to(draft: Draft, used: Used, end: int, by_shop: bool, occurred_at: int) -> None:  # noqa: FBT001 - one of five in a row, each by its name.
    start = used.given_back
    if end > start:
        used.given_back = end
        into_lots = _place(draft, used, _undrawn(used.parts, start, end), by_shop, occurred_at)
        if into_lots:
            _into_lots(draft, used, into_lots, occurred_at)
        if draft.purse(used.currency).debts:
            repay(draft, used.currency)


def _target(used: Used, receipt: Receipt, shares: list[Fraction]) -> int:
    """Each line has its share of what was spent, by what it cost, and gives back the fraction that came back."""
    by_line = spread(used.points, [line.amount for line in receipt.order.lines])
    return sum(
        half_up(points * share.numerator, share.denominator)
        for points, share in zip(by_line, shares, strict=True)
    )


def _place(draft: Draft, used: Used, drawn: Iterator[Lot], by_shop: bool, occurred_at: int) -> list[Lot]:  # noqa: FBT001 - as above.
    """Open lots for points that shall live longer than their own lot; answer what goes back into its own."""
    terms = (draft.programme.version(used.version) or draft.version).currencies[used.currency]
    levels = draft.wallet.levels()
    purse = draft.purse(used.currency)
    open_until = {lot.no: ends_at(purse, lot) for lot in purse.lots}
    into_lots: list[Lot] = []
    for part in drawn:
        expires_at = open_until.get(part.no, part.expires_at)
        if part.slides:
            expires_at = max(expires_at, purse.slides_until)
        until = terms.restored_until(expires_at, at=draft.at, levels=levels, by_shop=by_shop)
        # A lot of a part of this merge that is gone has no row here; one with the same end takes its place.
        is_gone = part.no <= draft.wallet.entries_before and part.no not in open_until
        if until == expires_at and not is_gone:
            into_lots.append(replace(part, expires_at=expires_at))
        else:
            _open_anew(draft, used, part, until, occurred_at)
    return into_lots


def _undrawn(parts: list[Lot], start: int, end: int) -> Iterator[Lot]:
    """What was drawn last goes back first: it is what lives longest. Points number `start` to `end` of them all."""
    place = 0
    for part in reversed(parts):
        some = min(end, place + part.remaining) - max(start, place)
        if some > 0:
            yield replace(part, remaining=some)
        place += part.remaining


def _into_lots(draft: Draft, used: Used, lots: list[Lot], occurred_at: int) -> None:
    purse, points = draft.purse(used.currency), sum(lot.remaining for lot in lots)
    number = draft.enter(
        kind="restore", currency=used.currency, points=points, occurred_at=occurred_at,
        effect=f"restore:{used.entry}", version=draft.version.number, reverses=used.entry,
    )  # fmt: skip
    purse.book(restored=points)
    for lot in lots:
        draft.allocate(number, lot.no, lot.remaining)
        if lot.expires_at > draft.at:
            put_back(purse, lot)
        else:
            # The lot ran out meanwhile: the points are back, and gone as they would be had they not been spent.
            run_out(
                draft, used.currency, lot, occurred_at=occurred_at, effect=f"expire:{lot.no}:back:{number}"
            )


def _open_anew(draft: Draft, used: Used, part: Lot, until: int, occurred_at: int) -> None:
    credit(
        draft, kind="restore", currency=used.currency, points=part.remaining, occurred_at=occurred_at,
        effect=f"restore:{used.entry}:{part.no}", rule="", version=draft.version.number,
        activates_at=min(max(occurred_at, part.activates_at), until), expires_at=until, funding=part.funding,
        reverses=used.entry, slides=part.slides,
    )  # fmt: skip

"""What a person at the counter types becomes a basket, and what the basket comes to becomes rows of a page."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.core.events import Line, Order
from regulars.core.money import minor
from regulars.core.refusals import AmountUnusable
from regulars.desk.coupons import owning
from regulars.desk.coupons.baskets import Bought
from regulars.lib.instants import instant
from regulars.telling import coupons as words
from regulars.telling.figures import money

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulars.core.coupons.qualifying import Qualified
    from regulars.core.programme.compiled import Programme
    from regulars.desk.coupons.qualifying import Told
    from regulars.telling.voice import Voice

ROWS: Final = 5
CODES_MOST: Final = 10
SHIPPING: Final = "shipping"
_LONGEST: Final = 100
_AMOUNT_MOST: Final = 10**12
_ITEMS_MOST: Final = 1_000


class Typed(NamedTuple):
    """One line as it was typed."""

    place: int
    product: str
    category: str
    items: str
    amount: str


class Applied(NamedTuple):
    """A coupon on the basket: what it takes off, or why not; `is_best` where it is in the best set."""

    code: str
    name: str
    takes: str
    why: str
    is_best: bool


class Sum(NamedTuple):
    """What the basket comes to."""

    coupons: tuple[Applied, ...]
    before: str
    off: str
    after: str
    best: tuple[str, ...]


def typed_lines(form: Mapping[str, str]) -> tuple[Typed, ...]:
    """The lines as they stand in the form, so that nothing typed is lost."""
    return tuple(
        Typed(place, *(form.get(f"{name}_{place}", "")[:_LONGEST].strip() for name in ("product", "category", "items", "amount")))
        for place in range(1, ROWS + 1)
    )  # fmt: skip


def basket_of(
    form: Mapping[str, str],
    programme: Programme,
    wallet_id: int,
    *,
    staff: str,
    now: datetime,
    order: str = "",
) -> Bought | None:
    """The basket that was typed; None where a line cannot be read, or there is none."""
    lines: list[Line] = []
    for one in typed_lines(form):
        if not (one.product or one.amount):
            continue
        line = _line(one, programme.versions[0].money)
        if line is None:
            return None
        lines.append(line)
    fee = form.get(SHIPPING, "").strip()
    cost = _amount(fee, programme.versions[0].money) if fee else 0
    if not lines or cost is None:
        return None
    shipping = frozenset({len(lines)}) if cost else frozenset[int]()
    if cost:
        lines.append(Line(SHIPPING, 1, cost))
    at = instant(now)
    day, minute = programme.calendar.local(at)
    store = form.get("store", "").strip()[:_LONGEST] or None
    return Bought(Order(order, at, day, minute, tuple(lines), store), shipping, wallet_id, staff)


def codes_of(form: Mapping[str, str], wallet_id: int) -> list[str]:
    """The codes that were typed, and those that the member has."""
    typed = [one.strip()[:_LONGEST] for one in form.get("codes", "").replace("\n", ",").split(",")]
    return [*[one for one in typed if one][:CODES_MOST], *owning.usable_codes(wallet_id)]


def sum_of(found: Told, bought: Bought, programme: Programme, speaking: Voice) -> Sum:
    """What was found, in words."""
    currency = programme.versions[0].money
    best = {one.key for one in found.best.coupons}
    takes = {one.key: one.amount for one in found.best.coupons}
    rows = []
    for one in found.asked:
        answer = found.answer_of(one)
        off = (
            money(takes.get(one.key, answer.amount if answer else 0), currency)
            if answer and not answer.why
            else ""
        )
        rows.append(
            Applied(
                one.shown,
                _name(answer, programme, speaking),
                off,
                _why(answer, one.key in best, programme, speaking),
                one.key in best,
            )
        )
    before = sum(line.amount for line in bought.order.lines)
    return Sum(
        tuple(sorted(rows, key=lambda row: not row.is_best)), money(before, currency), money(found.best.amount, currency),
        money(before - found.best.amount, currency), tuple(one.shown for one in found.asked if one.key in best),
    )  # fmt: skip


def _name(answer: Qualified | None, programme: Programme, speaking: Voice) -> str:
    return "" if answer is None else speaking.of(owning.name_of(programme, answer.coupon))


def _why(answer: Qualified | None, is_best: bool, programme: Programme, speaking: Voice) -> str:  # noqa: FBT001 - of one coupon.
    if answer is None:
        return words.unknown(speaking)
    if answer.why is None:
        return "" if is_best else words.not_together(speaking)
    return words.why_not(answer, programme.versions[-1].document, speaking)


def _line(one: Typed, currency: str) -> Line | None:
    amount = _amount(one.amount, currency)
    items = one.items or "1"
    if amount is None or not (items.isascii() and items.isdigit()) or not 0 < int(items) <= _ITEMS_MOST:
        return None
    return Line(one.product or "-", int(items), amount, (one.category,) if one.category else ())


def _amount(text: str, currency: str) -> int | None:
    try:
        amount = minor(text.replace(",", ""), currency) if len(text) <= 15 else None
    except AmountUnusable:
        return None
    return amount if amount is not None and 0 <= amount <= _AMOUNT_MOST else None

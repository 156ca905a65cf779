"""From a body to an event: decoded, checked against its limits, and understood in the programme's money and clock."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from regulars.api.refusals import (
    BodyTooLarge,
    BodyUnreadable,
    CurrencyOfOtherShop,
    FieldUnusable,
    MomentUnusable,
    PaidMoreThanBought,
    TotalContradictsLines,
)
from regulars.core.events import Exchange, Line, Order, ReturnLine
from regulars.core.money import major, minor
from regulars.core.periods import FIRST_YEAR, LAST_YEAR
from regulars.core.refusals import AmountUnusable
from regulars.lib.instants import instant

if TYPE_CHECKING:
    from django.http import HttpRequest

    from regulars.api.sent import ExchangeSent, LineSent, OrderReturnSent, OrderSent, ReturnLineSent
    from regulars.core.periods import Instant
    from regulars.core.programme.compiled import Programme

BODY_BYTES_MAX: Final = 256 * 1024
PAGE_MAX: Final = 100
AMOUNT_MAX: Final = Decimal(10) ** 12
#: A till's clock may be a little fast; one that is further ahead would carry its members into the future.
AHEAD_MAX: Final = timedelta(minutes=10)
EARLIEST: Final = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
#: How far somebody may ask ahead. Further on, the calendar itself ends.
LATEST: Final = datetime(LAST_YEAR, 12, 31, tzinfo=UTC)

_Body = TypeVar("_Body", bound=msgspec.Struct)
_PLACE: Final = re.compile(r"^(?P<problem>.*?)(?: - at `\$\.?(?P<field>.*)`)?$", re.DOTALL)


def body_of(request: HttpRequest, decoder: msgspec.json.Decoder[_Body]) -> _Body:
    """Decode a request's body; whatever is wrong with it is refused with the field's name."""
    refuse_too_long(request)
    return decoded(request.body, decoder)


def refuse_too_long(request: HttpRequest) -> None:
    """Refuse a body that is larger than we read, before it is read."""
    given = length_of(request)
    if given > BODY_BYTES_MAX:
        raise BodyTooLarge(most_bytes=BODY_BYTES_MAX, given_bytes=given)


def length_of(request: HttpRequest) -> int:
    """How many bytes a request says that its body has."""
    return int(request.META.get("CONTENT_LENGTH") or 0)


def decoded(body: bytes, decoder: msgspec.json.Decoder[_Body]) -> _Body:
    """Decode a body."""
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        place = _PLACE.match(str(error))
        assert place is not None
        raise FieldUnusable(field=place["field"] or "", problem=place["problem"]) from None
    except msgspec.DecodeError as error:
        raise BodyUnreadable(problem=str(error)) from None
    except UnicodeDecodeError as error:
        raise BodyUnreadable(problem=f"not UTF-8: {error.reason}") from None
    except RecursionError:
        raise BodyUnreadable(problem="nested too deeply") from None


def page_size(limit: int) -> int:
    """How many a page shows of as many as were asked for."""
    return max(1, min(limit, PAGE_MAX))


def order_of(sent: OrderSent, programme: Programme, *, now: datetime) -> Order:
    """The purchase that a body tells of."""
    money = programme.versions[0].money
    if sent.currency not in {None, money}:
        raise CurrencyOfOtherShop(given=sent.currency, expected=money)
    lines = lines_of(sent.lines, money)
    total = sum([line.amount for line in lines])
    if sent.total is not None and _minor(sent.total, "total", money) != total:
        raise TotalContradictsLines(total=str(sent.total), sum=str(major(total, money)))
    unearning = _minor(sent.paid_with_points_value or Decimal(0), "paid_with_points_value", money)
    if unearning > total:
        raise PaidMoreThanBought(paid=str(sent.paid_with_points_value), sum=str(major(total, money)))
    at = moment_of(sent.occurred_at, programme, now=now)
    day, minute = programme.calendar.local(at)
    return Order(
        id=sent.id, occurred_at=at, day=day, minute=minute, lines=lines, store=sent.store, channel=sent.channel,
        unearning=unearning, exchange=_exchange(sent, programme) if sent.exchange else None,
    )  # fmt: skip


def lines_of(sent: tuple[LineSent, ...], money: str) -> tuple[Line, ...]:
    """The lines of a receipt or a basket."""
    return tuple([_line(line, place, money) for place, line in enumerate(sent)])


def _exchange(order: OrderSent, programme: Programme) -> Exchange:
    sent = order.exchange
    assert sent is not None
    if sent.order == order.id:
        raise FieldUnusable(
            field="exchange.order", problem="Expected another order than the one that is told"
        )
    if sent.order is None and (sent.amount is not None or not sent.lines):
        problem = "Expected `lines`" if sent.amount is None else "Expected `order`, of whose receipt it is"
        raise FieldUnusable(field="exchange", problem=problem)
    amount = money_back(sent, programme, "exchange")
    return Exchange(return_lines(sent.lines, programme, "exchange.lines"), sent.order, amount, sent.by)


def return_lines(
    sent: tuple[ReturnLineSent, ...], programme: Programme, field: str = "lines"
) -> tuple[ReturnLine, ...]:
    """The goods that came back, and the money given back for them."""
    return tuple(_return_line(line, f"{field}[{place}]", programme) for place, line in enumerate(sent))


def money_back(sent: OrderReturnSent | ExchangeSent, programme: Programme, field: str = "") -> int | None:
    """Money given back on a whole receipt; a return of nothing at all is refused."""
    if sent.amount is None:
        if not sent.lines:
            raise FieldUnusable(field=field, problem="Expected `lines`, `amount`, or both")
        return None
    return _money_back(sent.amount, f"{field}.amount" if field else "amount", programme)


def _return_line(line: ReturnLineSent, field: str, programme: Programme) -> ReturnLine:
    if line.quantity is None and line.amount is None:
        raise FieldUnusable(field=field, problem="Expected `quantity`, `amount`, or both")
    amount = None if line.amount is None else _money_back(line.amount, f"{field}.amount", programme)
    return ReturnLine(line.product, line.quantity or 0, line.line, amount)


def _money_back(amount: Decimal, field: str, programme: Programme) -> int:
    found = _minor(amount, field, programme.versions[0].money)
    if not found:
        raise FieldUnusable(field=field, problem="Expected an amount above 0")
    return found


def moment_of(given: datetime | None, programme: Programme, *, now: datetime) -> Instant:
    """The instant that is meant: now where none is given, the shop's wall clock where it has no zone."""
    if given is None:
        return instant(now)
    try:
        at = instant(given) if given.tzinfo else programme.calendar.read(given)
    except OverflowError:
        raise MomentUnusable(given=given.isoformat(), now=now.isoformat(timespec="seconds")) from None
    if not instant(EARLIEST) <= at <= instant(now + AHEAD_MAX):
        raise MomentUnusable(given=given.isoformat(), now=now.isoformat(timespec="seconds"))
    return at


def _line(sent: LineSent, place: int, money: str) -> Line:
    if (sent.amount is None) == (sent.price is None):
        raise FieldUnusable(field=f"lines[{place}]", problem="Expected either `amount` or `price`")
    if sent.amount is not None:
        amount = _minor(sent.amount, f"lines[{place}].amount", money)
    else:
        assert sent.price is not None
        amount = _minor(
            _sane(sent.price, f"lines[{place}].price") * sent.quantity, f"lines[{place}].price", money
        )
    return Line(sent.product, sent.quantity, amount, sent.categories, sent.brand, sent.name, sent.reward)


def _minor(amount: Decimal, field: str, money: str) -> int:
    """Exactly so many minor units; more decimals than the money has are refused, never rounded."""
    try:
        return minor(_sane(amount, field), money)
    except AmountUnusable as refusal:
        problem = (
            f"Expected an amount of {money}, which has {refusal.facts['exponent']} decimals, got {amount}"
        )
        raise FieldUnusable(field=field, problem=problem) from None


def _sane(amount: Decimal, field: str) -> Decimal:
    # The exponent is looked at first: 1e999999999 is quickly read and takes for ever to write out.
    if not amount.is_finite() or not -6 <= _exponent(amount) <= 12 or not 0 <= amount <= AMOUNT_MAX:
        raise FieldUnusable(field=field, problem=f"Expected an amount from 0 to {AMOUNT_MAX}")
    return amount


def _exponent(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


def day_of(text: str, field: str) -> date:
    """A day in an address or a query, as `2026-12-31`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FieldUnusable(field=field, problem="Expected `date`, got `str`") from None

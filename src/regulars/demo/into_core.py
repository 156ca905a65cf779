"""The one place where the shop's words become the core's events."""

from datetime import datetime

from regulars.core.events import Cancellation as CoreCancellation
from regulars.core.events import Event, Order, Profile
from regulars.core.events import Line as CoreLine
from regulars.core.events import Return as CoreReturn
from regulars.core.events import ReturnLine as CoreReturnLine
from regulars.core.events import Spend as CoreSpend
from regulars.core.periods import instant
from regulars.demo.stream import Cancellation, Happening, Joined, Return, Sale, Spend


def whose(happening: Happening) -> str | None:
    """The card, or None for a walk-in."""
    return happening.card if isinstance(happening, Joined) else happening.member


def events_of(happening: Happening, *, currency: str) -> tuple[Event, ...]:
    """One event as a rule; two for a receipt partly paid with points, which must be authorised first."""
    match happening:
        case Joined():
            return (_profile(happening),)
        case Sale():
            return (*_points_towards(happening, currency), _order(happening))
        case Return():
            return (_return(happening),)
        case Cancellation():
            return (_cancellation(happening),)
        case Spend():
            return (_spend(happening, currency),)


def _profile(joined: Joined) -> Profile:
    at, day = _when(joined.occurred_at)
    return Profile(f"M-{joined.card}", at, day, joined_day=day, birth_month=joined.birth_month)


def _points_towards(sale: Sale, currency: str) -> tuple[CoreSpend, ...]:
    if not sale.points_used:
        return ()
    at, day = _when(sale.occurred_at)
    return (CoreSpend(f"T-{sale.id}", at, day, currency, sale.points_used, purpose=sale.id),)


def _order(sale: Sale) -> Order:
    at, day = _when(sale.occurred_at)
    return Order(
        id=sale.id,
        occurred_at=at,
        day=day,
        minute=sale.occurred_at.hour * 60 + sale.occurred_at.minute,
        lines=tuple(
            CoreLine(line.product, line.quantity, line.amount, line.categories, line.brand, line.name)
            for line in sale.lines
        ),
        store=sale.store,
        channel=sale.channel,
        unearning=sale.paid_with_points,
    )


def _return(back: Return) -> CoreReturn:
    at, day = _when(back.occurred_at)
    lines = tuple(CoreReturnLine(line.product, line.quantity) for line in back.lines)
    return CoreReturn(back.id, at, day, lines, order=back.of)


def _cancellation(off: Cancellation) -> CoreCancellation:
    at, day = _when(off.occurred_at)
    return CoreCancellation(off.id, at, day, order=off.of)


def _spend(spend: Spend, currency: str) -> CoreSpend:
    at, day = _when(spend.occurred_at)
    return CoreSpend(spend.id, at, day, currency, spend.points, purpose=spend.for_what_zh)


def _when(at: datetime) -> tuple[int, int]:
    """The shop's clock stands in its own zone, so its date is the local date."""
    return instant(at), at.toordinal()

"""What becomes of a sale afterwards: orders called off and goods brought back."""

from datetime import date, timedelta
from random import Random

from regulars.demo.corners import Channel
from regulars.demo.goods import SHELVES, Good
from regulars.demo.seasons import is_closed
from regulars.demo.stream import Cancellation, Line, Return, ReturnedLine, Sale
from regulars.demo.visits import moment

CHANCE_CALLED_OFF: dict[Channel, float] = {"online": 0.02, "store": 0.002, "cafe": 0.001, "cinema": 0.004}
CHANCE_BROUGHT_BACK: dict[Channel, float] = {"online": 0.055, "store": 0.025, "cafe": 0.0, "cinema": 0.0}
# Of those who bring something back.
CHANCE_WITHOUT_RECEIPT = 0.08

CHANCE_SOMEBODY_ELSES_GIFT = 0.2

GIFTS: tuple[Good, ...] = tuple(
    good for shelf in SHELVES if shelf.category == "gifts/sets" for good in shelf.goods
)


def undoing(*, sale: Sale, rng: Random) -> Cancellation | Return | None:
    """Whether the sale is called off or partly brought back; never both, and at most once."""
    chance = rng.random()
    if chance < CHANCE_CALLED_OFF[sale.channel]:
        return _called_off(sale, rng)
    if chance < CHANCE_CALLED_OFF[sale.channel] + CHANCE_BROUGHT_BACK[sale.channel]:
        return _brought_back(sale, rng)
    return None


def _called_off(sale: Sale, rng: Random) -> Cancellation:
    minutes = rng.randint(5, 360) if sale.channel == "online" else rng.randint(1, 3)
    return Cancellation(
        id=f"X-{sale.id}",
        occurred_at=sale.occurred_at + timedelta(minutes=minutes),
        of=sale.id,
        member=sale.member,
        store=sale.store,
        channel=sale.channel,
    )


def _brought_back(sale: Sale, rng: Random) -> Return:
    is_without_receipt = rng.random() < CHANCE_WITHOUT_RECEIPT
    return Return(
        id=f"R-{sale.id}",
        occurred_at=moment(rng=rng, day=_return_day(sale, rng), channel=sale.channel),
        of=None if is_without_receipt else sale.id,
        member=sale.member,
        store=sale.store,
        channel=sale.channel,
        lines=_without_receipt(sale, rng) if is_without_receipt else _some_of(sale, rng),
    )


def _return_day(sale: Sale, rng: Random) -> date:
    """Parcels come back within the seven days that the law gives, other goods within two weeks."""
    longest_days = 7 if sale.channel == "online" else 14
    day = sale.occurred_at.date() + timedelta(days=rng.randint(1, longest_days))
    while is_closed(day):
        day += timedelta(days=1)
    return day


def _some_of(sale: Sale, rng: Random) -> tuple[ReturnedLine, ...]:
    """One line as a rule, everything now and then."""
    lines = sale.lines if rng.random() < 0.25 else (rng.choice(sale.lines),)
    return tuple(_given_back(line, rng.randint(1, line.quantity)) for line in lines)


def _without_receipt(sale: Sale, rng: Random) -> tuple[ReturnedLine, ...]:
    """A present from somebody else cannot be matched to anything that this member bought."""
    if rng.random() < CHANCE_SOMEBODY_ELSES_GIFT:
        gift = rng.choice(GIFTS)
        return (ReturnedLine(gift.sku, 1, gift.price),)
    return (_given_back(rng.choice(sale.lines), 1),)


def _given_back(line: Line, pieces: int) -> ReturnedLine:
    return ReturnedLine(line.product, pieces, line.amount * pieces // line.quantity)

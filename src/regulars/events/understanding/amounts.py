"""Money as it was written, brought to minor units in one rounding; there is no floating point on the way."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from regulars.core.money import exponent
from regulars.events.understanding.refusals import PropertyUnusable

AMOUNT_MAX: Final = Decimal(10) ** 12
_DECIMALS_MOST: Final = 24
QUANTITY_MAX: Final = 1_000_000


class Amount(NamedTuple):
    """Minor units, and whether they were rounded."""

    minor: int
    rounded: bool


@lru_cache(maxsize=16)
def _unit(currency: str) -> Decimal:
    return Decimal(1).scaleb(-exponent(currency))


def amount_of(given: Decimal, currency: str, field: str) -> Amount:
    """The nearest minor unit, halves up."""
    sane(given, field)
    if given == (units := int(given)):
        return Amount(units * 10 ** exponent(currency), rounded=False)
    whole = given.quantize(_unit(currency), rounding=ROUND_HALF_UP)
    return Amount(int(whole.scaleb(exponent(currency))), whole != given)


def sane(given: Decimal, field: str) -> Decimal:
    """An amount that somebody may have paid; the exponent is looked at before anything is written out."""
    places = given.as_tuple().exponent
    if not isinstance(places, int) or not -_DECIMALS_MOST <= places <= 12 or not 0 <= given <= AMOUNT_MAX:
        raise PropertyUnusable(field=field, problem=f"Expected an amount from 0 to {AMOUNT_MAX}")
    return given


def quantity_of(given: Decimal | None, field: str) -> int:
    """How many; one where nobody says."""
    if given is None:
        return 1
    places = given.as_tuple().exponent
    if not isinstance(places, int) or places > 6 or given != given.to_integral_value():
        raise PropertyUnusable(field=field, problem="Expected a whole number")
    if not 1 <= given <= QUANTITY_MAX:
        raise PropertyUnusable(field=field, problem=f"Expected a number from 1 to {QUANTITY_MAX}")
    return int(given)

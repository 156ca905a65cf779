"""Money is an integer in the currency's minor unit; points are whole."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final, NewType

from regulars.core.refusals import AmountUnusable

Minor = NewType("Minor", int)
Points = NewType("Points", int)

#: Digits after the point that a shop writes. TWD has two in ISO 4217 and none in retail, so none here.
EXPONENTS: Final = {
    "TWD": 0, "JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0,
    "GBP": 2, "USD": 2, "EUR": 2, "HKD": 2, "CNY": 2, "SGD": 2, "MYR": 2, "THB": 2, "AUD": 2, "CAD": 2,
    "NZD": 2, "CHF": 2, "PHP": 2, "IDR": 2, "INR": 2, "SEK": 2, "DKK": 2, "NOK": 2, "PLN": 2, "CZK": 2,
    "KWD": 3, "BHD": 3, "JOD": 3,
}  # fmt: skip


#: How a shop writes its money; others stand with their code.
SIGNS: Final = {
    "TWD": "NT$", "USD": "US$", "HKD": "HK$", "SGD": "S$", "AUD": "A$", "CAD": "C$", "NZD": "NZ$",
    "GBP": "£", "EUR": "€", "JPY": "¥", "KRW": "₩", "CNY": "CN¥",
}  # fmt: skip


def exponent(currency: str) -> int:
    """Digits after the point for a known currency; KeyError for an unknown one."""
    return EXPONENTS[currency]


def minor(text: str | int | Decimal, currency: str) -> Minor:
    """Read a major-unit amount exactly; more decimals than the currency has are refused, never rounded."""
    digits = exponent(currency)
    try:
        scaled = Decimal(text).scaleb(digits)
    except InvalidOperation:
        raise AmountUnusable(given=str(text), currency=currency, exponent=digits) from None
    if not scaled.is_finite() or scaled != scaled.to_integral_value():
        raise AmountUnusable(given=str(text), currency=currency, exponent=digits)
    return Minor(int(scaled))


def major(amount: int, currency: str) -> Decimal:
    """Turn minor units into the decimal that a person reads."""
    return Decimal(amount).scaleb(-exponent(currency))


def half_up(numerator: int, denominator: int) -> int:
    """Round a non-negative ratio to the nearest whole, halves up."""
    return (2 * numerator + denominator) // (2 * denominator)


def spread(total: int, weights: list[int]) -> list[int]:
    """Share a whole number out in proportion, exactly, by largest remainder.

    The parts sum to `total`. Ties go to the earlier place. Where all weights are zero the first gets it all.
    """
    if len(weights) == 1:
        return [total]
    whole = sum(weights)
    if not whole:
        return [total, *([0] * (len(weights) - 1))]
    parts = [weight * total // whole for weight in weights]
    missing = total - sum(parts)
    if missing:
        by_remainder = sorted(range(len(parts)), key=lambda place: (-(weights[place] * total % whole), place))
        for place in by_remainder[:missing]:
            parts[place] += 1
    return parts

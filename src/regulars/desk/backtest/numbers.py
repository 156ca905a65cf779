"""Numbers as people read them: thousands apart, money with its sign, shares in per cent."""

from __future__ import annotations

from decimal import Decimal

from regulars.core.money import SIGNS

PLUS, MINUS = "+", "−"


def whole(number: int) -> str:
    """4,902,118; a minus sign as wide as a digit."""
    return f"{number:,}".replace("-", MINUS)


def signed(number: int) -> str:
    """A difference: always with its sign, but for zero."""
    return f"{PLUS}{number:,}" if number > 0 else whole(number)


def money(minor: int, currency: str, exponent: int, *, with_sign: bool = False) -> str:
    """An amount with the currency before it: NT$31,840, −£12.50."""
    digits = f"{Decimal(abs(minor)).scaleb(-exponent):,.{exponent}f}"
    sign = MINUS if minor < 0 else PLUS if with_sign and minor else ""
    return f"{sign}{SIGNS.get(currency, currency + ' ')}{digits}"


def percent(share: float | None, *, with_sign: bool = False) -> str:
    """A share as per cent with two decimals; a dash where there is none."""
    if share is None:
        return "–"
    sign = PLUS if with_sign and share > 0 else ""
    return f"{sign}{share * 100:.2f}%".replace("-", MINUS)


def growth(now: int, before: int) -> str:
    """How much more in per cent: +6.5%; the difference itself where there was nothing before."""
    if now == before:
        return "0"
    if not before:
        return signed(now - before)
    part = 100 * (now - before) / abs(before)
    digits = 1 if abs(part) >= 0.1 else 2
    return f"{part:+.{digits}f}%".replace("-", MINUS)


def day(iso: str) -> str:
    """2026/11/22."""
    return iso[:10].replace("-", "/")

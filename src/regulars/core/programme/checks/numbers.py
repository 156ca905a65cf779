"""Exact decimals in a document: readable, of the right sign, and no finer than they may be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from regulars.core.programme.document import Number, Programme
from regulars.core.programme.mistakes import Fact, Mistake, Path

_DECIMAL: Final = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
MOST: Final = 1_000_000_000


def decimal_of(number: Number) -> Decimal | None:
    """Read a number of the document exactly; None where it is none (a JSON document may hold any text)."""
    text = str(number)
    return Decimal(text) if len(text) <= 40 and _DECIMAL.fullmatch(text) else None


def check_number(number: Number, path: Path, *, may_be_zero: bool) -> Iterator[Mistake]:
    """A number from zero, or from above zero, to a thousand million."""
    exact = decimal_of(number)
    given = str(number)
    if exact is None:
        yield Mistake(path, "NumberUnreadable", {"given": given, "suggestion": None})
    elif exact < 0 and may_be_zero:
        yield Mistake(path, "NumberNegative", {"given": given})
    elif exact <= 0 and not may_be_zero:
        yield Mistake(path, "NumberNotPositive", {"given": given})
    elif exact > MOST:
        yield Mistake(path, "NumberTooLarge", {"given": given, "most": MOST})


def decimals(number: Number) -> int:
    """How many digits stand after the point, not counting zeros at the end."""
    exact = decimal_of(number)
    exponent = exact.normalize().as_tuple().exponent if exact is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def is_too_fine(amount: Number, document: Programme) -> bool:
    """Whether an amount of money has more decimals than the shop's currency."""
    return document.exponent is not None and decimals(amount) > document.exponent


def too_fine(amount: Number, path: Path, document: Programme) -> Mistake:
    """The mistake that such an amount is."""
    facts: dict[str, Fact] = {
        "given": str(amount),
        "currency": document.currency,
        "digits": document.exponent or 0,
    }
    return Mistake(path, "DecimalsTooMany", facts)


def one_of(choices: Mapping[str, object], path: Path) -> Iterator[Mistake]:
    """Exactly one of some keys must be there."""
    given = tuple(name for name, value in choices.items() if value is not None)
    if not given:
        yield Mistake(path, "OneOfNone", {"keys": tuple(choices)})
    elif len(given) > 1:
        yield Mistake(path, "OneOfSeveral", {"given": given, "keys": tuple(choices)})

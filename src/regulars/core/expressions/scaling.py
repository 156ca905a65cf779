"""Exact arithmetic: numbers with decimals become whole numbers at a common power of ten, and never floats."""

from typing import assert_never

from regulars.core.expressions.tree import (
    Arithmetic,
    Call,
    Day,
    Fact,
    Flag,
    Money,
    Number,
    Text,
    Value,
)

FACT_MAX = 10**15
WHOLE_MAX = 10**36
DIGITS_MAX = 15


def folded(value: Value) -> Value:
    """Return a literal for arithmetic between two literal numbers, and anything else as it is."""
    match value:
        case Arithmetic(operator=operator, left=Number() as left, right=Number() as right):
            return _computed(operator, left, right)
        case _:
            return value


def trimmed(digits: int, places: int) -> Number:
    """Return a number without idle zeros behind the decimal point."""
    while places and digits % 10 == 0:
        digits, places = digits // 10, places - 1
    return Number(digits, places)


def scaled(value: Value) -> tuple[Value, int]:
    """Return a value in whole numbers only, and the power of ten by which it is too large.

    `total * 0.95` becomes `total * 95` and 2.
    """
    match value:
        case Number(digits=digits, places=places):
            return Number(digits), places
        case Money(minor=minor):
            return Number(minor), 0
        case Arithmetic(operator="*", left=left, right=right):
            (whole_left, places_left), (whole_right, places_right) = scaled(left), scaled(right)
            return folded(Arithmetic("*", whole_left, whole_right)), places_left + places_right
        case Arithmetic(operator=operator, left=left, right=right):
            whole_left, whole_right, places = aligned(left, right)
            return folded(Arithmetic(operator, whole_left, whole_right)), places
        case Text() | Flag() | Day() | Fact() | Call():
            return value, 0
        case _:
            assert_never(value)


def aligned(left: Value, right: Value) -> tuple[Value, Value, int]:
    """Return two values in whole numbers at one common power of ten, and that power."""
    (whole_left, places_left), (whole_right, places_right) = scaled(left), scaled(right)
    places = max(places_left, places_right)
    return _raised(whole_left, places - places_left), _raised(whole_right, places - places_right), places


def magnitude(value: Value) -> int:
    """Return a number that a whole value never exceeds in size, taking facts to lie within ±10**15."""
    match value:
        case Number(digits=digits):
            return abs(digits)
        case Money(minor=minor):
            return abs(minor)
        case Arithmetic(operator="*", left=left, right=right):
            return magnitude(left) * magnitude(right)
        case Arithmetic(left=left, right=right):
            return magnitude(left) + magnitude(right)
        case _:
            return FACT_MAX


def _raised(value: Value, places: int) -> Value:
    return value if places == 0 else folded(Arithmetic("*", value, Number(10**places)))


def _computed(operator: str, left: Number, right: Number) -> Number:
    if operator == "*":
        return trimmed(left.digits * right.digits, left.places + right.places)
    places = max(left.places, right.places)
    one, other = (each.digits * 10 ** (places - each.places) for each in (left, right))
    return trimmed(one + other if operator == "+" else one - other, places)

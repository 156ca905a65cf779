"""What one comparison claims of one subject: the values it leaves, and whether it may be unknown."""

import math
from collections.abc import Hashable
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias, assert_never

from regulars.core.expressions.ranges import (
    ENDLESS,
    EVERY_NUMBER,
    EVERY_WORD,
    TRUE,
    TRUTH,
    Numbers,
    Words,
    numbers_of,
    solutions,
    words_of,
)
from regulars.core.expressions.scaling import aligned
from regulars.core.expressions.tree import (
    FLIPPED,
    Arithmetic,
    Call,
    Compare,
    Condition,
    Fact,
    Flag,
    Has,
    Leaf,
    Not,
    Number,
    OneOf,
    Text,
    Value,
    constant,
    kind_of,
    leaves,
)
from regulars.core.expressions.vocabulary import Field, Kind

Terms: TypeAlias = dict[tuple[Leaf, ...], int]
Values: TypeAlias = Numbers | Words
Test: TypeAlias = Compare | OneOf | Has | Fact | Call


@dataclass(frozen=True, slots=True)
class Claim:
    """What is left for one subject, and the conditions that left it."""

    subject: Hashable
    values: Values
    may_be_missing: bool
    sources: tuple[Condition, ...]

    @property
    def is_impossible(self) -> bool:
        return self.values.is_empty and not self.may_be_missing

    def both(self, other: "Claim") -> "Claim":
        """Return what is left when both claims hold of the one subject."""
        sources = tuple(dict.fromkeys((*self.sources, *other.sources)))
        missing = self.may_be_missing and other.may_be_missing
        return Claim(self.subject, _met(self.values, other.values), missing, sources)


def claim(test: Test, *, is_wanted: bool) -> Claim:
    """Return what must be so for a test to hold, or, when it is not wanted, to fail: unknown facts fail it."""
    subject, domain, values = _claimed(test)
    if is_wanted:
        return Claim(subject, _met(domain, values), False, (test,))
    may_be_missing = any(leaf.field.may_be_missing for leaf in leaves(test))
    return Claim(subject, _met(domain, values.others()), may_be_missing, (Not(test),))


def _met(one: Values, other: Values) -> Values:
    if isinstance(one, Numbers):
        assert isinstance(other, Numbers), "a subject has one kind"
        return one.both(other)
    assert isinstance(other, Words), "a subject has one kind"
    return one.both(other)


def _claimed(test: Test) -> tuple[Hashable, Values, Values]:
    """Return the subject, what it may be at all, and what it must be for the test to hold."""
    match test:
        case Fact() | Call():
            return test, TRUTH, TRUE
        case Has(collection=collection, item=item, is_held=is_held):
            return (collection, item), TRUTH, TRUE if is_held else TRUE.others()
        case OneOf(item=item, values=values, is_among=is_among):
            listed = _listed(item, [constant(value) for value in values])
            return item, _domain(item.field), listed if is_among else listed.others()
        case Compare(left=left) if kind_of(left) in (Kind.NUMBER, Kind.MONEY, Kind.DATE):
            return _ordered(test)
        case Compare():
            return _equal(test)
        case _:
            assert_never(test)


def _listed(item: Leaf, values: list[str | int | bool | None]) -> Values:
    if item.field.kind in (Kind.TEXT, Kind.FLAG):
        return words_of(*(str(value) for value in values))
    return numbers_of(*(value for value in values if isinstance(value, int)))


def _domain(field: Field) -> Values:
    match field.kind:
        case Kind.FLAG:
            return TRUTH
        case Kind.TEXT | Kind.TEXTS:
            return EVERY_WORD if field.choices is None else words_of(*field.choices)
        case _:
            return Numbers((_bounds(field),))


def _bounds(field: Field) -> tuple[int, int]:
    low = -ENDLESS if field.lowest is None else field.lowest
    return low, ENDLESS if field.highest is None else field.highest


def _equal(test: Compare) -> tuple[Hashable, Values, Values]:
    """Texts and flags are equal or not; two facts make one subject, which is whether they are the same."""
    left, right = test.left, test.right
    is_equal = test.operator == "=="
    if isinstance(left, Fact | Call) and isinstance(right, Text | Flag):
        said = words_of(str(right.value))
        return left, _domain(left.field), said if is_equal else said.others()
    return frozenset({left, right}), TRUTH, TRUE if is_equal else TRUE.others()


def _ordered(test: Compare) -> tuple[Hashable, Values, Values]:
    """Bring `left operator right` into `factor * subject operator bound`."""
    left, right, _ = aligned(test.left, test.right)
    terms = _sum(_terms(left), _terms(right), sign=-1)
    bound = -terms.pop((), 0)
    ordered = sorted(
        ((key, factor) for key, factor in terms.items() if factor), key=lambda term: _name(term[0])
    )
    factor = math.gcd(*(factor for _, factor in ordered)) or 1
    operator = test.operator
    if ordered and ordered[0][1] < 0:
        factor, bound, operator = -factor, -bound, FLIPPED[operator]
    subject = tuple((key, each // factor) for key, each in ordered)
    values = solutions(operator, bound, abs(factor))
    return _subject(test, subject), _reach(subject), values


def _subject(test: Compare, terms: tuple[tuple[tuple[Leaf, ...], int], ...]) -> Hashable:
    if (
        len(terms) == 1
        and terms[0][1] == 1
        and set(terms[0][0]) == set(leaves(test))
        and len(terms[0][0]) == 1
    ):
        return terms[0][0][0]
    # Which facts stand in it decides when it is unknown, so `x` and `x + y - y` are two subjects.
    return terms, frozenset(leaves(test))


def _name(key: tuple[Leaf, ...]) -> list[str]:
    return [leaf.field.name for leaf in key]


def _terms(value: Value) -> Terms:
    match value:
        case Fact() | Call():
            return {(value,): 1}
        case Arithmetic(operator="*", left=left, right=right):
            return _product(_terms(left), _terms(right))
        case Arithmetic(operator=operator, left=left, right=right):
            return _sum(_terms(left), _terms(right), sign=1 if operator == "+" else -1)
        case Number(digits=digits):
            return {(): digits}
        case _:
            number = constant(value)
            assert isinstance(number, int), "only numbers and days are ordered"
            return {(): number}


def _sum(one: Terms, other: Terms, *, sign: int) -> Terms:
    return {key: one.get(key, 0) + sign * other.get(key, 0) for key in {**one, **other}}


def _product(one: Terms, other: Terms) -> Terms:
    found: Terms = {}
    for (key, factor), (other_key, other_factor) in product(one.items(), other.items()):
        both = tuple(sorted((*key, *other_key), key=lambda leaf: leaf.field.name))
        found[both] = found.get(both, 0) + factor * other_factor
    return found


def _reach(terms: tuple[tuple[tuple[Leaf, ...], int], ...]) -> Numbers:
    """Return the numbers between which a sum of products must lie."""
    low = high = 0
    for key, factor in terms:
        least, most = (1, 1)
        for leaf in key:
            ends = [one * other for one in (least, most) for other in _bounds(leaf.field)]
            least, most = min(ends), max(ends)
        ends = [least * factor, most * factor]
        low, high = low + min(ends), high + max(ends)
    if low <= -ENDLESS // 2 or high >= ENDLESS // 2:
        low = -ENDLESS if low <= -ENDLESS // 2 else low
        high = ENDLESS if high >= ENDLESS // 2 else high
    return EVERY_NUMBER.both(Numbers(((low, high),)))

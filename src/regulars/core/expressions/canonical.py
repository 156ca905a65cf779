"""The one text of a tree, and the fingerprint by which equal trees are found and shared."""

import hashlib
from datetime import date, timedelta
from typing import assert_never

from regulars.core.expressions.tree import (
    Arithmetic,
    Call,
    Compare,
    Day,
    Every,
    Fact,
    Flag,
    Has,
    Money,
    Not,
    Number,
    OneOf,
    Question,
    Some,
    Text,
    Tree,
)

EPOCH = date(1970, 1, 1)


def canonical(tree: Tree) -> str:
    """Return the text of a tree; reading it again gives the same tree."""
    match tree:
        case Every(parts=parts):
            return " and ".join(_bracketed(part, Some) for part in parts)
        case Some(parts=parts):
            return " or ".join(canonical(part) for part in parts)
        case Not(part=part):
            return f"not {_bracketed(part, Every, Some, Compare, OneOf, Has)}"
        case Compare(operator=operator, left=left, right=right):
            return f"{canonical(left)} {operator} {canonical(right)}"
        case OneOf(item=item, values=values, is_among=is_among):
            return f"{canonical(item)} {'in' if is_among else 'not in'} ({_listed(values)})"
        case Has(collection=collection, item=item, is_held=is_held):
            return f"{canonical(item)} {'in' if is_held else 'not in'} {canonical(collection)}"
        case Arithmetic():
            return _arithmetic(tree)
        case Fact(field=field) | Call(field=field):
            return field.name
        case _:
            return _literal(tree)


def fingerprint(tree: Tree) -> str:
    """Return 32 hexadecimal digits that are equal for trees that say the same in another order."""
    return hashlib.sha256(_unordered(tree).encode()).hexdigest()[:32]


def call_text(function: str, arguments: tuple[str | int | bool, ...]) -> str:
    """Return the text of a call, which is also the name of its answer."""
    return (
        f"{function}({', '.join(quoted(each) if isinstance(each, str) else str(each) for each in arguments)})"
    )


def question_text(question: Question) -> str:
    """Return the text of a question of behaviour, which is also the name of its answer."""
    given = [quoted(event) for event in question.events]
    if question.property is not None:
        given.append(quoted(question.property.name))
    if question.within is not None:
        given.append(f'within="{question.within.said}"')
    if question.where is not None:
        given.append(f"where={canonical(question.where)}")
    return f"{question.asks}({', '.join(given)})"


def question_key(question: Question) -> str:
    """Return 12 hexadecimal digits that are equal for questions that ask the same in other words."""
    within, where, of = question.within, question.where, question.property
    parts = (
        question.asks, *question.events, of.name if of is not None else "",
        f"{within.steps} {within.grain}" if within is not None else "",
        _unordered(where) if where is not None else "",
    )  # fmt: skip
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def quoted(text: str) -> str:
    """Return a text literal; the language has no escapes, so one of the two quotes is always free."""
    return f"'{text}'" if '"' in text else f'"{text}"'


def day_text(days: int) -> str:
    """Return a date as YYYY-MM-DD."""
    return (EPOCH + timedelta(days=days)).isoformat()


def decimal_text(digits: int, places: int) -> str:
    """Return a number with its decimal point in place, without any rounding."""
    if places == 0:
        return str(digits)
    whole, part = divmod(abs(digits), 10**places)
    return f"{'-' if digits < 0 else ''}{whole}.{part:0{places}d}"


def _bracketed(tree: Tree, *loose: type) -> str:
    return f"({canonical(tree)})" if isinstance(tree, loose) else canonical(tree)


def _arithmetic(tree: Arithmetic) -> str:
    left, right = canonical(tree.left), canonical(tree.right)
    if tree.operator == "*" and isinstance(tree.left, Arithmetic) and tree.left.operator != "*":
        left = f"({left})"
    if isinstance(tree.right, Arithmetic) and (tree.operator == "*" or tree.right.operator != "*"):
        right = f"({right})"
    return f"{left} {tree.operator} {right}"


def _listed(values: tuple[Tree, ...]) -> str:
    # A tuple of one needs its comma, or Python reads brackets around a text.
    return ", ".join(map(canonical, values)) + ("," if len(values) == 1 else "")


def _literal(tree: Number | Money | Text | Flag | Day) -> str:
    match tree:
        case Number(digits=digits, places=places):
            return decimal_text(digits, places)
        case Money(minor=minor, exponent=exponent):
            is_whole = minor % 10**exponent == 0
            return str(minor // 10**exponent) if is_whole else decimal_text(minor, exponent)
        case Text(value=value):
            return quoted(value)
        case Flag(value=is_true):
            return str(is_true)
        case Day(days=days):
            return quoted(day_text(days))
        case _:
            assert_never(tree)


def _unordered(tree: Tree) -> str:
    """Return a text in which the order of alternatives is lost, and money shows its minor units."""
    match tree:
        case Every(parts=parts):
            return f"every({';'.join(sorted(set(map(_unordered, parts))))})"
        case Some(parts=parts):
            return f"some({';'.join(sorted(set(map(_unordered, parts))))})"
        case Not(part=part):
            return f"not({_unordered(part)})"
        case OneOf(values=values):
            listed = ";".join(sorted(map(_unordered, values)))
            return f"one({_unordered(tree.item)};{tree.is_among};{listed})"
        case Compare(operator=operator, left=left, right=right):
            return f"compare({operator};{_unordered(left)};{_unordered(right)})"
        case Arithmetic(operator=operator, left=left, right=right):
            sides = (_unordered(left), _unordered(right))
            return f"{operator}({';'.join(sides if operator == '-' else sorted(sides))})"
        case Money(minor=minor):
            return f"minor {minor}"
        case Call(question=Question() as question):
            return question_key(question)
        case _:
            return canonical(tree)

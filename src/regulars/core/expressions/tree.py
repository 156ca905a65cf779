"""The typed tree that an expression becomes; every node is a frozen value that can be hashed and shared."""

from collections.abc import Iterator
from typing import Literal, TypeAlias, assert_never

import msgspec

from regulars.core.expressions.vocabulary import Field, Kind

Order: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">="]
Asks: TypeAlias = Literal["count", "sum", "distinct", "last", "sequence"]
FLIPPED: dict[Order, Order] = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


class Node(msgspec.Struct, frozen=True, tag=True):
    """Anything in the tree."""


class Number(Node, frozen=True, tag=True):
    """A literal number, exactly: `digits` with the decimal point `places` from the right."""

    digits: int
    places: int = 0


class Money(Node, frozen=True, tag=True):
    """A literal amount in minor units."""

    minor: int
    exponent: int


class Text(Node, frozen=True, tag=True):
    """A literal text."""

    value: str


class Flag(Node, frozen=True, tag=True):
    """A literal True or False."""

    value: bool


class Day(Node, frozen=True, tag=True):
    """A literal local date, in days since 1970-01-01."""

    days: int


class Fact(Node, frozen=True, tag=True):
    """A field that is read."""

    field: Field


class Within(msgspec.Struct, frozen=True):
    """How far back a question of behaviour looks: so many steps of a minute, an hour or a local day."""

    said: str
    steps: int
    grain: Literal["minute", "hour", "day"]


class Question(msgspec.Struct, frozen=True):
    """What is asked of a member's behaviour: how often, how much, how many, how long ago, in which order."""

    asks: Asks
    events: tuple[str, ...]
    property: Field | None = None
    within: Within | None = None
    where: "Condition | None" = None


class Call(Node, frozen=True, tag=True):
    """A function that is asked; `field` describes the answer and is named like the call itself.

    Where it is a question of behaviour, its one argument is the question's key.
    """

    field: Field
    function: str
    arguments: tuple[str | int | bool, ...]
    is_looked_up: bool = False
    question: Question | None = None


class Arithmetic(Node, frozen=True, tag=True):
    """A sum, a difference or a product; unknown as soon as one side is."""

    operator: Literal["+", "-", "*"]
    left: "Value"
    right: "Value"


class Compare(Node, frozen=True, tag=True):
    """A comparison of two values of one kind, false when either is unknown. A literal stands right."""

    operator: Order
    left: "Value"
    right: "Value"


class OneOf(Node, frozen=True, tag=True):
    """A fact that is, or is not, one of some literals; false when it is unknown."""

    item: "Fact | Call"
    values: tuple["Literals", ...]
    is_among: bool = True


class Has(Node, frozen=True, tag=True):
    """A set of texts that has, or has not, an item; false when either is unknown."""

    collection: "Fact | Call"
    item: "Text | Fact | Call"
    is_held: bool = True


class Not(Node, frozen=True, tag=True):
    """The opposite of a condition, unknown facts included."""

    part: "Condition"


class Every(Node, frozen=True, tag=True):
    """True when all its parts are."""

    parts: tuple["Condition", ...]


class Some(Node, frozen=True, tag=True):
    """True when one of its parts is."""

    parts: tuple["Condition", ...]


Leaf: TypeAlias = Fact | Call
Literals: TypeAlias = Number | Money | Text | Flag | Day
Value: TypeAlias = Literals | Leaf | Arithmetic
Condition: TypeAlias = Every | Some | Not | Compare | OneOf | Has | Flag | Leaf
Tree: TypeAlias = Value | Condition


def kind_of(value: Value) -> Kind:
    """Return the kind of a value; a product with money in it is money."""
    match value:
        case Number():
            return Kind.NUMBER
        case Money():
            return Kind.MONEY
        case Text():
            return Kind.TEXT
        case Flag():
            return Kind.FLAG
        case Day():
            return Kind.DATE
        case Fact(field=field) | Call(field=field):
            return field.kind
        case Arithmetic(left=left, right=right):
            return Kind.MONEY if Kind.MONEY in (kind_of(left), kind_of(right)) else Kind.NUMBER
        case _:
            assert_never(value)


def leaves(tree: Tree) -> Iterator[Leaf]:
    """Yield every fact and call in the tree, from left to right, as often as it stands there."""
    match tree:
        case Fact() | Call():
            yield tree
        case Arithmetic(left=left, right=right) | Compare(left=left, right=right):
            yield from leaves(left)
            yield from leaves(right)
        case OneOf(item=item):
            yield item
        case Has(collection=collection, item=item):
            yield from leaves(item)
            yield collection
        case Not(part=part):
            yield from leaves(part)
        case Every(parts=parts) | Some(parts=parts):
            for each in parts:
                yield from leaves(each)
        case Number() | Money() | Text() | Flag() | Day():
            return
        case _:
            assert_never(tree)


def tests_of(tree: Condition) -> Iterator[Condition]:
    """Yield the conditions that are put together by `and`, `or` and `not`, each once for every place where it stands."""
    match tree:
        case Every(parts=parts) | Some(parts=parts):
            for part in parts:
                yield from tests_of(part)
        case Not(part=part):
            yield from tests_of(part)
        case _:
            yield tree


def leaves_once(tree: Tree) -> tuple[Leaf, ...]:
    """Return every fact and call in the tree once, in the order of first reading."""
    return tuple(dict.fromkeys(leaves(tree)))


def fields_read(tree: Tree) -> frozenset[str]:
    """Return the names of the fields on which the tree depends."""
    return frozenset(leaf.field.name for leaf in leaves(tree) if isinstance(leaf, Fact))


def functions_read(tree: Tree) -> frozenset[str]:
    """Return the calls on which the tree depends, each in its canonical text: `level("card")`."""
    return frozenset(leaf.field.name for leaf in leaves(tree) if isinstance(leaf, Call))


def questions_of(tree: Tree) -> Iterator[tuple[str, Question]]:
    """Yield every question of behaviour in the tree with its key."""
    for leaf in leaves(tree):
        if isinstance(leaf, Call) and leaf.question is not None:
            yield str(leaf.arguments[0]), leaf.question


def first_equality(tree: Condition) -> tuple[str, str | int | bool] | None:
    """Return a field and the constant to which it must be equal for the tree to hold, if one is required.

    Rules are found by it: only those that name an event's value have to be asked. Money is in minor
    units and a date in days, as in the facts.
    """
    match tree:
        case Every(parts=parts):
            return next((found for part in parts if (found := first_equality(part)) is not None), None)
        case Compare(operator="==", left=Fact(field=field), right=right):
            required = constant(right)
        case OneOf(item=Fact(field=field), values=(only,), is_among=True):
            required = constant(only)
        case _:
            return None
    return None if required is None else (field.name, required)


def constant(value: Value) -> str | int | bool | None:
    """Return a literal as it stands in the facts, or None when it is no literal or no whole number."""
    match value:
        case Number(digits=digits, places=0):
            return digits
        case Money(minor=minor):
            return minor
        case Text(value=text):
            return text
        case Flag(value=flag):
            return flag
        case Day(days=days):
            return days
        case _:
            return None

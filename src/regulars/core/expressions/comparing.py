"""Reading comparisons and memberships, and refusing those between things that cannot be compared."""

import ast
import operator
from collections.abc import Callable
from datetime import date

from regulars.core.expressions.calls import refuse_unknown_value
from regulars.core.expressions.canonical import EPOCH
from regulars.core.expressions.reader import Reader, Unreadable
from regulars.core.expressions.scaling import WHOLE_MAX, aligned, magnitude
from regulars.core.expressions.tree import (
    FLIPPED,
    Call,
    Compare,
    Condition,
    Day,
    Every,
    Fact,
    Flag,
    Has,
    Leaf,
    Literals,
    Number,
    OneOf,
    Order,
    Text,
    Value,
    constant,
    kind_of,
)
from regulars.core.expressions.values import as_money, read_value
from regulars.core.expressions.vocabulary import Kind

_ORDERS: dict[type[ast.cmpop], Order] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_TESTS: dict[Order, Callable[..., bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def read_comparison(reader: Reader, node: ast.Compare) -> Condition:
    """Read `a < b`, `a in b`, or a chain of them, which becomes several conditions that must all hold."""
    sides = [node.left, *node.comparators]
    pairs = zip(node.ops, sides, node.comparators, strict=False)
    parts = tuple(dict.fromkeys(reader.each(lambda pair: _read_pair(reader, *pair), pairs)))
    return parts[0] if len(parts) == 1 else Every(parts)


def _read_pair(reader: Reader, op: ast.cmpop, left: ast.expr, right: ast.expr) -> Condition:
    if isinstance(op, ast.In | ast.NotIn):
        return _read_membership(reader, left, right, is_in=isinstance(op, ast.In))
    return _read_order(reader, left, right, order=_ORDERS[type(op)])


def _read_order(reader: Reader, left: ast.expr, right: ast.expr, *, order: Order) -> Condition:
    one, other = reader.each(lambda node: read_value(reader, node), (left, right))
    one, other = _agreed(reader, left, one, beside=other), _agreed(reader, right, other, beside=one)
    kind = kind_of(one)
    if Kind.TEXTS in (kind, kind_of(other)):
        raise reader.wrong(left, "set_compared", said=reader.source(left if kind is Kind.TEXTS else right))
    if kind is not kind_of(other):
        raise reader.wrong(right, "kinds_differ", left=kind, right=kind_of(other))
    if kind in (Kind.TEXT, Kind.FLAG) and order not in ("==", "!="):
        raise reader.wrong(left, "no_order", kind=kind, operator=order)
    whole_one, whole_other, _ = aligned(one, other)
    if max(magnitude(whole_one), magnitude(whole_other)) > WHOLE_MAX:
        raise reader.wrong(left, "number_too_large", digits=36)
    return _compare(order, one, other)


def _compare(order: Order, left: Value, right: Value) -> Condition:
    if not isinstance(left, Literals):
        return Compare(order, left, right)
    if not isinstance(right, Literals):
        return Compare(FLIPPED[order], right, left)
    one, other, _ = aligned(left, right)
    return Flag(_TESTS[order](constant(one), constant(other)))


def _agreed(reader: Reader, node: ast.expr, value: Value, *, beside: Value) -> Value:
    """Return a literal as the kind of what stands beside it: money in minor units, a date in days."""
    match value, kind_of(beside):
        case Number(), Kind.MONEY:
            return as_money(reader, node, value)
        case Text(value=text), Kind.DATE:
            return _as_day(reader, node, text)
        case Text(value=text), Kind.TEXT | Kind.TEXTS if isinstance(beside, Leaf):
            refuse_unknown_value(reader, node, text, beside.field.choices)
    return value


def _as_day(reader: Reader, node: ast.expr, text: str) -> Day:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise reader.wrong(node, "date_format", said=text, expected="YYYY-MM-DD") from error
    if day.isoformat() != text:
        raise reader.wrong(node, "date_format", said=text, expected="YYYY-MM-DD", suggestion=day.isoformat())
    return Day((day - EPOCH).days)


def _read_membership(reader: Reader, left: ast.expr, right: ast.expr, *, is_in: bool) -> Condition:
    if isinstance(right, ast.Tuple | ast.List):
        return _read_one_of(reader, left, right, is_in=is_in)
    item, collection = reader.each(lambda node: read_value(reader, node), (left, right))
    if not isinstance(collection, Fact | Call) or collection.field.kind is not Kind.TEXTS:
        raise _not_a_set(reader, left, right, collection)
    if kind_of(item) is not Kind.TEXT:
        raise reader.wrong(left, "wrong_kind", expected=Kind.TEXT, kind=kind_of(item))
    item = _agreed(reader, left, item, beside=collection)
    assert isinstance(item, Text | Fact | Call), "nothing else is a text"
    return Has(collection, item, is_in)


def _not_a_set(reader: Reader, left: ast.expr, right: ast.expr, collection: Value) -> Unreadable:
    item, said = reader.source(left), reader.source(right)
    if isinstance(collection, Fact | Call) and collection.field.kind is Kind.TEXT:
        return reader.wrong(right, "text_not_a_set", said=said, suggestion=f"{said} == {item}")
    suggestion = f"({said},)" if isinstance(collection, Literals) else ""
    return reader.wrong(right, "list_expected", said=said, suggestion=suggestion)


def _read_one_of(reader: Reader, left: ast.expr, right: ast.Tuple | ast.List, *, is_in: bool) -> Condition:
    if not right.elts:
        raise reader.wrong(right, "empty_list")
    item = read_value(reader, left)
    if not isinstance(item, Fact | Call) or item.field.kind is Kind.TEXTS:
        raise reader.wrong(left, "field_expected", said=reader.source(left))
    values = reader.each(lambda node: _read_element(reader, node, item=item), right.elts)
    return OneOf(item, tuple(dict.fromkeys(values)), is_in)


def _read_element(reader: Reader, node: ast.expr, *, item: Leaf) -> Literals:
    value = _agreed(reader, node, read_value(reader, node), beside=item)
    if not isinstance(value, Literals):
        raise reader.wrong(node, "not_allowed", what="field in a list")
    if kind_of(value) is not item.field.kind:
        raise reader.wrong(node, "kinds_differ", left=item.field.kind, right=kind_of(value))
    if constant(value) is None:
        raise reader.wrong(node, "not_whole", said=reader.source(node))
    return value

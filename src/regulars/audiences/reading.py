"""The second reading of a condition: SQL that picks the same members as the Python function does.

A test of a fact that may be missing can only be TRUE or FALSE (by COALESCE, or by a look at the fact before), so
that NOT turns an unknown fact into true exactly as Python does.
"""

from collections.abc import Mapping
from typing import TypeAlias, assert_never

from sqlglot import exp

from regulars.audiences.asking import Asking, question_sql
from regulars.core.expressions import Condition, Value, leaves
from regulars.core.expressions.canonical import day_text
from regulars.core.expressions.scaling import aligned
from regulars.core.expressions.tree import (
    Arithmetic,
    Call,
    Compare,
    Day,
    Every,
    Fact,
    Flag,
    Has,
    Leaf,
    Money,
    Not,
    Number,
    OneOf,
    Order,
    Some,
    Text,
    constant,
)

Sql: TypeAlias = exp.Expr
Columns: TypeAlias = Mapping[str, str | Sql]

_COMPARED: dict[Order, type[exp.Binary]] = {
    "==": exp.EQ,
    "!=": exp.NEQ,
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
}
_COMPUTED: dict[str, type[exp.Binary]] = {"+": exp.Add, "-": exp.Sub, "*": exp.Mul}


def condition_sql(tree: Condition, *, columns: Columns, asking: Asking | None = None) -> Sql:
    """Return the condition in SQL that DuckDB and PostgreSQL understand; it is TRUE or FALSE and never NULL.

    `columns` says where each field stands, by its name, and the answer of each call, by its text
    (`level("card")`). Money is in minor units, a set of texts an array without NULLs, a date a DATE. Questions of
    behaviour are asked of a history at a moment, which `asking` names.
    """
    if asking is not None:
        columns = {**columns, **_answers(tree, asking)}
    missing = sorted({leaf.field.name for leaf in leaves(tree)} - set(columns))
    if missing:
        raise LookupError(f"no column is given for {', '.join(missing)}")
    return _condition(tree, columns)


def _answers(tree: Condition, asking: Asking) -> Columns:
    return {
        leaf.field.name: question_sql(leaf.question, asking, _condition)
        for leaf in leaves(tree)
        if isinstance(leaf, Call) and leaf.question is not None
    }


def _condition(tree: Condition, columns: Columns) -> Sql:
    match tree:
        case Every(parts=parts):
            return exp.and_(*(_condition(part, columns) for part in parts))
        case Some(parts=parts):
            return exp.or_(*(_condition(part, columns) for part in parts))
        case Not(part=part):
            return exp.not_(_condition(part, columns))
        case Flag(value=value):
            return exp.true() if value else exp.false()
        case Fact() | Call():
            return _sure(tree, _value(tree, columns))
        case Compare(operator=operator, left=left, right=right):
            return _sure(tree, _compared(operator, left, right, columns))
        case OneOf(item=item, values=values, is_among=is_among):
            among = exp.In(this=_value(item, columns), expressions=[_value(each, columns) for each in values])
            return _sure(tree, among if is_among else exp.not_(among))
        case Has():
            return _held(tree, columns)
        case _:
            assert_never(tree)


def _sure(tree: Condition, test: Sql) -> Sql:
    # Only where a fact may be missing: elsewhere a bare comparison lets the database use its index.
    if any(leaf.field.may_be_missing for leaf in leaves(tree)):
        return exp.Coalesce(this=test, expressions=[exp.false()])
    return test


def _compared(operator: Order, left: Value, right: Value, columns: Columns) -> Sql:
    one, other, _ = aligned(left, right)
    return _COMPARED[operator](this=_value(one, columns), expression=_value(other, columns))


def _held(tree: Has, columns: Columns) -> Sql:
    # NULL in an empty array is FALSE, and in DuckDB so is anything in a NULL array: `not in` would find it true.
    any_of = exp.Any(this=exp.Paren(this=_value(tree.collection, columns)))
    held: Sql = exp.EQ(this=_value(tree.item, columns), expression=any_of)
    known = [
        exp.not_(exp.Is(this=_column(leaf, columns), expression=exp.null()))
        for leaf in leaves(tree)
        if leaf.field.may_be_missing
    ]
    return exp.and_(*known, held if tree.is_held else exp.not_(held))


def _value(value: Value, columns: Columns) -> Sql:
    match value:
        case Number() | Money():
            return exp.Literal.number(int(constant(value) or 0))
        case Text(value=text):
            return exp.Literal.string(text)
        case Flag(value=is_true):
            return exp.true() if is_true else exp.false()
        case Day(days=days):
            return exp.cast(exp.Literal.string(day_text(days)), "DATE")
        case Fact() | Call():
            return _column(value, columns)
        case Arithmetic(operator=operator, left=left, right=right):
            sides = _wide(left, columns), _wide(right, columns)
            return exp.Paren(this=_COMPUTED[operator](this=sides[0], expression=sides[1]))
        case _:
            assert_never(value)


def _wide(value: Value, columns: Columns) -> Sql:
    """Return one side of a sum or product, wide enough that what Python computes does not overflow here."""
    side = _value(value, columns)
    return exp.cast(side, "DECIMAL(38, 0)") if isinstance(value, Fact | Call) else side


def _column(leaf: Leaf, columns: Columns) -> Sql:
    where = columns[leaf.field.name]
    return exp.column(where, quoted=True) if isinstance(where, str) else where.copy()

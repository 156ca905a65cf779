"""Questions of behaviour in SQL: each becomes a subquery over the events of one member, which answers as the trace does.

Of whom nothing is known there is no row, and still an answer: counts are 0, and only `last` is NULL.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import reduce
from typing import Literal, TypeAlias, assert_never

import msgspec
from sqlglot import exp

from regulars.core.expressions import Condition, Field, Kind, Question, leaves
from regulars.core.expressions.questions import DISTINCT_MAX
from regulars.core.expressions.tree import Within

Sql: TypeAlias = exp.Expr
Read: TypeAlias = Callable[[Condition, Mapping[str, str | Sql]], Sql]

_LASTS = {"minute": 60_000_000, "hour": 3_600_000_000, "day": 86_400_000_000}
_TYPES = {
    "texts": ("string", "VARCHAR"),
    "numbers": ("number", "BIGINT", "UBIGINT"),
    "flags": ("boolean", "BOOLEAN"),
}
_CAST = {"texts": "TEXT", "numbers": "BIGINT", "flags": "BOOLEAN"}


class History(msgspec.Struct, frozen=True):
    """Where events stand: a table with a row for each, and `member`, the key of whoever is asked about.

    Columns: member, name, instant (microseconds since 1970), day (the local DATE), properties (JSON; in PostgreSQL JSONB), and
    one for each field of the vocabulary's events, such as hour and, for orders, total. An order that is all gone has
    `is_kept` FALSE; what is left of its figures is `kept_total` and `kept_quantity`.
    """

    table: str
    member: Sql
    dialect: Literal["duckdb", "postgres"]
    orders: str = "Order Completed"


class Asking(msgspec.Struct, frozen=True):
    """A moment at which questions are asked of a history."""

    history: History
    at: int
    today: date


def question_sql(question: Question, asking: Asking, read: Read) -> Sql:
    """Return the answer to a question as SQL; `read` reads the condition in `where`."""
    match question.asks:
        case "count":
            return _subquery(exp.Count(this=exp.Star()), question, asking, read, kept=True)
        case "sum":
            added = exp.Sum(this=exp.cast(_summed(question, asking), "DECIMAL(38, 0)"))
            found = _subquery(added, question, asking, read)
            return exp.Coalesce(this=found, expressions=[exp.Literal.number(0)])
        case "distinct":
            return _distinct(question, asking, read)
        case "last":
            latest = exp.Max(this=_of("day"))
            since = exp.Sub(this=_date(asking.today), expression=latest)
            return _subquery(since, question, asking, read)
        case "sequence":
            return _sequence(question, asking)
        case _:
            assert_never(question.asks)


def _subquery(
    answer: Sql,
    question: Question,
    asking: Asking,
    read: Read,
    *,
    kept: bool = False,
    beside: Sql | None = None,
) -> Sql:
    history = asking.history
    found = exp.select(answer).from_(exp.to_table(history.table).as_("e"))
    if beside is not None:
        found = found.join(beside, join_type="CROSS")
    found = found.where(_named("e", question.events[0], asking), *_window(question.within, asking))
    if kept and question.events[0] == history.orders:
        found = found.where(_of("is_kept"))
    if question.where is not None:
        found = found.where(read(question.where, _columns(question.where, history)))
    return found.subquery()


def _named(alias: str, name: str, asking: Asking) -> Sql:
    """The events of one name that the member in question had by now."""
    return exp.and_(
        exp.EQ(this=_at(alias, "member"), expression=asking.history.member.copy()),
        exp.EQ(this=_at(alias, "name"), expression=exp.Literal.string(name)),
        exp.LTE(this=_at(alias, "instant"), expression=exp.Literal.number(asking.at)),
    )


def _window(within: Within | None, asking: Asking) -> list[Sql]:
    if within is None:
        return []
    if within.grain == "day":
        return [exp.GT(this=_of("day"), expression=_date(asking.today - timedelta(days=within.steps)))]
    lasts = _LASTS[within.grain]
    first = (asking.at // lasts - within.steps + 1) * lasts
    return [exp.GTE(this=_of("instant"), expression=exp.Literal.number(first))]


def _summed(question: Question, asking: Asking) -> Sql:
    assert question.property is not None, "a sum is of something"
    if question.events[0] == asking.history.orders:
        return _of(f"kept_{question.property.name}")
    return _property(question.property, asking.history)


def _distinct(question: Question, asking: Asking, read: Read) -> Sql:
    field = question.property
    assert field is not None, "values are told apart by something"
    beside = None
    if field.kind is Kind.TEXTS:
        value: Sql = exp.column("value", "v")
        unnested = exp.Unnest(expressions=[_of(field.path)])
        beside = exp.alias_(unnested, "v", table=["value"])
    elif field.looked_up_in:
        value = _word(field.name, asking.history)
    else:
        value = _of(field.path)
    counted = exp.Count(this=exp.Distinct(expressions=[value]))
    most = exp.Least(this=counted, expressions=[exp.Literal.number(DISTINCT_MAX)])
    return _subquery(most, question, asking, read, beside=beside)


def _sequence(question: Question, asking: Asking) -> Sql:
    """Each step strictly later than the one before, the first of them not before the window."""
    assert question.within is not None, "a sequence has a window"
    names = [f"e{number}" for number in range(len(question.events))]
    tables = [exp.to_table(asking.history.table).as_(name) for name in names]
    found = reduce(
        lambda made, table: made.join(table, join_type="CROSS"), tables[1:], exp.select("1").from_(tables[0])
    )
    begins = asking.at - question.within.steps * _LASTS[question.within.grain]
    earlier: list[Sql] = [exp.Literal.number(begins), *(_at(name, "instant") for name in names)]
    for name, event, before in zip(names, question.events, earlier, strict=False):
        later = exp.GT(this=_at(name, "instant"), expression=before)
        found = found.where(_named(name, event, asking), later)
    return exp.Exists(this=found)


def _columns(where: Condition, history: History) -> Mapping[str, str | Sql]:
    return {
        leaf.field.name: _property(leaf.field, history) if leaf.field.looked_up_in else _of(leaf.field.path)
        for leaf in leaves(where)
    }


def _property(field: Field, history: History) -> Sql:
    """A property where it is of the kind meant, else NULL; it is only cast where it can be."""
    kind = field.looked_up_in
    return _where_it_is(_TYPES[kind], exp.cast(_text(field.name, history), _CAST[kind]), field.name, history)


def _word(name: str, history: History) -> Sql:
    """A property of any kind as text."""
    types = tuple(each for kinds in _TYPES.values() for each in kinds)
    return _where_it_is(types, _text(name, history), name, history)


def _where_it_is(types: tuple[str, ...], value: Sql, name: str, history: History) -> Sql:
    listed: list[Sql] = [exp.Literal.string(each) for each in types]
    return exp.Case().when(exp.In(this=_type(name, history), expressions=listed), value)


def _type(name: str, history: History) -> Sql:
    if history.dialect == "postgres":
        return _call("jsonb_typeof", _call("jsonb_extract_path", _of("properties"), exp.Literal.string(name)))
    return _call("json_type", _of("properties"), _pointer(name))


def _text(name: str, history: History) -> Sql:
    if history.dialect == "postgres":
        return _call("jsonb_extract_path_text", _of("properties"), exp.Literal.string(name))
    return _call("json_extract_string", _of("properties"), _pointer(name))


def _call(function: str, *given: Sql) -> Sql:
    # By its very name: a builder that knows the function would rewrite its path.
    return exp.Anonymous(this=function, expressions=list(given))


def _pointer(name: str) -> Sql:
    return exp.Literal.string("/" + name.replace("~", "~0").replace("/", "~1"))


def _of(column: str) -> Sql:
    return _at("e", column)


def _at(alias: str, column: str) -> Sql:
    return exp.column(column, alias, quoted=True)


def _date(day: date) -> Sql:
    return exp.cast(exp.Literal.string(day.isoformat()), "DATE")

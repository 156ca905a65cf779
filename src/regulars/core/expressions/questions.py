"""Reading questions of behaviour: `count("Product Viewed", within="7d", where=category == "tea")`."""

import ast
import re

from regulars.core.expressions.canonical import question_key, question_text
from regulars.core.expressions.mistakes import closest
from regulars.core.expressions.properties import property_field, with_properties
from regulars.core.expressions.reader import Reader
from regulars.core.expressions.tree import Asks, Call, Condition, Question, Within
from regulars.core.expressions.vocabulary import Field, Kind

#: Each question with the names of what it takes; those behind the star are named where they are given.
ASKED: dict[Asks, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "count": (("event",), ("within", "where")),
    "sum": (("event", "property"), ("within", "where")),
    "distinct": (("event", "property"), ("within", "where")),
    "last": (("event",), ("where",)),
    "sequence": (("event", "event"), ("within",)),
}
STEPS_MAX = 5
DISTINCT_MAX = 1000
NAME_MAX = 200

_SPAN = re.compile(r"([1-9][0-9]{0,3})([mhd])")
_MOST = {"m": 120, "h": 72, "d": 1100}
_BY_MINUTES, _BY_HOURS = 120, 72
_HOURS_A_DAY, _MINUTES_AN_HOUR = 24, 60
#: What of an order can be added up; of its hour or its month nobody wants the sum.
_ADDED = ("total", "quantity")


def asked_by(node: ast.expr) -> Asks | None:
    """Return which question a call's name is, if it is one."""
    return next((name for name in ASKED if isinstance(node, ast.Name) and node.id == name), None)


def read_question(reader: Reader, node: ast.Call, asks: Asks) -> Call:
    """Read a question; its key is what the facts are asked by."""
    named, given = _named(reader, node, asks), _given(reader, node, asks)
    within = _read_within(reader, named["within"]) if "within" in named else None
    where = _read_where(reader, named["where"], given[0]) if "where" in named else None
    of = _property(reader, node.args[1], given, asks) if asks in ("sum", "distinct") else None
    events = (given[0],) if of is not None else tuple(given)
    question = Question(asks, events, of, within, where)
    return Call(_answer(question), asks, (question_key(question),), is_looked_up=True, question=question)


def _named(reader: Reader, node: ast.Call, asks: Asks) -> dict[str, ast.expr]:
    known = ASKED[asks][1]
    for keyword in node.keywords:
        if keyword.arg not in known:
            said = keyword.arg or "**"
            near = closest(said, known)
            raise reader.wrong(
                keyword.value, "argument_unknown", said=said, function=asks, known=known, suggestion=near
            )
    named = {str(keyword.arg): keyword.value for keyword in node.keywords}
    if asks == "sequence" and not named:
        raise reader.wrong(node, "argument_missing", function=asks, argument="within")
    return named


def _given(reader: Reader, node: ast.Call, asks: Asks) -> list[str]:
    expected, most = ASKED[asks][0], STEPS_MAX if asks == "sequence" else len(ASKED[asks][0])
    if not len(expected) <= len(node.args) <= most:
        raise reader.wrong(node, "argument_count", function=asks, expected=expected, said=len(node.args))
    names = [*expected, *["event"] * (len(node.args) - len(expected))]
    return reader.each(lambda each: _text(reader, *each), zip(node.args, names, strict=True))


def _text(reader: Reader, node: ast.expr, name: str) -> str:
    match node:
        case ast.Constant(value=str(text)) if 0 < len(text) <= NAME_MAX:
            return text
        case _:
            raise reader.wrong(node, "argument_kind", argument=name, expected=Kind.TEXT)


def _read_within(reader: Reader, node: ast.expr) -> Within:
    said = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
    found = _SPAN.fullmatch(said)
    if found is None or int(found[1]) > _MOST[found[2]]:
        raise reader.wrong(node, "span_format", said=said or reader.source(node))
    minutes = int(found[1]) * {"m": 1, "h": _MINUTES_AN_HOUR, "d": _HOURS_A_DAY * _MINUTES_AN_HOUR}[found[2]]
    if minutes <= _BY_MINUTES:
        return Within(said, minutes, "minute")
    hours = minutes // _MINUTES_AN_HOUR
    return Within(said, hours, "hour") if hours <= _BY_HOURS else Within(said, hours // _HOURS_A_DAY, "day")


def _read_where(reader: Reader, node: ast.expr, event: str) -> Condition:
    about = reader.about(reader.vocabulary.of_event(event))
    return reader.read_condition(with_properties(about, node) if about.vocabulary.is_open else about, node)


def _property(reader: Reader, node: ast.expr, given: list[str], asks: Asks) -> Field:
    """Return the property that is added up or told apart; of an order only what it has."""
    event, name = given
    known = reader.vocabulary.of_event(event)
    if known.is_open:
        return property_field(name, Kind.NUMBER if asks == "sum" else Kind.TEXT)
    kinds = (Kind.NUMBER, Kind.MONEY) if asks == "sum" else (Kind.TEXT, Kind.TEXTS)
    fields = {field.name: field for field in known.fields if field.kind in kinds}
    if asks == "sum":
        fields = {name: field for name, field in fields.items() if name in _ADDED}
    if name not in fields:
        raise reader.wrong(
            node, "unknown_value", said=name, known=tuple(fields), suggestion=closest(name, fields)
        )
    return fields[name]


def _answer(question: Question) -> Field:
    kind, lowest, highest = Kind.NUMBER, 0, None
    match question.asks:
        case "sequence":
            return Field(question_text(question), Kind.FLAG, attribute="behaviour")
        case "sum":
            assert question.property is not None, "a sum is of something"
            return Field(question_text(question), question.property.kind, attribute="behaviour")
        case "distinct":
            highest = DISTINCT_MAX
        case _:
            pass
    is_last = question.asks == "last"
    return Field(
        question_text(question), kind, may_be_missing=is_last, attribute="behaviour", lowest=lowest,
        highest=highest,
    )  # fmt: skip

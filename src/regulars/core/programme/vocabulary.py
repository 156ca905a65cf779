"""The words of a programme's conditions: the receipt, its lines, its member, the calendar, and the levels."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from regulars.core.events import EVENT_NAMES, Order
from regulars.core.expressions import Mistakes, parse_condition
from regulars.core.expressions.tree import Call, Condition, Every, Not, Some
from regulars.core.expressions.vocabulary import (
    Argument,
    Choices,
    Field,
    Function,
    Kind,
    Vocabulary,
    choices_for,
)
from regulars.core.money import EXPONENTS
from regulars.core.programme.document import Programme

ORDER_COMPLETED: Final = EVENT_NAMES[Order]

FIELDS: Final = (
    Field("total", Kind.MONEY, lowest=0),
    Field("quantity", Kind.NUMBER, lowest=1),
    Field("line_count", Kind.NUMBER, lowest=0),
    Field("categories", Kind.TEXTS),
    Field("products", Kind.TEXTS),
    Field("brands", Kind.TEXTS),
    Field("store", Kind.TEXT, may_be_missing=True),
    Field("channel", Kind.TEXT, may_be_missing=True),
    Field("weekday", Kind.NUMBER, lowest=1, highest=7),
    Field("hour", Kind.NUMBER, lowest=0, highest=23),
    Field("day", Kind.NUMBER, lowest=1, highest=31),
    Field("month", Kind.NUMBER, lowest=1, highest=12),
    Field("year", Kind.NUMBER, lowest=1, highest=9999),
    Field("date", Kind.DATE),
    Field("member.orders", Kind.NUMBER, lowest=0),
    Field("member.birth_month", Kind.NUMBER, may_be_missing=True, lowest=1, highest=12),
    Field("member.days", Kind.NUMBER, may_be_missing=True),
    Field("line.product", Kind.TEXT),
    Field("line.quantity", Kind.NUMBER, lowest=1),
    Field("line.amount", Kind.MONEY, lowest=0),
    Field("line.price", Kind.MONEY, lowest=0),
    Field("line.brand", Kind.TEXT, may_be_missing=True),
    Field("line.category", Kind.TEXT, may_be_missing=True),
    Field("line.categories", Kind.TEXTS),
)


#: What every event has, whatever its properties.
CALENDAR: Final = tuple(
    field for field in FIELDS if field.name in {"weekday", "hour", "day", "month", "year", "date"}
)
MEMBER: Final = tuple(field for field in FIELDS if field.name.startswith("member."))
#: What questions of behaviour may say of events: of an order what stands on the receipt, of others the calendar and
#: properties of their own.
EVENTS: Final = {
    ORDER_COMPLETED: tuple(field for field in FIELDS if not field.is_of_line and field not in MEMBER),
    "": CALENDAR,
}


def vocabulary_for(document: Programme) -> Vocabulary:
    """What the conditions of this programme may name; levels are those of its own tracks."""
    levels = {name: tuple(level.id for level in track.levels) for name, track in document.tracks.items()}
    return Vocabulary(
        fields=FIELDS,
        functions=_level_functions(levels),
        money_exponent=EXPONENTS.get(document.currency, 0),
        events=EVENTS,
    )


def behaviour_vocabulary(document: Programme) -> Vocabulary:
    """What a rule on behaviour may name: the member and the calendar; every other name is a property of the event."""
    return replace(vocabulary_for(document), fields=(*CALENDAR, *MEMBER), is_open=True)


def reward_vocabulary(document: Programme) -> Vocabulary:
    """What a reward may name: the member and the calendar; there is no basket."""
    return replace(vocabulary_for(document), fields=(*CALENDAR, *MEMBER))


def _level_functions(levels: dict[str, Choices]) -> tuple[Function, ...]:
    track = Argument("track", choices=tuple(levels))
    held = Function("level", Kind.TEXT, (track,), attribute="levels", is_looked_up=True, choices=levels)
    reached = Function("at_least", Kind.FLAG, (track, Argument("level", choices=levels)))
    return held, reached


def read_condition(text: str, *, vocabulary: Vocabulary, per_line: bool) -> Condition | Mistakes:
    """Read a `when:`, or a `lines:` with `per_line`; every mistake in it is answered at once.

    `at_least("card", "gold")` becomes `level("card") in ("gold", "black")`, so that whoever reads the tree
    (a closure, SQL, a sentence) knows one question about levels and not two.
    """
    found = parse_condition(text, vocabulary=vocabulary, per_line=per_line)
    return found if isinstance(found, tuple) else _widened(found, vocabulary)


def parse_rule_condition(text: str, vocabulary: Vocabulary) -> Condition:
    """Read a condition of a document that was checked before."""
    found = read_condition(text, vocabulary=vocabulary, per_line=True)
    assert not isinstance(found, tuple), f"{text!r} was never checked"
    return found


def _widened(tree: Condition, vocabulary: Vocabulary) -> Condition:
    match tree:
        case Every(parts=parts) | Some(parts=parts):
            return replace(tree, parts=tuple(_widened(part, vocabulary) for part in parts))
        case Not(part=part):
            return Not(_widened(part, vocabulary))
        case Call(function="at_least", arguments=(str(track), str(level))):
            return _this_or_higher(track, level, vocabulary)
        case _:
            return tree


def _this_or_higher(track: str, level: str, vocabulary: Vocabulary) -> Condition:
    function = vocabulary.function("level")
    assert function is not None, "it was there when the call was read"
    ordered = choices_for(function.choices, track) or ()
    named = ", ".join(f'"{each}"' for each in ordered[ordered.index(level) :])
    return parse_rule_condition(f'level("{track}") in [{named}]', vocabulary)

"""What is wrong with an expression: where, which code, and the facts from which a surface makes a sentence."""

import difflib
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

Code = Literal[
    "argument_count",
    "argument_kind",
    "argument_missing",
    "argument_unknown",
    "comma_missing",
    "condition_compared",
    "condition_expected",
    "date_format",
    "empty",
    "empty_list",
    "field_called",
    "field_expected",
    "function_not_called",
    "kinds_differ",
    "line_field",
    "list_expected",
    "money_times_money",
    "money_too_fine",
    "named_argument",
    "no_order",
    "not_allowed",
    "not_an_expression",
    "not_whole",
    "number_expected",
    "number_format",
    "number_too_large",
    "property_kinds",
    "set_compared",
    "span_format",
    "text_not_a_set",
    "text_not_closed",
    "text_prefix",
    "too_deep",
    "too_long",
    "unexpected_character",
    "unknown_field",
    "unknown_function",
    "unknown_value",
    "value_expected",
    "wrong_kind",
    "wrong_operator",
    "wrong_word",
]


class Mistake(msgspec.Struct, frozen=True):
    """One mistake. `line` counts from 1 and `column` from 0, both in characters of the expression."""

    line: int
    column: int
    code: Code
    facts: Mapping[str, str | int | tuple[str, ...]] = {}


Mistakes = tuple[Mistake, ...]


def mistake_at(text: str, offset: int, code: Code, **facts: str | int | tuple[str, ...]) -> Mistake:
    """Return a mistake at a character of the text; facts that are empty text are left out."""
    before = text[: max(0, min(offset, len(text)))]
    column = len(before) - (before.rfind("\n") + 1)
    said = {name: str(fact) if isinstance(fact, str) else fact for name, fact in facts.items() if fact != ""}
    return Mistake(before.count("\n") + 1, column, code, said)


def closest(word: str, known: Iterable[str]) -> str:
    """Return the known word that was probably meant, or nothing."""
    words = tuple(known)
    folded = {each.lower(): each for each in words}
    near = difflib.get_close_matches(word.lower(), folded, n=1, cutoff=0.6)
    if near:
        return folded[near[0]]
    ends = [each for each in words if each.rsplit(".", 1)[-1] == word]
    return ends[0] if len(ends) == 1 else ""

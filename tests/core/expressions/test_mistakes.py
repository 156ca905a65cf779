"""Every mistake is found, at its place, and all of them at once; nothing that a stranger types raises."""

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.core.expressions import Kind, Mistake, compile_line_condition, parse_amount, parse_condition
from regulars.core.expressions.mistakes import Code

from .conftest import VOCABULARY

REFERENCE = Path(__file__).parents[3] / "docs/reference/expressions.md"

CASES = [
    # text, where, code, what would have been right
    ("level()", (1, 0), "argument_count", None),
    ("level(3) == 'gold'", (1, 6), "argument_kind", None),
    ("level(store) == 'gold'", (1, 6), "argument_kind", None),
    ("sequence('A', 'B')", (1, 0), "argument_missing", None),
    ("count('A', with_in='7d') > 1", (1, 19), "argument_unknown", "within"),
    ("last('A', within='7d') > 1", (1, 17), "argument_unknown", None),
    ("store in ('a' 'b')", (1, 14), "comma_missing", None),
    ("(total > 5) == True", (1, 1), "condition_compared", None),
    ("total", (1, 0), "condition_expected", None),
    ("is_new and total", (1, 11), "condition_expected", None),
    ('"books" and is_new', (1, 0), "condition_expected", None),
    ('date > "11 November"', (1, 7), "date_format", None),
    ('date > "20261111"', (1, 7), "date_format", "2026-11-11"),
    ("", (1, 0), "empty", None),
    (" \n ", (1, 0), "empty", None),
    ("store in []", (1, 9), "empty_list", None),
    ("store('a')", (1, 0), "field_called", None),
    ("5 in (5, 6)", (1, 0), "field_expected", None),
    ("categories in ('a', 'b')", (1, 0), "field_expected", None),
    ("level == 'gold'", (1, 0), "function_not_called", None),
    ("total > 'much'", (1, 8), "kinds_differ", None),
    ("total > quantity", (1, 8), "kinds_differ", None),
    ("total - quantity > 5", (1, 0), "kinds_differ", None),
    ("weekday in ('Monday', 2)", (1, 12), "kinds_differ", None),
    ("line.category == 'books'", (1, 0), "line_field", None),
    ("store in ('a')", (1, 10), "list_expected", "('a',)"),
    ("'a' in is_new", (1, 7), "list_expected", None),
    ("total * total > 5", (1, 0), "money_times_money", None),
    ("total > 10.005", (1, 8), "money_too_fine", None),
    ("level(track='card') == 'gold'", (1, 12), "named_argument", None),
    ("store > 'a'", (1, 0), "no_order", None),
    ("store in (channel, 'a')", (1, 10), "not_allowed", None),
    ("total[0] > 5", (1, 0), "not_allowed", None),
    ("(level)('card')('x') == 'y'", (1, 0), "not_allowed", None),
    ("+total > 5", (1, 0), "not_allowed", None),
    ("'a'.upper() == store", (1, 0), "not_allowed", None),
    ("total >", (1, 7), "not_an_expression", None),
    ("total > 5)", (1, 9), "not_an_expression", None),
    ("total > 5,, 3", (1, 10), "not_an_expression", None),
    ("weekday in (1.5, 2)", (1, 12), "not_whole", None),
    ("store + 1 == 3", (1, 0), "number_expected", None),
    ("total > 1_000", (1, 8), "number_format", None),
    ("total > 1e9", (1, 8), "number_format", None),
    ("total > 007", (1, 8), "number_format", None),
    ("total > 9999999999999999", (1, 8), "number_too_large", None),
    ("quantity * quantity * quantity > 5", (1, 0), "number_too_large", None),
    ("count('A', where=x == 'a' and x > 3) > 1", (1, 30), "property_kinds", None),
    ("categories == 'a'", (1, 0), "set_compared", None),
    ("count('A', within='7 days') > 1", (1, 18), "span_format", None),
    ("count('A', within='1101d') > 1", (1, 18), "span_format", None),
    ("count('A', within=7) > 1", (1, 18), "span_format", None),
    ("'a' in store", (1, 7), "text_not_a_set", "store == 'a'"),
    ("store == 'a", (1, 9), "text_not_closed", None),
    ("store == f'{total}'", (1, 10), "text_prefix", None),
    ("(" * 41 + "is_new" + ")" * 41, (1, 40), "too_deep", None),
    ("not " * 400 + "is_new", (1, 0), "too_deep", None),
    ("is_new or " * 200 + "is_new", (1, 2000), "too_long", None),
    ("total ≥ 5", (1, 6), "unexpected_character", ">="),
    ("（is_new)", (1, 0), "unexpected_character", "("),
    ("store == “a”", (1, 9), "unexpected_character", '"'),
    ("is_new # always", (1, 7), "unexpected_character", None),
    ("store == 'a\\n'", (1, 11), "unexpected_character", None),
    ("totl > 5", (1, 0), "unknown_field", "total"),
    ("Total > 5", (1, 0), "unknown_field", "total"),
    ("orders > 5", (1, 0), "unknown_field", "member.orders"),
    ("總額 > 5", (1, 0), "unexpected_character", None),
    ("store == '總店' and totl > 5", (1, 18), "unknown_field", "total"),
    ("is_new\n  and totl > 5", (2, 6), "unknown_field", "total"),
    ("total.__class__ == 'a'", (1, 0), "unknown_field", None),
    ("__import__('os')", (1, 0), "unknown_function", None),
    ("levels('card') == 'gold'", (1, 0), "unknown_function", "level"),
    ("level('cards') == 'gold'", (1, 6), "unknown_value", "card"),
    ("level('card') == 'glod'", (1, 17), "unknown_value", "gold"),
    ("at_least('reader', 'gold')", (1, 19), "unknown_value", None),
    ("channel in ('shop', 'onlin')", (1, 20), "unknown_value", "online"),
    ("total > (1, 2)", (1, 8), "value_expected", None),
    ("5 in categories", (1, 0), "wrong_kind", None),
    ("total = 5", (1, 6), "wrong_operator", "=="),
    ("is_new && may_contact", (1, 7), "wrong_operator", "and"),
    ("total <> 5", (1, 6), "wrong_operator", "!="),
    ("total ** 2 > 5", (1, 6), "wrong_operator", None),
    ("is_new AND may_contact", (1, 7), "wrong_word", "and"),
    ("is_new == true", (1, 10), "wrong_word", "True"),
    ("store is None", (1, 6), "wrong_word", "=="),
    ("lambda: 1", (1, 0), "wrong_word", None),
]


@pytest.mark.parametrize(("text", "place", "code", "suggestion"), CASES)
def test_a_mistake_has_a_place_a_code_and_perhaps_a_suggestion(text, place, code, suggestion):
    found = parse_condition(text, vocabulary=VOCABULARY)

    assert isinstance(found, tuple)
    first = found[0]
    assert (first.line, first.column) == place
    assert first.code == code
    assert first.facts.get("suggestion") == suggestion


def test_all_mistakes_are_found_at_once():
    text = "totl > 10.005 and (store > 'a' or not levl('card') == 'gold') and channel == 'ship'"

    found = parse_condition(text, vocabulary=VOCABULARY)

    assert [(each.column, each.code) for each in found] == [
        (0, "unknown_field"),
        (19, "no_order"),
        (38, "unknown_function"),
        (77, "unknown_value"),
    ]


def test_all_wrong_characters_are_found_at_once():
    found = parse_condition("total = 5 && store == ‘a’", vocabulary=VOCABULARY)

    assert [(each.column, each.code) for each in found] == [
        (6, "wrong_operator"),
        (10, "wrong_operator"),
        (22, "unexpected_character"),
        (24, "unexpected_character"),
    ]


def test_the_middle_of_a_chain_is_one_mistake():
    found = parse_condition("1 < totl < 5", vocabulary=VOCABULARY)

    assert found == (Mistake(1, 4, "unknown_field", {"said": "totl", "suggestion": "total"}),)


def test_a_mistake_carries_what_a_sentence_needs():
    (found,) = parse_condition("channel == 'onlin'", vocabulary=VOCABULARY)

    assert found.facts == {"said": "onlin", "known": ("shop", "online"), "suggestion": "online"}


def test_an_amount_must_be_of_the_kind_that_is_asked_for():
    (found,) = parse_amount("quantity * 2", vocabulary=VOCABULARY, kind=Kind.MONEY)

    assert (found.code, found.facts) == ("wrong_kind", {"expected": "money", "kind": "number"})


def test_every_code_has_a_case_here():
    assert {code for _, _, code, _ in CASES} == set(get_args(Code))


@pytest.mark.parametrize("code", get_args(Code))
def test_every_code_stands_in_the_reference(code):
    assert f"| `{code}` |" in REFERENCE.read_text()


words = st.sampled_from(
    [
        "total", "store", "categories", "line.category", "level", "(", ")", "[", "]", ",", ".", "'a'", '"', "5",
        "0.5", "and", "or", "not", "in", "==", "<", "=", "*", "-", "+", "True", "None", "lambda", "if", "else", "#",
        "\\", "\n", "\x00", "\ud800", "é", "\u3000", "date", "'2026-02-30'", "is_new", "f''", ":=", "await", "1e999",
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=400)
@given(st.lists(words, max_size=25).map(" ".join) | st.lists(words, max_size=25).map("".join) | st.text())
def test_nothing_that_a_stranger_types_raises(text):
    found = parse_condition(text, vocabulary=VOCABULARY, per_line=True)

    if isinstance(found, tuple):
        assert found
        assert all(isinstance(each, Mistake) for each in found)
    else:
        compile_line_condition(found)

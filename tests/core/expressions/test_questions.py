"""Questions of behaviour: what they are read as, which are the same question, and what their answers may be."""

import pytest
from msgspec.structs import replace

from regulars.core.expressions import (
    Kind,
    canonical,
    compile_condition,
    never_matches,
    parse_condition,
    questions_of,
)
from regulars.core.expressions.tree import Within

from .conftest import VOCABULARY


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("count('A') >= 2", 'count("A") >= 2'),
        ("2 <= count('A', where=n > 3, within='7d')", 'count("A", within="7d", where=n > 3) >= 2'),
        ("sum('A', 'price') > 5", 'sum("A", "price") > 5'),
        ("count('A', where=price > 5) == 1", 'count("A", where=price > 5) == 1'),
        ("count('A', where=is_new and not gone) == 1", 'count("A", where=is_new and not gone) == 1'),
        ("count('A', where=n * 2 > 5) == 1", 'count("A", where=n * 2 > 5) == 1'),
        ("count('A', where=size in ('s', 'm')) == 1", 'count("A", where=size in ("s", "m")) == 1'),
        ("count('A', where=2 < n < 4) == 1", 'count("A", where=n > 2 and n < 4) == 1'),
        ("last('瀏覽') > 3", 'last("瀏覽") > 3'),
        ("sequence('A', 'B', within='2d')", 'sequence("A", "B", within="2d")'),
        ("last('A') - last('B') > 3", 'last("A") - last("B") > 3'),
    ],
)
def test_a_question_reads_as_its_canonical_text_and_that_as_itself(read, text, read_as):
    tree = read(text)

    assert canonical(tree) == read_as
    assert read(read_as) == tree


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("count('A', within='24h')", "count('A', within='1d')", True),
        ("count('A', within='60m')", "count('A', within='1h')", True),
        ("count('A', where=x == 'a' or n > 1)", "count('A', where=n > 1 or x == 'a')", True),
        ("count('A', within='7d')", "count('A', within='8d')", False),
        ("count('A')", "last('A')", False),
        ("count('A', where=x == 'a')", "count('A', where=x == 'b')", False),
        ("sum('A', 'x')", "sum('A', 'y')", False),
        ("sum('A', 'x')", "distinct('A', 'x')", False),
    ],
)
def test_a_question_is_known_by_its_key(read, one, other, are_same):
    (one_key, _), (other_key, _) = (next(questions_of(read(f"{text} == 1"))) for text in (one, other))

    assert (one_key == other_key) is are_same


@pytest.mark.parametrize(
    ("said", "steps", "grain"),
    [("90m", 90, "minute"), ("2h", 120, "minute"), ("3h", 3, "hour"), ("1d", 24, "hour"), ("3d", 72, "hour"),
     ("4d", 4, "day"), ("1100d", 1100, "day")],
)  # fmt: skip
def test_the_grain_fits_the_window(read, said, steps, grain):
    ((_, question),) = questions_of(read(f"count('A', within='{said}') > 1"))

    assert question.within == Within(said, steps, grain)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("sum('A', 'price')", Kind.MONEY), ("sum('A', 'points')", Kind.NUMBER),
     ("sum('Order Completed', 'total')", Kind.MONEY)],
)  # fmt: skip
def test_a_sum_is_money_where_its_property_is(read, text, kind):
    assert read(f"{text} > 5").left.field.kind is kind


@pytest.mark.parametrize(
    ("answer", "at_least_two", "not_below_two"),
    [(None, False, True), (1, False, False), (2, True, True)],
)
def test_what_never_happened_has_no_last_time(read, receipt, answer, at_least_two, not_below_two):
    (key, _) = next(questions_of(read("last('A') >= 2")))
    known = receipt(behaviour={key: answer})

    assert compile_condition(read("last('A') >= 2"))(known) is at_least_two
    assert compile_condition(read("not last('A') < 2"))(known) is not_below_two


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("count('A') < 0", 'count("A") < 0'),
        ("distinct('A', 'x') > 1000", 'distinct("A", "x") > 1000'),
        ("last('A') < 0", 'last("A") < 0'),
        ("count('A') > 3 and count('A') < 2", 'count("A") > 3 and count("A") < 2'),
        ("sequence('A', 'B', within='2d') and not sequence('A', 'B', within='2d')",
         'sequence("A", "B", within="2d") and not sequence("A", "B", within="2d")'),
        ("count('A') > 3 and count('B') < 2", None),
        ("count('A', within='7d') > 3 and count('A') < 2", None),
        ("not last('A') >= 0", None),
    ],
)  # fmt: skip
def test_what_can_never_hold_of_behaviour_is_told(read, text, part):
    assert never_matches(read(text)) == part


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sum('Order Completed', 'hour') > 1", "unknown_value"),
        ("distinct('Order Completed', 'total') > 1", "unknown_value"),
        ("count('Order Completed', where=totl > 5) > 1", "unknown_field"),
        ("count('A', where=count('B') > 1) > 1", "unknown_function"),
        ("count('A', where=member.orders > 1) > 1", "unknown_field"),
        ("count('A', where=3) > 1", "condition_expected"),
        ("count(A) > 1", "argument_kind"),
        ("count('') > 1", "argument_kind"),
        ("sequence('A', within='2d')", "argument_count"),
        ("sequence('A', 'B', 'C', 'D', 'E', 'F', within='2d')", "argument_count"),
        ("sum('A', 'x')", "condition_expected"),
        ("cuont('A') > 1", "unknown_function"),
        ("count('A', **x) > 1", "wrong_operator"),
    ],
)
def test_what_is_wrong_with_a_question(text, code):
    (mistake, *_) = parse_condition(text, vocabulary=VOCABULARY)

    assert mistake.code == code


def test_without_events_there_are_no_questions():
    closed = replace(VOCABULARY, events=None)

    (mistake,) = parse_condition("count('A') > 1", vocabulary=closed)

    assert mistake.code == "unknown_function"

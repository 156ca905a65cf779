"""What holds for a receipt, what a missing fact does, and amounts to the last decimal."""

from fractions import Fraction
from types import SimpleNamespace

import pytest

from regulars.core.expressions import (
    Kind,
    compile_amount,
    compile_condition,
    compile_conditions,
    compile_line_condition,
    parse_amount,
)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ('total >= 500 and "books" in categories', True),
        ("total >= 600", True),
        ("total > 600", False),
        ("total == 600.00 and total != 600.01", True),
        ('"toys" in categories or store == "main"', True),
        ('"toys" not in categories', True),
        ("9 <= hour < 15", False),
        ("9 <= hour <= 15", True),
        ("weekday in (6, 7)", True),
        ("weekday not in [6, 7]", False),
        ("channel in categories", False),
        ("total * 0.95 > 570", False),
        ("total * 0.95 >= 570", True),
        ("total - 100 * 2 == total - 200", True),
        ("quantity > 2.5", True),
        ("quantity == 3.5", False),
        ("member.orders + 1 == 5", True),
        ("-quantity < -2", True),
        ('date == "2026-11-11"', True),
        ('"2026-11-01" <= date < "2026-12-01"', True),
        ("is_new", False),
        ("not is_new", True),
        ("is_new == False", True),
        ('level("card") == "gold"', True),
        ('level("card") in ("gold", "black")', True),
        ('at_least("card", "gold") and not at_least("card", "black")', True),
        ("nth(4, True)", True),
        ("nth(4, False)", False),
        ("True", True),
        ("1 > 2", False),
    ],
)
def test_what_holds_for_a_receipt(read, receipt, text, holds):
    assert compile_condition(read(text))(receipt()) is holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        pytest.param('store == "main"', False, id="an unknown fact equals nothing"),
        pytest.param('store != "main"', False, id="nor does it differ"),
        pytest.param('not store == "main"', True, id="not is the opposite, whatever is known"),
        pytest.param("store in ('main',)", False, id="it is in no list"),
        pytest.param("store not in ('main',)", False, id="nor outside of it"),
        pytest.param("not store in ('main',)", True, id="again, not is the opposite"),
        pytest.param("store not in categories", False, id="nor outside of a set"),
        pytest.param("store == channel", False, id="it equals no other fact"),
        pytest.param("discount < 1", False, id="unknown is not zero"),
        pytest.param("total - discount > 1", False, id="a sum with it is unknown"),
        pytest.param("not total - discount > 1", True, id="and so is not true"),
        pytest.param("discount == discount", False, id="not even equal to itself"),
        pytest.param("may_contact", False, id="an unknown flag is false"),
        pytest.param("not may_contact", True, id="and its opposite true"),
        pytest.param("may_contact == False", False, id="but it is not known to be false"),
        pytest.param('level("reader") == "devoted"', False, id="a track never entered"),
        pytest.param('not level("reader") == "devoted"', True, id="and its opposite"),
        pytest.param('store == "main" or total > 5', True, id="what is known still counts"),
    ],
)
def test_what_a_missing_fact_does(read, receipt, text, holds):
    assert compile_condition(read(text))(receipt(store=None)) is holds


def test_a_line_is_asked_with_its_receipt(read, receipt):
    holds = compile_line_condition(read('line.category == "books" and total > 500', per_line=True))

    assert holds(receipt(), SimpleNamespace(category="books")) is True
    assert holds(receipt(), SimpleNamespace(category=None)) is False
    assert holds(receipt(total=500), SimpleNamespace(category="books")) is False


def test_a_condition_over_a_line_cannot_be_asked_without_one(read):
    with pytest.raises(ValueError, match="over a line"):
        compile_condition(read("line.amount > 5", per_line=True))
    with pytest.raises(ValueError, match="over a line"):
        compile_conditions([None, read("line.amount > 5", per_line=True)])


def test_several_conditions_are_asked_at_once(read, receipt):
    asked = compile_conditions([read('store == "main"'), None, read("total >= 600"), read('store != "x"')])

    assert asked(receipt()) == (True, True, True, True)
    assert asked(receipt(store=None, total=5)) == (False, True, False, False)
    assert compile_conditions([])(receipt()) == ()


def test_a_missing_answer_is_asked_for_once(read):
    asked = []
    levels = SimpleNamespace(get=lambda track: asked.append(track) or "gold")

    assert (
        compile_condition(read('level("card") in ("gold", "black")'))(SimpleNamespace(levels=levels)) is True
    )
    assert asked == ["card"]


@pytest.mark.parametrize(
    ("text", "kind", "amount"),
    [
        ("quantity * 2 + 1", Kind.NUMBER, 7),
        ("total + 5", Kind.MONEY, 60_500),
        ("total * 0.0125", Kind.MONEY, Fraction(750)),
        ("total * 0.00001", Kind.MONEY, Fraction(3, 5)),
        ("total - discount", Kind.MONEY, None),
        ("19.90", Kind.MONEY, 1990),
    ],
)
def test_an_amount_is_exact_or_unknown(vocabulary, receipt, text, kind, amount):
    tree = parse_amount(text, vocabulary=vocabulary, kind=kind)

    assert compile_amount(tree)(receipt()) == amount

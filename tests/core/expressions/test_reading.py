"""What a text is read as, shown by the canonical text of its tree."""

from datetime import date

import pytest
from msgspec.structs import replace

from regulars.core.expressions import (
    Field,
    Kind,
    Vocabulary,
    canonical,
    fields_read,
    fingerprint,
    first_equality,
    functions_read,
    parse_amount,
)
from regulars.core.expressions.tree import Compare, Day, Money, Number


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        pytest.param("total>=500", "total >= 500", id="blanks do not matter"),
        pytest.param("500 <= total", "total >= 500", id="a literal stands on the right"),
        pytest.param("9 <= hour < 12", "hour >= 9 and hour < 12", id="a chain is two comparisons"),
        pytest.param("total\n  >= 500\nand is_new", "total >= 500 and is_new", id="lines break anywhere"),
        pytest.param("(is_new)", "is_new", id="idle brackets go"),
        pytest.param("not not is_new", "is_new", id="two negations are none"),
        pytest.param("is_new and (may_contact and is_new)", "is_new and may_contact", id="and is flat, once"),
        pytest.param("is_new or (may_contact or is_new)", "is_new or may_contact", id="or is flat, once"),
        pytest.param(
            "is_new and (is_new or may_contact)", "is_new and (is_new or may_contact)", id="or in and"
        ),
        pytest.param("not (is_new and may_contact)", "not (is_new and may_contact)", id="not of and"),
        pytest.param("not total > 5", "not (total > 5)", id="not of a comparison"),
        pytest.param("store in ['a', 'b', 'a']", 'store in ("a", "b")', id="a list says a thing once"),
        pytest.param("store in ('a',)", 'store in ("a",)', id="a list of one keeps its comma"),
        pytest.param("'it\"s' in categories", "'it\"s' in categories", id="the other quote is used"),
        pytest.param("total * 0.950 > 9.5", "total * 0.95 > 9.50", id="money shows its decimals"),
        pytest.param(
            "total - (discount - 1) > 0", "total - (discount - 1) > 0", id="brackets that matter stay"
        ),
        pytest.param("(total + 1) * 2 > 0", "(total + 1) * 2 > 0", id="a sum in a product"),
        pytest.param("-total < -5", "-1 * total < -5", id="minus is a product"),
        pytest.param("total > 2 * 250 + 0.5", "total > 500.50", id="literals are computed"),
        pytest.param("0.1 + 0.2 == 0.3", "True", id="exactly, unlike floats"),
        pytest.param('date >= "2026-11-11"', 'date >= "2026-11-11"', id="a date"),
        pytest.param("level('card') == 'gold'", 'level("card") == "gold"', id="a call"),
        pytest.param("nth(3, True)", "nth(3, True)", id="a call with a number and a flag"),
        pytest.param("True", "True", id="always"),
    ],
)
def test_a_text_is_read_into_one_canonical_form(read, text, read_as):
    tree = read(text)

    assert canonical(tree) == read_as
    assert read(canonical(tree)) == tree


@pytest.mark.parametrize(
    ("exponent", "text", "minor"),
    [(2, "500", 50_000), (2, "10.05", 1005), (0, "500", 500), (3, "0.125", 125)],
)
def test_money_is_written_in_major_units_and_kept_in_minor_ones(read, vocabulary, exponent, text, minor):
    tree = read(f"total == {text}", vocabulary=replace(vocabulary, money_exponent=exponent))

    assert tree == Compare("==", tree.left, Money(minor, exponent))


def test_a_sum_with_money_in_it_scales_its_literal_and_a_product_does_not(vocabulary):
    added = parse_amount("total + 5", vocabulary=vocabulary, kind=Kind.MONEY)
    doubled = parse_amount("total * 2.50", vocabulary=vocabulary, kind=Kind.MONEY)

    assert added.right == Money(500, 2)
    assert doubled.right == Number(25, 1)


def test_a_bare_number_is_money_where_money_is_asked_for(vocabulary):
    assert parse_amount("19.90", vocabulary=vocabulary, kind=Kind.MONEY) == Money(1990, 2)
    assert parse_amount("19.90", vocabulary=vocabulary) == Number(199, 1)


def test_a_date_is_kept_in_days(read):
    tree = read('date == "2026-11-11"')

    assert tree.right == Day((date(2026, 11, 11) - date(1970, 1, 1)).days)


def test_what_is_read_is_known_by_name(read):
    tree = read(
        'level("card") == "gold" and (total > 5 or not member.orders + 1 > quantity) and "a" in categories'
    )

    assert fields_read(tree) == {"total", "member.orders", "quantity", "categories"}
    assert functions_read(tree) == {'level("card")'}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('store == "a"', ("store", "a")),
        ('total > 5 and "a" == store and weekday == 3', ("store", "a")),
        ('store in ("a",)', ("store", "a")),
        ("total == 12.50", ("total", 1250)),
        ("is_new == False", ("is_new", False)),
        ('date == "1970-01-03"', ("date", 2)),
        ('store == "a" or store == "b"', None),
        ('not store == "a"', None),
        ('store != "a"', None),
        ("store == channel", None),
        ('level("card") == "gold"', None),
        ("quantity == 1.5", None),
    ],
)
def test_a_required_equality_is_found(read, text, found):
    assert first_equality(read(text)) == found


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("is_new and total > 5", "total > 5.00 and is_new"),
        ("store in ('a', 'b')", "store in ['b', 'a']"),
        ("quantity + hour > 3", "hour + quantity > 3"),
        ("is_new or (hour > 3 and hour < 5)", "3 < hour < 5 or is_new"),
    ],
)
def test_the_order_of_words_does_not_change_a_fingerprint(read, text, same):
    assert fingerprint(read(text)) == fingerprint(read(same))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("is_new and total > 5", "is_new or total > 5"),
        ("total > 5", "total >= 5"),
        ("store in ('a', 'b')", "store not in ('a', 'b')"),
        ("total - discount > 3", "discount - total > 3"),
    ],
)
def test_another_meaning_has_another_fingerprint(read, text, other):
    assert fingerprint(read(text)) != fingerprint(read(other))


def test_the_same_words_in_another_currency_have_another_fingerprint(read, vocabulary):
    in_yen = replace(vocabulary, money_exponent=0)

    assert fingerprint(read("total > 5")) != fingerprint(read("total > 5", vocabulary=in_yen))


@pytest.mark.parametrize("name", ["a b", "class", "member.", "1st", ""])
def test_a_vocabulary_takes_only_names_that_can_be_written(name):
    with pytest.raises(ValueError, match="not a name"):
        Vocabulary(fields=(Field(name, Kind.TEXT),))


def test_a_vocabulary_says_a_name_once():
    with pytest.raises(ValueError, match="declared twice"):
        Vocabulary(fields=(Field("store", Kind.TEXT), Field("store", Kind.FLAG)))

"""What conditions may name, read from facts as the fold gives them."""

from types import SimpleNamespace

import pytest
from msgspec import convert

from regulars.core.events import Line, Order
from regulars.core.expressions import Kind, compile_condition, compile_line_condition
from regulars.core.facts import LineFacts, OrderFacts
from regulars.core.programme.document import Programme
from regulars.core.programme.vocabulary import FIELDS, parse_rule_condition, vocabulary_for

NAME = {"zh-Hant": "名稱", "en": "A name"}
LEVELS = [{"id": id, "name": NAME, "threshold": at} for at, id in enumerate(("white", "silver", "gold"))]
DOCUMENT = convert(
    {
        "programme": "corner",
        "name": NAME,
        "zone": "Asia/Taipei",
        "currency": "GBP",
        "effective_from": "2026-01-01",
        "points": {"coin": {"name": NAME}},
        "tracks": {"card": {"name": NAME, "metric": "orders", "levels": LEVELS}},
    },
    Programme,
)
VOCABULARY = vocabulary_for(DOCUMENT)
NOVEMBER_5 = 739_925  # 2026-11-05, a Thursday, as `date.toordinal` counts.

BOOK = Line("BL-01", 2, 2500, ("books/literature",), "Salt Press")
TEA = Line("CT-01", 1, 300, ("cafe/tea",))


def facts(*, level="silver", orders=0, birth_month=None, joined_day=None, **order):
    parts = {"lines": (BOOK, TEA), "store": None, "channel": None, **order}
    wallet = SimpleNamespace(birth_month=birth_month, joined_day=joined_day)
    order = Order("1", 0, NOVEMBER_5, 10 * 60 + 59, **parts)
    return OrderFacts(order, wallet, {"card": level}, orders)


def holds(text, **parts):
    return compile_condition(parse_rule_condition(text, VOCABULARY))(facts(**parts))


def holds_for(text, line):
    return compile_line_condition(parse_rule_condition(text, VOCABULARY))(facts(), LineFacts(line))


@pytest.mark.parametrize(
    "text",
    [
        "total == 28.00",
        "quantity == 3 and line_count == 2",
        '"books" in categories and "books/literature" in categories and "cafe" in categories',
        '"BL-01" in products',
        '"Salt Press" in brands',
        "weekday == 4 and hour == 10",
        "day == 5 and month == 11 and year == 2026",
        'date == "2026-11-05"',
        'date > "2026-11-04" and date < "2026-11-06"',
        "member.orders == 0",
    ],
)
def test_a_condition_reads_the_receipt_and_its_day(text):
    assert holds(text)


def test_what_is_not_known_makes_no_comparison_true():
    assert not holds('channel == "online"')
    assert not holds('channel != "online"')
    assert holds('not channel == "online"')
    assert not holds("member.days >= 0")
    assert not holds("month == member.birth_month")


def test_what_is_known_of_a_member_is_read():
    assert holds("month == member.birth_month", birth_month=11)
    assert holds("member.days == 30", joined_day=NOVEMBER_5 - 30)
    assert holds('channel == "online"', channel="online")


def test_a_line_is_read_with_its_receipt():
    assert holds_for('"books" in line.categories and line.amount == 25 and line.price == 12.5', BOOK)
    assert holds_for('line.category == "books/literature" and line.brand == "Salt Press"', BOOK)
    assert holds_for('line.product == "CT-01" and line.quantity == 1 and total >= 28', TEA)
    assert not holds_for('"books" in line.categories', TEA)
    assert not holds_for('line.brand != "Salt Press"', TEA)


@pytest.mark.parametrize(("level", "is_silver_or_more"), [("white", False), ("silver", True), ("gold", True)])
def test_at_least_means_this_level_or_a_higher_one(level, is_silver_or_more):
    assert holds('at_least("card", "silver")', level=level) is is_silver_or_more
    assert holds('not at_least("card", "silver")', level=level) is not is_silver_or_more


def test_the_same_question_about_levels_becomes_the_same_tree():
    short = parse_rule_condition('at_least("card", "silver") and total > 5', VOCABULARY)

    assert short == parse_rule_condition('level("card") in ["silver", "gold"] and total > 5', VOCABULARY)


def test_every_field_is_a_fact_that_exists():
    receipt, line = facts(), LineFacts(BOOK)

    missing = [
        field.name for field in FIELDS if not hasattr(line if field.is_of_line else receipt, field.path)
    ]

    assert missing == []


def test_sets_are_sets_and_numbers_are_numbers():
    receipt, line = facts(birth_month=3, joined_day=1, store="a", channel="b"), LineFacts(BOOK)
    types = {Kind.NUMBER: int, Kind.MONEY: int, Kind.DATE: int, Kind.TEXT: str, Kind.TEXTS: frozenset}

    for field in FIELDS:
        value = getattr(line if field.is_of_line else receipt, field.path)
        assert isinstance(value, types[field.kind]), field.name

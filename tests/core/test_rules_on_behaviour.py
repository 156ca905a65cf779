"""Rules on what members do beside buying: what they give, what they read, and what makes no sense of them."""

import msgspec
import pytest
from one_member import BASE, Member, card, version

from regulars.core.programme.check import check
from regulars.core.programme.compiled import compile_programme


def gives(when=None, **terms):
    return version(BASE, {"on": "Checked In", "bonus": 5, **({"when": when} if when else {}), **terms})


def test_each_event_of_the_name_gives_the_bonus():
    visitor = Member(gives())

    assert visitor.does("2024-03-01 10:00", "Checked In") == [("earn", 5)]
    assert visitor.does("2024-03-01 11:00", "Checked In") == [("earn", 5)]
    assert visitor.does("2024-03-01 12:00", "Checked Out") == []
    assert visitor.buys("2024-03-01 13:00", 100) == [("earn", 10)]


@pytest.mark.parametrize(
    ("when", "is_given"),
    [
        ('store == "main"', True),
        ('store == "south"', False),
        ("value >= 100", True),
        ("guests > 2 and is_first", False),
        ("weekday == 5 and hour == 10", True),
        ("member.orders == 1", True),
        ("member.days == 1", True),
        ("member.birth_month == 3", True),
        ('level("card") == "white"', True),
        ('not at_least("card", "silver")', True),
        ('at_least("card", "silver")', False),
        ('count("Checked In", within="1d") == 0', True),
        ('last("Order Completed") == 1', True),
    ],
)
def test_when_reads_the_event_the_member_and_the_calendar(when, is_given):
    rule = {"on": "Checked In", "bonus": 5, "when": when}
    visitor = Member(version(BASE, rule, tracks=card()))
    visitor.tells("2024-02-29 09:00", born_in=3, joined=738945)
    visitor.buys("2024-02-29 10:00", 100)

    given = visitor.does("2024-03-01 10:00", "Checked In", store="main", value=100, guests=3, is_first=False)

    assert bool(given) is is_given


def test_a_cap_on_the_receipt_is_one_on_the_event():
    visitor = Member(gives(caps=[{"points": 3, "per": "receipt"}, {"points": 4, "per": "day"}]))

    assert visitor.does("2024-03-01 10:00", "Checked In") == [("earn", 3)]
    assert visitor.does("2024-03-01 11:00", "Checked In") == [("earn", 1)]
    assert visitor.does("2024-03-01 12:00", "Checked In") == []
    assert visitor.does("2024-03-02 10:00", "Checked In") == [("earn", 3)]


def test_of_rules_that_compete_one_gives():
    rules = [{"on": "Checked In", "bonus": points, "group": "visit"} for points in (2, 7, 5)]

    visitor = Member(version(*rules, groups={"visit": "highest"}))

    assert visitor.does("2024-03-01 10:00", "Checked In") == [("earn", 7)]


def test_points_that_wait_for_an_order_do_not_wait_for_one_here():
    pending = {"until_event": "delivered", "timeout": {"days": 30}}
    visitor = Member(version({"on": "Checked In", "bonus": 5}, coin={"pending": pending}))

    visitor.does("2024-03-01 10:00", "Checked In")

    assert visitor.has("2024-03-01 10:00") == (5, 0, 0)


def test_a_late_event_is_rewarded_by_the_version_of_its_day():
    visitor = Member(gives(), version(BASE, begins="2024-04-01"))
    visitor.waits("2024-04-02")

    assert visitor.does("2024-03-31", "Checked In") == [("earn", 5)]
    assert visitor.does("2024-04-01", "Checked In") == []


def test_what_happened_before_the_programme_gives_nothing():
    visitor = Member(gives(), at="2023-01-01")

    assert visitor.does("2023-12-31", "Checked In") == []
    assert [reason.code for reason in visitor.reasons] == ["before_programme"]


def test_the_programme_reads_what_it_rewards():
    assert compile_programme(gives()).reads("Checked In")
    assert not compile_programme(gives()).reads("Order Completed")


def wrong(**rule):
    """The mistakes of a rule, by where they stand."""
    document = gives()
    base, on = document.earning
    changed = msgspec.convert({**msgspec.to_builtins(on), **rule}, type(on))
    document = msgspec.structs.replace(document, earning=[base, changed])
    return [(mistake.path[2:], mistake.code) for mistake in check(document)]


@pytest.mark.parametrize(
    ("rule", "mistakes"),
    [
        ({"on": "Order Refunded"}, [(("on",), "EventUnusable")]),
        ({"on": "order completed"}, [(("on",), "EventUnusable")]),
        ({"bonus": None, "rate": {"points": 1, "per": 1}}, [(("rate",), "OrdersOnly")]),
        ({"bonus": None, "each": 1}, [(("each",), "OrdersOnly")]),
        ({"bonus": None, "multiply": 2}, [(("multiply",), "OrdersOnly")]),
        ({"lines": "line.amount > 5"}, [(("lines",), "OrdersOnly")]),
        ({"on_refund": "keep"}, [(("on_refund",), "OrdersOnly")]),
        ({"when": '"books" in categories'}, [(("when",), "condition.text_not_a_set")]),
        ({"when": "line.amount > 5"}, [(("when",), "condition.unknown_field")]),
        ({"when": 'count("Points Spent") > 1'}, [(("when",), "EventUnusable")]),
        ({"when": 'count("order completed") > 1'}, [(("when",), "EventUnusable")]),
        ({"when": "x > 3 and x < 2"}, [(("when",), "NeverTrue")]),
    ],
)
def test_what_makes_no_sense_of_behaviour_is_told(rule, mistakes):
    assert wrong(**rule)[: len(mistakes)] == mistakes

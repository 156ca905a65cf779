"""What members do beside buying: what it is called, and that nobody is touched by what the programme does not read."""

import msgspec
import pytest
from one_member import BASE, Member, card, giving_if, holds, version

from regulars.core.events import Behaviour, Event, Order, name_of
from regulars.core.programme.check import check
from regulars.core.programme.compiled import compile_programme

VIEWED = Behaviour(
    "v1", 1, 738000, 600, "Product Viewed", {"product_id": "tea", "price": 12000, "is_new": True}
)


def test_behaviour_bears_a_name_of_its_own_and_all_else_that_of_its_kind():
    assert name_of(VIEWED) == "Product Viewed"
    assert name_of(Order("o1", 1, 738000, 600, ())) == "Order Completed"


def test_what_is_written_of_behaviour_reads_as_the_same():
    assert msgspec.json.decode(msgspec.json.encode(VIEWED), type=Event) == VIEWED


def test_a_programme_that_asks_nothing_reads_no_behaviour():
    assert not compile_programme(version(BASE)).reads("Product Viewed")


def test_behaviour_that_nobody_reads_only_counts_as_an_event():
    shopper = Member(version(BASE))
    before = shopper.fold.wallet.copy()

    shopper.does("2024-03-01 10:00", "Product Viewed", product_id="tea")

    after = shopper.fold.wallet
    assert (after.events, after.as_of) == (before.events + 1, shopper.instant("2024-03-01 10:00"))
    assert (after.purses, after.entries, after.orders) == (before.purses, before.entries, before.orders)


def viewer(condition, *times, **properties):
    shopper = Member(giving_if(condition))
    for at in times:
        shopper.does(at, "Product Viewed", **properties)
    return shopper


@pytest.mark.parametrize(
    ("condition", "times", "at", "answer"),
    [
        ('count("Product Viewed") >= 2', [], "2024-03-01", False),
        ('count("Product Viewed") >= 2', ["2024-03-01 10:00"], "2024-03-01 11:00", False),
        ('count("Product Viewed") >= 2', ["2024-02-01", "2024-03-01"], "2024-12-31", True),
        # Two hours go by minutes, and the current one is the first.
        ('count("Product Viewed", within="2h") == 1', ["2024-03-01 10:00"], "2024-03-01 11:59", True),
        ('count("Product Viewed", within="2h") == 0', ["2024-03-01 10:00"], "2024-03-01 12:00", True),
        # Three days go by hours.
        ('count("Product Viewed", within="3d") == 1', ["2024-03-01 10:59"], "2024-03-04 09:59", True),
        ('count("Product Viewed", within="3d") == 0', ["2024-03-01 10:59"], "2024-03-04 10:00", True),
        # A week is seven local days, today the first of them.
        ('count("Product Viewed", within="7d") == 1', ["2024-03-01 23:59"], "2024-03-07 23:59", True),
        ('count("Product Viewed", within="7d") == 0', ["2024-03-01 23:59"], "2024-03-08 00:00", True),
        ('count("Product Viewed", within="7d") == 2', ["2024-03-01", "2024-03-02", "2024-03-05"], "2024-03-08", True),
        ('last("Product Viewed") == 0', ["2024-03-01 00:01"], "2024-03-01 23:59", True),
        ('last("Product Viewed") == 1', ["2024-03-01 23:59"], "2024-03-02 00:00", True),
        ('last("Product Viewed") > 30', ["2024-03-01"], "2024-04-01", True),
        ('last("Product Viewed") > 30', ["2024-03-01"], "2024-03-31", False),
        ('last("Product Viewed") > 30', [], "2024-03-31", False),
        ('not last("Product Viewed") <= 30', [], "2024-03-31", True),
        ('not count("Product Viewed", within="7d") > 0', [], "2024-03-31", True),
    ],
)  # fmt: skip
def test_windows_end_where_the_words_say(condition, times, at, answer):
    assert holds(viewer(condition, *times), at) is answer


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ('product_id == "tea"', True),
        ('product_id == "cup"', False),
        ("price >= 100", True),
        ("price > 100", False),
        ("is_new", True),
        ("not is_new", False),
        ('product_id in ("tea", "cup") and price < 500', True),
        ('size == "s"', False),
        ('not size == "s"', True),
        # A property of another kind is as one that is missing.
        ("product_id > 3", False),
        ("is_new == 1", False),
        ("hour == 10 and weekday == 5", True),
        ('date == "2024-03-01"', True),
    ],
)
def test_where_reads_what_the_event_says(where, answer):
    shopper = viewer(
        f'count("Product Viewed", where={where}) == 1', "2024-03-01 10:00",
        product_id="tea", price=100, is_new=True,
    )  # fmt: skip

    assert holds(shopper, "2024-03-01 11:00") is answer


@pytest.mark.parametrize(
    "condition",
    [
        'sum("Game Won", "points") == 30',
        'sum("Game Won", "points", where=points > 10) == 20',
        'sum("Game Won", "nothing") == 0',
        'distinct("Game Won", "game") == 3',
        'distinct("Game Won", "game", where=points > 10) == 1',
        # 10, 20, many and true: a value is what it reads as.
        'distinct("Game Won", "points", within="1d") == 4',
        'distinct("Game Won", "nothing") == 0',
    ],
)
def test_sums_and_different_values(condition):
    shopper = Member(giving_if(condition))
    for game, points in (("chess", 10), ("go", 20), ("go", "many"), ("whist", True)):
        shopper.does("2024-03-01 10:00", "Game Won", game=game, points=points)

    assert holds(shopper, "2024-03-01 12:00")


@pytest.mark.parametrize(
    ("events", "at", "answer"),
    [
        ([], "2024-03-01 12:00", False),
        ([("A", "1 10:00"), ("B", "1 10:01")], "2024-03-01 12:00", True),
        ([("B", "1 10:00"), ("A", "1 10:01")], "2024-03-01 12:00", False),
        ([("A", "1 10:00"), ("B", "1 10:00")], "2024-03-01 12:00", False),
        ([("B", "1 09:00"), ("A", "1 10:00"), ("B", "1 11:00")], "2024-03-01 12:00", True),
        # 48 hours from the first step, to the second.
        ([("A", "1 10:00"), ("B", "2 10:00")], "2024-03-03 09:59", True),
        ([("A", "1 10:00"), ("B", "2 10:00")], "2024-03-03 10:00", False),
        ([("A", "1 10:00"), ("A", "2 10:00"), ("B", "2 11:00")], "2024-03-04 09:59", True),
        # Told late, it counts where it belongs.
        ([("B", "1 11:00"), ("A", "1 10:00")], "2024-03-01 12:00", True),
    ],
)
def test_a_sequence_is_exact_about_order(events, at, answer):
    shopper = Member(giving_if('sequence("A", "B", within="2d")'))
    for name, when in events:
        shopper.does(f"2024-03-0{when}", name)

    assert holds(shopper, at) is answer


@pytest.mark.parametrize(
    ("condition", "events", "at"),
    [
        ('count("A", within="7d") == 1', [("A", "5 10:00"), ("A", "2 10:00")], "9 10:00"),
        (
            'sum("A", "n", within="7d") == 3',
            [("A", "5 10:00"), ("A", "4 10:00"), ("A", "6 10:00")],
            "7 10:00",
        ),
        ('distinct("A", "n", within="7d") == 1', [("A", "5 10:00"), ("A", "2 10:00")], "9 10:00"),
        ('last("A") == 2', [("A", "5 10:00"), ("A", "2 10:00")], "7 10:00"),
        (
            'sequence("A", "B", within="2h")',
            [("A", "5 10:00"), ("A", "5 08:30"), ("B", "5 11:00")],
            "5 11:30",
        ),
        (
            'sequence("A", "B", within="2h")',
            [("B", "5 11:00"), ("A", "5 08:00"), ("A", "5 10:00")],
            "5 11:30",
        ),
    ],
)
def test_what_is_told_late_counts_where_it_belongs(condition, events, at):
    shopper = Member(giving_if(condition))
    for name, when in events:
        shopper.does(f"2024-03-0{when}", name, n=1)

    assert holds(shopper, f"2024-03-0{at}")


def test_a_sequence_of_one_thing_twice_needs_it_twice():
    shopper = Member(giving_if('sequence("A", "A", within="2d")'))
    shopper.does("2024-03-01 10:00", "A")
    assert not holds(shopper, "2024-03-01 11:00")

    shopper.does("2024-03-01 12:00", "A")
    assert holds(shopper, "2024-03-01 13:00")


def test_a_long_row_of_one_step_keeps_its_ends():
    shopper = Member(giving_if('sequence("A", "B", "C", within="2d")'))
    for minute in range(10, 60):
        shopper.does(f"2024-03-01 10:{minute}", "A")
    shopper.does("2024-03-01 11:00", "B")
    for minute in range(10, 60):
        shopper.does(f"2024-03-01 12:{minute}", "A")
        shopper.does(f"2024-03-01 13:{minute}", "C")
    (trace,) = shopper.fold.wallet.traces.values()

    assert max(len(times) for times in trace.times) <= 64
    assert holds(shopper, "2024-03-03 10:58")
    assert not holds(shopper, "2024-03-03 10:59")


def test_a_track_may_ask_too():
    shopper = Member(version(BASE, tracks=card(metric="orders", when='count("A") > 0')))
    shopper.buys("2024-03-01", 100)
    shopper.does("2024-03-02", "A")
    shopper.buys("2024-03-03", 100)

    assert shopper.standing().total == 1


def test_no_more_than_a_thousand_values_are_told_apart():
    shopper = Member(giving_if('distinct("A", "x", within="7d") == 1000'))
    for value in range(1003):
        shopper.does("2024-03-01 10:00", "A", x=value)

    assert holds(shopper, "2024-03-01 11:00")
    (trace,) = shopper.fold.wallet.traces.values()
    assert len(trace.seen) == 1000


def test_a_question_about_events_that_cannot_be_is_a_mistake():
    document = msgspec.structs.replace(
        giving_if("total > 1"),
        earning=[
            msgspec.structs.replace(
                giving_if("total > 1").earning[0], when='count("A", where=x == "a" and x == "b") == 0'
            )
        ],
    )

    (mistake,) = check(document)

    assert (mistake.code, mistake.facts) == ("NeverTrue", {"part": 'x == "a" and x == "b"'})

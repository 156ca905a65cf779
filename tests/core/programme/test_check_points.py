"""What can be wrong with the life of points: their expiry, who pays for them, and what a level says of them."""

import pytest
from corner_programme import BASE, NAME, earning, found, level, points, programme, rule, track

PAID = {"coin": {"name": NAME, "funding": "paid"}}


def at_gold(terms, **currency):
    """The level gold says something about coins."""
    gold = {**level("gold", 6000), "points": terms}
    return programme(
        points={"coin": {"name": NAME, **currency}}, tracks={"card": track(level("white", 0), gold)}
    )


GOLD = ("tracks", "card", "levels", 1, "points", "coin")

ONE_MISTAKE = {
    "a level about points that are not there": (
        at_gold({"coins": {"expiry": "never"}}),
        ("tracks", "card", "levels", 1, "points", "coins"),
        "PointsUnknown",
    ),
    "a level that changes nothing": (at_gold({"coin": {}}), GOLD, "LevelPointsEmpty"),
    "a level's expiry that says nothing": (
        at_gold({"coin": {"expiry": {}}}),
        (*GOLD, "expiry"),
        "OneOfNone",
    ),
    "a level that lets paid points expire": (
        at_gold({"coin": {"expiry": "end_of_next_year"}}, funding="paid"),
        (*GOLD, "expiry"),
        "PaidExpires",
    ),
    "a level that raises a limit that is none": (
        at_gold({"coin": {"deficit_limit": 5}}, take_back="into_deficit"),
        (*GOLD, "deficit_limit"),
        "LevelLimitUnwanted",
    ),
    "a rule with a clock of its own": (
        earning(rule("gift", bonus=1, expiry={"sliding": {"days": 30}})),
        ("earning", 1, "expiry", "sliding"),
        "SlidingUnwanted",
    ),
    "a level with a clock of its own": (
        at_gold({"coin": {"expiry": {"sliding": {"days": 30}}}}),
        (*GOLD, "expiry"),
        "SlidingUnwanted",
    ),
    "a level without the clock of the points": (
        at_gold({"coin": {"expiry": "never"}}, expiry={"sliding": {"days": 30}}),
        (*GOLD, "expiry"),
        "SlidingWanted",
    ),
    "a level with activities of its own": (
        at_gold(
            {"coin": {"expiry": {"sliding": {"days": 60, "activity": ["orders"]}}}},
            expiry={"sliding": {"days": 30}},
        ),
        (*GOLD, "expiry", "sliding", "activity"),
        "ActivityUnwanted",
    ),
    "a level with a word on late activity": (
        at_gold(
            {"coin": {"expiry": {"sliding": {"days": 60, "late_activity": "ignore"}}}},
            expiry={"sliding": {"days": 30}},
        ),
        (*GOLD, "expiry", "sliding", "late_activity"),
        "ActivityUnwanted",
    ),
    "a clock without a length": (
        points(expiry={"sliding": {"activity": ["orders"]}}),
        ("points", "coin", "expiry", "sliding"),
        "OneOfNone",
    ),
    "a clock of two lengths": (
        points(expiry={"sliding": {"days": 1, "years": 1}}),
        ("points", "coin", "expiry", "sliding"),
        "OneOfSeveral",
    ),
    "a clock beside a fixed time": (
        points(expiry={"sliding": {"days": 1}, "rolling": {"days": 1}}),
        ("points", "coin", "expiry"),
        "OneOfSeveral",
    ),
    "paid points that run out for want of activity": (
        points(funding="paid", expiry={"sliding": {"years": 5}}),
        ("points", "coin", "expiry"),
        "PaidExpires",
    ),
    "an event that may never come": (
        points(pending={"until_event": "delivered"}),
        ("points", "coin", "pending", "until_event"),
        "TimeoutMissing",
    ),
    "a timeout beside a number of days": (
        points(pending={"days": 3, "timeout": {"days": 9}}),
        ("points", "coin", "pending", "timeout"),
        "TimeoutUnwanted",
    ),
    "a timeout of nothing": (
        points(pending={"timeout": {"days": 9}}),
        ("points", "coin", "pending"),
        "OneOfNone",
    ),
    "an event and a date": (
        points(pending={"until_event": "delivered", "timeout": {"days": 9}, "until": "2026-05-01"}),
        ("points", "coin", "pending"),
        "OneOfSeveral",
    ),
    "a rule of a partner without a name": (
        earning(rule("gift", bonus=1, funding="partner")),
        ("earning", 1, "funding"),
        "SponsorMissing",
    ),
    "a rule's sponsor of free points": (
        earning(rule("gift", bonus=1, sponsor="A bank")),
        ("earning", 1, "sponsor"),
        "SponsorUnwanted",
    ),
    "a rule that gives paid points where coins expire": (
        programme(
            points={"coin": {"name": NAME, "expiry": "end_of_next_year"}},
            earning=[BASE, rule("gift", bonus=1, funding="paid")],
        ),
        ("earning", 1, "funding"),
        "PaidExpires",
    ),
    "a rule that gives paid points that expire": (
        earning(rule("gift", bonus=1, funding="paid", expiry="end_of_next_year")),
        ("earning", 1, "expiry"),
        "PaidExpires",
    ),
}


@pytest.mark.parametrize(("document", "path", "code"), ONE_MISTAKE.values(), ids=ONE_MISTAKE)
def test_one_mistake_is_found_alone(document, path, code):
    assert found(document) == [(path, code)]


FINE = {
    "a named month": points(expiry={"rolling": {"years": 1, "round_up_to": "march"}}),
    "free points of a rule expire beside paid ones": programme(
        points=PAID, earning=[BASE, rule("gift", bonus=1, funding="free", expiry="end_of_next_year")]
    ),
    "another partner for one rule": programme(
        points={"coin": {"name": NAME, "funding": "partner", "sponsor": "A bank"}},
        earning=[BASE, rule("gift", bonus=1, sponsor="A cinema")],
    ),
    "the partner of the points pays for a rule": programme(
        points={"coin": {"name": NAME, "funding": "partner", "sponsor": "A bank"}},
        earning=[BASE, rule("gift", bonus=1, funding="partner")],
    ),
    "paid points that a rule lets live for ever": programme(
        points={"coin": {"name": NAME, "expiry": "end_of_next_year"}},
        earning=[BASE, rule("gift", bonus=1, funding="paid", expiry="never")],
    ),
    "points that slide, longer at a level": at_gold(
        {"coin": {"expiry": {"sliding": {"months": 24}}}},
        expiry={"sliding": {"months": 12, "activity": ["spends"], "late_activity": "ignore"}},
    ),
    "a rule whose points end beside those that slide": programme(
        points={"coin": {"name": NAME, "expiry": {"sliding": {"days": 30}}}},
        earning=[BASE, rule("gift", bonus=1, expiry="end_of_next_year")],
    ),
    "points that wait for an event": points(
        pending={"until_event": "delivered", "timeout": {"days": 9, "then": "expire"}}
    ),
    "a level that raises a limit": at_gold(
        {"coin": {"deficit_limit": 5}}, take_back="into_deficit", deficit_limit=1
    ),
    "a level at which paid points live on": at_gold({"coin": {"expiry": "never"}}, funding="paid"),
}


@pytest.mark.parametrize("document", FINE.values(), ids=FINE)
def test_what_means_something_is_no_mistake(document):
    assert found(document) == []

"""Every way in which a well-formed programme can mean nothing, each with the one mistake that it is."""

import pytest
from corner_programme import NAME, earning, found, level, levels, points, programme, rule
from msgspec.structs import replace

from regulars.core.programme.check import check


def test_a_whole_programme_has_no_mistakes():
    assert check(programme()) == []


ONE_MISTAKE = {
    "a zone that is none": (programme(zone="Asia/Taipeh"), ("zone",), "ZoneUnknown"),
    "a file beside the zones": (programme(zone="posixrules"), ("zone",), "ZoneUnknown"),
    "a currency that nobody knows": (programme(currency="ZZZ"), ("currency",), "CurrencyUnknown"),
    "a date that the calendar lacks": (
        programme(effective_from="2026-02-30"),
        ("effective_from",),
        "DateUnreadable",
    ),
    "points worth less than nothing": (points(worth="-0.1"), ("points", "coin", "worth"), "NumberNegative"),
    "a number in words": (points(worth="ten"), ("points", "coin", "worth"), "NumberUnreadable"),
    "a number that decimals would take": (
        points(worth="1e3"),
        ("points", "coin", "worth"),
        "NumberUnreadable",
    ),
    "paid points that expire": (
        points(funding="paid", expiry="end_of_next_year"),
        ("points", "coin", "expiry"),
        "PaidExpires",
    ),
    "paid points that are handed on": (
        points(funding="paid", transfer="allowed"),
        ("points", "coin", "transfer"),
        "PaidTransfers",
    ),
    "a partner without a name": (points(funding="partner"), ("points", "coin", "funding"), "SponsorMissing"),
    "a sponsor of free points": (points(sponsor="A bank"), ("points", "coin", "sponsor"), "SponsorUnwanted"),
    "a deficit limit without deficits": (
        points(deficit_limit=100),
        ("points", "coin", "deficit_limit"),
        "DeficitLimitUnwanted",
    ),
    "an expiry that says nothing": (points(expiry={}), ("points", "coin", "expiry"), "OneOfNone"),
    "an expiry that says two things": (
        points(expiry={"rolling": {"days": 1}, "dates": ["12-31"]}),
        ("points", "coin", "expiry"),
        "OneOfSeveral",
    ),
    "a term without a length": (
        points(expiry={"rolling": {"round_up_to": "year"}}),
        ("points", "coin", "expiry", "rolling"),
        "OneOfNone",
    ),
    "a term in days and in months": (
        points(expiry={"rolling": {"days": 1, "months": 1}}),
        ("points", "coin", "expiry", "rolling"),
        "OneOfSeveral",
    ),
    "the 31st of June": (
        points(expiry={"dates": ["12-31", "06-31"]}),
        ("points", "coin", "expiry", "dates", 1),
        "YearDayUnreadable",
    ),
    "pending without an end": (points(pending={}), ("points", "coin", "pending"), "OneOfNone"),
    "pending until no day": (
        points(pending={"until": "2026-13-01"}),
        ("points", "coin", "pending", "until"),
        "DateUnreadable",
    ),
    "a rule that gives nothing": (earning(rule("gift")), ("earning", 1), "WaysNone"),
    "a rule that gives twice": (earning(rule("gift", bonus=5, each=1)), ("earning", 1), "WaysSeveral"),
    "points for every nothing": (
        earning(rule("gift", rate={"points": 1, "per": 0})),
        ("earning", 1, "rate", "per"),
        "NumberNotPositive",
    ),
    "a rate finer than the money": (
        earning(rule("gift", rate={"points": 1, "per": "0.5"})),
        ("earning", 1, "rate", "per"),
        "DecimalsTooMany",
    ),
    "no points a piece": (earning(rule("gift", each=0)), ("earning", 1, "each"), "NumberNotPositive"),
    "to multiply by one": (earning(rule("gift", multiply=1)), ("earning", 1, "multiply"), "MultiplyTooSmall"),
    "to take half away": (
        earning(rule("gift", multiply=0.5)),
        ("earning", 1, "multiply"),
        "MultiplyTooSmall",
    ),
    "to multiply below zero": (
        earning(rule("gift", multiply=-2)),
        ("earning", 1, "multiply"),
        "NumberNotPositive",
    ),
    "nothing to multiply": (
        programme(earning=[rule("gift", multiply=2)]),
        ("earning", 0, "multiply"),
        "MultiplyAlone",
    ),
    "points that are not there": (
        earning({**rule("gift", bonus=1), "earn": "coins"}),
        ("earning", 1, "earn"),
        "PointsUnknown",
    ),
    "a group that is not there": (
        earning(rule("gift", bonus=1, group="sale")),
        ("earning", 1, "group"),
        "GroupUnknown",
    ),
    "two rules of one name": (earning(rule("base", bonus=1)), ("earning", 1, "id"), "RuleTwice"),
    "two caps of one kind": (
        earning(rule("gift", bonus=1, caps=[{"points": 1, "per": "day"}, {"points": 2, "per": "day"}])),
        ("earning", 1, "caps", 1),
        "CapTwice",
    ),
    "a tie where the first wins": (
        earning(
            rule("a", bonus=1, group="sale", priority=7),
            rule("b", bonus=2, group="sale", priority=7),
            groups={"sale": "first"},
        ),
        ("earning", 2, "priority"),
        "PriorityTied",
    ),
    "a rule that overrides the expiry of paid points": (
        programme(
            points={"coin": {"name": NAME, "funding": "paid"}},
            earning=[rule(bonus=1, expiry="end_of_next_year")],
        ),
        ("earning", 0, "expiry"),
        "PaidExpires",
    ),
    "two levels of one name": (
        levels(level("white", 0), level("white", 10)),
        ("tracks", "card", "levels", 1, "id"),
        "LevelTwice",
    ),
    "levels upside down": (
        levels(level("white", 0), level("gold", 10), level("silver", 5)),
        ("tracks", "card", "levels", 2, "threshold"),
        "LevelsUnordered",
    ),
    "levels on one step": (
        levels(level("white", 0), level("gold", 10), level("black", "10.0")),
        ("tracks", "card", "levels", 2, "threshold"),
        "ThresholdTwice",
    ),
    "a first level that not everybody has": (
        levels(level("white", 100)),
        ("tracks", "card", "levels", 0, "threshold"),
        "FirstThreshold",
    ),
    "a threshold finer than the money": (
        levels(level("white", 0), level("gold", "9.5")),
        ("tracks", "card", "levels", 1, "threshold"),
        "DecimalsTooMany",
    ),
    "half an order": (
        levels(level("white", 0), level("gold", "1.5"), metric="orders"),
        ("tracks", "card", "levels", 1, "threshold"),
        "ThresholdNotWhole",
    ),
    "half an item": (
        levels(level("white", 0), level("gold", "1.5"), metric="items"),
        ("tracks", "card", "levels", 1, "threshold"),
        "ThresholdNotWhole",
    ),
    "a return that waits for a review that never comes": (
        levels(level("white", 0), on_refund="next_review"),
        ("tracks", "card", "on_refund"),
        "ReviewNever",
    ),
    "a return that waits for the review of a level for life": (
        levels(level("white", 0), on_refund="next_review", validity="forever", window="calendar_year"),
        ("tracks", "card", "on_refund"),
        "ReviewNever",
    ),
    "more points than there are people": (
        earning(rule("gift", each=1_000_000_001)),
        ("earning", 1, "each"),
        "NumberTooLarge",
    ),
    "points earned of no kind": (
        levels(level("white", 0), metric="points_earned"),
        ("tracks", "card", "metric"),
        "MetricPointsMissing",
    ),
    "points earned of an unknown kind": (
        levels(level("white", 0), metric="points_earned", points="stars"),
        ("tracks", "card", "points"),
        "PointsUnknown",
    ),
    "points named for a count of orders": (
        levels(level("white", 0), metric="orders", points="coin"),
        ("tracks", "card", "points"),
        "MetricPointsUnwanted",
    ),
    "a window without a length": (
        levels(level("white", 0), window={"rolling": {}}),
        ("tracks", "card", "window", "rolling"),
        "OneOfNone",
    ),
}


@pytest.mark.parametrize(("document", "path", "code"), ONE_MISTAKE.values(), ids=ONE_MISTAKE)
def test_one_mistake_is_found_alone(document, path, code):
    assert found(document) == [(path, code)]


def test_a_group_that_compares_wants_one_kind_of_points():
    document = programme(
        points={"coin": {"name": NAME}, "stamp": {"name": NAME}},
        earning=[rule("a", bonus=1, group="best"), {**rule("b", bonus=1, group="best"), "earn": "stamp"}],
        groups={"best": "highest"},
    )

    assert found(document) == [(("earning", 1, "earn"), "GroupMixed")]


def test_a_group_that_counts_all_may_give_several_kinds_of_points():
    document = programme(
        points={"coin": {"name": NAME}, "stamp": {"name": NAME}},
        earning=[rule("a", bonus=1, group="both"), {**rule("b", bonus=1, group="both"), "earn": "stamp"}],
        groups={"both": "all"},
    )

    assert found(document) == []


def test_the_29th_of_february_is_a_day_to_expire_on():
    assert found(points(expiry={"dates": ["02-29"]})) == []


def test_equal_priorities_are_fine_where_they_decide_nothing():
    rules = [rule(id, bonus=1, group="sale") for id in ("a", "b")]

    assert found(earning(*rules, groups={"sale": "highest"})) == []
    assert found(earning(*rules, groups={"sale": "all"})) == []


def test_all_mistakes_are_named_at_once():
    document = replace(earning(rule("gift"), currency="XXX"), zone="Nowhere")

    assert [code for _, code in found(document)] == ["ZoneUnknown", "CurrencyUnknown", "WaysNone"]


NEVER = {
    "no such weekday": "weekday == 8",
    "two levels at once": 'level("card") == "gold" and level("card") == "white"',
    "more and less": "total > 100 and total < 50",
    "the 30th of February": "month == 2 and day == 30",
    "the 31st of April or June": "(month == 4 or month == 6) and day == 31",
    "dates that end before they begin": 'date >= "2026-11-15" and date <= "2026-11-05"',
    "a year before the programme": "year == 2019",
    "a day gone by": 'date <= "2025-12-31"',
    "a date that is another weekday": 'date == "2026-11-05" and weekday == 1',
    "no branch that can hold": 'total > 9 and (weekday == 9 or date < "2020-01-01")',
}


@pytest.mark.parametrize("text", NEVER.values(), ids=NEVER)
def test_a_condition_that_never_holds_is_a_mistake(text):
    assert found(earning(rule("gift", bonus=1, when=text))) == [(("earning", 1, "when"), "NeverTrue")]


@pytest.mark.parametrize(
    "text",
    [
        "month == 2 and day == 29",
        'date >= "2026-11-05" and date <= "2026-11-15"',
        'date == "2026-11-05" and weekday == 4',
        'at_least("card", "gold") and weekday in [6, 7]',
        'year == 2030 or "books" in categories',
        "month == member.birth_month",
    ],
)
def test_a_condition_that_may_hold_is_fine(text):
    assert found(earning(rule("gift", bonus=1, when=text))) == []


def test_mistakes_in_conditions_say_where_in_the_text():
    (mistake,) = check(earning(rule("gift", bonus=1, when="total >= 10 and chanel == 'online'")))

    assert mistake.path == ("earning", 1, "when")
    assert mistake.code == "condition.unknown_field"
    assert (mistake.line, mistake.column) == (1, 16)
    assert mistake.facts == {"said": "chanel", "suggestion": "channel"}


def test_a_line_is_asked_about_in_lines_and_not_in_when():
    text = '"books" in line.categories'

    assert found(earning(rule("gift", bonus=1, when=text))) == [
        (("earning", 1, "when"), "condition.line_field")
    ]
    assert found(earning(rule("gift", each=1, lines=text))) == []


def test_a_level_must_be_one_of_its_track():
    (mistake,) = check(earning(rule("gift", bonus=1, when='at_least("card", "silver")')))

    assert mistake.code == "condition.unknown_value"
    assert mistake.facts["known"] == ("white", "gold")

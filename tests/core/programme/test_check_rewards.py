"""Every way in which a reward can mean nothing, each with the one mistake that it is."""

import pytest
from corner_programme import NAME, level, programme

from regulars.core.programme.check import check


def reward(**parts):
    price = {key: parts.pop(key) for key in ("of", "money", "funding") if key in parts}
    return {"id": "tote", "name": NAME, "price": {"points": 300} | price, **parts}


def twice(per):
    return [{"times": 1, "per": per}, {"times": 2, "per": per}]


DRAW = {"draw": "2026-12-24", "prizes": [{"name": NAME}]}
ONE_MISTAKE = {
    "points that are not there": ([reward(of="gold")], (0, "price", "of"), "PointsUnknown"),
    "two rewards of one name": ([reward(), reward()], (1, "id"), "RewardTwice"),
    "a first day that the calendar lacks": ([reward(**{"from": "2026-02-30"})], (0, "from"), "DateUnreadable"),
    "an end before the beginning": (
        [reward(**{"from": "2026-02-02"}, until="2026-02-01")], (0, "until"), "UntilBeforeFrom",
    ),
    "two limits of one kind": ([reward(limits=twice("day"))], (0, "limits", 1), "LimitTwice"),
    "no money": ([reward(money=0)], (0, "price", "money"), "NumberNotPositive"),
    "money that nobody reads": ([reward(money="much")], (0, "price", "money"), "NumberUnreadable"),
    "money finer than money is": ([reward(money="1.5")], (0, "price", "money"), "DecimalsTooMany"),
    "time to pay nothing": ([reward(pay_within=5)], (0, "pay_within"), "MoneyPartOnly"),
    "a cause of a gift": ([reward(cause="food")], (0, "cause"), "RewardKindOnly"),
    "prizes of a gift": ([reward(lottery=DRAW)], (0, "lottery"), "RewardKindOnly"),
    "a lottery without prizes": ([reward(kind="lottery")], (0, "kind"), "LotteryMissing"),
    "money for a cause": ([reward(kind="donation", money=5)], (0, "price", "money"), "RewardKindNever"),
    "money for a ticket": ([reward(kind="lottery", lottery=DRAW, money=5)], (0, "price", "money"), "RewardKindNever"),
    "a ticket to fetch": ([reward(kind="lottery", lottery=DRAW, fetch_within=5)], (0, "fetch_within"), "RewardKindNever"),
    "a donation at once": ([reward(kind="donation", handed_over="at_once")], (0, "handed_over"), "RewardKindNever"),
    "a draw before the sale": (
        [reward(kind="lottery", lottery=DRAW, **{"from": "2026-12-24"})], (0, "lottery", "draw"), "DrawTooEarly",
    ),
    "a draw on no day": (
        [reward(kind="lottery", lottery=DRAW | {"draw": "2026-02-30"})], (0, "lottery", "draw"), "DateUnreadable",
    ),
    "a basket, of which there is none": ([reward(when="total > 5")], (0, "when"), "condition.unknown_field"),
    "a condition that never holds": ([reward(when="day == 30 and month == 2")], (0, "when"), "NeverTrue"),
}  # fmt: skip


@pytest.mark.parametrize(("rewards", "path", "code"), ONE_MISTAKE.values(), ids=ONE_MISTAKE)
def test_one_mistake_is_found_alone(rewards, path, code):
    assert [(one.path, one.code) for one in check(programme(rewards=rewards))] == [(("rewards", *path), code)]


def test_a_price_says_which_points_where_there_are_several():
    two = {"coin": {"name": NAME}, "leaf": {"name": NAME}}
    [mistake] = check(programme(points=two, earning=[], rewards=[reward()]))

    assert (mistake.path, mistake.code, mistake.facts["known"]) == (
        ("rewards", 0, "price"), "PriceUnnamed", ("coin", "leaf"),
    )  # fmt: skip
    assert check(programme(points=two, earning=[], rewards=[reward(of="leaf")])) == []


def test_a_level_has_only_rewards_to_itself_that_there_are():
    tracks = {
        "card": {"name": NAME, "metric": "net_spend", "levels": [{**level("white", 0), "exclusive": ["bag"]}]}
    }
    [mistake] = check(programme(rewards=[reward()], tracks=tracks))

    assert (mistake.path, mistake.code) == (
        ("tracks", "card", "levels", 0, "exclusive", 0), "RewardUnknown",
    )  # fmt: skip
    assert check(programme(tracks=tracks)) == []


def test_a_reward_that_ends_on_the_day_on_which_it_begins_is_fine():
    assert check(programme(rewards=[reward(**{"from": "2026-02-02"}, until="2026-02-02")])) == []

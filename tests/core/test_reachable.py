"""What a member can get, nearest first, each with the one thing that is missing most."""

from fractions import Fraction

import pytest
from one_member import BASE, Member, card, version


def reward(name, points, **more):
    return {"id": name, "price": {"points": points}, **more}


def member(*rewards, points=500, **parts):
    ada = Member(version(BASE, rewards=rewards, coin={"expiry": "never"}, **parts))
    if points:
        ada.is_given("2024-02-01", points)
    return ada


def listed(ada, at="2024-03-01", **shelf):
    return [(offer.reward, offer.missing) for offer in ada.could_get(at, **shelf)]


def only(ada, at="2024-03-01", **shelf):
    [offer] = ada.could_get(at, **shelf)
    return offer


def test_what_can_be_had_stands_first_by_its_price_and_then_what_is_nearest():
    ada = member(reward("dear", 900), reward("mug", 400), reward("pen", 100), reward("bag", 600))

    assert listed(ada) == [("pen", ""), ("mug", ""), ("bag", "points"), ("dear", "points")]


@pytest.mark.parametrize(
    ("more", "shelf", "missing"),
    [
        ({"until": "2024-02-28"}, {}, "over"),
        ({"from": "2024-03-05"}, {}, "from"),
        ({"when": 'at_least("card", "silver")'}, {}, "level"),
        ({"when": "member.birth_month == 5"}, {}, "others"),
        ({}, {"gone": frozenset({"it"})}, "gone"),
        ({}, {"gone_today": frozenset({"it"}), "day_ends_at": 1709308800_000_000}, "day"),
    ],
)
def test_what_is_missing(more, shelf, missing):
    offer = only(member(reward("it", 100, **more), tracks=card()), **shelf)

    assert offer.missing == missing


def test_points_are_missing_until_about_a_day_at_the_members_own_pace():
    ada = member(reward("bag", 600))
    assert (only(ada).number, only(ada).at) == (100, 0)

    offer = only(ada, pace={"coin": Fraction(7)})
    assert (offer.number, ada.clock(offer.at)) == (100, "2024-03-16 12:00")


def test_what_is_owed_is_missing_too():
    ada = Member(version(BASE, rewards=[reward("bag", 100)], coin={"take_back": "into_deficit"}))
    ada.buys("2024-02-01", 500, name="a")
    ada.spends("2024-02-02", 50)
    ada.cancels("2024-02-03", "a")

    assert only(ada).number == 150


def test_a_limit_says_when_it_is_free_again_or_that_it_never_is():
    ada = member(reward("bag", 100, limits=[{"times": 1, "per": "member_month"}]))
    ada.redeems("2024-03-01", "bag")
    offer = only(ada, "2024-03-02")
    assert (offer.missing, offer.per, ada.clock(offer.at)) == ("limit", "member_month", "2024-04-01 00:00")

    bob = member(reward("bag", 100, limits=[{"times": 1, "per": "member"}]))
    bob.redeems("2024-03-01", "bag")
    assert only(bob, "2024-03-02").missing == "had"


def test_a_level_is_missing_by_the_smallest_amount_that_leads_there():
    ada = member(reward("bag", 100, when='at_least("card", "silver")'), tracks=card())
    ada.buys("2024-02-10", 680)
    offer = only(ada)
    assert (offer.track, offer.level, offer.number) == ("card", "silver", 320)

    ada.buys("2024-03-02", 320)
    assert only(ada, "2024-03-03").missing == ""


def test_a_level_two_steps_up_is_named_without_an_amount():
    offer = only(member(reward("bag", 100, when='at_least("card", "gold")'), tracks=card()))

    assert (offer.level, offer.number) == ("gold", 0)


def test_of_several_things_that_are_missing_the_farthest_is_said():
    """Days are nearer than points without a pace, these than a level, and what is gone than what never comes."""
    dear = reward("bag", 900, when='at_least("card", "silver")', **{"from": "2024-03-05"})
    ada = member(dear, tracks=card())
    assert only(ada).missing == "level"
    assert only(ada, gone=frozenset({"bag"})).missing == "gone"

    bob = member(reward("bag", 900, **{"from": "2024-03-05"}), tracks=card())
    assert only(bob).missing == "points"
    assert only(bob, pace={"coin": Fraction(200)}).missing == "from"
    assert only(bob, pace={"coin": Fraction(50)}).missing == "points"


def test_out_of_reach_the_nearest_comes_first_and_what_never_comes_last():
    ada = member(
        reward("over", 100, until="2024-02-01"), reward("gone", 100), reward("birthday", 100, when="member.birth_month == 5"),
        reward("silver", 100, when='at_least("card", "silver")'), reward("far", 900), reward("near", 600),
        reward("soon", 100, **{"from": "2024-03-03"}), reward("later", 100, **{"from": "2024-03-09"}), tracks=card(),
    )  # fmt: skip

    assert [name for name, _ in listed(ada, gone=frozenset({"gone"}))] == [
        "soon", "later", "near", "far", "silver", "birthday", "gone", "over",
    ]  # fmt: skip
    names = [name for name, _ in listed(ada, gone=frozenset({"gone"}), pace={"coin": Fraction(40)})]
    assert names[:4] == ["soon", "near", "later", "far"]

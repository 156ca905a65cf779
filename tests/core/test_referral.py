"""A friend is brought: bound once, settled by the first purchase that is kept, and rewarded once."""

import msgspec
import pytest
from one_member import BASE, NAME, Member, line, version

from regulars.core.effects import Reason
from regulars.core.programme.check import check
from regulars.core.refusals import AlreadyInvited, FriendKnown, NoReferral

TERMS = {"name": NAME, "reward": {"points": 100, "of": "coin"}, "return_window": 14}
WELCOMING = {**TERMS, "welcome": {"points": 50, "of": "coin"}}


def friend(at="2024-01-02", terms=TERMS):
    """Somebody who came by the invitation of member 7."""
    member = Member(version(BASE, referral=terms), at=at)
    member.is_invited(at)
    return member


def settled(member):
    """When a purchase settled, and for whom."""
    return [
        (one.facts[0], member.clock(one.facts[2])) for one in member.reasons if one.code == "friend_settled"
    ]


def test_the_first_purchase_settles_with_the_day_after_its_window():
    ada = friend()
    ada.buys("2024-01-05", 100)

    ada.waits("2024-01-19 23:59")
    assert settled(ada) == []
    ada.waits("2024-01-20 00:00")
    assert settled(ada) == [(7, "2024-01-20 00:00")]


def test_nothing_that_comes_later_is_looked_at():
    ada = friend()
    ada.buys("2024-01-05", 100)
    ada.buys("2024-01-25", 900)
    ada.waits("2024-03-01")

    assert len(settled(ada)) == 1


@pytest.mark.parametrize("way", ["whole", "money", "cancelled"])
def test_goods_that_come_back_within_the_window_take_their_purchase_out_of_it(way):
    ada = friend()
    ada.buys("2024-01-05", line(100, 1, "tea"), name="o")
    if way == "whole":
        ada.brings_back("2024-01-19", "tea", order="o")
    elif way == "money":
        ada.brings_back("2024-01-19", order="o", amount=100)
    else:
        ada.cancels("2024-01-19", "o")
    ada.waits("2024-03-01")

    assert settled(ada) == []


def test_another_purchase_may_settle_in_its_place():
    ada = friend()
    ada.buys("2024-01-05", line(100, 1, "tea"), name="o")
    ada.buys("2024-01-08", line(100, 1, "cup"))
    ada.brings_back("2024-01-10", "tea", order="o")
    ada.waits("2024-03-01")

    assert settled(ada) == [(7, "2024-01-23 00:00")]


def test_what_came_back_later_changes_nothing():
    ada = friend(terms=WELCOMING)
    ada.buys("2024-01-05", line(100, 1, "tea"), name="o")
    ada.waits("2024-01-20 00:00")

    assert ada.brings_back("2024-01-21", "tea", order="o") == [("revoke", -10)]
    assert ada.has("2024-01-21") == (50, 0, 0)


@pytest.mark.parametrize(("back", "times"), [(1, 1), (2, 0)])
def test_so_much_must_be_left_of_it(back, times):
    ada = friend(terms={**TERMS, "at_least": 200})
    ada.buys("2024-01-05", line(300, 3, "tea"), name="o")
    ada.brings_back("2024-01-06", ("tea", back), order="o")
    ada.waits("2024-03-01")

    assert len(settled(ada)) == times


def test_what_was_paid_with_points_alone_or_won_was_not_bought():
    ada = friend()
    ada.buys("2024-01-05", 100, unearning=100)
    ada.waits("2024-03-01")

    assert settled(ada) == []


def test_an_order_that_comes_after_its_return_is_as_if_told_in_order():
    ada = friend()
    ada.brings_back("2024-01-10", "tea", order="o")
    ada.buys("2024-01-05", line(100, 1, "tea"), name="o")
    ada.waits("2024-03-01")

    assert settled(ada) == []


def test_a_purchase_that_is_told_late_has_settled_by_then():
    ada = friend()
    ada.does("2024-02-01", "A")
    ada.buys("2024-01-05", 100)

    assert settled(ada) == [(7, "2024-01-20 00:00")]


def test_a_purchase_from_before_the_invitation_shows_that_the_friend_was_known():
    ada = friend(at="2024-01-10")
    ada.buys("2024-01-11", 100)
    ada.buys("2024-01-09", 100)
    ada.waits("2024-03-01")

    assert settled(ada) == []
    assert Reason("friend_known") in ada.reasons


def test_the_friend_is_welcomed_at_the_same_moment():
    ada = friend(terms=WELCOMING)
    ada.buys("2024-01-05", 100)

    assert ada.waits("2024-01-20 00:00") == [("earn", 50)]
    assert ada.entries[-1].rule == "referral/welcome"


def test_nobody_is_invited_twice():
    ada = friend()

    with pytest.raises(AlreadyInvited):
        ada.is_invited("2024-01-03", by=8)
    ada.buys("2024-01-05", 100)
    ada.waits("2024-01-20 00:00")
    assert settled(ada) == [(7, "2024-01-20 00:00")]


def test_who_bought_or_has_points_is_no_friend_any_more():
    buyer, gifted = (Member(version(BASE, referral=TERMS)) for _ in range(2))
    buyer.buys("2024-01-05", 5)
    gifted.is_given("2024-01-05", 5)

    for known in (buyer, gifted):
        with pytest.raises(FriendKnown):
            known.is_invited("2024-01-06")


def test_without_the_key_nobody_is_invited():
    with pytest.raises(NoReferral):
        Member(version(BASE)).is_invited("2024-01-05")


def test_the_words_of_the_day_of_the_invitation_hold():
    poorer = version(BASE, begins="2024-01-10")
    ada = Member(version(BASE, referral=WELCOMING), poorer)
    ada.is_invited("2024-01-05")
    ada.buys("2024-01-12", 100)

    assert ada.waits("2024-01-27 00:00") == [("earn", 50)]


class TestWhoeverInvited:
    """The second event, in the books of whoever invited."""

    def test_is_rewarded_for_each_friend(self):
        bob = Member(version(BASE, referral=TERMS))

        assert bob.has_a_friend("2024-01-20") == [("earn", 100)]
        assert bob.has_a_friend("2024-01-21") == [("earn", 100)]
        assert bob.entries[-1].rule == "referral/reward"

    @pytest.mark.parametrize(
        ("per", "days", "given"),
        [
            ("day", ("2024-01-20", "2024-01-20", "2024-01-21"), [1, 0, 1]),
            ("month", ("2024-01-20", "2024-01-31", "2024-02-01"), [1, 0, 1]),
            ("year", ("2024-01-20", "2024-12-31", "2025-01-01"), [1, 0, 1]),
            ("member", ("2024-01-20", "2025-12-31", "2030-01-01"), [1, 0, 0]),
        ],
    )
    def test_no_more_often_than_the_limits_say(self, per, days, given):
        bob = Member(version(BASE, referral={**TERMS, "limits": [{"times": 1, "per": per}]}))

        assert [len(bob.has_a_friend(day)) for day in days] == given
        assert bob.reasons[-1] == Reason("referral_capped", (per, 1)) or given[-1]

    def test_levels_and_caps_know_nothing_of_it(self):
        bob = Member(version(BASE, referral=TERMS))
        bob.has_a_friend("2024-01-20")

        assert bob.fold.wallet.orders == 0


@pytest.mark.parametrize(
    ("parts", "place", "code"),
    [
        ({"reward": {"points": 1, "of": "stars"}}, ("reward", "of"), "PointsUnknown"),
        ({"welcome": {"points": 1, "of": "stars"}}, ("welcome", "of"), "PointsUnknown"),
        ({"at_least": -1}, ("at_least",), "NumberNegative"),
        ({"at_least": "0.5"}, ("at_least",), "DecimalsTooMany"),
        ({"limits": [{"times": 1, "per": "day"}, {"times": 2, "per": "day"}]}, ("limits", 1, "per"), "LimitTwice"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told(parts, place, code):
    document = version(BASE, referral=TERMS)
    wrong = msgspec.convert({**TERMS, **parts}, type(document.referral))
    found = check(msgspec.structs.replace(document, referral=wrong))

    assert [(one.path, one.code) for one in found] == [(("referral", *place), code)]

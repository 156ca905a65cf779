"""What points buy, at what price, for whom and how often; and what goes back when it is cancelled."""

import pytest
from one_member import BASE, Member, card, version

from regulars.core.refusals import (
    NotEnoughPoints,
    RedemptionUnknown,
    RewardLimit,
    RewardNotForYou,
    RewardNotNow,
    RewardUnknown,
)

EXPIRING = {"expiry": {"rolling": {"days": 30}}}


def tote(points=300, **more):
    return {"id": "tote", "price": {"points": points}, **more}


def member(*rewards, points=1000, coin=None, **parts):
    ada = Member(version(BASE, coin=coin, rewards=rewards, **parts))
    if points:
        ada.is_given("2024-02-01", points)
    return ada


def refused(ada, at, reward="tote"):
    with pytest.raises(Exception, match=r".") as refusal:
        ada.redeems(at, reward)
    return refusal.value


def test_a_reward_takes_its_price_in_an_entry_that_says_what_for():
    ada = member(tote())

    assert ada.redeems("2024-03-01") == [("spend", -300)]
    assert ada.entries[-1].effect == "redeem:tote"
    assert ada.has("2024-03-01") == (700, 0, 0)


@pytest.mark.parametrize(
    ("at", "is_had"),
    [
        ("2024-02-29 23:59", False), ("2024-03-01 00:00", True), ("2024-03-31 23:59", True), ("2024-04-01 00:00", False),
    ],
)  # fmt: skip
def test_a_reward_can_be_had_on_its_first_and_on_its_last_day(at, is_had):
    ada = member(tote(**{"from": "2024-03-01", "until": "2024-03-31"}))
    if is_had:
        assert ada.redeems(at) == [("spend", -300)]
    else:
        assert isinstance(refused(ada, at), RewardNotNow)


@pytest.mark.parametrize(
    ("per", "times", "refused_at", "free_at"),
    [
        ("member", ["2024-03-01"], "2025-03-01", None),
        ("member_month", ["2024-03-01"], "2024-03-31 23:59", "2024-04-01 00:00"),
        ("member_day", ["2024-03-01 00:00"], "2024-03-01 23:59", "2024-03-02 00:00"),
    ],
)
def test_a_limit_of_one_member_says_when_it_is_free_again(per, times, refused_at, free_at):
    ada = member(tote(limits=[{"times": len(times), "per": per}]), coin={"expiry": "never"})
    for at in times:
        ada.redeems(at)

    refusal = refused(ada, refused_at)
    assert isinstance(refusal, RewardLimit)
    assert (refusal.facts["per"], refusal.facts["times"]) == (per, 1)
    assert (refusal.facts["free_at"] and ada.clock(refusal.facts["free_at"])) == free_at
    if free_at is not None:
        assert ada.redeems(free_at) == [("spend", -300)]


def test_a_limit_counts_each_reward_by_itself():
    ada = member(tote(limits=[{"times": 1, "per": "member"}]), {"id": "mug", "price": {"points": 100}})
    ada.redeems("2024-03-01")

    assert [ada.redeems("2024-03-01", "mug") for _ in range(2)] == [[("spend", -100)]] * 2


@pytest.mark.parametrize(("spent", "is_had"), [(999, False), (1000, True)])
def test_a_condition_reads_levels(spent, is_had):
    ada = member(tote(when='at_least("card", "silver")'), tracks=card())
    ada.buys("2024-02-10", spent)
    if is_had:
        assert ada.redeems("2024-03-01") == [("spend", -300)]
    else:
        assert isinstance(refused(ada, "2024-03-01"), RewardNotForYou)


def test_a_level_may_have_a_reward_to_itself():
    ada = member(tote(), tracks=card(each={"silver": {"exclusive": ["tote"]}}))
    refusal = refused(ada, "2024-03-01")
    assert (refusal.code, refusal.facts["levels"]) == ("RewardNotForYou", ["card:silver"])

    ada.buys("2024-03-02", 1000)
    assert ada.redeems("2024-03-03") == [("spend", -300)]


def test_a_condition_may_ask_what_the_member_did():
    ada = member(tote(when='count("A") >= 2'))
    ada.does("2024-02-10", "A")
    assert isinstance(refused(ada, "2024-03-01"), RewardNotForYou)

    ada.does("2024-03-02", "A")
    assert ada.redeems("2024-03-03") == [("spend", -300)]


def test_a_condition_may_read_the_calendar_but_no_basket():
    ada = member(tote(when="weekday == 6 and hour >= 18"))

    assert isinstance(refused(ada, "2024-03-02 17:59"), RewardNotForYou)
    assert ada.redeems("2024-03-02 18:00") == [("spend", -300)]


def test_the_first_reason_is_said_and_the_others_are_not():
    """Nobody learns of a price or a stock of what was never for them."""
    everything = tote(
        5000, until="2024-03-31", limits=[{"times": 1, "per": "member"}], when='at_least("card", "silver")'
    )
    ada = member(everything, points=5000, tracks=card())

    assert isinstance(refused(ada, "2024-03-01", "bag"), RewardUnknown)
    assert isinstance(refused(ada, "2024-04-01"), RewardNotNow)
    ada = member(everything, points=4999, tracks=card())
    assert isinstance(refused(ada, "2024-03-01"), RewardNotForYou)
    ada.buys("2024-03-01", 1000)
    ada.spends("2024-03-01", 200)
    refusal = refused(ada, "2024-03-02")
    assert isinstance(refusal, NotEnoughPoints)
    assert (refusal.facts["needed"], refusal.facts["usable"]) == (5000, 4899)


def test_points_that_wait_or_are_owed_buy_nothing():
    ada = member(tote(), points=0, coin={"pending": {"days": 7}, "take_back": "into_deficit"})
    ada.buys("2024-03-01", 4000, name="a")
    assert isinstance(refused(ada, "2024-03-07"), NotEnoughPoints)

    ada.spends("2024-03-08", 350)
    ada.cancels("2024-03-08", "a")
    assert isinstance(refused(ada, "2024-03-09"), NotEnoughPoints)


def test_a_refusal_leaves_no_trace():
    ada = member(tote(), points=299)
    before = ada.fold.wallet.copy()
    refused(ada, "2024-02-01")

    assert ada.fold.wallet == before
    assert before.redeemed is None


def test_a_cancelled_redemption_leaves_lots_as_they_were():
    ada = member(tote(), points=200)
    ada.is_given("2024-02-10", 200)
    lots = ada.lots()
    for number in range(3):
        ada.redeems("2024-03-01", name=f"r{number}")
        assert ada.gives_up("2024-03-02", f"r{number}") == [("restore", 300)]
        assert ada.lots() == lots
    assert ada.outstanding() == 400


def test_a_cancellation_makes_room_under_a_limit():
    ada = member(tote(limits=[{"times": 1, "per": "member"}, {"times": 1, "per": "member_day"}]))
    ada.redeems("2024-03-01", name="r")
    ada.gives_up("2024-03-01", "r")

    assert ada.redeems("2024-03-01") == [("spend", -300)]
    assert isinstance(refused(ada, "2024-03-01"), RewardLimit)


def test_what_is_cancelled_or_was_never_redeemed_is_unknown():
    ada = member(tote())
    ada.redeems("2024-03-01", name="r")
    ada.gives_up("2024-03-01", "r")

    for name in ("r", "s"):
        with pytest.raises(RedemptionUnknown):
            ada.gives_up("2024-03-01", name)


def test_what_a_member_cancels_gains_no_day_and_what_the_shop_cancels_has_a_fortnight():
    """Nobody loses points because the shop could not deliver; nor beats the last day by redeeming and cancelling."""
    for by, kinds in (("member", ["restore", "expire"]), ("shop", ["restore"])):
        ada = member(tote(), coin=EXPIRING)
        ada.redeems("2024-02-20", name="r")
        ada.waits("2024-03-10")
        came = ada.gives_up("2024-03-10", "r", by=by)

        assert [kind for kind, _ in came] == kinds
    assert ada.has("2024-03-24 23:59") == (300, 0, 0)
    assert ada.has("2024-03-25 00:00") == (0, 0, 0)


def test_a_redemption_keeps_points_alive_like_any_use():
    ada = member(tote(), coin={"expiry": {"sliding": {"days": 30, "activity": ["spends"]}}})
    ada.redeems("2024-02-20")

    assert ada.has("2024-03-21 23:59") == (700, 0, 0)
    assert ada.has("2024-03-22 00:00") == (0, 0, 0)


def test_a_redemption_is_no_purchase():
    ada = member(tote(), tracks=card("orders"))
    ada.redeems("2024-03-01")

    assert (ada.fold.wallet.orders, ada.standing().total) == (0, 0)


def test_the_version_of_the_moment_decides_the_price():
    ada = Member(version(BASE, rewards=[tote()]), version(BASE, rewards=[tote(250)], begins="2024-03-01"))
    ada.is_given("2024-02-01", 1000)

    assert ada.redeems("2024-02-29") == [("spend", -300)]
    assert ada.redeems("2024-03-01") == [("spend", -250)]


def test_what_was_redeemed_more_than_a_year_ago_cannot_be_cancelled():
    ada = member(tote(), coin={"expiry": "never"})
    ada.redeems("2024-03-01", name="old")
    ada.redeems("2025-03-02", name="new")

    with pytest.raises(RedemptionUnknown):
        ada.gives_up("2025-03-02", "old")
    assert ada.gives_up("2025-03-02", "new") == [("restore", 300)]

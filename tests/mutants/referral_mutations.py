"""Faults of systems in which members bring friends, each with the test that notices it."""

from mutation import Mutation

CASES = "tests/core/test_referral.py"
DESK = "tests/slices/referrals/test_referral.py"

REFERRAL = (
    Mutation(
        "A friend counts on the day of the purchase, before the goods can come back",
        "core/programme/referral.py",
        "Day(day + self._window + 1)",
        "Day(day + 1)",
        f"{CASES}::test_the_first_purchase_settles_with_the_day_after_its_window",
    ),
    Mutation(
        "Goods that come back leave what was given for bringing the friend",
        "core/refunds.py",
        "            weigh(draft, receipt)\n",
        "            pass\n",
        f"{CASES}::test_goods_that_come_back_within_the_window_take_their_purchase_out_of_it",
    ),
    Mutation(
        "Whoever is a member already comes as a friend once more",
        "core/referral.py",
        "    if wallet.orders or wallet.entries:\n        raise FriendKnown\n",
        "",
        f"{CASES}::test_who_bought_or_has_points_is_no_friend_any_more",
    ),
    Mutation(
        "The last code that a friend brings is the one that counts",
        "core/referral.py",
        "    if wallet.invitation is not None:\n        raise AlreadyInvited\n",
        "",
        f"{CASES}::test_nobody_is_invited_twice",
    ),
    Mutation(
        "A friend that is told of again is rewarded again",
        "desk/referrals.py",
        "FriendSettled(one.told_as, at",
        'FriendSettled(f"{one.told_as}-{id(one)}", at',
        f"{DESK}::test_told_again_and_again_it_is_rewarded_once",
    ),
)

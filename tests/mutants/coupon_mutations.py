"""Faults of coupons elsewhere, each as the smallest change of our code that brings it back, and the test that must see it."""

from mutation import Mutation

MUSEUM = "tests/museum/test_coupons.py"
TAKING = "tests/core/coupons/test_taking.py"
STACKING = "tests/core/coupons/test_stacking.py"

COUPONS = (
    Mutation(
        "Five concurrent orders use one coupon",
        "coupons/codes.py",
        "    WHERE id = %s AND {_USABLE}\n",
        "    WHERE id = %s\n",
        f"{MUSEUM}::test_five_concurrent_orders_use_one_coupon",
    ),
    Mutation(
        "Check then act on what a member may use once",
        "desk/coupons/qualifying.py",
        "    if in_turn:\n        _queue(cursor, now, coupons)\n",
        "",
        f"{MUSEUM}::test_five_concurrent_orders_of_one_member_use_a_coupon_that_is_there_once",
    ),
    Mutation(
        "One code given to several members",
        "coupons/pools.py",
        "LIMIT %(wanted)s FOR UPDATE SKIP LOCKED",
        "LIMIT %(wanted)s",
        f"{MUSEUM}::test_one_code_is_given_to_several_members",
    ),
    Mutation(
        "A coupon takes off more than the goods cost",
        "core/coupons/taking.py",
        "min(wanted, sum(weights))",
        "wanted",
        f"{TAKING}::test_what_is_taken_off",
    ),
    Mutation(
        "An exclusive coupon goes together with others",
        "core/coupons/stacking.py",
        "    if len(coupons) > 1 and any(coupon.exclusive for coupon in coupons):\n        return False\n",
        "",
        f"{STACKING}::test_the_best_set",
    ),
)

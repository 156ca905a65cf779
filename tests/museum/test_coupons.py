"""Coupons that went wrong elsewhere, each by its name; on a real database."""

from datetime import UTC, datetime
from functools import partial

import racing
from coupon_shop import bought, paid, printed
from django.db import transaction

from regulars.core.refusals import Refusal
from regulars.coupons import pools
from regulars.coupons.models import Code, Use
from regulars.desk.coupons.holding import hold
from regulars.desk.posting import Arrival, post
from regulars.lib.cursors import raw_cursor
from regulars.people.members import wallet_of


def at_once(*works):
    """Let everybody begin at one moment; whoever is refused answers the refusal's name."""
    return racing.at_once(partial(_or_refused, work) for work in works)


def _or_refused(work):
    try:
        return work()
    except Refusal as refusal:
        return refusal.code


def test_five_concurrent_orders_use_one_coupon(coupon_shop):
    for attempt in range(5):
        printed(f"T-{attempt}")
        answers = at_once(
            *(
                lambda name=f"{attempt}-{till}", code=f"T-{attempt}": paid(coupon_shop, name, code).order.id
                for till in range(5)
            )
        )

        assert sorted(answers)[:4] == ["CouponCodeUnknown"] * 4
        assert Use.objects.filter(key=f"T{attempt}").count() == 1


def test_five_concurrent_orders_of_one_member_use_a_coupon_that_is_there_once(coupon_shop):
    first = bought(coupon_shop, 10, order="A-0").order
    post(coupon_shop, [Arrival("till", "Ada", first)])
    wallet_id = wallet_of("Ada")

    answers = at_once(
        *(
            lambda name=f"B-{till}": hold(
                coupon_shop, bought(coupon_shop, wallet_id=wallet_id), ["ONCE"], source="till", name=name, minutes=5
            ).amount
            for till in range(5)
        )
    )  # fmt: skip

    assert sorted(map(str, answers)) == ["100", *["CouponNotUsable"] * 4]


def test_one_code_is_given_to_several_members(coupon_shop):
    with transaction.atomic():
        pools.make(raw_cursor(), "tea", 40)

    def claiming(wallet_id):
        def claim():
            with transaction.atomic():
                now = datetime.now(UTC)
                (one,) = pools.claim(raw_cursor(), "tea", wallet_id=wallet_id, now=now, ends_at=None)
                return one.number

        return claim

    numbers = [
        number
        for start in range(0, 40, 8)
        for number in at_once(*(claiming(start + each) for each in range(8)))
    ]

    assert len(set(numbers)) == 40
    assert Code.objects.filter(state="issued").values("wallet_id").distinct().count() == 40

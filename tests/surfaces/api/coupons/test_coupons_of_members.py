"""Codes of a member's own: taken from the pool, made theirs, and listed."""

from coupons_over_http import BASKET, LINES, printed, why
from django.db import transaction

from regulars.coupons import pools
from regulars.lib.cursors import raw_cursor


def test_a_member_takes_one_from_the_pool_and_sees_it(known):
    with transaction.atomic():
        pools.make(raw_cursor(), "tea", 3)

    taken = known.post("members/M-1/coupons/tea", {}, **{"Idempotency-Key": "k-1"}).json()
    page = known.get("members/M-1/coupons").json()

    assert (taken["coupon"], taken["state"]) == ("tea", "issued")
    assert [one["code"] for one in page["coupons"]] == [taken["code"]]
    own = known.post("coupons/qualify", {**BASKET, "codes": [], "own": True})
    assert why(own) == [(taken["code"], None, "40")]


def test_a_printed_code_becomes_a_members_own(known):
    printed("tea", "T-1")

    known.post("members/M-1/coupons/tea", {"code": "t 1"}, **{"Idempotency-Key": "k-1"})

    assert [one["code"] for one in known.get("members/M-1/coupons").json()["coupons"]] == ["T-1"]
    walk_in = known.post("coupons/qualify", {"lines": LINES, "codes": ["T-1"]})
    assert why(walk_in) == [("T-1", "unknown", "0")]


def test_pages_of_a_members_coupons_go_on(known):
    with transaction.atomic():
        pools.make(raw_cursor(), "tea", 3)
    for number in range(3):
        known.post("members/M-1/coupons/tea", {}, **{"Idempotency-Key": f"k-{number}"})

    first = known.get("members/M-1/coupons?limit=2").json()
    second = known.get(f"members/M-1/coupons?limit=2&before={first['next']}").json()

    assert [len(first["coupons"]), len(second["coupons"]), second["next"]] == [2, 1, None]


def test_an_empty_pool_says_so(known):
    refused = known.post("members/M-1/coupons/tea", {}, **{"Idempotency-Key": "k-1"})

    assert (refused.status_code, refused.json()["code"]) == (409, "PoolEmpty")

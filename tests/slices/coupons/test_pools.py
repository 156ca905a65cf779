"""Pools: filled once, what stands twice set aside with its row, and claimed so that no two members get the same code."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from regulars.core.codes import folded, is_code
from regulars.core.refusals import CouponCodeUnknown
from regulars.coupons import codes, pools
from regulars.coupons.models import Code
from regulars.coupons.refusals import PoolEmpty
from regulars.lib.cursors import raw_cursor

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def filled(pool, *texts, printed=None):
    with transaction.atomic():
        rows = [(row, folded(text), text) for row, text in enumerate(texts, start=1)]
        return pools.fill(raw_cursor(), pool, rows, printed)


def made(pool, number, printed=None):
    with transaction.atomic():
        return pools.make(raw_cursor(), pool, number, printed)


def claimed(pool, wallet_id, **more):
    with transaction.atomic():
        return pools.claim(raw_cursor(), pool, wallet_id=wallet_id, now=NOW, ends_at=None, **more)


def states(pool):
    return sorted(Code.objects.filter(pool=pool).values_list("code", "state"))


def test_made_codes_are_different_and_have_their_check(db):
    found = made("tea", 1_000)

    assert len(set(found)) == 1_000
    assert all(is_code(folded(one)) for one in found)
    assert Code.objects.filter(pool="tea", state="free").count() == 1_000


def test_a_row_that_stands_twice_is_set_aside_with_its_number(db):
    filled("tea", "OLD-1")

    left_out = filled("tea", "NEW-1", "OLD-1", "new 1", "NEW-2", "NEW-1")

    assert [(one.row, one.code, one.is_twice) for one in left_out] == [
        (2, "OLD-1", False), (3, "new 1", True), (5, "NEW-1", True),
    ]  # fmt: skip
    assert [code for code, _ in states("tea")] == ["NEW-1", "NEW-2", "OLD-1"]


def test_two_pools_may_have_the_same_code(db):
    assert filled("partner:taxi", "RIDE-1") == []
    assert filled("partner:bus", "RIDE-1") == []


def test_a_code_that_is_claimed_is_somebodys(db):
    filled("tea", "A-1", "A-2")

    (first,) = claimed("tea", 7)
    (second,) = claimed("tea", 8)

    assert (first.code, second.code) == ("A-1", "A-2")
    assert states("tea") == [("A-1", "issued"), ("A-2", "issued")]


def test_an_empty_pool_gives_nothing_and_takes_nothing(db):
    filled("tea", "A-1")

    with pytest.raises(PoolEmpty):
        claimed("tea", 7, number=2)

    assert states("tea") == [("A-1", "free")]


def test_one_code_of_a_partner_is_no_code_of_the_shop(db):
    filled("partner:taxi", "RIDE-1", printed=pools.Printed(NOW, None))

    assert codes.found(raw_cursor(), ["R1DE1"]) == {}


def test_printed_codes_are_usable_by_whoever_holds_them_until_their_end(db):
    filled("tea", "A-1", printed=pools.Printed(NOW, datetime.now(UTC) + timedelta(days=1)))
    filled("tea", "A-2", printed=pools.Printed(NOW, datetime.now(UTC) - timedelta(seconds=1)))

    assert [one.code for one in codes.found(raw_cursor(), ["A1", "A2", "A3"]).values()] == ["A-1"]


def test_a_hold_that_is_over_gives_the_code_back_by_itself(db):
    filled("tea", "A-1", printed=pools.Printed(NOW, None))
    number = Code.objects.get().pk
    over = datetime.now(UTC) - timedelta(seconds=1)

    codes.hold(raw_cursor(), [number], hold_id=1, until=over)
    codes.hold(raw_cursor(), [number], hold_id=2, until=datetime.now(UTC) + timedelta(minutes=1))

    with pytest.raises(CouponCodeUnknown):
        codes.hold(raw_cursor(), [number], hold_id=3, until=over)


@pytest.mark.parametrize("state", ["redeemed", "void", "expired", "free"])
def test_what_is_used_up_or_was_never_given_out_is_not_found(db, state):
    Code.objects.create(pool="tea", key="A1", code="A-1", state=state)

    assert codes.found(raw_cursor(), ["A1"]) == {}


def test_two_hundred_claimers_of_a_hundred_codes_get_each_one_code(live_database):
    made("tea", 100)
    got, refused = [], []

    def claim_some(first):
        try:
            for wallet_id in range(first, first + 25):
                try:
                    got.extend((wallet_id, one.number) for one in claimed("tea", wallet_id))
                except PoolEmpty:
                    refused.append(wallet_id)
        finally:
            connection.close()

    racers = [threading.Thread(target=claim_some, args=(first,)) for first in range(1, 201, 25)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert len({number for _, number in got}) == 100
    assert len({wallet_id for wallet_id, _ in got}) == 100
    assert len(refused) == 100

"""What runs out is told once, however many look how often, and again after it was filled up."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from coupon_shop import bought
from django.db import transaction
from racing import at_once

from regulars.alerts.actions import see
from regulars.alerts.models import Alert
from regulars.alerts.queries import unseen
from regulars.coupons import pools
from regulars.desk.posting import Arrival, post
from regulars.desk.watching import watch
from regulars.lib.cursors import raw_cursor
from regulars.supplies import actions as supplies
from regulars.webhooks.models import Delivery, News

NOW = datetime.now(UTC)
LOOKERS = 8


def put_in(number, name="reward:tote", kind="reward"):
    with transaction.atomic():
        supplies.put_in(raw_cursor(), name, kind, number)


def take(number, name="reward:tote"):
    with transaction.atomic():
        supplies.take(raw_cursor(), {name: number})


def give_back(number, name="reward:tote"):
    with transaction.atomic():
        supplies.give_back(raw_cursor(), name, number)


def filled(first, last, pool="partner:taxi"):
    with transaction.atomic():
        rows = [(number, f"RIDE-{number}", f"RIDE-{number}") for number in range(first, last + 1)]
        pools.fill(raw_cursor(), pool, rows)


def rides(shop, first, last):
    """So many purchases, each of which brings a partner's code."""
    arrivals = [
        Arrival("till", f"M-{number}", bought(shop, 300, order=f"O-{number}").order)
        for number in range(first, last + 1)
    ]
    post(shop, arrivals)


def heard():
    """What was told since the beginning, in its order: kind, of what, and how much was left."""
    names = Delivery.objects.order_by("id").values_list("news_id", flat=True)
    rows = News.objects.in_bulk(list(names))
    found = []
    for name in names:
        told = json.loads(bytes(rows[name].body))
        if told["data"].get("pool") != "partner:taxi" or told["data"]["put_in"]:
            found.append((told["type"], *told["data"].values()))
    return found


def look(shop, times=2):
    for _ in range(times):
        watch(shop, now=NOW)


class TestSupplies:
    def test_it_is_told_at_four_fifths_and_at_the_end_once_each(self, listening):
        put_in(10)
        for number in (7, 1, 1, 1):
            take(number)
            look(listening)

        assert heard() == [("supply.low", "reward:tote", 2, 10), ("supply.spent", "reward:tote", 0, 10)]

    def test_what_is_taken_at_one_stroke_is_told_twice_at_one_look(self, listening):
        put_in(10)
        take(10)
        look(listening)

        assert [kind for kind, *_ in heard()] == ["supply.low", "supply.spent"]

    def test_what_comes_back_and_goes_again_is_no_news_and_filling_up_begins_anew(self, listening):
        put_in(10)
        take(10)
        look(listening)
        give_back(5)
        look(listening)
        take(5)
        look(listening)
        assert len(heard()) == 2

        put_in(10)
        look(listening)
        take(10)
        look(listening)

        assert heard()[2:] == [("supply.low", "reward:tote", 0, 20), ("supply.spent", "reward:tote", 0, 20)]

    def test_a_little_that_was_put_in_leaves_it_low(self, listening):
        put_in(10)
        take(10)
        look(listening)
        put_in(1)
        look(listening)
        take(1)
        look(listening)

        assert [kind for kind, *_ in heard()] == ["supply.low", "supply.spent", "supply.spent"]

    def test_what_is_only_held_is_not_taken(self, listening):
        put_in(10)
        with transaction.atomic():
            supplies.hold(raw_cursor(), {"reward:tote": 10}, key="k", until=NOW + timedelta(hours=1))
        look(listening)

        assert heard() == []

    def test_a_days_share_that_is_gone_is_that_days_affair(self, listening):
        put_in(3, "reward:tote:2026-11-23", "reward a day")
        take(3, "reward:tote:2026-11-23")
        look(listening)

        assert heard() == []

    def test_many_who_look_at_once_tell_it_once(self, listening):
        put_in(10)
        take(9)
        told = at_once([partial(watch, listening, now=NOW)] * LOOKERS)

        # One of them tells of the partner's pool too, which was never filled.
        assert sum(told) == 3
        assert heard() == [("supply.low", "reward:tote", 1, 10)]

    def test_a_look_that_broke_off_told_nothing_and_the_next_one_does(self, listening):
        put_in(10)
        take(10)
        with transaction.atomic():
            watch(listening, now=NOW)
            transaction.set_rollback(True)
        assert (heard(), Alert.objects.count()) == ([], 0)

        look(listening)
        assert len(heard()) == 2


class TestPools:
    def test_an_offer_whose_pool_was_never_filled_is_empty(self, coupon_shop):
        look(coupon_shop)

        rows = Alert.objects.order_by("id").values_list("name", "line", "left")
        assert list(rows) == [("partner:taxi", "low", 0), ("partner:taxi", "empty", 0)]

    def test_a_tenth_or_a_weeks_worth_is_few_and_none_is_none(self, listening):
        filled(1, 10)
        rides(listening, 1, 5)
        look(listening)
        assert heard() == []

        rides(listening, 6, 6)
        look(listening)
        assert heard() == [("pool.low", "partner:taxi", 4, 10)], "six went in a week, and four are left"

        rides(listening, 7, 12)
        look(listening)
        assert heard()[1:] == [("pool.empty", "partner:taxi", 0, 10)]

    def test_filled_up_it_is_told_again_when_it_runs_out_again(self, listening):
        filled(1, 2)
        rides(listening, 1, 2)
        look(listening)
        filled(3, 8)
        look(listening)
        rides(listening, 3, 8)
        look(listening)

        assert [(kind, put_in) for kind, _, _, put_in in heard()] == [
            ("pool.low", 2), ("pool.empty", 2), ("pool.low", 8), ("pool.empty", 8),
        ]  # fmt: skip

    def test_codes_on_paper_run_out_for_nobody(self, listening):
        with transaction.atomic():
            pools.fill(raw_cursor(), "tea", [(1, "PAPER1", "PAPER-1")], pools.Printed(NOW, None))
        filled(1, 3)
        look(listening)

        assert heard() == []

    def test_a_pool_of_a_coupon_that_is_no_more_is_nobodys_worry(self, listening):
        filled(1, 1, "gone")
        with transaction.atomic():
            pools.claim(raw_cursor(), "gone", wallet_id=1, now=NOW, ends_at=None)
        filled(1, 3)
        look(listening)

        assert heard() == []


def test_what_was_seen_or_is_old_or_was_filled_up_is_shown_no_more(coupon_shop):
    filled(1, 3)
    for name in ("reward:tote", "reward:cup", "reward:pen", "reward:book"):
        put_in(10, name)
        take(10 if name == "reward:book" else 9, name)
    look(coupon_shop)
    assert [(one.name, one.line) for one in unseen(now=NOW)] == [
        ("reward:tote", "low"), ("reward:pen", "low"), ("reward:cup", "low"), ("reward:book", "spent"),
    ]  # fmt: skip

    see("supply", "reward:tote")
    Alert.objects.filter(name="reward:pen").update(at=NOW - timedelta(days=31))
    put_in(90, "reward:cup")
    look(coupon_shop)

    assert [one.name for one in unseen(now=NOW)] == ["reward:book"]


@pytest.mark.parametrize("about", ["supply", "pool", "nothing"])
def test_seeing_what_there_is_not_changes_nothing(db, about):
    see(about, "reward:tote")

    assert Alert.objects.count() == 0

"""What changed in the books is told with it, or not at all; by number, and to those alone who want it."""

import json
from collections import Counter
from datetime import UTC, datetime

import pytest
from corner_shop import order, told, when
from django.db import transaction

from regulars.desk import merging
from regulars.desk.clock import run_due
from regulars.desk.posting import Arrival, post
from regulars.lib.cursors import raw_cursor
from regulars.people.members import wallet_of
from regulars.webhooks import actions, endpoints
from regulars.webhooks.models import Delivery, News

URL = "https://shop.example/news"
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def news():
    return [json.loads(bytes(one.body)) for one in News.objects.order_by("told_at", "id")]


def facts(kind):
    return [one["data"] for one in news() if one["type"] == kind]


def buy(shop, number="1", member="Ada", tea=2):
    return told(shop, order(number, "2026-03-01 10:00", ("tea", tea)), member=member)


def test_an_order_tells_which_points_changed_by_number_alone(live_shop, listen):
    listen(URL, "points.changed")
    (answer,) = buy(live_shop)

    changed = Counter()
    for entry in answer.effects.entries:
        changed[entry.currency] += entry.points
    about = {"member": wallet_of("Ada"), "event": answer.no}
    expected = [about | {"currency": currency, "points": points} for currency, points in changed.items()]
    assert sorted(facts("points.changed"), key=str) == sorted(expected, key=str)
    assert "Ada" not in json.dumps(news())
    assert {one.state for one in Delivery.objects.all()} == {"waiting"}


def test_a_level_that_changed_is_told(live_shop, listen):
    listen(URL, "level.changed")
    buy(live_shop, tea=400)

    moves = facts("level.changed")
    assert moves
    assert moves[0].keys() == {"member", "track", "before", "after", "cause", "event"}


def test_what_time_does_is_told_too(live_shop, listen):
    buy(live_shop)
    listen(URL)
    run_due(live_shop, now=when("2199-01-01 00:00"))

    assert {one["event"] for one in facts("points.changed")} == {None}


def test_a_merge_is_told_and_that_it_was_taken_back(live_shop, listen):
    buy(live_shop)
    buy(live_shop, "2", "Bob")
    ada, bob = wallet_of("Ada"), wallet_of("Bob")
    listen(URL, "member.merged", "member.parted")

    one = merging.merge(live_shop, first=ada, second=bob, now=NOW, by=None, reason="one person")
    merging.unmerge(live_shop, wallet_id=one, now=NOW, by=None)

    assert facts("member.merged") == facts("member.parted") == [{"member": one, "parts": [ada, bob]}]


def test_what_was_rolled_back_is_never_told(live_shop, listen):
    listen(URL)
    with transaction.atomic():
        actions.tell(raw_cursor(), "member.merged", {"member": 1, "parts": [2, 3]})
        transaction.set_rollback(True)

    assert (News.objects.count(), Delivery.objects.count()) == (0, 0)


def test_each_endpoint_is_told_what_it_wants(live_shop, listen):
    points, everything = listen(URL, "points.changed"), listen(URL)
    listen(URL, "member.parted")
    buy(live_shop, tea=400)

    told_of = {one.number: 0 for one in (points, everything)}
    for delivery in Delivery.objects.all():
        told_of[delivery.endpoint_id] += 1
    assert set(told_of) == {points.number, everything.number}
    assert told_of[points.number] == len(facts("points.changed")) > 0
    assert told_of[everything.number] == News.objects.count() > 1


def test_where_nobody_listens_nothing_is_written(live_shop, listen):
    buy(live_shop)
    gone = listen(URL)
    endpoints.revoke(gone.number, by=None)
    actions.forget_wanted()
    buy(live_shop, "2")

    assert News.objects.count() == 0


def test_a_repeat_and_a_history_are_no_news(live_shop, listen):
    buy(live_shop)
    listen(URL)
    buy(live_shop)
    post(live_shop, [Arrival("file", "Eve", order("old", "2026-02-01 10:00", ("tea", 2)))], is_past=True)

    assert News.objects.count() == 0


def test_a_kind_that_there_is_not_is_a_fault_of_ours(live_database):
    with pytest.raises(AssertionError, match="stands in no list of kinds"):
        actions.tell(raw_cursor(), "weather.changed", {})


def test_many_are_asked_once_a_second_whether_anybody_listens(live_shop, listen, monkeypatch):
    listen(URL, "member.parted")
    assert "points.changed" not in actions.wanted(raw_cursor())
    monkeypatch.setattr(actions, "_WANTED", "not even SQL")

    assert "points.changed" not in actions.wanted(raw_cursor())
    assert "member.parted" in actions.wanted(raw_cursor())

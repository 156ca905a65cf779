"""Whoever listens hears of every seat that is taken, offered, given up or lost, and that an occasion was called off."""

import json

import pytest
from evening import HOUR, NAME, PLACE

from regulars.desk import occasions
from regulars.people.members import wallet_of
from regulars.registrations.making import OccasionPlanned
from regulars.webhooks import actions, endpoints
from regulars.webhooks.models import News


@pytest.fixture
def listening(shop):
    endpoints.make(
        "https://shop.example/", ["registration.changed", "occasion.cancelled", "occasion.changed"], by=None
    )
    actions.forget_wanted()
    yield
    actions.forget_wanted()


def told():
    found = [json.loads(bytes(one.body))["data"] for one in News.objects.order_by("kind", "told_at")]
    return sorted((one.get("member", 0), one.get("state", "cancelled")) for one in found)


def test_each_change_is_told_by_number(listening, evening):
    evening.held(seats=1, answer_minutes=60)
    for member in ("Bob", "Cyd", "Dot"):
        evening.asks(member)
    evening.gives_up("Bob")
    evening.passes(2 * HOUR)
    evening.clock_looks()
    evening.accepts("Dot")
    bob, cyd, dot = map(wallet_of, ("Bob", "Cyd", "Dot"))

    assert told() == sorted([
        (bob, "seated"), (cyd, "waiting"), (dot, "waiting"), (bob, "given_up"), (cyd, "offered"), (cyd, "lapsed"),
        (dot, "offered"), (dot, "seated"),
    ])  # fmt: skip


def test_that_it_is_called_off_is_told_once(listening, evening):
    evening.held(seats=1)
    for _ in range(2):
        occasions.cancel(evening.number, now=evening.now, by=None)

    assert told() == [(0, "cancelled")]


def test_that_it_was_changed_is_told_with_whether_it_moved(listening, evening):
    evening.held(seats=1)
    planned = OccasionPlanned(
        name=NAME, place=PLACE, begins_at=evening.begins_at, opens_at=evening.now - HOUR, seats=2
    )
    occasions.change(evening.number, planned, now=evening.now)

    (one,) = News.objects.filter(kind="occasion.changed")
    assert json.loads(bytes(one.body))["data"] == {"occasion": evening.number, "is_moved": False}

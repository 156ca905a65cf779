"""Points that are held for a seat are told with the name of the occasion, in the language of whoever reads."""

import pytest
from corner_shop import told
from evening import HOUR, NAME, PLACE

from regulars.core.events import PointsHeld
from regulars.core.programme.document import Words
from regulars.desk import occasions
from regulars.desk.history import history
from regulars.desk.queries import account
from regulars.desk.seats import occasions_by_hold
from regulars.lib.instants import instant
from regulars.people.members import wallet_of
from regulars.registrations.making import OccasionPlanned
from regulars.telling import balances
from regulars.telling.history import tell
from regulars.telling.voice import voice_for


def reads(evening, language):
    """What Bob reads of the points that are held, and at the head of his history."""
    voice, bob = voice_for(evening.shop.versions[-1].document, language), wallet_of("Bob")
    [held] = balances.holds(account(bob, now=evening.now).balances[0], voice)
    return held, tell(history(bob, now=evening.now)[0], voice).title


@pytest.fixture
def seated(evening):
    evening.held(points=5)
    evening.asks("Bob")
    return evening


def test_each_reads_the_name_in_their_language(seated):
    assert all(said.endswith(f": {NAME.en}") for said in reads(seated, "en"))
    assert all(said.endswith(f"：{NAME.zh_hant}") for said in reads(seated, "zh-hant"))


def test_it_is_the_name_that_it_has_now(seated):
    planned = OccasionPlanned(
        name=Words(zh_hant="夏天的朗讀", en="A reading in summer"), place=PLACE, begins_at=seated.begins_at,
        opens_at=seated.now - HOUR, seats=3, points=5, currency="coin",
    )  # fmt: skip
    occasions.change(seated.number, planned, now=seated.now)

    assert all(said.endswith(": A reading in summer") for said in reads(seated, "en"))


@pytest.mark.parametrize("name", ["seat:99999:1:1", "seat:", "seat:1", "bag-1"])
def test_what_a_till_holds_for_something_else_keeps_its_words(evening, name):
    at, day = instant(evening.now), evening.shop.calendar.local(instant(evening.now))[0]
    told(evening.shop, PointsHeld(name, at, day, "coin", 5, 3_600_000_000, "手沖課"), member="Bob")

    assert all(said.endswith(": 手沖課") for said in reads(evening, "en"))


def test_nobody_is_asked_where_nothing_is_held_for_a_seat(evening, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert occasions_by_hold(["bag-1", "seat:1"]) == {}

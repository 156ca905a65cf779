"""Seats, places on the list, and the points that a seat costs, at a shop with its books."""

import pytest
from corner_shop import order, told
from evening import DAY, HOUR, NAME, PLACE

from regulars.core.occasions.refusals import (
    NotYetOpen,
    OccasionCancelled,
    OccasionOver,
    OccasionUnknown,
    OfferNone,
    SeatNone,
)
from regulars.core.refusals import NotEnoughPoints
from regulars.desk import occasions
from regulars.desk.clock import run_due
from regulars.desk.merging import merge, unmerge
from regulars.desk.verify import verify
from regulars.people.members import wallet_of
from regulars.registrations import queries
from regulars.registrations.making import OccasionPlanned, OccasionUnusable, OpeningPlanned, make
from regulars.registrations.models import Occasion, Registration


def test_seats_go_by_arrival_and_then_there_is_a_list(evening):
    evening.held(seats=2)

    assert [evening.asks(member) for member in ("Bob", "Cyd", "Dot", "Ada")] == [
        "seated", "seated", "waiting", "waiting",
    ]  # fmt: skip
    place = queries.place_of(evening.number, [wallet_of("Ada")])
    assert (place.before, place.state) == (1, "waiting")
    assert evening.adds_up()


def test_asking_again_is_what_one_has(evening):
    evening.held(seats=1)
    first = occasions.ask(evening.shop, evening.number, wallet_of("Bob"))
    evening.asks("Cyd")

    assert occasions.ask(evening.shop, evening.number, wallet_of("Bob")) == first
    assert (evening.asks("Cyd"), evening.asks("Cyd")) == ("waiting", "waiting")
    assert Registration.objects.count() == 2


def test_a_level_opens_earlier_with_a_quota_of_its_own(evening):
    evening.held(seats=2, early=[(1, "card", "gold", 2)], opens_at=evening.now + DAY)

    with pytest.raises(NotYetOpen) as no:
        evening.asks("Bob")
    assert no.value.facts["earlier_with"] == ["card:gold"]
    assert evening.asks("Ada") == "seated"
    evening.passes(DAY)
    assert [evening.asks(member) for member in ("Bob", "Cyd")] == ["seated", "waiting"]


def test_who_waits_early_is_offered_a_seat_before_whoever_asks_when_it_opens_for_all(evening):
    evening.held(seats=2, early=[(1, "card", "gold", 2)], opens_at=evening.now + DAY)
    for member in ("Cyd", "Dot"):
        told(evening.shop, order(f"G-{member}", "2026-03-02 10:00", ("atlas", 3)), member=member)
    assert [evening.asks(member) for member in ("Ada", "Cyd", "Dot")] == ["seated", "waiting", "waiting"]

    evening.passes(DAY)

    assert evening.asks("Bob") == "waiting"
    assert evening.states() == {"Ada": "seated", "Cyd": "offered", "Dot": "waiting", "Bob": "waiting"}


class TestTheList:
    """Whoever is on it before another is offered a seat before them."""

    def test_a_seat_that_is_given_up_is_offered_to_the_first(self, evening):
        evening.held(seats=1)
        for member in ("Bob", "Cyd", "Dot"):
            evening.asks(member)

        assert evening.gives_up("Bob") == "given_up"

        assert evening.states() == {"Bob": "given_up", "Cyd": "offered", "Dot": "waiting"}
        assert (evening.accepts("Cyd"), evening.accepts("Cyd")) == ("seated", "seated")
        assert evening.adds_up()

    def test_an_offer_ends_after_a_day_and_the_next_is_asked(self, evening):
        evening.held(seats=1)
        for member in ("Bob", "Cyd", "Dot"):
            evening.asks(member)
        evening.gives_up("Bob")
        evening.passes(DAY)

        # One offer ends, and one is made.
        assert evening.clock_looks() == 2

        assert evening.states() == {"Bob": "given_up", "Cyd": "lapsed", "Dot": "offered"}
        with pytest.raises(OfferNone):
            evening.accepts("Cyd")
        assert evening.asks("Cyd") == "waiting"
        assert evening.adds_up()

    def test_without_the_clock_it_is_the_same_for_whoever_asks_next(self, evening):
        evening.held(seats=1)
        for member in ("Bob", "Cyd", "Dot"):
            evening.asks(member)
        evening.gives_up("Bob")
        evening.passes(DAY)

        assert evening.asks("Ada") == "waiting"

        assert evening.states() == {"Bob": "given_up", "Cyd": "lapsed", "Dot": "offered", "Ada": "waiting"}
        assert evening.clock_looks() == 0

    def test_a_clock_that_can_offer_nothing_to_those_who_wait_rests(self, evening):
        evening.held(
            seats=2, early=[(1, "card", "gold", 2), (1, "reader", "reader", 2)], opens_at=evening.now + DAY
        )
        told(evening.shop, order("G-Cyd", "2026-03-02 10:00", ("tea", 30)), member="Cyd")
        assert [evening.asks(member) for member in ("Ada", "Cyd")] == ["seated", "waiting"]

        assert evening.clock_looks() == 0
        evening.passes(DAY)
        assert (evening.clock_looks(), evening.clock_looks()) == (1, 0)

    def test_an_offer_may_be_declined_and_a_place_given_up(self, evening):
        evening.held(seats=1)
        for member in ("Bob", "Cyd", "Dot", "Ada"):
            evening.asks(member)
        evening.gives_up("Dot")
        evening.gives_up("Bob")
        evening.gives_up("Cyd")

        assert evening.states() == {"Bob": "given_up", "Cyd": "given_up", "Dot": "given_up", "Ada": "offered"}
        assert evening.gives_up("Dot") == "given_up"
        with pytest.raises(SeatNone):
            evening.gives_up("Eve")


def test_a_seat_is_paid_or_not_had(evening):
    evening.held(points=170)

    assert (evening.asks("Bob"), evening.coins("Bob")) == ("seated", (8, 170))
    evening.held(points=20)
    with pytest.raises(NotEnoughPoints):
        evening.asks("Bob")
    assert Registration.objects.filter(occasion_id=evening.number).count() == 0
    assert evening.adds_up()


class TestPoints:
    """What a seat costs is held with it: free again in time, spent when it begins."""

    def test_given_up_in_time_they_are_free_at_once(self, evening):
        evening.held(points=100, free_until=evening.begins_at - DAY)
        evening.asks("Bob")
        evening.gives_up("Bob")

        assert evening.coins("Bob") == (178, 0)
        assert (evening.asks("Bob"), evening.coins("Bob")) == ("seated", (78, 100))
        assert verify(evening.shop).broken == ()

    def test_later_they_stay_until_somebody_else_takes_a_seat(self, evening):
        evening.held(points=100, seats=1, free_until=evening.now)
        evening.asks("Bob")
        evening.gives_up("Bob")
        evening.clock_looks()
        assert evening.coins("Bob") == (78, 100)

        evening.asks("Cyd")
        evening.clock_looks()

        assert (evening.coins("Bob"), evening.coins("Cyd")) == ((178, 0), (78, 100))

    def test_what_is_kept_is_the_price_of_the_next_seat(self, evening):
        evening.held(points=100, seats=1, free_until=evening.now)
        for _ in range(2):
            evening.asks("Bob")
            assert evening.coins("Bob") == (78, 100)
            evening.gives_up("Bob")
        assert evening.coins("Bob") == (78, 100)

    def test_they_are_spent_when_it_begins_whether_one_came_or_not(self, evening):
        evening.held(points=100, free_until=evening.now)
        evening.asks("Bob")
        evening.asks("Cyd")
        evening.gives_up("Cyd")
        evening.passes(10 * DAY)

        assert evening.clock_looks() == 2
        assert evening.clock_looks() == 0

        assert (evening.coins("Bob"), evening.coins("Cyd")) == ((78, 0), (78, 0))
        run_due(evening.shop, now=evening.now)
        assert verify(evening.shop).broken == ()

    def test_who_waits_pays_when_the_offer_is_taken(self, evening):
        evening.held(points=100, seats=1)
        evening.asks("Bob")
        evening.asks("Cyd")
        assert evening.coins("Cyd") == (178, 0)
        evening.gives_up("Bob")
        assert evening.coins("Cyd") == (178, 0)

        evening.accepts("Cyd")

        assert evening.coins("Cyd") == (78, 100)

    def test_a_cancelled_occasion_frees_everybodys(self, evening):
        evening.held(points=100, seats=2, free_until=evening.now)
        for member in ("Bob", "Cyd"):
            evening.asks(member)
        evening.gives_up("Cyd")

        assert [occasions.cancel(evening.number, now=evening.now, by=None) for _ in range(2)] == [True, False]
        evening.clock_looks()

        assert (evening.coins("Bob"), evening.coins("Cyd")) == ((178, 0), (178, 0))
        with pytest.raises(OccasionCancelled):
            evening.asks("Dot")
        assert verify(evening.shop).broken == ()


def test_after_the_beginning_nothing_changes_any_more(evening):
    evening.held(seats=1)
    evening.asks("Bob")
    evening.passes(10 * DAY)

    for what in (evening.asks, evening.gives_up):
        with pytest.raises(OccasionOver):
            what("Cyd")
    with pytest.raises(OccasionOver):
        evening.gives_up("Bob")
    with pytest.raises(OccasionOver):
        occasions.cancel(evening.number, now=evening.now, by=None)
    evening.number += 1
    with pytest.raises(OccasionUnknown):
        evening.asks("Bob")


class TestMerged:
    """Two members who become one have what either had, and the points that were held for it."""

    def _merged(self, evening):
        pair = {"first": wallet_of("Bob"), "second": wallet_of("Cyd")}
        return merge(evening.shop, **pair, now=evening.now, by=None, reason="one person")

    def test_a_seat_of_a_part_is_the_merges_and_is_given_up_with_its_points(self, evening):
        evening.held(seats=2, points=100)
        evening.asks("Cyd")
        evening.passes(HOUR)
        merged = self._merged(evening)
        evening.passes(HOUR)

        assert occasions.ask(evening.shop, evening.number, merged).state == "seated"
        assert Registration.objects.count() == 1
        occasions.give_up(evening.shop, evening.number, merged)

        assert evening.coins("Bob") == (356, 0)
        assert evening.adds_up()

    def test_a_seat_of_a_merge_that_is_taken_back_is_the_firsts(self, evening):
        evening.held(seats=2, points=100)
        merged = self._merged(evening)
        evening.passes(HOUR)
        occasions.ask(evening.shop, evening.number, merged)
        evening.passes(HOUR)
        first, _ = unmerge(evening.shop, wallet_id=merged, now=evening.now, by=None)
        evening.passes(HOUR)

        assert occasions.ask(evening.shop, evening.number, first).state == "seated"
        assert Registration.objects.count() == 1
        assert sum(held for _, held in map(evening.coins, ("Bob", "Cyd"))) == 100
        evening.passes(10 * DAY)
        evening.clock_looks()
        assert sum(usable for usable, _ in map(evening.coins, ("Bob", "Cyd"))) == 256
        assert Registration.objects.get().owed == ""


@pytest.mark.parametrize(
    ("parts", "field", "problem"),
    [
        ({"begins_at": -HOUR}, "begins_at", "past"),
        ({"opens_at": 11 * DAY}, "opens_at", "after_beginning"),
        ({"seats": 0}, "seats", "range"),
        ({"early": (OpeningPlanned(2),), "seats": 1}, "early", "more_than_seats"),
        ({"early": (OpeningPlanned(1, None, "card", "gold"),)}, "early", "without_moment"),
        ({"early": (OpeningPlanned(0),)}, "early", "seats"),
        ({"points": 3, "currency": ""}, "points", "currency"),
        ({"free_until": 11 * DAY}, "free_until", "after_beginning"),
        ({"answer_minutes": 1}, "answer_within", "range"),
    ],
)
def test_what_no_occasion_can_be(evening, parts, field, problem):
    moments = {
        key: evening.now + span
        for key, span in parts.items()
        if key in ("begins_at", "opens_at", "free_until")
    }
    whole = {"begins_at": evening.begins_at, "opens_at": evening.now, "seats": 3, **parts, **moments}

    with pytest.raises(OccasionUnusable) as no:
        make(OccasionPlanned(name=NAME, place=PLACE, **whole), key="form", now=evening.now, by=None)

    assert no.value.facts == {"field": field, "problem": problem}
    assert Occasion.objects.count() == 0


def test_a_form_that_is_sent_twice_makes_one_occasion(evening):
    number = evening.held()
    planned = OccasionPlanned(
        name=NAME, place=PLACE, begins_at=evening.begins_at, opens_at=evening.now, seats=9
    )

    assert make(planned, key="form-0", now=evening.now, by=None) == (number, False)
    assert queries.occasion(number).seats == 3


def test_many_occasions_are_read_with_as_few_questions_as_one(evening, django_assert_num_queries):
    for _ in range(5):
        evening.held(early=[(1, "card", "gold", 2)])

    with django_assert_num_queries(3):
        found = queries.upcoming(now=evening.now)

    assert [(one.seats, len(one.openings)) for one in found] == [(3, 2)] * 5

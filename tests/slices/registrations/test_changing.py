"""An occasion is changed: seats stay whose they are, what came free is offered, and what was promised holds."""

import pytest
from evening import DAY, HOUR, NAME, PLACE

from regulars.core.occasions.refusals import OccasionCancelled, OccasionOver
from regulars.core.programme.document import Words
from regulars.desk import occasions
from regulars.desk.verify import verify
from regulars.registrations.making import OccasionPlanned, OccasionUnusable, OpeningPlanned
from regulars.registrations.models import Occasion, Opening


def changed(evening, **parts):
    """Change the evening to what it was but for `parts`."""
    row = Occasion.objects.get(pk=evening.number)
    planned = {
        "name": NAME, "place": PLACE, "begins_at": row.begins_at, "opens_at": evening.now - HOUR, "seats": 3,
        "points": row.points, "currency": "coin", "free_until": row.free_until,
    }  # fmt: skip
    return occasions.change(evening.number, OccasionPlanned(**planned | parts), now=evening.now)


def quotas(evening):
    return [
        (one.no, one.seats, one.taken, one.level)
        for one in Opening.objects.filter(occasion_id=evening.number).order_by("no")
    ]


def test_more_seats_are_offered_to_whoever_waits_in_their_order(evening):
    evening.held(seats=1)
    for member in ("Bob", "Cyd", "Dot", "Eve"):
        evening.asks(member)

    assert changed(evening, seats=3) is False

    assert evening.states() == {"Bob": "seated", "Cyd": "offered", "Dot": "offered", "Eve": "waiting"}
    assert evening.adds_up()


def test_there_are_never_fewer_seats_than_those_that_are_had_or_offered(evening):
    evening.held(seats=3)
    for member in ("Bob", "Cyd"):
        evening.asks(member)

    with pytest.raises(OccasionUnusable) as no:
        changed(evening, seats=1)

    assert no.value.facts == {"field": "seats", "problem": "taken", "taken": 2}
    changed(evening, seats=2)
    assert quotas(evening) == [(1, 2, 2, "")]
    assert evening.asks("Dot") == "waiting"


def test_an_early_group_is_added_and_keeps_the_seats_that_are_had(evening):
    evening.held(seats=3)
    evening.asks("Bob")

    changed(evening, seats=6, early=(OpeningPlanned(2, evening.now - DAY, "card", "gold"),))

    assert quotas(evening) == [(1, 4, 1, ""), (2, 2, 0, "gold")]
    assert evening.asks("Ada") == "seated"
    assert quotas(evening) == [(1, 4, 1, ""), (2, 2, 1, "gold")]
    with pytest.raises(OccasionUnusable) as no:
        changed(evening, seats=6)
    assert (no.value.facts["problem"], no.value.facts["taken"]) == ("had", 1)
    evening.gives_up("Ada")
    changed(evening, seats=6)
    assert quotas(evening) == [(1, 6, 1, "")]
    assert evening.adds_up()


def test_the_price_stays_for_whoever_asked_at_it(evening):
    evening.held(seats=1, points=5)
    changed(evening, points=7)
    evening.asks("Bob")

    with pytest.raises(OccasionUnusable) as no:
        changed(evening, points=9)

    assert (no.value.facts["field"], no.value.facts["problem"]) == ("points", "asked")
    assert evening.coins("Bob")[1] == 7


def test_where_it_moves_points_come_back_until_it_begins(evening):
    evening.held(seats=1, points=5, free_until=evening.now + DAY)
    usable = evening.coins("Bob")[0]
    evening.asks("Bob")

    assert changed(evening, place=Words(zh_hant="院子", en="The yard"), seats=1) is True

    evening.passes(3 * DAY)
    evening.gives_up("Bob")
    assert evening.coins("Bob") == (usable, 0)
    assert verify(evening.shop).broken == ()


def test_with_points_held_it_begins_no_later_and_gives_back_no_sooner(evening):
    evening.held(seats=1, points=5)
    evening.asks("Bob")

    for parts, problem in (
        ({"begins_at": evening.begins_at + DAY}, "held"),
        ({"free_until": evening.now + DAY}, "promised"),
    ):
        with pytest.raises(OccasionUnusable) as no:
            changed(evening, **parts)
        assert no.value.facts["problem"] == problem

    changed(evening, begins_at=evening.begins_at - DAY, free_until=None)
    evening.passes(10 * DAY)
    evening.clock_looks()
    assert evening.coins("Bob")[1] == 0
    assert verify(evening.shop).broken == ()


def test_nobody_is_told_of_a_move_that_concerns_nobody(evening):
    evening.held(seats=1)

    assert changed(evening, begins_at=evening.begins_at + DAY, free_until=None) is False
    assert Occasion.objects.get().moved_at is None


def test_what_has_begun_or_was_called_off_stays(evening):
    evening.held(seats=1)
    evening.passes(11 * DAY)
    with pytest.raises(OccasionOver):
        changed(evening)

    evening.now -= 11 * DAY
    occasions.cancel(evening.number, now=evening.now, by=None)
    with pytest.raises(OccasionCancelled):
        changed(evening)

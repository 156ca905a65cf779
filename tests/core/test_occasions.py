"""Who may ask for a seat from when, out of which quota it comes, and who is offered what comes free."""

import pytest
from corner_programme import level, programme, track

from regulars.core.occasions.asking import Occasion, Offer, Waiting, ask, asked_openings, offers
from regulars.core.occasions.openings import HOUR, Mine, Opening, Way, earlier_ways, mine, quotas
from regulars.core.occasions.refusals import NotYetOpen, OccasionCancelled, OccasionOver

DAY = 24 * HOUR
MONDAY, TUESDAY, WEDNESDAY, SATURDAY = (day * DAY for day in (4, 5, 6, 9))
WHITE, GOLD, READER = {"card": "white"}, {"card": "gold"}, {"card": "white", "reader": "bookworm"}
SHOP = programme(
    tracks={
        "card": track(
            level("white", 0),
            {**level("gold", 6000), "early_registration": {"hours": 36}},
            {**level("black", 60000), "early_registration": {"days": 3}},
        ),
        "reader": track(level("page-turner", 0), level("bookworm", 12)),
    }
)
BY_BADGE = Opening(1, MONDAY, 2, track="reader", level="bookworm")
BY_LEVEL = Opening(2, TUESDAY, 1, track="card", level="gold")
FOR_ALL = Opening(3, WEDNESDAY, 3)
BY_BENEFIT = Opening(1, WEDNESDAY, 2, is_benefit=True)


def occasion(*openings, **parts):
    return Occasion(SATURDAY, openings, DAY, SATURDAY, **parts)


def taken(opening, seats):
    return Opening(
        opening.no, opening.opens_at, opening.seats, seats, opening.track, opening.level, opening.is_benefit
    )


def asked(held, levels, now):
    return ask(held, mine(held.openings, levels, SHOP), SHOP, now=now)


@pytest.mark.parametrize(
    ("levels", "groups", "hours"),
    [
        pytest.param(WHITE, (3,), 0, id="everybody is in the last one"),
        pytest.param({}, (3,), 0, id="also who stands on no track"),
        pytest.param(GOLD, (2, 3), 36, id="the level itself"),
        pytest.param({"card": "black"}, (2, 3), 72, id="a higher level"),
        pytest.param(READER, (1, 3), 0, id="a badge"),
        pytest.param({"card": "copper"}, (3,), 0, id="a level that is gone is nobody's"),
        pytest.param({"wine": "gold"}, (3,), 0, id="so is one of a track that is gone"),
    ],
)
def test_whose_groups_somebody_is_in(levels, groups, hours):
    assert mine((BY_BADGE, BY_LEVEL, FOR_ALL), levels, SHOP) == Mine(groups, hours * HOUR)


def test_a_group_of_a_track_that_the_programme_no_longer_has_is_empty():
    gone = Opening(1, MONDAY, 2, track="wine", level="bookworm")

    assert mine((gone, FOR_ALL), {"wine": "bookworm"}, SHOP).groups == (3,)


@pytest.mark.parametrize(
    ("levels", "now", "opening"),
    [
        pytest.param(READER, MONDAY, 1, id="a reader on Monday"),
        pytest.param(GOLD, TUESDAY, 2, id="gold on Tuesday, out of their own quota"),
        pytest.param(WHITE, WEDNESDAY, 3, id="everybody on Wednesday"),
        pytest.param(READER, WEDNESDAY, 1, id="a reader on Wednesday still out of the readers' quota"),
    ],
)
def test_out_of_which_quota_a_seat_comes(levels, now, opening):
    assert asked(occasion(BY_BADGE, BY_LEVEL, FOR_ALL), levels, now) == opening


@pytest.mark.parametrize(
    ("openings", "levels", "now", "opening"),
    [
        pytest.param((taken(BY_BADGE, 2), FOR_ALL), READER, TUESDAY, None, id="an early quota that is used up: the list"),
        pytest.param((taken(BY_BADGE, 2), FOR_ALL), READER, WEDNESDAY, 3, id="until it opens for everybody"),
        pytest.param((taken(BY_BADGE, 1), taken(FOR_ALL, 3)), WHITE, WEDNESDAY, 1, id="the rest of an early quota passes on"),
        pytest.param((BY_BADGE, taken(BY_LEVEL, 1), FOR_ALL), GOLD, TUESDAY, 1, id="to the next group as soon as that opens"),
        pytest.param((taken(BY_BADGE, 2), BY_LEVEL, FOR_ALL), READER, TUESDAY, None, id="and never back to an earlier one"),
        pytest.param((taken(BY_BADGE, 2), taken(FOR_ALL, 3)), WHITE, WEDNESDAY, None, id="nothing left: the list"),
        pytest.param((taken(BY_BENEFIT, 2), FOR_ALL), GOLD, TUESDAY, None, id="the benefit's quota used up"),
        pytest.param((taken(BY_BENEFIT, 1), taken(FOR_ALL, 3)), WHITE, WEDNESDAY, 1, id="the benefit's rest passes on"),
    ],
)  # fmt: skip
def test_what_is_left_for_whom(openings, levels, now, opening):
    assert asked(occasion(*openings), levels, now) == opening


@pytest.mark.parametrize(
    ("levels", "opens_at"),
    [
        pytest.param({"card": "black"}, WEDNESDAY - 3 * DAY, id="three days earlier"),
        pytest.param(GOLD, WEDNESDAY - 36 * HOUR, id="thirty-six hours earlier"),
        pytest.param(WHITE, WEDNESDAY, id="with everybody"),
    ],
)
def test_a_benefit_opens_it_earlier_by_its_hours_and_not_a_moment_before(levels, opens_at):
    held = occasion(BY_BENEFIT, FOR_ALL)

    assert asked(held, levels, opens_at) in (1, 3)
    with pytest.raises(NotYetOpen):
        asked(held, levels, opens_at - 1)


def test_whoever_is_too_early_is_told_when_and_with_what_it_is_earlier():
    with pytest.raises(NotYetOpen) as no:
        asked(occasion(BY_BADGE, BY_LEVEL, FOR_ALL), WHITE, MONDAY - 1)

    assert no.value.facts == {
        "opens_at": "1970-01-07T00:00:00+00:00",
        "earlier_with": ["reader:bookworm", "card:gold"],
        "earlier_at": ["1970-01-05T00:00:00+00:00", "1970-01-06T00:00:00+00:00"],
    }


def test_an_occasion_for_a_group_alone_never_opens_for_others():
    with pytest.raises(NotYetOpen) as no:
        asked(occasion(BY_LEVEL), WHITE, SATURDAY - 1)

    assert (no.value.facts["opens_at"], no.value.facts["earlier_with"]) == ("", ["card:gold"])


def test_of_a_benefit_each_level_is_a_way():
    assert earlier_ways((BY_BENEFIT, FOR_ALL), SHOP, before=WEDNESDAY) == (
        Way(WEDNESDAY - 3 * DAY, "card", "black"),
        Way(WEDNESDAY - 36 * HOUR, "card", "gold"),
    )
    assert earlier_ways((BY_BENEFIT, FOR_ALL), SHOP, before=WEDNESDAY - 36 * HOUR) == (
        Way(WEDNESDAY - 3 * DAY, "card", "black"),
    )


def test_over_is_over_and_cancelled_is_cancelled():
    with pytest.raises(OccasionOver):
        asked(occasion(FOR_ALL), WHITE, SATURDAY)
    with pytest.raises(OccasionCancelled):
        asked(occasion(FOR_ALL, is_cancelled=True), WHITE, SATURDAY)

    assert asked(occasion(FOR_ALL), WHITE, SATURDAY - 1) == 3


@pytest.mark.parametrize(
    ("openings", "now", "offered"),
    [
        pytest.param((FOR_ALL,), WEDNESDAY, {5: 3, 7: 3, 9: 3}, id="in the order of places"),
        pytest.param((taken(FOR_ALL, 2),), WEDNESDAY, {5: 3}, id="the first alone, where one seat is free"),
        pytest.param((taken(FOR_ALL, 3),), WEDNESDAY, {}, id="nobody, where none is"),
        pytest.param((taken(BY_BADGE, 1), FOR_ALL), TUESDAY, {7: 1}, id="whose group may already ask"),
        pytest.param((taken(BY_BADGE, 1), taken(FOR_ALL, 2)), WEDNESDAY, {5: 3, 7: 1}, id="what passed on goes to whoever is next"),
        pytest.param((FOR_ALL,), SATURDAY, {}, id="nobody any more when it has begun"),
    ],
)  # fmt: skip
def test_who_is_offered_what(openings, now, offered):
    waiting = [Waiting(5, (3,)), Waiting(7, (1, 3)), Waiting(9, (3,)), Waiting(11, (3,))]

    made = offers(occasion(*openings), waiting, now=now)

    assert {one.place: one.opening for one in made} == offered


def test_an_offer_holds_for_a_day_or_until_the_door_opens():
    (long,) = offers(occasion(FOR_ALL), [Waiting(1, (3,))], now=WEDNESDAY)
    (short,) = offers(occasion(FOR_ALL), [Waiting(1, (3,))], now=SATURDAY - HOUR)

    assert (long, short) == (Offer(1, 3, WEDNESDAY + DAY), Offer(1, 3, SATURDAY))


def test_who_could_be_offered_something_is_asked_for_at_once():
    openings = (taken(BY_BADGE, 1), FOR_ALL)

    assert asked_openings(openings, TUESDAY) == (1,)
    assert asked_openings(openings, WEDNESDAY) == (1, 3)
    assert asked_openings((taken(BY_BADGE, 2), taken(FOR_ALL, 3)), WEDNESDAY) == ()
    assert quotas(openings, (FOR_ALL,)) == (FOR_ALL, openings[0])

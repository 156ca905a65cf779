"""Laws: budgets give to the last point and not one more, whoever comes in which batch, and are decided again as they were."""

import os
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from racing import at_once

sys.path.insert(0, str(Path(__file__).parents[1] / "core"))
sys.path.insert(0, str(Path(__file__).parents[1] / "slices" / "desk"))

from one_member import BASE, Member, line, version

from regulars.core.budgets import as_decided, moved

IS_SOAK = bool(os.environ.get("REGULARS_SOAK"))
SEEDS = range(200 if IS_SOAK else 4)
CLIENTS, POINTS = (64, 1_000_000) if IS_SOAK else (12, 20_000)

RULES = (
    {**BASE, "budget": {"points": 60}},
    {"each": 3, "group": "one", "budget": {"points": 25, "per": "day"}},
    {"bonus": 7, "group": "one"},
    {"multiply": 2, "budget": {"points": 30, "per": "month"}, "caps": [{"points": 20, "per": "day"}]},
    {"on": "A", "bonus": 9, "budget": {"points": 30, "per": "week"}},
)
DOCUMENT = version(*RULES, groups={"one": "highest"}, coin={"take_back": "within_balance"})
ACTS = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from(("buys", "buys", "does", "brings_back", "cancels", "spends", "loads")),
        st.integers(1, 12), st.integers(1, 4),
    ),
    max_size=25,
)  # fmt: skip


class Left(dict):
    """What is left of each supply; one that was not asked for yet holds what its rule says."""

    def get(self, name, default=None):
        return self[name]

    def __contains__(self, name):
        return True

    def __missing__(self, name):
        self[name] = put_in(name)
        return self[name]


def put_in(name):
    return RULES[int(name.split(":")[1].removeprefix("rule"))]["budget"]["points"]


def happens(who, number, act, day, size):
    """Something happens to a member; what is loaded as history is counted by nobody."""
    at, counted = f"2024-01-{day:02} 10:{number:02}", who.left
    match act:
        case "buys":
            who.buys(at, line(size * 50, size), name=f"o{number}")
        case "loads":
            who.left = None
            who.buys(at, line(size * 50, size), name=f"o{number}")
            who.left = counted
        case "does":
            who.does(at, "A")
        case "brings_back":
            who.brings_back(at, ("tea", size))
        case "cancels":
            who.cancels(at, f"o{max(0, number - size)}")
        case _ if who.has(at)[0] >= size:
            who.spends(at, size)
        case _:
            pass


@given(ACTS)
def test_no_budget_gives_more_than_it_holds_and_what_was_decided_is_decided_again_alike(acts):
    left, members = Left(), [Member(DOCUMENT) for _ in range(3)]
    again = [Member(DOCUMENT) for _ in members]
    for who in members:
        who.left = left
    for number, (which, *act) in enumerate(acts):
        who, before = members[which], len(members[which].reasons)
        happens(who, number, *act)
        assert all(0 <= there <= put_in(name) for name, there in left.items()), left

        asked = as_decided(who.reasons[before:])
        other = again[which]
        other.left, other.without = (
            (None, frozenset()) if asked is None else (dict(asked.left), asked.without)
        )
        happens(other, number, *act)
        assert (other.entries, other.reasons) == (who.entries, who.reasons)
        assert other.fold.wallet == who.fold.wallet
    booked = [one for who in members for one in moved(who.reasons)]
    for name, there in left.items():
        assert there + sum(points for supply, points in booked if supply == name) == put_in(name)


def opened(points, per=""):
    """The corner shop, with a budget on what every ten give."""
    from corner_shop import PROGRAMME  # noqa: PLC0415 - models exist once Django is set up.

    from regulars.programmes import queries  # noqa: PLC0415
    from regulars.programmes.actions import publish  # noqa: PLC0415

    queries._compiled.cache_clear()
    rate = "rate: { points: 1, per: 10 }\n"
    text = PROGRAMME.replace(rate, f"{rate}    budget: {{ points: {points}{per} }}\n", 1)
    publish(text=text, now=datetime(2026, 1, 1, tzinfo=UTC))
    return queries.current()


def given():
    """What the rule gave and did not take back."""
    from regulars.ledger.models import Entry  # noqa: PLC0415 - see above.

    return sum(Entry.objects.filter(rule="base", currency="coin").values_list("points", flat=True))


def stands(names):
    from regulars.supplies import queries  # noqa: PLC0415 - see above.

    assert queries.contradictions() == []
    return {name: (one.there, one.held, one.taken) for name, one in queries.left(names).items()}


@pytest.mark.parametrize("seed", SEEDS)
def test_any_history_in_any_batches_stays_within_the_budget_and_proves_itself(live_database, seed):
    from corner_shop import busy_days  # noqa: PLC0415 - see above.

    from regulars.desk.posting import post  # noqa: PLC0415
    from regulars.desk.verify import verify  # noqa: PLC0415
    from regulars.supplies import queries  # noqa: PLC0415

    chance, shop = Random(seed), opened(400, ", per: month" if seed % 2 else "")
    arrivals = busy_days(seed)
    while arrivals:
        size = chance.choice((1, 1, 3, 12))
        post(shop, arrivals[:size], is_past=not seed % 4 and chance.random() < 0.2)
        del arrivals[:size]
    for one in queries.of_kind("budget"):
        assert 0 <= one.taken <= one.put_in == 400
    assert verify(shop).broken == ()


@pytest.mark.parametrize("room", [1, 16])
def test_a_budget_that_many_clients_drain_gives_exactly_what_it_holds(live_database, monkeypatch, room):
    """They leave room for so many others before they lock; with 1 they hope to the very edge."""
    from corner_shop import CALENDAR, when  # noqa: PLC0415 - see above.

    from regulars.core.events import Line, Order  # noqa: PLC0415
    from regulars.core.periods import instant  # noqa: PLC0415
    from regulars.desk.posting import Arrival, post  # noqa: PLC0415
    from regulars.desk.verify import verify  # noqa: PLC0415

    monkeypatch.setattr("regulars.supplies.opened.ROOM_FOR", room)
    shop, moment = opened(POINTS), instant(when("2026-03-01 10:00"))
    local, minute = CALENDAR.local(moment)

    def buys(client, number, points):
        goods = (Line("tea", 1, points * 10, ("drinks",)),)
        return Arrival(
            "till", f"{client}-{number % 7}", Order(f"{client}-{number}", moment, local, minute, goods)
        )

    def client(number):
        chance, turn, size = Random(number), 0, POINTS // 100
        # Whoever finds too little for a large gift asks for smaller and smaller ones, down to a point.
        while size:
            arrivals = [buys(number, turn + each, max(1, size - chance.randrange(2))) for each in range(3)]
            turn += len(arrivals)
            answers = post(shop, arrivals)
            if any(reason.code == "budget_spent" for one in answers for reason in one.effects.reasons):
                size //= 2

    at_once(partial(client, number) for number in range(CLIENTS))

    assert given() == POINTS
    assert stands(["rule:base"]) == {"rule:base": (0, 0, POINTS)}
    assert verify(shop).broken == ()

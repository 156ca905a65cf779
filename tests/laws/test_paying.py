"""Laws: what costs money too is paid with points, piece and row together, or nothing of it was ever taken."""

import os
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import InterfaceError, connection
from hypothesis import given
from hypothesis import strategies as st
from scheduler import Scheduler

sys.path.insert(0, str(Path(__file__).parents[1] / "core"))
sys.path.insert(0, str(Path(__file__).parents[1] / "slices" / "desk"))
sys.path.insert(0, str(Path(__file__).parents[1] / "slices" / "rewards"))

from one_member import BASE, Member, version

from regulars.core.refusals import Refusal

IS_SOAK = bool(os.environ.get("REGULARS_SOAK"))
SEEDS = range(400 if IS_SOAK else 6)
LAMP = {"id": "lamp", "price": {"points": 100, "money": 50}, "limits": [{"times": 3, "per": "member"}]}
ACTS = st.lists(
    st.tuples(st.sampled_from(("asks", "pays", "gives_up", "waits")), st.integers(0, 4)), max_size=14
)


@given(ACTS, st.integers(1, 600))
def test_points_go_for_what_was_paid_and_for_nothing_else(acts, points):
    ada = Member(version(BASE, coin={"expiry": "never"}, rewards=[LAMP]))
    ada.is_given("2024-02-01", points)
    had, held, minute = set(), {}, 0
    for number, (act, which) in enumerate(acts):
        minute += 4
        at = f"2024-03-01 {10 + minute // 60}:{minute % 60:02}"
        held = {name: until for name, until in held.items() if until > minute}
        with suppress(Refusal):
            match act:
                case "asks":
                    ada.redeems(at, "lamp", name=f"r{number}")
                    held[f"r{number}"] = minute + 15
                case "pays" if held:
                    name = sorted(held)[which % len(held)]
                    ada.pays(at, name)
                    had.add(name)
                    del held[name]
                case "gives_up" if held or had:
                    name = sorted(had.union(held))[which % len(had.union(held))]
                    ada.gives_up(at, name)
                    had.discard(name)
                    held.pop(name, None)
                case _:
                    ada.waits(at)
        assert ada.held() == 100 * len(held)
        assert ada.outstanding() == points - 100 * len(had)
        times = ada.fold.wallet.redeemed.times.get("lamp", {0: 0})[0] if ada.fold.wallet.redeemed else 0
        assert times == len(had) + len(held) <= 3


@pytest.fixture
def live_shop(live_database):
    """The shop with a lamp that costs money too, on a database that really commits."""
    from reward_shop import LAMP as ONE_LAMP  # noqa: PLC0415 - models can be read only once Django is ready.
    from reward_shop import opened  # noqa: PLC0415

    return opened(ONE_LAMP.replace("stock: 1", "stock: 3"))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_crash_between_hold_and_payment_is_exact(live_shop, seed):
    """Desks hold, pay and give up, the clock ends what it finds, lines break before and after COMMIT, and everybody asks again."""
    from reward_shop import asks, has, moment_of, pays, undoes  # noqa: PLC0415 - see above.

    from regulars.desk import rewards  # noqa: PLC0415
    from regulars.desk.clock import now_of_database, run_due  # noqa: PLC0415
    from regulars.desk.verify import verify  # noqa: PLC0415
    from regulars.ledger.models import Entry  # noqa: PLC0415
    from regulars.rewards.models import Redemption  # noqa: PLC0415
    from regulars.supplies import queries  # noqa: PLC0415

    chance, now = Random(seed), now_of_database()
    at, late = moment_of(now), now + timedelta(hours=1)
    for member in ("Ada", "Bob"):
        has(live_shop, member, 250)
    names = [(f"r{number}", chance.choice(("Ada", "Bob"))) for number in range(5)]
    told = {
        f"desk-{number}": [
            arrival
            for name, member in chance.sample(names, 4)
            for arrival in (
                asks(name, "lamp", at=at, member=member),
                *([pays(name, at=at, member=member)] if chance.random() < 0.6 else ()),
                *([undoes(name, at=at, member=member)] if chance.random() < 0.3 else ()),
            )
        ]
        for number in range(2)
    }
    work = {name: _desk(live_shop, arrivals) for name, arrivals in told.items()}
    Scheduler(seed).run(work | {"clock": lambda: _again(lambda: rewards.let_go_of_unpaid(now=late))})
    rewards.let_go_of_unpaid(now=late)
    run_due(live_shop, now=late)

    states = list(Redemption.objects.values_list("state", "paid_with", "source_id"))
    had = sum(state == "redeemed" for state, _, _ in states)
    sums = {
        kind: sum(Entry.objects.filter(kind=kind, currency="coin").values_list("points", flat=True))
        for kind in ("spend", "restore")
    }
    stock = queries.left(["reward:lamp"])["reward:lamp"]
    assert {state for state, _, _ in states} <= {"redeemed", "cancelled", "unpaid"}
    assert (stock.there, stock.held, stock.taken) == (3 - had, 0, had)
    assert -sums["spend"] - sums["restore"] == 100 * had
    assert queries.contradictions() == []
    assert verify(live_shop).broken == ()


def _desk(shop, arrivals):
    from regulars.desk.posting import post  # noqa: PLC0415 - see above.

    def work():
        for arrival in arrivals:
            _again(lambda arrival=arrival: post(shop, [arrival]))

    return work


def _again(act):
    """Do it, and again where the line broke."""
    from regulars.lib.schema import UNUSABLE  # noqa: PLC0415 - see above.

    while True:
        try:
            return act()
        except (*UNUSABLE, InterfaceError):
            connection.close()

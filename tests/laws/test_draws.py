"""Laws: a lottery is drawn once, however many clocks there are and whatever breaks, and every ticket ends as it says."""

import os
import sys
from pathlib import Path
from random import Random

import pytest
from django.db import InterfaceError, connection
from scheduler import Scheduler

sys.path.insert(0, str(Path(__file__).parents[1] / "slices" / "desk"))
sys.path.insert(0, str(Path(__file__).parents[1] / "slices" / "rewards"))

SEEDS = range(400 if os.environ.get("REGULARS_SOAK") else 5)


@pytest.fixture
def live_shop(live_database):
    """The shop with a raffle, on a database that really commits."""
    from reward_shop import RAFFLE, opened  # noqa: PLC0415 - models can be read only once Django is ready.

    return opened(RAFFLE)


@pytest.mark.parametrize("seed", SEEDS)
def test_tickets_taken_and_given_up_beside_two_clocks_are_drawn_once(live_shop, seed):
    from corner_shop import when  # noqa: PLC0415 - see above.
    from reward_shop import asks, has, undoes  # noqa: PLC0415

    from regulars.desk.lotteries import draw_due  # noqa: PLC0415
    from regulars.desk.posting import post  # noqa: PLC0415
    from regulars.desk.verify import verify  # noqa: PLC0415
    from regulars.ledger.models import Entry  # noqa: PLC0415
    from regulars.rewards import draws  # noqa: PLC0415
    from regulars.rewards.models import Redemption  # noqa: PLC0415

    chance, on_the_day = Random(seed), when("2026-03-24 00:00")
    for member in ("Ada", "Bob"):
        has(live_shop, member, 100)
    names = [(f"t{number}", chance.choice(("Ada", "Bob"))) for number in range(8)]

    def desk(told):
        def work():
            for name, member in told:
                _again(
                    lambda name=name, member=member: post(live_shop, [asks(name, "raffle", member=member)])
                )
                if name in given_up:
                    _again(lambda name=name, member=member: post(live_shop, [undoes(name, member=member)]))

        return work

    given_up = {name for name, _ in names if chance.random() < 0.3}
    post(live_shop, [asks("first", "raffle")])
    work = {f"desk-{number}": desk(names[number::2]) for number in range(2)}
    clocks = {
        f"clock-{number}": lambda: _again(lambda: draw_due(live_shop, now=on_the_day)) for number in range(2)
    }
    Scheduler(seed).run(work | clocks)
    draw_due(live_shop, now=on_the_day)

    kept = list(Redemption.objects.filter(reward="raffle"))
    found = draws.sealed("raffle", when("2026-03-24 00:00").date())
    in_draw = sorted(one.ticket for one in kept if one.state != "cancelled")
    assert list(found.tickets) == in_draw
    assert len({one.ticket for one in kept}) == len(kept)
    assert {one.ticket for one in kept if one.won} == set(found.won)
    assert {one.state for one in kept if one.won} <= {"redeemed"}
    assert {one.state for one in kept if not one.won} <= {"drawn", "cancelled"}
    sums = sum(
        Entry.objects.filter(currency="coin", kind__in=("spend", "restore")).values_list("points", flat=True)
    )
    assert -sums == 10 * len(in_draw)
    assert verify(live_shop).broken == ()


def _again(act):
    """Do it, and again where the line broke."""
    from regulars.lib.schema import UNUSABLE  # noqa: PLC0415 - models can be read only once Django is ready.

    while True:
        try:
            return act()
        except (*UNUSABLE, InterfaceError):
            connection.close()

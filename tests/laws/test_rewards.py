"""Laws: a redemption's points, piece and row are there together or not at all, and what is listed as to be had is had."""

import os
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random

import pytest
from django.db import InterfaceError, connection
from hypothesis import given
from hypothesis import strategies as st
from racing import at_once
from scheduler import Scheduler

sys.path.insert(0, str(Path(__file__).parents[1] / "core"))
sys.path.insert(0, str(Path(__file__).parents[1] / "slices" / "desk"))
sys.path.insert(0, str(Path(__file__).parents[1] / "slices" / "rewards"))

from one_member import BASE, Member, card, version

from regulars.core.refusals import Refusal

IS_SOAK = bool(os.environ.get("REGULARS_SOAK"))
SEEDS = range(400 if IS_SOAK else 6)
RACERS, LINES = (200, 64) if IS_SOAK else (60, 12)
WAYS = (
    {}, {"from": "2024-03-05"}, {"until": "2024-03-04"}, {"when": 'at_least("card", "silver")'},
    {"when": "weekday <= 5"}, {"limits": [{"times": 1, "per": "member"}]}, {"limits": [{"times": 2, "per": "member_month"}]},
    {"limits": [{"times": 1, "per": "member_day"}]},
)  # fmt: skip
REWARDS = st.lists(st.tuples(st.integers(1, 400), st.sampled_from(WAYS)), min_size=1, max_size=6)
ACTS = st.lists(
    st.tuples(st.sampled_from(("buys", "redeems", "gives_up", "spends")), st.integers(0, 5), st.integers(1, 12)),
    max_size=10,
)  # fmt: skip


def member_of(rewards, points, acts):
    """Somebody to whom a few things happened by the beginning of March."""
    listed = [
        {"id": f"r{number}", "price": {"points": price}, **more}
        for number, (price, more) in enumerate(rewards)
    ]
    ada = Member(version(BASE, rewards=listed, tracks=card(), coin={"expiry": {"rolling": {"days": 60}}}))
    ada.is_given("2024-02-01", points)
    for number, (act, which, day) in enumerate(acts):
        at = f"2024-03-{day:02} 10:{number:02}"
        with suppress(Refusal):
            match act:
                case "buys":
                    ada.buys(at, 100 * (which + 1))
                case "redeems":
                    ada.redeems(at, f"r{which}", name=f"x{number}")
                case "gives_up":
                    ada.gives_up(at, f"x{which}")
                case _:
                    ada.spends(at, which + 1)
    return ada


@given(REWARDS, st.integers(1, 900), ACTS)
def test_what_is_listed_as_to_be_had_is_had_and_everything_else_is_refused(rewards, points, acts):
    ada = member_of(rewards, points, acts)
    at = "2024-03-13 12:00"
    for offer in ada.could_get(at):
        before = ada.fold.wallet.copy()
        refusal = None
        try:
            ada.redeems(at, offer.reward, name="now")
        except Refusal as said:
            refusal = said
        assert (refusal is None) == (not offer.missing), (offer, refusal)
        if refusal is None:
            return
        assert ada.fold.wallet == before


@given(REWARDS, st.integers(1, 900), ACTS, st.integers(1, 4))
def test_redeemed_and_cancelled_leaves_lots_as_they_were(rewards, points, acts, times):
    ada = member_of(rewards, points, acts)
    at = "2024-03-13 12:00"
    here = [offer.reward for offer in ada.could_get(at) if not offer.missing]
    lots, owed = ada.lots(), ada.has(at)
    for number in range(times if here else 0):
        ada.redeems(at, here[0], name=f"n{number}")
        ada.gives_up(at, f"n{number}")
        assert (ada.lots(), ada.has(at)) == (lots, owed)


@pytest.fixture
def live_shop(live_database):
    """The shop with rewards, on a database that really commits."""
    from reward_shop import opened  # noqa: PLC0415 - models can be read only once Django is ready.

    return opened()


@pytest.mark.parametrize("room", [1, 16])
def test_of_many_racers_for_one_piece_one_has_it(live_shop, monkeypatch, room):
    """They leave room for so many others before they lock; with 1 all of them hope for the last one."""
    from reward_shop import asks, has, left  # noqa: PLC0415 - see above.

    from regulars.desk.posting import post  # noqa: PLC0415
    from regulars.desk.verify import verify  # noqa: PLC0415
    from regulars.lib.cursors import raw_cursor  # noqa: PLC0415
    from regulars.supplies.actions import take_out  # noqa: PLC0415

    monkeypatch.setattr("regulars.supplies.opened.ROOM_FOR", room)
    members = [f"M-{number}" for number in range(RACERS)]
    for member in members:
        has(live_shop, member, 300)
    # A first one makes the stock of three; one is left.
    post(live_shop, [asks("first", member=members[0])])
    take_out(raw_cursor(), "reward:tote", 1)

    def line(number):
        return [
            post(live_shop, [asks(f"r-{member}", member=member)])[0]
            for member in members[number + 1 :: LINES]
        ]

    lines = at_once(partial(line, number) for number in range(LINES))
    answers = [answer for each in lines for answer in each]

    assert [answer.status for answer in answers].count("decided") == 1
    assert {answer.refusal.code for answer in answers if answer.refusal} == {"SoldOut"}
    assert left("tote") == 0
    assert verify(live_shop).broken == ()


@pytest.mark.parametrize("seed", SEEDS)
def test_points_piece_and_row_are_there_together_or_not_at_all(live_shop, seed):
    """Three desks redeem and cancel the same things, lines break before and after COMMIT, and everybody asks again."""
    from reward_shop import asks, has, undoes  # noqa: PLC0415 - see above.

    from regulars.desk.verify import verify  # noqa: PLC0415
    from regulars.ledger.models import Entry  # noqa: PLC0415
    from regulars.rewards.models import Redemption  # noqa: PLC0415
    from regulars.supplies import queries  # noqa: PLC0415

    for member in ("Ada", "Bob"):
        has(live_shop, member, 650)
    chance = Random(seed)
    names = [(f"r{number}", chance.choice(("Ada", "Bob"))) for number in range(6)]
    told = {
        f"desk-{number}": [
            arrival
            for name, member in chance.sample(names, 4)
            for arrival in (
                asks(name, member=member),
                *([undoes(name, member=member)] if chance.random() < 0.4 else ()),
            )
        ]
        for number in range(3)
    }
    Scheduler(seed).run({name: _desk(live_shop, arrivals) for name, arrivals in told.items()})

    kept = list(Redemption.objects.values_list("source_id", "state"))
    open_ones = sum(state == "redeemed" for _, state in kept)
    spent, restored = (
        sum(Entry.objects.filter(kind=kind, currency="coin").values_list("points", flat=True))
        for kind in ("spend", "restore")
    )
    stock = queries.left(["reward:tote"])["reward:tote"]
    assert (stock.there, stock.taken) == (3 - open_ones, open_ones)
    assert (-spent, restored) == (300 * len(kept), 300 * (len(kept) - open_ones))
    assert verify(live_shop).broken == ()


def _desk(shop, arrivals):
    from regulars.desk.posting import post  # noqa: PLC0415 - see above.
    from regulars.lib.schema import UNUSABLE  # noqa: PLC0415

    def work():
        for arrival in arrivals:
            while True:
                try:
                    post(shop, [arrival])
                    break
                except (*UNUSABLE, InterfaceError):
                    connection.close()

    return work

"""Law: whoever hopes and whoever locks take the same supplies to the last piece, and wait for each other in no circle."""

import os
from functools import partial
from random import Random

import pytest
from psycopg.errors import DeadlockDetected
from racing import at_once
from supplied import put_in, stands

IS_SOAK = bool(os.environ.get("REGULARS_SOAK"))
CLIENTS, POINTS = (64, 1_000_000) if IS_SOAK else (12, 20_000)
STOCK, BUDGETS = ("s0", "s1", "s2"), ("b0", "b1", "b2")


@pytest.fixture(params=[1, 16])
def room(request, live_database, monkeypatch):
    """How much room they leave; with 1 they hope to the very edge, and begin again as often as can be."""
    from regulars.supplies import opened  # noqa: PLC0415 - see above.

    monkeypatch.setattr(opened, "ROOM_FOR", request.param)
    return request.param


def test_a_budget_is_drained_to_the_last_point_by_desks_that_hope(room):
    from regulars.lib.agreeing import agreed_in_hope  # noqa: PLC0415 - see above.
    from regulars.supplies.actions import OpenSupplies, SoldOut  # noqa: PLC0415

    refusals = []
    put_in("budget", POINTS)

    def batch(wanted, rounds):
        def work(cursor, hopes):
            rounds.append(hopes)
            supplies, had = OpenSupplies(cursor, ["budget"], hopes=hopes), 0
            for number in wanted:
                try:
                    supplies.take({"budget": number})
                except SoldOut as refused:
                    # Said under the lock, where every number is as it is.
                    refusals.append(supplies.is_locked and refused.facts["left"] < number)
                    continue
                had += number
            supplies.save()
            return had

        return work

    def client(seed):
        def work():
            chance, had, rounds = Random(seed), 0, []
            sizes = [chance.choice((7, 90, 350, 1200)) for _ in range(2 * POINTS // (400 * CLIENTS))]
            wanted = [*sizes, *[100] * (POINTS // 10_000), *[1] * 100]
            while wanted:
                size = chance.choice((1, 3, 10))
                had += agreed_in_hope(batch(wanted[:size], rounds))
                del wanted[:size]
            return had, rounds

        return work

    done = at_once([client(seed) for seed in range(CLIENTS)])

    assert sum(had for had, _ in done) == POINTS
    assert stands("budget") == (0, 0, POINTS)
    assert all(refusals)
    if room == 1:
        # So the law has seen hopes that failed.
        assert any(False in rounds for _, rounds in done)


def once(cursor, chance, *, hopes):
    """One transaction as a desk's: it opens stock, then budgets, asks in any order, and takes in the end; answer what it had."""
    from regulars.supplies.actions import OpenSupplies  # noqa: PLC0415 - see above.

    pieces = dict.fromkeys(chance.sample(STOCK, chance.randint(0, 3)), 1)
    stock = OpenSupplies(cursor, pieces, hopes=hopes)
    stock.expect(pieces)
    budgets, had = OpenSupplies(cursor, BUDGETS, hopes=hopes, after=stock), dict.fromkeys(STOCK + BUDGETS, 0)
    asked = [(stock, name, 1) for name in pieces] + [
        (budgets, chance.choice(BUDGETS), chance.randint(1, 9)) for _ in range(chance.randint(0, 4))
    ]
    for supplies, name, number in chance.sample(asked, len(asked)):
        if not supplies.has(name, number):
            continue
        supplies.take({name: number})
        had[name] += number
        if chance.random() < 0.2:
            supplies.give_back(name, 1)
            had[name] -= 1
    stock.save()
    budgets.save()
    return had


@pytest.mark.parametrize("seed", range(40 if IS_SOAK else 3))
def test_who_hopes_and_who_locks_wait_in_no_circle_and_lose_nothing(room, seed):
    """Each takes from stock and budgets as a desk does, from one or several, giving some back; some never hope."""
    from regulars.lib.agreeing import agreed, agreed_in_hope  # noqa: PLC0415 - see above.

    circles = []
    for name in (*STOCK, *BUDGETS):
        put_in(name, 400)

    def client(number):
        def work():
            had = []
            for turn in range(25):

                def trying(cursor, hopes, turn=turn):
                    try:
                        return once(cursor, Random(f"{seed} {number} {turn}"), hopes=hopes)
                    except DeadlockDetected as circle:
                        circles.append(circle)
                        raise

                locks = (number + turn) % 4 == 0
                had.append(agreed(partial(trying, hopes=False)) if locks else agreed_in_hope(trying))
            return had

        return work

    done = [had for each in at_once([client(number) for number in range(8)]) for had in each]

    assert circles == []
    for name in (*STOCK, *BUDGETS):
        there, held, taken = stands(name)
        assert (held, there + taken, taken) == (0, 400, sum(had[name] for had in done))

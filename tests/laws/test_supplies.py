"""Law: however many ask at once, what there is only so much of is taken to the last piece, and not one more."""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from random import Random

import pytest
from django.db import connection, transaction
from racing import at_once
from supplied import put_in, stands

IS_SOAK = bool(os.environ.get("REGULARS_SOAK"))
CLIENTS = 64 if IS_SOAK else 12


def taking(name, wanted):
    """Take again and again, each time in a transaction of its own; answer what was had, less where it was sold out."""
    from regulars.lib.cursors import raw_cursor  # noqa: PLC0415 - see above.
    from regulars.supplies import actions  # noqa: PLC0415

    def work():
        had = 0
        for number in wanted:
            try:
                with transaction.atomic():
                    actions.take(raw_cursor(), {name: number})
                had += number
            except actions.SoldOut:
                continue
        return had

    return work


def test_a_cap_and_five_hundred_workers_come_to_the_cap(live_database):
    """The workers take turns at what connections there are; each asks more often than its share."""
    cap, workers = (10_000, 500) if IS_SOAK else (500, 60)
    put_in("cap", cap)

    def worker(_):
        with closing(connection):
            return taking("cap", [1] * (cap // workers + 5))()

    with ThreadPoolExecutor(CLIENTS) as connections:
        had = list(connections.map(worker, range(workers)))

    assert sum(had) == cap
    assert stands("cap") == (0, 0, cap)


def test_a_budget_of_points_is_drained_to_the_last_point(live_database):
    budget = 1_000_000 if IS_SOAK else 20_000
    put_in("budget", budget)

    def client(seed):
        chance = Random(seed)
        sizes = [chance.choice((7, 90, 350, 1200)) for _ in range(2 * budget // (400 * CLIENTS))]
        # Whoever comes last finds what no large amount fits into, and takes it point by point.
        return taking("budget", [*sizes, *[100] * (budget // 10_000), *[1] * 100])

    had = at_once([client(seed) for seed in range(CLIENTS)])

    assert sum(had) == budget
    assert stands("budget") == (0, 0, budget)


@pytest.mark.parametrize("seed", range(40 if IS_SOAK else 3))
def test_takers_and_holders_of_several_supplies_wait_in_no_circle_and_lose_nothing(live_database, seed):
    from regulars.desk.clock import now_of_database  # noqa: PLC0415 - see above.
    from regulars.lib.cursors import raw_cursor  # noqa: PLC0415
    from regulars.supplies import actions  # noqa: PLC0415

    names = [f"s{number}" for number in range(4)]
    for name in names:
        put_in(name, 300)

    def once(chance, key, had):
        wanted = {name: chance.randint(1, 5) for name in chance.sample(names, chance.randint(1, 3))}
        cursor = raw_cursor()
        if chance.random() < 0.5:
            actions.take(cursor, wanted)
            return had.append(wanted)
        actions.hold(
            cursor, wanted, key=key, until=now_of_database() + timedelta(seconds=chance.choice((-1, 60)))
        )
        end = chance.choice((actions.commit, actions.release, None))
        if end:
            end(cursor, key)
        return had.append(wanted) if end is actions.commit else None

    def client(number):
        def work():
            chance, had = Random(f"{seed} {number}"), []
            for turn in range(30):
                try:
                    with transaction.atomic():
                        once(chance, f"{number}-{turn}", had)
                except (actions.SoldOut, actions.LeaseOver):
                    continue
            return had

        return work

    had = [wanted for each in at_once([client(number) for number in range(8)]) for wanted in each]

    for name in names:
        there, held, taken = stands(name)
        assert there + held + taken == 300
        assert taken == sum(wanted.get(name, 0) for wanted in had)

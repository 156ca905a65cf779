"""The shop is killed again and again while tills send: nothing acknowledged is lost, and nothing counts twice."""

import os
import random
import subprocess
import time

import psycopg
import pytest

TILLS = 6
ROUNDS = 200 if os.environ.get("REGULARS_SOAK") else 8
SEED = 20260303


def test_a_shop_killed_again_and_again_loses_nothing_and_counts_nothing_twice(shop):
    from killed_shop import Crowd, Till  # noqa: PLC0415 - found only once the path says where.

    chance = random.Random(SEED)
    keys = [shop.run("key", "create", f"till-{number}").strip() for number in range(TILLS)]
    tills = [Till(shop, key, number, seed=number) for number, key in enumerate(keys)]

    for number in range(ROUNDS):
        shop.serve()
        with Crowd(tills):
            time.sleep(chance.uniform(0.05, 0.6))
            if number % 4 == 3:
                shop.kill_database()
                # Somebody may be answered 503 before the server is gone too.
                time.sleep(chance.uniform(0, 0.2))
            shop.kill()
    shop.serve()
    for till in tills:
        till.settle()

    orders = [order for till in tills for order in till.orders]
    assert [lie for till in tills for lie in till.lies] == []
    assert _in_the_books(shop) == _expected(orders)
    assert len(orders) > ROUNDS
    _verify(shop)


def _expected(orders):
    """What each member must have: so many orders, and a point for each full 10.00 of each of them."""
    return {
        (card, sum(1 for order in orders if order["member"] == card), _points(orders, card))
        for card in {order["member"] for order in orders}
    }


def _points(orders, card):
    return sum(order["lines"][0]["amount"] // 10 for order in orders if order["member"] == card)


def _in_the_books(shop):
    with psycopg.connect(shop.database.url) as database:
        rows = database.execute(
            """
            SELECT value, (SELECT count(*) FROM events_event AS event WHERE event.wallet_id = who.wallet_id),
                   (SELECT sum(points)::int FROM ledger_entry AS entry WHERE entry.wallet_id = who.wallet_id)
            FROM people_identifier AS who
            """
        ).fetchall()
    return set(rows)


def _verify(shop):
    try:
        shop.run("verify")
    except subprocess.CalledProcessError as refused:
        pytest.fail(f"verify says:\n{refused.stdout}\n{refused.stderr}")

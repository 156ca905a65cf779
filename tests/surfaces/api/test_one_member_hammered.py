"""Fifty clients at once on one member: nobody is refused for being busy, and the sum is exact."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from running_shop import RunningShop

CLIENTS, ROUNDS = 50, 4
PLAIN = Path(__file__).parents[3] / "examples" / "programmes" / "plain.yaml"
AT = "2026-03-03T12:30:00"
BEGINNING = 100_000


@pytest.fixture
def own(new_shop):
    shop = new_shop()
    shop.run("programme", "publish", PLAIN)
    return shop


@pytest.fixture
def running(own):
    shop = RunningShop(own)
    try:
        shop.wait_until_well()
        yield shop
    finally:
        shop.stop()


def _order(name, mugs):
    line = {"product": "mug", "quantity": mugs, "price": 100}
    return {"id": name, "occurred_at": AT, "member": "Ada", "lines": [line]}


def _plan(who):
    """What one client sends: an order of three mugs, points used, one mug back, and some of it twice."""
    for number in range(ROUNDS):
        name = f"{who}-{number}"
        yield "orders", _order(f"A-{name}", 3), {"Idempotency-Key": f"a/{name}"}
        yield "members/Ada/spends", {"points": 7}, {"Idempotency-Key": f"s/{name}"}
        back = {"id": f"R-{name}", "lines": [{"product": "mug", "quantity": 1}]}
        yield f"orders/A-{name}/returns", back, {}
        yield "members/Ada/spends", {"points": 7}, {"Idempotency-Key": f"s/{name}"}
        yield "orders", _order(f"A-{name}", 3), {}


def test_fifty_clients_on_one_member_are_all_served_and_the_sum_is_exact(own, running):
    till = running.client(own.run("key", "create", "till").strip())
    key = till._headers["Authorization"].removeprefix("Bearer ")
    assert till.ask("POST", "orders", _order("A-0", BEGINNING // 100))[0] == 200
    ready = Barrier(CLIENTS)

    def hammer(who):
        client = running.client(key)
        ready.wait()
        try:
            return [client.ask("POST", path, body, **headers) for path, body, headers in _plan(who)]
        finally:
            client.close()

    with ThreadPoolExecutor(CLIENTS) as pool:
        answered = list(pool.map(hammer, range(CLIENTS)))

    assert {status for answers in answered for status, _ in answers} == {200}
    for answers in answered:
        assert [json.loads(body)["status"] for _, body in answers] == [
            "decided", "decided", "decided", "decided", "repeated",
        ] * ROUNDS  # fmt: skip
        # The second spend of each round is the first one's reply, to the byte.
        assert [answers[place + 1] for place in range(0, len(answers), 5)] == [
            answers[place + 3] for place in range(0, len(answers), 5)
        ]
    rounds = CLIENTS * ROUNDS
    # A point for every ten: thirty for three mugs, ten of them back, seven used.
    (balance,) = json.loads(till.ask("GET", "members/Ada")[1])["balances"]
    assert (balance["issued"], balance["revoked"], balance["spent"], balance["usable"]) == (
        BEGINNING // 10 + 30 * rounds, 10 * rounds, 7 * rounds, BEGINNING // 10 + 13 * rounds,
    )  # fmt: skip
    assert own.ask("SELECT sum(points)::int FROM ledger_entry") == balance["usable"]
    assert own.ask("SELECT count(*) FROM events_event") == 1 + 3 * rounds
    till.close()
    own.run("verify")

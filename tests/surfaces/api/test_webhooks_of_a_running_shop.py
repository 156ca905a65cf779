"""A shop that is really served tells a real server what its till did, whatever falls over in between."""

import json
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2] / "slices" / "webhooks"))
from receiving_server import ReceivingServer
from running_shop import RunningShop

from regulars.webhooks.signing import secret_of, signature

PLAIN = Path(__file__).parents[3] / "examples" / "programmes" / "plain.yaml"
PATIENCE_SECONDS, SALT = 60, b"salt of a test.."


@pytest.fixture
def receiver():
    server = ReceivingServer()
    yield server
    server.close()


@pytest.fixture
def own(new_shop, receiver):
    shop = new_shop()
    shop.environment["WEBHOOKS_TO_PRIVATE"] = "yes"
    shop.run("programme", "publish", PLAIN)
    with psycopg.connect(shop.url) as database:
        database.execute(
            "INSERT INTO webhooks_endpoint (url, kinds, salt) VALUES (%s, '{points.changed}', %s)", (receiver.url, SALT)
        )  # fmt: skip
    return shop


def buy(running, key, name):
    line = {"product": "mug", "quantity": 1, "price": 1000}
    body = {"id": name, "occurred_at": "2026-03-03T12:30:00", "member": "Ada", "lines": [line]}
    with closing(running.client(key)) as till:
        assert till.ask("POST", "orders", body)[0] == 200


def heard(receiver, many):
    until = time.monotonic() + PATIENCE_SECONDS
    while len(receiver.came) < many and time.monotonic() < until:
        time.sleep(0.05)
    return list(receiver.came)


def test_news_of_a_purchase_comes_signed_also_where_the_shop_fell_over_before_it_was_heard(own, receiver):
    key = own.run("key", "create", "till").strip().splitlines()[0]
    receiver.script = [503]
    first = RunningShop(own)
    try:
        first.wait_until_well()
        buy(first, key, "A-1")
        assert len(heard(receiver, 1)) == 1
    finally:
        first.stop()
    second = RunningShop(own)
    try:
        second.wait_until_well()
        (_, before, _), (_, headers, body) = heard(receiver, 2)
    finally:
        second.stop()

    assert headers["webhook-id"] == before["webhook-id"]
    secret = secret_of(SALT, (own.folder / "secret-key").read_text())
    stamp = int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == signature(secret, headers["webhook-id"], stamp, body)
    assert json.loads(body)["data"]["points"] > 0
    assert own.ask("SELECT count(*) FROM webhooks_delivery WHERE state = 'sent'") == 1

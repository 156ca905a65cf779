"""The intake over HTTP: batches of a hundred and single events, from posted bytes to a committed log, beside TPC-B."""

import json
import multiprocessing
import os
import statistics
import uuid
from collections.abc import Iterator

from bench import http, tpcb
from bench.figures import Figures
from bench.load import answered_a_second, request
from bench.processor import spent_by
from regulars.lib.postgres import EmbeddedPostgres

BATCH = 100
SENDERS = 16
SINGLES = 64
ROUNDS = 4
SECONDS = 5
_PRODUCTS = ("mug", "novel", "latte", "notebook", "ticket", "lamp")


def measure(figures: Figures, server: EmbeddedPostgres, web: http.Server, key: str) -> None:
    """Post batches, single events and TPC-B by turns, so that whatever else the machine does falls on all."""
    print("The intake, side by side with TPC-B")
    rounds = [_round(server, web, key, number) for number in range(ROUNDS)]
    for one in rounds:
        figures.rounds.append(one)

    def middle(name: str) -> float:
        return statistics.median(one[name] for one in rounds)

    def ratio(name: str) -> float:
        return statistics.median(one[name] / one["tpcb"] for one in rounds)

    for name, said, least in (
        ("batches", f"intake, batches of {BATCH} over {SENDERS} connections", 6),
        ("singles", f"intake, single events over {SINGLES} connections", 1.2),
    ):
        figures.add(said, middle(name), "events/s")
        figures.add(f"{said}, to TPC-B", ratio(name), "times", least=least)
        figures.add(f"{said}, processor time of an event, client and all", middle(f"{name}_us"), "µs")
    figures.add("intake, an answer to a batch (median)", middle("batches_median_ms"), "ms")
    figures.add("intake, an answer to a single event (median)", middle("singles_median_ms"), "ms")
    figures.add("intake, an answer to a single event (99 of 100)", middle("singles_slow_ms"), "ms")


def _round(server: EmbeddedPostgres, web: http.Server, key: str, number: int) -> dict[str, float]:
    us = (os.getpid(), server.pid or 0)
    before = tpcb.transactions_a_second(server, seconds=SECONDS)
    found: dict[str, float] = {}
    for name, size, requests, connections in (
        ("batches", BATCH, 1_500, SENDERS), ("singles", 1, 30_000, SINGLES),
    ):  # fmt: skip
        with spent_by(*us) as spent:
            rate, took = post(web.port, key, size=size, requests=requests, connections=connections)
        hundredths = statistics.quantiles(took, n=100)
        found |= {
            name: rate * size, f"{name}_us": spent.seconds / (requests * size) * 1_000_000,
            f"{name}_median_ms": hundredths[49] * 1000, f"{name}_slow_ms": hundredths[98] * 1000,
        }  # fmt: skip
    after = tpcb.transactions_a_second(server, seconds=SECONDS)
    found["tpcb"] = (before + after) / 2
    print("  ", {name: round(value) for name, value in found.items()}, f"round {number}", flush=True)
    return found


def post(port: int, key: str, *, size: int, requests: int, connections: int) -> tuple[float, list[float]]:
    """Post new events from a process of its own; answer requests a second, and how long each took."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_post, (port, key, size, requests, connections))


def _post(port: int, key: str, size: int, requests: int, connections: int) -> tuple[float, list[float]]:
    bodies = batches(size, requests) if size > 1 else (_written(event()) for _ in range(requests))
    path = "/v1/batch" if size > 1 else "/v1/track"
    sent = [request(path, body, key) for body in bodies]
    return answered_a_second(sent, port=port, connections=connections)


def batches(size: int, count: int) -> Iterator[bytes]:
    """Batches as a server's client writes them."""
    for _ in range(count):
        yield _written({"batch": [event() for _ in range(size)], "sentAt": "2026-11-23T10:00:01.000Z"})


def event() -> dict[str, object]:
    """An event of some four hundred bytes, with a name that never was before."""
    message = str(uuid.uuid4())
    product = _PRODUCTS[message.encode()[0] % len(_PRODUCTS)]
    return {
        "type": "track", "event": "Product Viewed", "messageId": message, "userId": f"U{message[:5]}",
        "anonymousId": None, "timestamp": "2026-11-23T10:00:00.000Z",
        "properties": {"product_id": product, "sku": f"{product}-1", "category": "home/kitchen", "price": 320, "currency": "TWD", "url": f"https://shop.example/goods/{product}"},
        "context": {"library": {"name": "analytics-python", "version": "2.4.0"}, "locale": "zh-TW"},
        "integrations": {},
    }  # fmt: skip


def _written(value: object) -> bytes:
    return json.dumps(value).encode()

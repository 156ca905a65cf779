"""From the log to the books: how fast the desk reads what came over the wire, beside TPC-B, and how long an event waits."""

import bisect
import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count

import psycopg

from bench import tpcb
from bench.figures import Figures
from bench.processor import spent_by
from bench.shop import CHANNELS, GOODS
from regulars.lib.postgres import EmbeddedPostgres

ROUNDS = 3
SECONDS = 5
EVENTS = 20_000
MEMBERS = 10_000
AT_ONCE = 1_000
PACED_SECONDS = 20
#: So often somebody looks how far the desk is, and so often something is written.
_LOOK, _STEP = 0.01, 0.02

Said = dict[str, object]
Made = Callable[[int], Said]
Written = Callable[[Made, int], None]
_chance = random.Random(7)
_numbers = count()


def measure(figures: Figures, server: EmbeddedPostgres) -> None:
    """Let the desk read orders, and behaviour that nothing reads, by turns with TPC-B; then orders at half of its speed."""
    print("From the log to the books, side by side with TPC-B")
    tpcb.make_accounts(server)
    write = open_log()
    write(order, 5_000)
    read(server)
    rounds = by_turns(
        figures, server, write,
        {"orders": order, "goods that were looked at, which nothing reads": view},
    )  # fmt: skip
    half = statistics.median(one["orders"] for one in rounds) / 2
    waits = statistics.quantiles(_waits(server, write, half), n=100)
    figures.add(f"from event to decided at {half:,.0f} orders a second (median)", waits[49] * 1000, "ms")
    figures.add("from event to decided (19 of 20)", waits[94] * 1000, "ms", most=1000)


def order(number: int) -> Said:
    """An order of one line, as a shop's server says it."""
    product, categories, price = _chance.choice(GOODS)
    goods = {"product_id": product, "name": product, "price": price, "quantity": 1, "category": categories[0]}
    properties = {
        "order_id": f"W-{number}",
        "currency": "TWD",
        "total": price,
        "store_id": "taipei",
        "products": [goods],
    }
    return track("Order Completed", number, properties | {"channel": _chance.choice(CHANNELS)})


def view(number: int) -> Said:
    """Goods that somebody looked at."""
    product, categories, price = _chance.choice(GOODS)
    return track("Product Viewed", number, {"product_id": product, "price": price, "category": categories[0]})


def track(name: str, number: int, properties: Said) -> Said:
    """Something that a member of the shop did, as a client's library says it."""
    return {
        "type": "track", "event": name, "messageId": f"m-{number}", "userId": f"U{_chance.randrange(MEMBERS)}",
        "timestamp": datetime.now(UTC).isoformat(), "properties": properties, "integrations": {},
        "context": {"library": {"name": "analytics-python", "version": "2.4.0"}, "locale": "zh-TW"},
    }  # fmt: skip


def open_log() -> Written:
    """Make the log ready, and answer the function that writes so many new events into it."""
    from django.db import transaction  # noqa: PLC0415 - models exist only after setup.

    from regulars.core.periods import instant  # noqa: PLC0415 - as above.
    from regulars.events.intake import log, sources  # noqa: PLC0415 - as above.
    from regulars.events.intake.bodies import Letter  # noqa: PLC0415 - as above.
    from regulars.events.intake.months import make_ready  # noqa: PLC0415 - as above.
    from regulars.events.intake.understanding import Post, understand  # noqa: PLC0415 - as above.
    from regulars.lib.cursors import raw_cursor  # noqa: PLC0415 - as above.

    source = sources.add("wire", purpose="bench").source
    with transaction.atomic():
        make_ready(raw_cursor(), now=datetime.now(UTC))

    def write(make: Made, many: int) -> None:
        for begin in range(0, many, AT_ONCE):
            parts = [json.dumps(make(next(_numbers))).encode() for _ in range(min(AT_ONCE, many - begin))]
            found = understand(Letter(None, parts, None, None), Post(source.id, instant(datetime.now(UTC))))
            with transaction.atomic():
                log.append(raw_cursor(), found.events, found.aside)

    return write


def by_turns(
    figures: Figures, server: EmbeddedPostgres, write: Written, kinds: dict[str, Made]
) -> list[dict[str, float]]:
    """Let the desk read events of each kind by turns with TPC-B, and write down what was measured."""
    rounds = [_round(server, write, kinds) for _ in range(ROUNDS)]
    for name in kinds:
        figures.add(f"the log, {name}", statistics.median(one[name] for one in rounds), "events/s")
        ratio = statistics.median(one[name] / one["tpcb"] for one in rounds)
        figures.add(f"the log, {name}, to TPC-B", ratio, "times", least=3)
        spent = statistics.median(one[f"{name}, µs"] for one in rounds)
        figures.add(f"the log, {name}, processor time of an event", spent, "µs")
    return rounds


def _round(server: EmbeddedPostgres, write: Written, kinds: dict[str, Made]) -> dict[str, float]:
    before = tpcb.transactions_a_second(server, seconds=SECONDS)
    found: dict[str, float] = {}
    for name, make in kinds.items():
        write(make, EVENTS)
        found[name], found[f"{name}, µs"] = read(server)
    after = tpcb.transactions_a_second(server, seconds=SECONDS)
    found["tpcb"] = (before + after) / 2
    print("  ", {name: round(value) for name, value in found.items()}, flush=True)
    return found


def read(server: EmbeddedPostgres) -> tuple[float, float]:
    """Read all that is there; answer events a second, and the processor time of one in microseconds."""
    from regulars.desk.intake.consuming import take_in  # noqa: PLC0415 - models exist only after setup.
    from regulars.programmes.queries import current  # noqa: PLC0415 - as above.

    began, read = time.perf_counter(), 0
    with spent_by(os.getpid(), server.pid or 0) as spent:
        while more := take_in(current()):
            read += more
    return read / (time.perf_counter() - began), spent.seconds / read * 1_000_000


def _waits(server: EmbeddedPostgres, write: Written, rate: float) -> list[float]:
    """Write orders at a rate while a worker reads; answer how long each waited until its decision was committed."""
    began = datetime.now(UTC)
    with _worker(), _watched(server) as seen:
        start, written = time.perf_counter(), 0
        while (now := time.perf_counter() - start) < PACED_SECONDS:
            due = int(now * rate) - written
            write(order, due)
            written += due
            time.sleep(_STEP)
        time.sleep(SECONDS)
    places = [place for place, _ in seen]
    asked = "SELECT xid, no, received_at FROM events_arrived WHERE received_at >= %s"
    with psycopg.connect(server.url) as database:
        rows = database.execute(asked, (began,)).fetchall()
    return [(seen[bisect.bisect_left(places, (xid, no))][1] - at).total_seconds() for xid, no, at in rows]


@contextmanager
def _worker() -> Iterator[None]:
    worker = subprocess.Popen([sys.executable, "-m", "regulars.worker", str(os.getpid())])
    try:
        time.sleep(SECONDS)
        yield
    finally:
        worker.terminate()
        worker.wait()


@contextmanager
def _watched(server: EmbeddedPostgres) -> Iterator[list[tuple[tuple[int, int], datetime]]]:
    """Note how far the desk has read, again and again, with the moment."""
    seen: list[tuple[tuple[int, int], datetime]] = []
    stop = threading.Event()

    def watch() -> None:
        asked = "SELECT xid, no, clock_timestamp() FROM events_consumer WHERE name = 'desk'"
        with psycopg.connect(server.url, autocommit=True) as database:
            while not stop.wait(_LOOK):
                row = database.execute(asked).fetchone()
                assert row is not None
                seen.append(((row[0], row[1]), row[2]))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        stop.set()
        watcher.join()

"""What it costs to look whether a message is known, with ten thousand known and with very many."""

import os
import statistics
import uuid
from datetime import UTC, datetime

import psycopg

from bench import http, intake
from bench.figures import Figures
from bench.processor import spent_by
from regulars.core.periods import instant
from regulars.lib.postgres import EmbeddedPostgres

FEW = 10_000
EVENTS, AT_ONCE = 40_000, 1_000
TURNS = 5
LETTERS = 500
#: How the names lie in old generations after years: a large one, and a smaller one that waits to be merged into it.
SHARES = (0.9, 0.1)
_BODY = b'{"type":"track","event":"Product Viewed","properties":{"product_id":"mug","text":"%s"}}' % (
    b"x" * 300
)
_FILL = """
    CREATE TABLE events_known_{number} (LIKE events_known);
    INSERT INTO events_known_{number} SELECT {number}, gen_random_uuid() FROM generate_series(1, {names});
    CREATE UNIQUE INDEX ON events_known_{number} (id);
    ALTER TABLE events_known ATTACH PARTITION events_known_{number} FOR VALUES IN ({number})
"""
_PRESENT = """
    CREATE TABLE events_known_{number} (LIKE events_known);
    CREATE UNIQUE INDEX ON events_known_{number} (id);
    ALTER TABLE events_known ATTACH PARTITION events_known_{number} FOR VALUES IN ({number});
    UPDATE events_intakestate SET generation = {number}
"""


def measure(figures: Figures, server: EmbeddedPostgres, web: http.Server, key: str, *, many: int) -> None:
    """Write new events with few known names, then with many: straight into the log, and as batches over HTTP."""
    from regulars.events.intake.taking import make_log_ready  # noqa: PLC0415 - models exist only after setup.

    make_log_ready()
    print(f"Known messages: {FEW:,}, then {many:,}")
    middle: dict[int, float] = {}
    for names in (FEW, many):
        _know(server, names)
        _write(server)
        _post(server, web, key)
        written = statistics.median(_write(server) for _ in range(TURNS))
        figures.add(f"processor time of an event straight into the log, {names:,} known", written, "µs")
        posted = [_post(server, web, key) for _ in range(TURNS)]
        middle[names] = statistics.median(cost for _, cost in posted)
        rate = statistics.median(rate for rate, _ in posted)
        figures.add(f"batches over HTTP, {names:,} known", rate, "events/s")
        figures.add(f"processor time of an event in batches over HTTP, {names:,} known", middle[names], "µs")
    said = f"kept from {FEW:,} to {many:,} known messages, by processor time over HTTP"
    figures.add(said, middle[FEW] / middle[many] * 100, "%", least=80)


def _post(server: EmbeddedPostgres, web: http.Server, key: str) -> tuple[float, float]:
    """Post batches; answer events a second, and the processor time of one, without the client's."""
    with spent_by(web.process.pid, server.pid or 0) as spent:
        rate, _ = intake.post(web.port, key, size=intake.BATCH, requests=LETTERS, connections=intake.SENDERS)
    return rate * intake.BATCH, spent.seconds / (LETTERS * intake.BATCH) * 1_000_000


def _know(server: EmbeddedPostgres, names: int) -> None:
    """Have so many names known, and nothing else of before to clean up."""
    with psycopg.connect(server.url, autocommit=True) as database:
        (present,) = database.execute("SELECT generation FROM events_intakestate").fetchone() or (1,)
        for place, share in enumerate(SHARES):
            number = present + 1 + place
            database.execute(_FILL.format(number=number, names=int(names * share)).encode())
        database.execute(_PRESENT.format(number=present + 1 + len(SHARES)).encode())
        database.execute("VACUUM (ANALYZE)")
        database.execute("CHECKPOINT")


def _write(server: EmbeddedPostgres) -> float:
    """Write new events; answer the processor time of one, ours and the database's."""
    from regulars.events.intake import taking  # noqa: PLC0415 - models exist only after setup.
    from regulars.events.intake.arrived import Arrived  # noqa: PLC0415 - as above.

    now = instant(datetime.now(UTC))
    events = [
        Arrived(1, str(uuid.uuid4()), "track", "Product Viewed", "U1", None, now, now, None, _BODY, None)
        for _ in range(EVENTS)
    ]
    with spent_by(os.getpid(), server.pid or 0) as spent:
        for place in range(0, EVENTS, AT_ONCE):
            taking.write(events[place : place + AT_ONCE])
    return spent.seconds / EVENTS * 1_000_000

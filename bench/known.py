"""What it costs to write an event into the log with ten thousand messages known, and with very many."""

import os
import statistics
import uuid
from datetime import UTC, datetime

import psycopg

from bench.figures import Figures
from bench.processor import spent_by
from regulars.core.periods import instant
from regulars.lib.postgres import EmbeddedPostgres

FEW = 10_000
EVENTS, AT_ONCE = 40_000, 1_000
TURNS = 5
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


def measure(figures: Figures, server: EmbeddedPostgres, *, many: int) -> None:
    """Write new events with few known names, then with many, the same transactions each time, and nobody else at work."""
    from regulars.events.intake.taking import make_log_ready  # noqa: PLC0415 - models exist only after setup.

    make_log_ready()
    print(f"Known messages: {FEW:,}, then {many:,}")
    costs: dict[int, float] = {}
    for names in (FEW, many):
        _know(server, names)
        _write(server)
        costs[names] = statistics.median(_write(server) for _ in range(TURNS))
        figures.add(f"processor time of an event into the log, {names:,} known messages", costs[names], "µs")
    figures.add(
        f"kept from {FEW:,} to {many:,} known messages", costs[FEW] / costs[many] * 100, "%", least=80
    )


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

"""What it costs to write an event into the log with ten thousand messages known, and with very many."""

import os
import statistics
import time
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
#: The check says beforehand what a generation holds, so that it comes and goes without being read through.
_FILL = """
    CREATE TABLE events_known_{number} (LIKE events_known, CHECK (generation = {number}));
    INSERT INTO events_known_{number} SELECT {number}, gen_random_uuid() FROM generate_series(1, {names});
    CREATE UNIQUE INDEX ON events_known_{number} (id)
"""
_PRESENT = """
    CREATE TABLE events_known_{number} (LIKE events_known);
    CREATE UNIQUE INDEX ON events_known_{number} (id)
"""
_ATTACH = "ALTER TABLE events_known ATTACH PARTITION events_known_{number} FOR VALUES IN ({number})"
_DETACH = "ALTER TABLE events_known DETACH PARTITION events_known_{number}; DELETE FROM events_generation WHERE number = {number}"


def measure(figures: Figures, server: EmbeddedPostgres, *, many: int) -> None:
    """Write new events with few known names and with many, by turns, and nobody else at work."""
    from regulars.events.intake.taking import make_log_ready  # noqa: PLC0415 - models exist only after setup.

    make_log_ready()
    print(f"Known messages: {FEW:,} and {many:,}")
    costs: dict[int, list[float]] = {FEW: [], many: []}
    with psycopg.connect(server.url, autocommit=True) as database:
        numbers = _fill(figures, database, many)
        marks = dict(database.execute("SELECT number, mark FROM events_generation").fetchall())
        _only(database, {})
        database.execute("CHECKPOINT")
        for _ in range(TURNS):
            for names, cost in costs.items():
                _only(database, {number: marks[number] for number in numbers[names]})
                cost.append(_write(server))
                print(f"   {names:,}: {cost[-1]:.2f} µs", flush=True)
    for names, cost in costs.items():
        said = f"processor time of an event into the log, {names:,} known messages"
        figures.add(said, statistics.median(cost), "µs")
    kept = statistics.median(few / much for few, much in zip(*costs.values(), strict=True))
    figures.add(f"kept from {FEW:,} to {many:,} known messages", kept * 100, "%", least=80)


def _fill(figures: Figures, database: psycopg.Connection, many: int) -> dict[int, list[int]]:
    """Make old generations with few names and with many, a new present one, and all their sieves."""
    from regulars.events.intake import generations  # noqa: PLC0415 - models exist only after setup.

    (present,) = database.execute("SELECT generation FROM events_intakestate").fetchone() or (1,)
    numbers = {many: [present + 1, present + 2], FEW: [present + 3, present + 4]}
    for names, parts in numbers.items():
        for number, share in zip(parts, SHARES, strict=True):
            database.execute(_FILL.format(number=number, names=int(names * share)).encode())
            database.execute(_ATTACH.format(number=number).encode())
    database.execute(_PRESENT.format(number=present + 5).encode())
    database.execute(_ATTACH.format(number=present + 5).encode())
    database.execute("UPDATE events_intakestate SET generation = %s", (present + 5,))
    database.execute("VACUUM (ANALYZE)")
    began = time.perf_counter()
    generations.tend()
    figures.add(f"making the sieves of {many:,} known messages", time.perf_counter() - began, "s")
    return numbers


def _only(database: psycopg.Connection, marks: dict[int, uuid.UUID]) -> None:
    """Have the names of these old generations known and no others; what came since the beginning stays."""
    old = "SELECT number FROM events_generation"
    for (number,) in database.execute(old).fetchall():
        database.execute(_DETACH.format(number=number).encode())
    for number, mark in marks.items():
        database.execute(_ATTACH.format(number=number).encode())
        database.execute("INSERT INTO events_generation (number, mark) VALUES (%s, %s)", (number, mark))


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

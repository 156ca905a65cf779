"""Points of very many members run out at one moment, while tills go on: how fast that is done, and whether anybody waits."""

import http.client
import json
import statistics
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import psycopg

from bench import http as web
from bench.figures import Figures
from bench.processor import spent_by
from regulars.lib.postgres import EmbeddedPostgres

TILLS, ORDERS_A_SECOND = 4, 40
QUIET_SECONDS = 15
FIVE_MILLION = 5_000_000
LOT = 10

_MEMBERS = "INSERT INTO people_member (wallet_id) SELECT generate_series(1, %(members)s)"
_CARDS = """
    INSERT INTO people_identifier (kind, value, wallet_id)
    SELECT 'card', 'M' || wallet_id, wallet_id FROM generate_series(1, %(members)s) AS wallet_id
"""
_ENTRIES = """
    INSERT INTO ledger_entry (wallet_id, no, event_no, kind, currency, points, occurred_at, effect, rule, version,
                              activates_at, expires_at, funding)
    SELECT wallet_id, no, no, 'earn', 'points', %(points)s, %(began)s, 'earn:base:' || no, 'base', 1, %(began)s,
           %(ends)s, 0
    FROM generate_series(1, %(members)s) AS wallet_id, generate_series(1, %(lots)s) AS no
"""
_WALLETS = """
    INSERT INTO desk_wallet (wallet_id, body, levels, next_due_at)
    SELECT wallet_id, %(body)s, %(levels)s, %(ends)s FROM generate_series(1, %(members)s) AS wallet_id
"""


class Latencies(NamedTuple):
    """What the tills saw in one stretch, in milliseconds."""

    orders: int
    median: float
    slow: float
    slowest: float


def measure(figures: Figures, server: EmbeddedPostgres, *, members: int, lots: int) -> None:
    """Let all lots of all members fall due at once, first with the clock held, then with it running."""
    from regulars.accounts import keys  # noqa: PLC0415 - models exist only after setup.

    in_all = members * lots
    print(f"{members:,} members with {lots} lots each run out at once")
    with psycopg.connect(server.url, autocommit=True) as database:
        _hold_clock(database)
        # The server must be well before so much waits that it says it is not.
        with web.server(keys.make("due")) as found:
            _fill(database, members, lots)
            tills = Tills(found, members)
            quiet = tills.stretch(lambda: tills.seconds < QUIET_SECONDS)
            database.execute("SELECT pg_advisory_unlock_all()")
            with spent_by(found.process.pid, server.pid or 0) as spent:
                began = time.perf_counter()
                busy = tills.stretch(lambda: _is_due(database))
                took = time.perf_counter() - began
        expired = database.execute("SELECT count(*) FROM ledger_entry WHERE kind = 'expire'").fetchone()
    assert expired == (in_all,), f"{expired} of {in_all} ran out"
    figures.add(f"{in_all:,} due lots, {lots} a member", took / 60, "minutes")
    figures.add("lots that run out while tills go on", in_all / took, "lots/s", least=FIVE_MILLION / 600)
    figures.add("five million of them at this pace", FIVE_MILLION / in_all * took / 60, "minutes", most=10)
    orders_too = (spent.seconds - busy.orders * tills.order_seconds) / in_all
    figures.add("processor time of a lot that runs out, without the tills'", orders_too * 1_000_000, "µs")
    for name, seen in (("while the clock waits", quiet), ("while the clock works", busy)):
        figures.add(f"a till's answer {name} (median)", seen.median, "ms")
        figures.add(f"a till's answer {name} (99 of 100)", seen.slow, "ms")
        figures.add(f"a till's answer {name} (the slowest of {seen.orders:,})", seen.slowest, "ms")


class Tills:
    """Some tills, each with a connection, that send an order now and then, whether or not the last one was quick."""

    order_seconds = 0.001

    def __init__(self, found: web.Server, members: int) -> None:
        self._found, self._members, self._number = found, members, 0
        self._began, self._took, self._is_over = 0.0, list[float](), threading.Event()

    @property
    def seconds(self) -> float:
        """How long the stretch has lasted."""
        return time.perf_counter() - self._began

    def stretch(self, lasts: Callable[[], bool]) -> Latencies:
        """Send while a stretch lasts, and answer what the tills saw."""
        self._began, self._took = time.perf_counter(), []
        self._is_over.clear()
        threads = [threading.Thread(target=self._send, args=(number,)) for number in range(TILLS)]
        for thread in threads:
            thread.start()
        while lasts():
            time.sleep(0.5)
        self._is_over.set()
        for thread in threads:
            thread.join()
        hundredths = statistics.quantiles(self._took, n=100)
        return Latencies(len(self._took), hundredths[49], hundredths[98], max(self._took))

    def _send(self, till: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._found.port)
        headers = {"Authorization": f"Bearer {self._found.key}", "Content-Type": "application/json"}
        due = time.perf_counter() + till / ORDERS_A_SECOND
        while not self._is_over.is_set():
            time.sleep(max(0.0, due - time.perf_counter()))
            began, due = max(due, time.perf_counter()), due + TILLS / ORDERS_A_SECOND
            connection.request("POST", "/api/v1/orders", self._order(till), headers)
            answer = connection.getresponse()
            assert answer.status == 200, answer.read()
            answer.read()
            self._took.append((time.perf_counter() - began) * 1000)
        connection.close()

    def _order(self, till: int) -> bytes:
        self._number += 1
        # A prime, so that tills meet members whom the clock has done, and members whom it has not.
        member = self._number * 7_919 % self._members + 1
        line = {"product": "mug", "quantity": 1, "amount": 320, "categories": ["home/kitchen"]}
        told = {"id": f"due-{till}-{self._number}", "member": f"M{member}", "lines": [line]}
        return json.dumps(told | {"occurred_at": datetime.now(UTC).isoformat()}).encode()


def _fill(database: psycopg.Connection, members: int, lots: int) -> None:
    """Write members who all hold the same lots: what the desk would write, without the orders behind it."""
    ends = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    began = ends - timedelta(days=30)
    body, levels = _wallet(began, ends, lots)
    facts = {
        "members": members,
        "lots": lots,
        "points": LOT,
        "began": began,
        "ends": ends,
        "body": body,
        "levels": levels,
    }
    for statement in (_MEMBERS, _CARDS, _ENTRIES, _WALLETS, "VACUUM ANALYZE"):
        database.execute(statement, facts if "%" in statement else None)


def _wallet(began: datetime, ends: datetime, lots: int) -> tuple[bytes, list[str]]:
    from regulars.core.fold import start  # noqa: PLC0415 - as above.
    from regulars.core.periods import instant  # noqa: PLC0415 - as above.
    from regulars.core.state import Lot, Purse, Sums  # noqa: PLC0415 - as above.
    from regulars.desk.wallets import encode, level_names  # noqa: PLC0415 - as above.
    from regulars.programmes.queries import current  # noqa: PLC0415 - as above.

    wallet = start(current(), instant(began))
    held = [Lot(no, LOT, instant(began), instant(ends)) for no in range(1, lots + 1)]
    wallet.purses["points"] = Purse(held, [], Sums(issued=LOT * lots))
    wallet.events = wallet.entries = wallet.orders = lots
    wallet.next_due_at = instant(ends)
    return encode(wallet), level_names(wallet)


def _hold_clock(database: psycopg.Connection) -> None:
    """Hold the clock, as an import of a history does."""
    from regulars.desk.clock import HISTORY_LOCK  # noqa: PLC0415 - as above.

    database.execute("SELECT pg_advisory_lock_shared(%s)", (HISTORY_LOCK,))


def _is_due(database: psycopg.Connection) -> bool:
    row = database.execute("SELECT EXISTS (SELECT FROM desk_wallet WHERE next_due_at <= now())").fetchone()
    return bool(row and row[0])

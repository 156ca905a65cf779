"""Rewards redeemed end to end over HTTP at 64 connections, between rounds of TPC-B; and how long one takes at half of that."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bench import http as web
from bench import tpcb
from bench.load import answered_a_second, request
from regulars.core.events import Adjustment, Redemption
from regulars.core.periods import instant

if TYPE_CHECKING:
    from bench.figures import Figures
    from regulars.lib.postgres import EmbeddedPostgres

# So many members, that none redeems more than a few times: what was redeemed lately stands in the wallet, to be given back.
CONNECTIONS, MEMBERS, ROUNDS, SECONDS = 64, 20_000, 4, 5
REDEMPTIONS, PACED = 6_000, 3_000
PROGRAMME = """
programme: bench
name: { zh-Hant: 兌換, en: Rewards }
zone: Asia/Taipei
currency: TWD
effective_from: 2020-01-01
points:
  points: { name: { zh-Hant: 點數, en: Points }, worth: 1 }
earning:
  - id: base
    name: { zh-Hant: 消費, en: Purchases }
    earn: points
    rate: { points: 1, per: 10 }
rewards:
  - { id: tea, name: { zh-Hant: 茶, en: Tea }, price: { points: 3 }, stock: 100000000, limits: [{ times: 1000000, per: member_day }] }
"""


def measure(figures: Figures, server: EmbeddedPostgres, *, rounds: int = ROUNDS) -> None:
    """By turns with TPC-B, so that whatever else the machine does falls on both; one stock is everybody's."""
    from regulars.accounts import keys  # noqa: PLC0415 - models exist only after setup.

    tpcb.make_accounts(server)
    _give_points()
    found: list[dict[str, float]] = []
    with web.server(keys.make("redeemers")) as shop:
        _crowd(shop, "warm", REDEMPTIONS // 4)
        for number in range(rounds):
            before = tpcb.transactions_a_second(server, seconds=SECONDS)
            rate, took = _crowd(shop, f"round-{number}", REDEMPTIONS)
            after = tpcb.transactions_a_second(server, seconds=SECONDS)
            desk = _at_the_desk(f"desk-{number}", REDEMPTIONS)
            found.append(
                {"tpcb": (before + after) / 2, "rate": rate, "slow_ms": _of_twenty(took), "desk": desk}
            )
            print("  ", {name: round(value) for name, value in found[-1].items()}, flush=True)
        peak = statistics.median(one["rate"] for one in found)
        at_half = _of_twenty(_paced(shop, "half", PACED, peak / 2))
    figures.add(f"pgbench TPC-B at {tpcb.CLIENTS} clients", _middle(found, "tpcb"), "transactions/s")
    figures.add(f"redeemed end to end, {CONNECTIONS} connections, one stock", peak, "redemptions/s")
    ratio = statistics.median(one["rate"] / one["tpcb"] for one in found)
    figures.add("redeemed end to end, to TPC-B", ratio, "times", least=0.8)
    figures.add(
        f"redeemed at the desk by {CONNECTIONS} who wait, without HTTP",
        _middle(found, "desk"),
        "redemptions/s",
    )
    without = statistics.median(one["desk"] / one["tpcb"] for one in found)
    figures.add("redeemed at the desk, to TPC-B", without, "times")
    figures.add("a redemption at the peak (19 of 20)", _middle(found, "slow_ms"), "ms")
    figures.add("a redemption at half of the peak (19 of 20)", at_half, "ms", most=50)
    _prove(figures)


def _prove(figures: Figures) -> None:
    from regulars.desk.verify import verify  # noqa: PLC0415 - models exist only after setup.
    from regulars.programmes.queries import current  # noqa: PLC0415 - see above.
    from regulars.rewards.models import Redemption  # noqa: PLC0415 - see above.
    from regulars.supplies.queries import left  # noqa: PLC0415 - see above.

    off = Redemption.objects.count() - left(["reward:tea"])["reward:tea"].taken
    figures.add("redemptions beside what the stock lost", off, "pieces", most=1)
    figures.add("what verify found broken", len(verify(current()).broken), "wallets", most=1)


def _give_points() -> None:
    from regulars.desk.posting import Arrival, post  # noqa: PLC0415 - models exist only after setup.
    from regulars.programmes.queries import current  # noqa: PLC0415 - see above.

    at = instant(datetime.now(UTC))
    day, _ = current().calendar.local(at)
    gifts = [
        Arrival("bench", f"M{one}", Adjustment(f"G{one}", at, day, "points", 1_000_000, "bench", "bench"))
        for one in range(MEMBERS)
    ]
    for place in range(0, MEMBERS, 500):
        post(current(), gifts[place : place + 500])


def _at_the_desk(name: str, count: int) -> float:
    """What one process gets through without the web between: so many who each wait for their answer, at one desk."""
    from regulars.desk.gathering import Gathering  # noqa: PLC0415 - models exist only after setup.
    from regulars.desk.posting import Answer, Arrival  # noqa: PLC0415 - as above.
    from regulars.programmes.queries import current  # noqa: PLC0415 - as above.

    desk, at = Gathering(current), instant(datetime.now(UTC))
    day, minute = current().calendar.local(at)

    def redeem(number: int) -> Answer:
        event = Redemption(f"{name}-{number}", at, day, "tea", minute)
        return desk.bring(Arrival("bench", f"M{number % MEMBERS}", event, makes_nobody=True))

    try:
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            began = time.perf_counter()
            assert all(one.refusal is None for one in pool.map(redeem, range(count)))
            return count / (time.perf_counter() - began)
    finally:
        desk.close()


def _crowd(shop: web.Server, name: str, count: int) -> tuple[float, list[float]]:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_send_all, (shop.port, shop.key, name, count))


def _send_all(port: int, key: str, name: str, count: int) -> tuple[float, list[float]]:
    sent = [request(path, body, key) for path, body in _asked(name, count)]
    return answered_a_second(sent, port=port, connections=CONNECTIONS)


def _paced(shop: web.Server, name: str, count: int, rate: float) -> list[float]:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_send_paced, (shop.port, shop.key, name, count, rate))


def _send_paced(port: int, key: str, name: str, count: int, rate: float) -> list[float]:
    """Send each at its moment, whether or not those before it were answered; how long each took is counted from then."""
    here, began = threading.local(), time.perf_counter() + 0.5
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}

    def send(job: tuple[int, tuple[str, bytes]]) -> float:
        number, (path, body) = job
        due = began + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        line = getattr(here, "line", None)
        if line is None:
            line = here.line = http.client.HTTPConnection("127.0.0.1", port)
        line.request("POST", path, body, headers)
        answer = line.getresponse()
        assert answer.status == 200, answer.read()
        answer.read()
        return time.perf_counter() - due

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return list(pool.map(send, enumerate(_asked(name, count))))


def _asked(name: str, count: int) -> list[tuple[str, bytes]]:
    return [
        (f"/api/v1/members/M{number % MEMBERS}/redemptions", json.dumps({"id": f"{name}-{number}", "reward": "tea"}).encode())
        for number in range(count)
    ]  # fmt: skip


def _middle(found: list[dict[str, float]], name: str) -> float:
    return statistics.median(one[name] for one in found)


def _of_twenty(took: list[float]) -> float:
    """What all but one in twenty stay below, in milliseconds."""
    return statistics.quantiles(took, n=20)[-1] * 1000

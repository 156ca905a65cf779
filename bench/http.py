"""The same over HTTP: the shop's own server on loopback, with the crowd of tills in another process."""

import multiprocessing
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from bench.load import bodies, orders_a_second
from bench.machine import peak_mb
from bench.shop import single_line_orders

CONNECTIONS = 64
PATIENCE_SECONDS = 60


class Server(NamedTuple):
    """A server that runs, and a key for its API."""

    port: int
    key: str
    process: subprocess.Popen[bytes]

    @property
    def peak_mb(self) -> float:
        """Return the most memory that its largest process held."""
        children = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
        with open(children) as pids:  # noqa: PTH123 - a file of the kernel, not of ours.
            return max(peak_mb(pid) for pid in (str(self.process.pid), *pids.read().split()))


@contextmanager
def server(key: str) -> Iterator[Server]:
    """Run `regulars serve` as an operator does."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"PORT": str(port)}
    command = [sys.executable, "-c", "from regulars.cli import main; main()", "serve"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_until_well(port)
        yield Server(port, key, process)
    finally:
        process.terminate()
        process.wait()


def crowd(found: Server, *, orders: int, members: range, name: str) -> tuple[float, float, float]:
    """Send orders from a process of its own; answer orders a second, and the median and 99th of the answers in ms."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        rate, took = pool.apply(_crowd, (found.port, found.key, orders, members, name))
    hundredths = statistics.quantiles(took, n=100)
    return rate, hundredths[49] * 1000, hundredths[98] * 1000


def _crowd(port: int, key: str, orders: int, members: range, name: str) -> tuple[float, list[float]]:
    sent = bodies(single_line_orders(orders, members=members, seed=len(name), name=name))
    return orders_a_second(sent, port=port, key=key, connections=CONNECTIONS)


def page_ms(found: Server, path: str, *, cookie: str, times: int) -> tuple[float, float]:
    """Fetch a page one request after the other; answer the median and the slowest but one in twenty, in ms."""
    took = []
    for _ in range(times):
        request = urllib.request.Request(f"http://127.0.0.1:{found.port}{path}", headers={"Cookie": cookie})
        began = time.perf_counter()
        with urllib.request.urlopen(request) as response:  # noqa: S310 - our own server's address.
            assert response.geturl().endswith(path), f"{path} led to {response.geturl()}"
            response.read()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took), statistics.quantiles(took, n=20)[-1]


def _wait_until_well(port: int) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        with (
            suppress(urllib.error.URLError, ConnectionError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5),
        ):
            return
        time.sleep(0.05)
    raise TimeoutError

"""A shop that is killed, and the tills that go on sending to it until every order was acknowledged."""

import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from served_shop import free_port, wait_until_well

from regulars.lib.postgres import EmbeddedPostgres

MEMBERS = 20


class KilledShop:
    """`regulars serve` with a folder of its own, in a group of processes that can be killed as one."""

    def __init__(self, folder):
        self.port = free_port()
        self._environment = os.environ | {
            "REGULARS_VAR": str(folder), "PORT": str(self.port), "WORKERS": "2", "LANG": "en_US.UTF-8",
        }  # fmt: skip
        self.database = EmbeddedPostgres(folder)
        self._server = None

    def run(self, *arguments):
        return subprocess.run(
            self._command(*arguments), env=self._environment, check=True, capture_output=True, text=True
        ).stdout

    def serve(self):
        self._server = subprocess.Popen(
            self._command("serve"),
            env=self._environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until_well(self.port)

    @property
    def group(self):
        """The group of the server's processes."""
        return self._server.pid

    def kill(self):
        """Kill the server and every worker of it, as a cable that is pulled would."""
        os.killpg(self._server.pid, signal.SIGKILL)
        self._server.wait()

    def kill_database(self):
        os.kill(self.database.pid, signal.SIGKILL)

    def remove(self):
        if self._server is not None and self._server.poll() is None:
            self.kill()
        self.database.remove()

    def _command(self, *arguments):
        return [sys.executable, "-c", "from regulars.cli import main; main()", *arguments]


class Till:
    """Sends its orders one after the other; one without an answer is sent again until there is one.

    Every other till sends each order under a key of its own, and must be answered to the letter what it was before.
    """

    def __init__(self, shop, key, number, seed):
        self._shop, self._key, self._number = shop, key, number
        self._chance = random.Random(seed)
        self._connection = None
        self.acknowledged = {}
        self.orders = []
        self.lies = []

    def send_until(self, stop):
        """Send on; a till whose shop was killed waits for the next round with its order in hand."""
        while not stop.is_set():
            if not self.orders or self.orders[-1]["id"] in self.acknowledged:
                self.orders.append(self._next())
            if not self._is_answered(self.orders[-1]):
                time.sleep(0.01)
            if self.acknowledged and self._chance.random() < 0.1:
                self._send_again(self._chance.choice(self.orders))

    def settle(self):
        """Send everything again, until all of it is acknowledged."""
        for order in self.orders:
            while order["id"] not in self.acknowledged and not self._is_answered(order):
                time.sleep(0.05)
            self._send_again(order)
        self.close()

    def close(self):
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _next(self):
        number = len(self.orders)
        return {
            "id": f"{self._number}-{number}",
            "occurred_at": "2026-03-03T10:00:00",
            "member": f"M-{self._chance.randrange(MEMBERS)}",
            "lines": [{"product": "mug", "quantity": 1, "amount": 10 * self._chance.randint(1, 50)}],
        }

    def _is_answered(self, order):
        answer = self._ask(order)
        if answer is not None:
            self.acknowledged[order["id"]] = answer
        return answer is not None

    def _send_again(self, order):
        """What was acknowledged once must be known, and must have given the same."""
        before = self.acknowledged.get(order["id"])
        answer = self._ask(order) if before else None
        if answer is not None and not self._is_the_same(before, answer):
            self.lies.append((order, before, answer))

    @property
    def _has_keys(self):
        return self._number % 2 == 1

    def _is_the_same(self, before, answer):
        if self._has_keys:
            return answer == before
        return (answer["status"], answer["points"]) == ("repeated", before["points"])

    def _ask(self, order):
        """The answer of a 200; None where none came, or one that says to try again."""
        headers = {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"}
        if self._has_keys:
            headers["Idempotency-Key"] = f"order/{order['id']}"
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection("127.0.0.1", self._shop.port, timeout=20)
            self._connection.request("POST", "/api/v1/orders", json.dumps(order), headers)
            response = self._connection.getresponse()
            body = response.read()
        except (OSError, http.client.HTTPException):
            self.close()
            return None
        # 409: the server that was killed is not quite gone, and still holds the key.
        if response.status in {409, 503}:
            return None
        assert response.status == 200, body
        return json.loads(body)


class Crowd:
    """Several tills that send at once."""

    def __init__(self, tills):
        self._tills = tills

    def __enter__(self):
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=till.send_until, args=(self._stop,)) for till in self._tills]
        for thread in self._threads:
            thread.start()

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()


def programme():
    """The file of the plain programme."""
    return str(Path(__file__).parents[2] / "examples" / "programmes" / "plain.yaml")

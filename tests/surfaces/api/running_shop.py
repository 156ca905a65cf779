"""A shop that is really served, and clients that speak to it over sockets of their own."""

import http.client
import json
import socket
import subprocess
import time
from contextlib import closing, suppress

PATIENCE_SECONDS = 60


class RunningShop:
    """`regulars serve` with two workers over a database of its own."""

    def __init__(self, own):
        self._own = own
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        own.environment |= {"PORT": str(self.port), "WORKERS": "2"}
        self._server = own.begin("serve")

    def wait_until_well(self):
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            with suppress(OSError, http.client.HTTPException):
                if self._is_well():
                    return
            time.sleep(0.05)
        raise TimeoutError

    def _is_well(self):
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as connection:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200

    def client(self, key):
        return Client(self.port, key)

    def stop(self):
        self._server.terminate()
        try:
            self._server.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._server.kill()


class Client:
    """One connection of one till."""

    def __init__(self, port, key):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        self._headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}

    def ask(self, method, path, body=None, **headers):
        """Answer the status and the bytes of the body."""
        raw = None if body is None else json.dumps(body)
        self._connection.request(method, f"/api/v1/{path}", raw, self._headers | headers)
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def close(self):
        self._connection.close()

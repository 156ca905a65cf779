"""A shop that is really served, and clients that speak to it over sockets of their own."""

import http.client
import json
import subprocess

from served_shop import PATIENCE_SECONDS, free_port, wait_until_well


class RunningShop:
    """`regulars serve` with two workers over a database of its own."""

    def __init__(self, own):
        self.own = own
        self.port = free_port()
        own.environment |= {"PORT": str(self.port), "WORKERS": "2"}
        self._server = own.begin("serve")

    def wait_until_well(self):
        wait_until_well(self.port)

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

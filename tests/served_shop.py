"""When a shop that was just begun is there: it has a port of its own, and says that it is well."""

import http.client
import socket
import time
from contextlib import closing, suppress

PATIENCE_SECONDS = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_well(port):
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        with suppress(OSError, http.client.HTTPException):
            if _is_well(port):
                return
        time.sleep(0.05)
    raise TimeoutError


def _is_well(port):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200

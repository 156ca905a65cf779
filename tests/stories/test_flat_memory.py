"""A shop listens for an hour, and no process of it needs more memory at the end than in its middle."""

import base64
import http.client
import json
import os
import statistics
import time
import uuid
from contextlib import closing
from pathlib import Path

import pytest

MINUTES = float(os.environ.get("REGULARS_MINUTES", "60"))
A_SECOND = 5
SIZE = 100
#: What Python and the allocator keep back is not always the same; what grows with every event is seen for sure.
GROWTH = 1.1

pytestmark = pytest.mark.skipif(not os.environ.get("REGULARS_SOAK"), reason="takes an hour: make soak")


def test_memory_is_flat_over_an_hour(shop):
    shop.serve()
    key = shop.run("source", "add", "web", "--purpose", "membership", "--trusted").split()[-1]
    found, until = [], time.monotonic() + MINUTES * 60

    with closing(http.client.HTTPConnection("127.0.0.1", shop.port, timeout=60)) as connection:
        while time.monotonic() < until:
            began = time.monotonic()
            for _ in range(A_SECOND):
                assert _sent(connection, key) == 200
            found.append(_memory(shop.group))
            time.sleep(max(0.0, began + 1 - time.monotonic()))

    half, quarter = len(found) // 2, len(found) // 4
    for process in found[-1]:
        middle = statistics.median(one[process] for one in found[quarter:half])
        end = statistics.median(one[process] for one in found[-quarter:])
        print(f"{process}: {middle / 1024:.0f} MB in the second quarter, {end / 1024:.0f} MB in the last")
        assert end < GROWTH * middle, f"{process} grew from {middle} to {end} kB"


def _sent(connection, key):
    body = json.dumps({"batch": [_event(place) for place in range(SIZE)]})
    login = base64.b64encode(f"{key}:".encode()).decode()
    headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
    connection.request("POST", "/v1/batch", body, headers)
    response = connection.getresponse()
    response.read()
    return response.status


def _event(place):
    """Mostly goods that are looked at, five orders of a hundred; of members who come back, and some who never did."""
    message = str(uuid.uuid4())
    goods = {"product_id": "mug", "category": "home/kitchen", "price": 320, "currency": "TWD"}
    order = {"order_id": message, "total": 320, "currency": "TWD", "products": [goods | {"quantity": 1}]}
    name, said = ("Order Completed", order) if place % 20 == 0 else ("Product Viewed", goods)
    return {
        "type": "track", "event": name, "messageId": message, "userId": f"U{message[:3]}", "properties": said,
        "anonymousId": message[:6],
    }  # fmt: skip


def _memory(group):
    """Kilobytes of every process of the shop that are there now, by what it is and its number."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                command = (folder / "cmdline").read_bytes().split(b"\0")
                pages = int((folder / "statm").read_text().split()[1])
                found[f"{command[-2].decode()} {folder.name}"] = pages * 4
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found

"""A program is answered over a shorter road than a page, with all that a program relies on."""

import http.client
import json
import socket
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from running_shop import RunningShop

PLAIN = Path(__file__).parents[3] / "examples" / "programmes" / "plain.yaml"


NOS = [
    ("POST", "/api/v1/nothing/here", 404, "AddressUnknown"),
    ("POST", "/api/elsewhere", 404, "AddressUnknown"),
    ("GET", "/api/", 404, "AddressUnknown"),
    ("PUT", "/api/v1/orders", 405, "MethodUnusable"),
    ("POST", "/api/v1/orders", 401, "KeyMissing"),
]


@pytest.fixture(scope="module")
def running(new_database, migrated, tmp_path_factory):
    from own_shop import OwnShop  # noqa: PLC0415 - beside the fixture that it belongs to.

    shop = OwnShop(new_database("shop_of_programs", template=migrated), tmp_path_factory.mktemp("programs"))
    shop.run("programme", "publish", PLAIN)
    found = RunningShop(shop)
    found.wait_until_well()
    yield found
    found.stop()


def test_a_no_is_a_problem_in_the_language_that_was_asked_for_with_its_length_and_its_policy(running):
    for method, path, status, code in NOS:
        answer, body = asked(running, method, path)
        told = json.loads(body)
        chinese = json.loads(asked(running, method, path, "zh-TW")[1])

        assert (answer.status, told["code"]) == (status, code)
        assert (told["detail"], chinese["detail"]) == (told["sentences"]["en"], told["sentences"]["zh-Hant"])
        assert int(answer.headers["Content-Length"]) == len(body)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer.headers

    described, body = asked(running, "GET", "/api/v1/openapi.json")
    assert (described.status, described.headers["Content-Type"]) == (200, "application/json")
    assert "/api/v1/orders" in json.loads(body)["paths"]
    assert asked(running, "HEAD", "/api/v1/orders")[1] == b""

    page, body = asked(running, "GET", "/sign-in/")
    assert page.status == 200
    assert b"csrfmiddlewaretoken" in body


def asked(running, method, path, language="en"):
    with closing(http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)) as line:
        line.request(method, path, b"{}" if method != "GET" else None, {"Accept-Language": language})
        answer = line.getresponse()
        return answer, answer.read()


def test_an_answer_of_unknown_length_ends_and_the_connection_serves_the_next_one(running):
    with closing(http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)) as line:
        for host, status in (("elsewhere", 400), (f"127.0.0.1:{running.port}", 200)) * 2:
            line.request("GET", "/sign-in/", headers={"Host": host})
            answer = line.getresponse()
            assert (answer.status, answer.read()[-8:].strip()) == (status, b"</html>")


def test_who_hangs_up_in_the_middle_disturbs_nobody(running, key):
    for path in ("/api/v1/orders", "/api/v1/members/M-1/rewards", "/v1/track", "/sign-in/"):
        with closing(socket.create_connection(("127.0.0.1", running.port))) as line:
            line.sendall(f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{{".encode())

    assert told(running, key, "/api/v1/orders", ORDER | {"id": "A-after"})[0] == 200


ORDER = {
    "id": "A-first", "occurred_at": "2026-03-03T12:00:00+08:00", "member": "M-1", "store": "taipei", "channel": "store",
    "lines": [{"product": "mug", "quantity": 1, "amount": 320}],
}  # fmt: skip


@pytest.fixture(scope="module")
def key(running):
    return running.own.run("key", "create", "till").strip()


def test_many_tills_at_once_are_each_answered_and_each_order_counts_once(running, key):
    """Two tell each order, over connections of their own: one of them hears that it was told before."""

    def tell(number):
        return told(running, key, "/api/v1/orders", ORDER | {"id": f"A-{number // 2}"})

    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(tell, range(400)))

    assert {status for status, _ in answers} == {200}
    assert Counter(body["status"] for _, body in answers) == {"decided": 200, "repeated": 200}
    assert [body["points"] for _, body in answers[::2]] == [body["points"] for _, body in answers[1::2]]


def test_a_body_in_pieces_is_read_and_one_that_is_too_long_refused(running, key):
    raw = json.dumps(ORDER).encode()
    pieces = told(running, key, "/api/v1/orders", iter([raw[:9], raw[9:]]))
    long = told(running, key, "/api/v1/orders", iter([b" " * 200_000, b" " * 200_000]))
    said_long = told(running, key, "/api/v1/orders", b" " * 300_000)

    assert (pieces[0], pieces[1]["status"]) == (200, "decided")
    assert [(status, body["code"]) for status, body in (long, said_long)] == [(413, "BodyTooLarge")] * 2


def test_what_a_till_asks_often_is_refused_as_all_else_is(running, key):
    refused = [
        (told(running, "rg_nobody", "/api/v1/orders", ORDER), 401, "KeyUnknown"),
        (told(running, key, "/api/v1/orders", b"{"), 400, "BodyUnreadable"),
        (told(running, key, "/api/v1/members/M-1/redemptions", {"id": "R"}), 422, "FieldUnusable"),
        (told(running, key, "/api/v1/members/M-2/redemptions", {"id": "R", "reward": "tea"}), 404, "CardUnknown"),
    ]  # fmt: skip

    for (status, body), expected, code in refused:
        assert (status, body["code"]) == (expected, code)
        assert sorted(body["sentences"]) == ["en", "zh-Hant"]


def told(running, key, path, body):
    raw = json.dumps(body).encode() if isinstance(body, dict) else body
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    with closing(http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)) as line:
        line.request("POST", path, raw, headers)
        answer = line.getresponse()
        return answer.status, json.loads(answer.read())

"""A program is answered over a shorter road than a page, with all that a program relies on."""

import http.client
import json
import sys
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


@pytest.fixture
def running(new_shop):
    shop = new_shop()
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

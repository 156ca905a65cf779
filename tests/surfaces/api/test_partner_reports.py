"""A partner's reports over HTTP: signed as the how-to shows, fresh, and answered alike whatever the codes are."""

import json
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from regulars.coupons import pools, reporters
from regulars.coupons.models import Code
from regulars.lib.cursors import raw_cursor
from regulars.webhooks.signing import signature

HOWTO = Path(__file__).parents[3] / "docs/howto/report-used-codes.md"
OFFER = "sunny-ride"


@pytest.fixture(scope="module")
def signed():
    """What the how-to shows to whoever reports."""
    (code,) = re.findall(r"```python\n(.*?)```", HOWTO.read_text(encoding="utf-8"), re.DOTALL)
    known = {}
    exec(code, known)  # noqa: S102 - it is our own page.
    return known["signed"]


@pytest.fixture
def secret(shop):
    """Two codes are given to somebody, and the partner has a secret."""
    with transaction.atomic():
        pools.fill(raw_cursor(), f"partner:{OFFER}", [(row, f"R-{row}", f"R-{row}") for row in (1, 2, 3)])
        pools.claim(
            raw_cursor(), f"partner:{OFFER}", wallet_id=7, now=datetime.now(UTC), ends_at=None, number=2
        )
    return reporters.make(OFFER, by=None)


def send(headers, body, offer=OFFER):
    client = Client(raise_request_exception=False)
    return client.post(
        f"/api/v1/partner-reports/{offer}", body, content_type="application/json",
        headers={"Accept-Language": "en", **headers},
    )  # fmt: skip


def used():
    return sorted(Code.objects.filter(state="redeemed").values_list("code", flat=True))


def test_what_the_partner_reports_is_marked_as_used(secret, signed):
    answer = send(*signed(secret, ["R-1", " R-2 "]))

    assert (answer.status_code, answer.json()) == (200, {"taken": True})
    assert used() == ["R-1", "R-2"]


def test_every_code_is_answered_alike(secret, signed):
    answers = [
        send(*signed(secret, codes))
        for codes in (
            ["R-1"],
            ["R-1"],
            ["R-3"],
            ["nobody's"],
            ["\0"],
            ["R-1"] * 5_000,
            [f"x-{n}" for n in range(5_000)],
        )
    ]

    assert {(answer.status_code, answer.content) for answer in answers} == {(200, b'{"taken":true}')}
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1
    assert used() == ["R-1"]


def test_a_repeat_is_answered_as_before_and_another_story_under_its_name_is_not(secret, signed):
    headers, body = signed(secret, ["R-1"])
    other = body.replace(b"R-1", b"R-2")
    retold = signature(secret, headers["webhook-id"], int(headers["webhook-timestamp"]), other)

    assert [send(headers, body).status_code for _ in range(2)] == [200, 200]
    answer = send(headers | {"webhook-signature": retold}, other)
    assert (answer.status_code, answer.json()["code"]) == (409, "ReportRetold")
    assert used() == ["R-1"]


def test_of_several_signatures_one_is_enough(secret, signed):
    headers, body = signed(secret, ["R-1"])
    several = f"v1,AAAA v2,x {headers['webhook-signature']}"

    assert send(headers | {"webhook-signature": several}, body).status_code == 200


class TestNotBelieved:
    """Whatever is wrong with it, one answer says so, and nothing is marked."""

    @pytest.fixture
    def refused(self, secret, signed):
        def told(*, offer=OFFER, signed_with=secret, body_too=b"", **changed):
            headers, body = signed(signed_with, ["R-1"])
            return send(headers | changed, body + body_too, offer)

        return told

    @pytest.mark.parametrize(
        "changed",
        [
            {"webhook-signature": ""},
            {"webhook-signature": "v1,"},
            {"webhook-signature": "v1,äöü"},
            {"webhook-signature": "v1a,AAAA"},
            {"webhook-id": "another"},
            {"webhook-id": ""},
            {"webhook-timestamp": ""},
            {"webhook-timestamp": "soon"},
            {"webhook-timestamp": "-1"},
            {"webhook-timestamp": "1e9"},
            {"webhook-timestamp": "٣"},
            {"webhook-timestamp": "9" * 400},
            {"offer": "another-offer"},
            {"offer": "x" * 3000},
            {"signed_with": "whsec_" + "A" * 44},
            {"body_too": b" "},
        ],
    )
    def test_a_report_that_is_not_the_partners_is_refused(self, refused, changed):
        answer = refused(**changed)

        assert (answer.status_code, answer.json()["code"]) == (401, "ReportNotSigned")
        assert answer.json()["facts"] == {}
        assert used() == []

    @pytest.mark.parametrize(("seconds", "status"), [(-301, 401), (-290, 200), (290, 200), (310, 401)])
    def test_it_is_fresh_for_five_minutes(self, secret, seconds, status):
        at, body = (
            int(time.time()) + seconds,
            json.dumps({"type": "codes.used", "data": {"codes": ["R-1"]}}).encode(),
        )
        headers = {
            "webhook-id": "m", "webhook-timestamp": str(at), "webhook-signature": signature(secret, "m", at, body),
        }  # fmt: skip

        assert send(headers, body).status_code == status

    @pytest.mark.parametrize("name", ["m" * 201, "m\tm"])
    def test_a_name_that_nobody_would_give_is_refused(self, secret, name):
        at, body = int(time.time()), b"{}"
        headers = {
            "webhook-id": name, "webhook-timestamp": str(at), "webhook-signature": signature(secret, name, at, body),
        }  # fmt: skip

        assert send(headers, body).json()["code"] == "ReportNotSigned"

    def test_a_secret_that_ended_is_none(self, refused):
        (one,) = reporters.holding(OFFER)
        reporters.end(one.number, by=None)

        assert refused().status_code == 401


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "BodyUnreadable"),
        (b"{", "BodyUnreadable"),
        (b"\xff", "BodyUnreadable"),
        (b"[]", "FieldUnusable"),
        (b'{"type": "codes.used"}', "FieldUnusable"),
        (b'{"type": "codes.given", "data": {"codes": ["a"]}}', "FieldUnusable"),
        (b'{"type": "codes.used", "data": {"codes": []}}', "FieldUnusable"),
        (b'{"type": "codes.used", "data": {"codes": [1]}}', "FieldUnusable"),
        (b'{"type": "codes.used", "data": {"codes": [""]}}', "FieldUnusable"),
        (b'{"type": "codes.used", "data": {"codes": "abc"}}', "FieldUnusable"),
        (json.dumps({"type": "codes.used", "data": {"codes": ["x"] * 5_001}}).encode(), "FieldUnusable"),
        (json.dumps({"type": "codes.used", "data": {"codes": ["x" * 101]}}).encode(), "FieldUnusable"),
        (b" " * 300_000, "BodyTooLarge"),
    ],
    ids=range(13),
)
def test_what_the_partner_says_wrongly_is_told_with_its_field(secret, body, code):
    at = int(time.time())
    headers = {
        "webhook-id": "m",
        "webhook-timestamp": str(at),
        "webhook-signature": signature(secret, "m", at, body),
    }

    answer = send(headers, body)

    assert answer.json()["code"] == code
    assert 400 <= answer.status_code < 500
    assert used() == []

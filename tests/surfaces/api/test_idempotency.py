"""A request with a key is answered once: whoever asks again under it gets the same bytes, whatever happened since."""

import json
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest
from django.db import connection

ORDER = {
    "id": "A-1",
    "occurred_at": "2026-03-03T12:30:00",
    "member": "M-1",
    "lines": [{"product": "mug", "quantity": 1, "amount": 1200}],
}
SPEND = {"points": 40, "currency": "points"}
MUG = {"lines": [{"product": "mug", "quantity": 1}]}
CALLS = {
    "an order": ("orders", ORDER),
    "a return": ("orders/A-0/returns", MUG),
    "a return without a receipt": ("returns", {"member": "M-1", **MUG}),
    "a cancellation": ("orders/A-0/cancellation", {}),
    "what an order reached": ("orders/A-0/milestones", {"name": "delivered"}),
    "a spend": ("members/M-1/spends", SPEND),
    "a spend that is refused": ("members/M-1/spends", {**SPEND, "points": 9_999}),
}
UNUSABLE = {
    "empty": "", "a blank": "k 1", "too long": "k" * 256, "a control character": "k\x7f", "not ASCII": "k\xe9",
}  # fmt: skip


def _key(key):
    return {"Idempotency-Key": key}


def _usable(till):
    return till.get("members/M-1").json()["balances"][0]["usable"]


def _counted(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


@pytest.fixture
def buyer(till):
    """A till of whose member there are 94 points."""
    till.post("orders", {**ORDER, "id": "A-0"})
    return till


@pytest.mark.parametrize("what", CALLS)
def test_a_key_that_comes_again_is_answered_to_the_byte_and_does_nothing(buyer, what):
    first = buyer.post(*CALLS[what], **_key("k-1"))
    before = (_usable(buyer), _counted("events_event"), _counted("ledger_entry"))
    buyer.post("orders", {**ORDER, "id": "A-7"})

    again = buyer.post(*CALLS[what], **_key("k-1"))

    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["Content-Type"] == first.headers["Content-Type"]
    assert (first.headers.get("Idempotent-Replayed"), again.headers["Idempotent-Replayed"]) == (None, "true")
    assert _counted("events_event") == before[1] + 1


def test_a_refusal_under_a_key_stands_for_a_day_though_there_would_be_enough_by_now(buyer):
    first = buyer.post("members/M-1/spends", {**SPEND, "points": 150}, **_key("k-1"))
    buyer.post("orders", {**ORDER, "id": "A-7", "lines": [{"product": "mug", "quantity": 1, "amount": 9000}]})

    again = buyer.post("members/M-1/spends", {**SPEND, "points": 150}, **_key("k-1"))
    other_key = buyer.post("members/M-1/spends", {**SPEND, "points": 150}, **_key("k-2"))

    assert (first.status_code, first.json()["code"]) == (409, "NotEnoughPoints")
    assert again.content == first.content
    assert other_key.json()["status"] == "decided"


def test_a_kept_refusal_keeps_its_language(buyer):
    english, chinese = (
        buyer.post(
            "members/M-1/spends", {**SPEND, "points": 150}, **_key("k"), **{"Accept-Language": language}
        )
        for language in ("en", "zh-TW")
    )

    assert chinese.content == english.content
    assert chinese.headers["Content-Language"] == english.headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("members/M-1/spends", {**SPEND, "points": 41}),
        ("orders", {**ORDER, "id": "A-9"}),
        ("members/M-1/spends", b'{"points":40,"currency":"points"}'),
    ],
)
def test_a_key_with_another_request_is_refused_and_nothing_moves(buyer, path, body):
    buyer.post("members/M-1/spends", SPEND, **_key("k-1"))

    answer = buyer.post(path, body, **_key("k-1"))

    assert (answer.status_code, answer.json()["code"]) == (422, "KeyReused")
    assert answer.json()["facts"] == {"source": "till-1", "key": "k-1"}
    assert _usable(buyer) == 54


def test_a_key_belongs_to_its_till(buyer, other_till):
    first = buyer.post("members/M-1/spends", SPEND, **_key("k-1"))
    other = other_till.post("members/M-1/spends", SPEND, **_key("k-1"))

    assert [answer.json()["balances"][0]["usable"] for answer in (first, other)] == [54, 14]


@pytest.mark.parametrize("what", UNUSABLE)
def test_a_key_that_cannot_be_kept_is_refused_and_nothing_moves(buyer, what):
    for call in (("members/M-1/spends", SPEND), ("orders", {**ORDER, "id": "A-7"})):
        answer = buyer.post(*call, **_key(UNUSABLE[what]))

        assert (answer.status_code, answer.json()["code"]) == (400, "IdempotencyKeyUnusable")
    assert _counted("events_event") == 1


def test_the_longest_key_is_kept(buyer):
    answers = [buyer.post("members/M-1/spends", SPEND, **_key("~" * 255)) for _ in range(2)]

    assert answers[0].content == answers[1].content
    assert _usable(buyer) == 54


def test_what_was_never_decided_may_come_again_corrected_under_its_key(buyer):
    unreadable = buyer.post("members/M-1/spends", b"{", **_key("k-1"))
    unknown = buyer.post("members/M-9/spends", SPEND, **_key("k-1"))
    corrected = buyer.post("members/M-1/spends", SPEND, **_key("k-1"))

    assert [answer.status_code for answer in (unreadable, unknown, corrected)] == [400, 404, 200]


def test_what_was_answered_stands_though_the_shop_would_not_know_the_card_any_more(buyer):
    first = buyer.post("members/M-1/spends", SPEND, **_key("k-1"))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_identifier")

    again = buyer.post("members/M-1/spends", SPEND, **_key("k-1"))

    assert (again.status_code, again.content) == (200, first.content)


def test_after_a_day_the_books_still_know_what_the_reply_forgot(buyer):
    from regulars.worker import clock  # noqa: PLC0415 - models exist only after setup.

    first = buyer.post("members/M-1/spends", SPEND, **_key("k-1"))
    clock.tick(now=datetime.now(UTC) + timedelta(hours=24, minutes=1))
    assert _counted("replies_reply") == 0

    again = buyer.post("members/M-1/spends", SPEND, **_key("k-1"))
    other = buyer.post("members/M-1/spends", {**SPEND, "points": 41}, **_key("k-1"))

    assert first.json() | {"status": "repeated"} == again.json()
    assert (other.status_code, other.json()["code"]) == (422, "KeyReused")
    assert _usable(buyer) == 54


def test_a_till_that_sends_last_months_receipt_again_changes_nothing(buyer):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE events_event SET received_at = received_at - interval '400 days'")
    before = (_usable(buyer), _counted("ledger_entry"))

    answers = [buyer.post("orders", {**ORDER, "id": "A-0"}, **key) for key in ({}, _key("k-1"), _key("k-2"))]

    assert [answer.json()["status"] for answer in answers] == ["repeated"] * 3
    assert (_usable(buyer), _counted("ledger_entry")) == before


def test_a_key_that_is_still_running_is_told_to_come_again(buyer, monkeypatch):
    from regulars.desk import gathering, replying  # noqa: PLC0415 - models exist only after setup.

    reached, go_on, found, post = Event(), Event(), [], replying.post_within

    def slowly(*given, **more):
        reached.set()
        go_on.wait()
        return post(*given, **more)

    monkeypatch.setattr(replying, "post_within", slowly)

    def first():
        found.append(buyer.post("members/M-1/spends", SPEND, **_key("k-1")))
        connection.close()

    asking = Thread(target=first)
    asking.start()
    reached.wait()
    meanwhile = buyer.post("members/M-1/spends", SPEND, **_key("k-1"))
    go_on.set()
    asking.join()
    afterwards = buyer.post("members/M-1/spends", SPEND, **_key("k-1"))

    assert (meanwhile.status_code, meanwhile.json()["code"]) == (409, "StillRunning")
    assert meanwhile.headers["Retry-After"] == "1"
    assert afterwards.content == found[0].content
    assert _usable(buyer) == 54
    assert gathering._desk[1]._running == set()


def test_a_fault_of_ours_is_not_kept(buyer, monkeypatch):
    from regulars.api import posting  # noqa: PLC0415 - models exist only after setup.

    def broken(*_, **__):
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(posting, "told", broken)
        fault = buyer.post("members/M-1/spends", SPEND, **_key("k-1"))
    assert (fault.status_code, _usable(buyer), _counted("replies_reply")) == (500, 94, 0)

    answer = buyer.post("members/M-1/spends", SPEND, **_key("k-1"))

    assert json.loads(answer.content)["status"] == "decided"
    assert _usable(buyer) == 54

"""Points handed from one member to another over HTTP."""

from threading import Thread

import pytest
from django.db import connection

from regulars.desk.verify import verify
from regulars.ledger.models import Entry
from regulars.programmes.queries import current

TRANSFER = {"id": "T-1", "member": "M-1", "to": "M-2", "points": 40, "currency": "points"}


@pytest.fixture
def programme_text(programme_text):
    """Let members hand over fewer points at once than Sunny Select does."""
    assert "most: 500" in programme_text
    return programme_text.replace("most: 500", "most: 50", 1)


@pytest.fixture
def two(till):
    """Give M-1 and M-2 94 points each."""
    for number in (1, 2):
        till.post("orders", _order(f"M-{number}", f"A-{number}"))
    return till


def _order(member, name):
    lines = [{"product": "mug", "quantity": 1, "amount": 1200}]
    return {"id": name, "occurred_at": "2026-03-03T12:30:00", "member": member, "lines": lines}


def _usable(till, *cards):
    return [till.get(f"members/{card}").json()["balances"][0]["usable"] for card in cards]


def _code(answer):
    return answer.status_code, answer.json()["code"]


def test_points_go_over_and_keep_their_last_day(two):
    told = two.post("transfers", TRANSFER).json()
    lots = two.get("members/M-2").json()["balances"][0]["lots"]

    assert (told["status"], told["member"], told["points"][0]["points"]) == ("decided", "M-1", -40)
    assert _usable(two, "M-1", "M-2") == [54, 134]
    assert {lot["expires_at"] for lot in lots} == {"2027-12-31T16:00:00Z"}
    assert verify(current()).broken == ()


def test_a_transfer_that_is_sent_again_moves_nothing(two):
    answers = [two.post("transfers", TRANSFER).json()["status"] for _ in range(2)]

    assert answers == ["decided", "repeated"]
    assert _usable(two, "M-1", "M-2") == [54, 134]


def test_the_same_id_for_somebody_else_is_refused(two):
    two.post("transfers", TRANSFER)
    two.post("orders", _order("M-3", "A-3"))

    assert _code(two.post("transfers", {**TRANSFER, "to": "M-3"})) == (422, "EventRetold")
    assert _usable(two, "M-1", "M-2", "M-3") == [54, 134, 94]


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"to": "M-1"}, (422, "TransferToSelf")),
        ({"to": "nobody"}, (404, "CardUnknown")),
        ({"member": "nobody"}, (404, "CardUnknown")),
        ({"points": 51}, (422, "TransferTooLarge")),
        ({"currency": "stamps", "points": 1}, (409, "TransferNotAllowed")),
        ({"currency": "miles"}, (422, "CurrencyUnknown")),
        ({"points": 0}, (422, "FieldUnusable")),
    ],
)
def test_what_is_refused_moves_nothing(two, changed, refusal):
    assert _code(two.post("transfers", {**TRANSFER, **changed})) == refusal
    assert _usable(two, "M-1", "M-2") == [94, 94]


def test_more_than_is_there_is_refused(two):
    two.post("transfers", {**TRANSFER, "points": 50})
    answer = two.post("transfers", {**TRANSFER, "id": "T-2", "points": 50})

    assert answer.json()["facts"] == {"currency": "points", "needed": 50, "usable": 44}
    assert _usable(two, "M-1", "M-2") == [44, 144]


def test_each_side_reads_what_the_giver_wrote_and_no_more(two):
    two.post("transfers", {**TRANSFER, "message": "生日快樂"})
    giver, receiver = (two.get(f"members/{card}/history?limit=1").content.decode() for card in ("M-1", "M-2"))

    assert "M-2" in giver
    assert "M-1" not in receiver
    assert "生日快樂" in receiver


def test_two_members_who_give_to_each_other_at_one_moment_both_do(two):
    answers = []

    def give(member, to, number):
        told = two.post(
            "transfers", {**TRANSFER, "id": f"T-{number}", "member": member, "to": to, "points": 5}
        )
        answers.append(told.json()["status"])
        connection.close()

    ways = [("M-1", "M-2"), ("M-2", "M-1")] * 4
    threads = [Thread(target=give, args=(*way, number)) for number, way in enumerate(ways)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == ["decided"] * 8
    assert _usable(two, "M-1", "M-2") == [94, 94]
    assert verify(current()).broken == ()


def test_points_that_were_lost_on_the_way_are_found(two):
    two.post("transfers", TRANSFER)
    Entry.objects.filter(kind="transfer_in").update(points=39)

    assert "I14 what was given was received: points" in [broken.what for broken in verify(current()).broken]

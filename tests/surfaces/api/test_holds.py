"""Points held by a till: nobody else's to use, used or given up once, and gone from nobody when the money does not come."""

import pytest
from django.db import connection

from regulars.desk.clock import run_due
from regulars.desk.verify import verify
from regulars.programmes.queries import current

HOLD = {"id": "H-1", "member": "M-1", "points": 60, "currency": "points"}
ORDER = {
    "id": "A-1",
    "occurred_at": "2026-03-03T12:30:00",
    "member": "M-1",
    "lines": [{"product": "mug", "quantity": 1, "amount": 1200}],
}


@pytest.fixture
def paid_till(till):
    """Give M-1 94 points, and answer their till."""
    till.post("orders", ORDER)
    return till


def _balance(till):
    balance = till.get("members/M-1").json()["balances"][0]
    return balance["usable"], balance["held"]


def _code(answer):
    return answer.status_code, answer.json()["code"]


def test_a_hold_takes_points_out_of_reach(paid_till):
    told = paid_till.post("holds", HOLD).json()

    assert (told["status"], told["points"]) == ("decided", [])
    assert _balance(paid_till) == (34, 60)
    spend = {"id": "S-1", "points": 35, "currency": "points"}
    assert _code(paid_till.post("members/M-1/spends", spend)) == (409, "NotEnoughPoints")
    assert _code(paid_till.post("holds", {**HOLD, "id": "H-2"})) == (409, "NotEnoughPoints")


def test_a_wallet_shows_what_is_held_for_what(paid_till):
    paid_till.post("holds", {**HOLD, "purpose": "A-2"})
    (held,) = paid_till.get("members/M-1").json()["balances"][0]["holds"]

    assert (held["id"], held["points"], held["purpose"]) == ("H-1", 60, "A-2")


def test_a_hold_is_posted_once_however_often_the_till_asks(paid_till):
    paid_till.post("holds", HOLD)
    answers = [paid_till.post("holds/H-1/post", {}).json() for _ in range(2)]

    assert [answer["status"] for answer in answers] == ["decided", "repeated"]
    assert [answer["balances"][0]["change"] for answer in answers] == [-60, -60]
    assert _balance(paid_till) == (34, 0)


def test_a_part_is_posted_and_the_rest_is_free(paid_till):
    paid_till.post("holds", HOLD)
    told = paid_till.post("holds/H-1/post", {"points": 25}).json()

    assert told["points"][0]["points"] == -25
    assert told["reasons"][0]["sentence"]["en"] == "35 points of what was held can be used again"
    assert _balance(paid_till) == (69, 0)


def test_what_was_posted_on_an_order_goes_back_with_it(paid_till):
    paid_till.post("holds", HOLD)
    paid_till.post("holds/H-1/post", {"order": "A-2"})
    paid_till.post("orders", {**ORDER, "id": "A-2", "paid_with_points_value": 1200})
    paid_till.post("orders/A-2/cancellation", {})

    assert _balance(paid_till) == (94, 0)
    assert verify(current()).broken == ()


def test_more_than_is_held_is_not_posted(paid_till):
    paid_till.post("holds", HOLD)
    answer = paid_till.post("holds/H-1/post", {"points": 61})

    assert _code(answer) == (409, "HoldTooSmall")
    assert answer.json()["facts"] == {"held": 60, "needed": 61}
    assert _balance(paid_till) == (34, 60)


def test_a_hold_that_was_given_up_is_not_posted(paid_till):
    paid_till.post("holds", HOLD)
    paid_till.post("holds/H-1/void", {})
    answer = paid_till.post("holds/H-1/post", {})

    assert _code(answer) == (409, "HoldOver")
    assert answer.json()["detail"] == "The hold has ended: it was given up."
    assert _balance(paid_till) == (94, 0)


def test_a_hold_that_timed_out_by_the_databases_clock_is_not_posted(paid_till):
    paid_till.post("holds", {**HOLD, "minutes": 1})
    _let_minutes_pass(2)
    answer = paid_till.post("holds/H-1/post", {})

    assert (answer.status_code, answer.json()["facts"]["end"]) == (409, "timed_out")
    assert verify(current()).broken == ()


def test_a_hold_is_its_tills_own(paid_till, other_till):
    paid_till.post("holds", HOLD)

    assert _code(other_till.post("holds/H-1/post", {})) == (404, "HoldUnknown")
    assert other_till.post("holds", {**HOLD, "points": 30}).json()["status"] == "decided"
    assert _balance(paid_till) == (4, 90)


def test_an_order_is_no_hold(paid_till):
    assert _code(paid_till.post("holds/A-1/post", {})) == (404, "HoldUnknown")


def test_a_hold_of_other_points_under_the_same_id_is_refused(paid_till):
    paid_till.post("holds", HOLD)

    assert _code(paid_till.post("holds", {**HOLD, "points": 1})) == (422, "EventRetold")
    assert paid_till.post("holds", HOLD).json()["status"] == "repeated"
    assert _balance(paid_till) == (34, 60)


@pytest.mark.parametrize("minutes", [0, 43_201, "15", 1.5])
def test_a_hold_lasts_a_sensible_time(paid_till, minutes):
    answer = paid_till.post("holds", {**HOLD, "minutes": minutes})

    assert (answer.status_code, answer.json()["facts"]["field"]) == (422, "minutes")


def test_the_books_with_holds_fold_again_bit_for_bit(paid_till):
    paid_till.post("holds", HOLD)
    paid_till.post("holds", {**HOLD, "id": "H-2", "points": 30})
    paid_till.post("holds/H-1/post", {"points": 10})
    paid_till.post("holds/H-2/void", {})
    paid_till.post("holds", {**HOLD, "id": "H-3", "points": 20})

    assert verify(current()).broken == ()


def _let_minutes_pass(minutes):
    """Let the clock find the members as they will be; the till's next question comes after that."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp() + %s * interval '1 minute'", [minutes])
        (later,) = cursor.fetchone()
    while run_due(current(), now=later):
        pass

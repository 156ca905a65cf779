"""A till's exchanges: one request, one answer about both halves, and one name."""

SHIRT = {"product": "shirt-m", "quantity": 1, "amount": 690, "name": "襯衫 M"}
FIRST = {"id": "A-1", "occurred_at": "2026-03-03T12:30:00", "member": "M-1", "lines": [SHIRT]}
EXCHANGE = {
    "id": "A-2",
    "occurred_at": "2026-03-10T12:30:00",
    "member": "M-1",
    "lines": [{"product": "shirt-l", "quantity": 1, "amount": 690, "name": "襯衫 L"}],
    "exchange": {"order": "A-1", "lines": [{"product": "shirt-m", "quantity": 1}]},
}


def _points(answer):
    return [(one["kind"], one["rule"], one["points"]) for one in answer.json()["points"]]


def usable(till):
    return till.get("members/M-1").json()["balances"][0]["usable"]


def test_both_halves_are_decided_together_and_answered_together(till):
    till.post("orders", FIRST)
    before = usable(till)

    answer = till.post("orders", EXCHANGE)

    # 690 / 50 is 13.8, and points are whole; the first purchase's gift stays with the first purchase's receipt.
    assert _points(answer) == [
        ("earn", "base", 13), ("revoke", "base", -13), ("revoke", "first-purchase", -50),
    ]  # fmt: skip
    assert usable(till) == before - 50


def test_points_that_were_spent_meanwhile_are_paid_by_the_new_purchase(till):
    till.post("orders", FIRST)
    till.post("members/M-1/spends", {"id": "S-1", "points": 63, "currency": "points"})

    answer = till.post("orders", EXCHANGE).json()

    assert [one["points"] for one in answer["points"]] == [13, -13]
    assert [(one["code"], one["facts"][1]) for one in answer["reasons"]] == [("shortfall", 50)]


def test_the_history_tells_of_one_exchange(till):
    till.post("orders", FIRST)
    till.post("orders", EXCHANGE)

    newest = till.get("members/M-1/history").json()["happenings"][0]

    assert newest["event"]["exchange"]["order"] == "A-1"
    assert len(till.get("members/M-1/history").json()["happenings"]) == 2


def test_an_exchange_sent_again_changes_nothing(till):
    till.post("orders", FIRST)
    told = till.post("orders", EXCHANGE).json()

    assert till.post("orders", EXCHANGE).json() == {**told, "status": "repeated"}
    assert till.post("orders", {**EXCHANGE, "exchange": None}).json()["code"] == "EventRetold"


def test_under_a_key_the_answer_is_kept_to_the_byte(till):
    till.post("orders", FIRST)

    first = till.post("orders", EXCHANGE, **{"Idempotency-Key": "k-1"})
    again = till.post("orders", EXCHANGE, **{"Idempotency-Key": "k-1"})

    assert again.content == first.content
    assert again.headers["Idempotent-Replayed"] == "true"


def test_what_cannot_be_read_leaves_neither_half_behind(till):
    till.post("orders", FIRST)
    before = usable(till)

    wrong = {**EXCHANGE, "lines": [{"product": "shirt-l", "quantity": 1, "amount": -1}]}

    assert till.post("orders", wrong).json()["facts"]["field"] == "lines[0].amount"
    assert usable(till) == before


def test_the_new_goods_come_back_later_like_any_others_and_the_old_ones_are_gone(till):
    till.post("orders", FIRST)
    till.post("orders", EXCHANGE)

    again = till.post("orders/A-1/returns", {"id": "R-2", "lines": [{"product": "shirt-m", "quantity": 1}]})
    assert [one["code"] for one in again.json()["reasons"]] == ["unmatched"]

    back = till.post("orders/A-2/returns", {"id": "R-1", "lines": [{"product": "shirt-l", "quantity": 1}]})
    assert back.json()["reasons"] == []
    assert usable(till) == 0

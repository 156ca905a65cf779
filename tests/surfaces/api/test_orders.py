"""A till's orders: what they earn, why, and what a second telling does."""

ORDER = {
    "id": "A-1",
    "occurred_at": "2026-03-03T12:30:00",
    "member": "M-1",
    "store": "taipei",
    "channel": "store",
    "lines": [
        {"product": "mug", "quantity": 1, "amount": 1200, "categories": ["home/kitchen"], "name": "馬克杯"}
    ],
}


def _points(answer):
    return {(one["rule"], one["points"]) for one in answer.json()["points"]}


def test_an_order_earns_by_rule_and_says_why_in_both_languages(till):
    answer = till.post("orders", ORDER)

    assert answer.status_code == 200
    told = answer.json()
    assert told["status"] == "decided"
    assert told["member"] == "M-1"
    # 1200 / 50, the first purchase, and one receipt of 1,000 and more.
    assert _points(answer) == {("base", 24), ("first-purchase", 50), ("basket-1000", 20)}
    base = next(one for one in told["points"] if one["rule"] == "base")
    assert base["name"] == {"zh-Hant": "消費每 50 元得 1 點", "en": "1 point for every NT$50"}
    assert base["usable_until"] == "2027-12-31T16:00:00Z"
    balances = {one["currency"]: (one["change"], one["usable"]) for one in told["balances"]}
    assert balances == {"points": (94, 94), "stamps": (0, 0)}
    assert {one["track"]: one["level"] for one in told["levels"]} == {
        "card": "white",
        "reader": "page-turner",
    }


def test_an_order_sent_twice_earns_once_and_is_answered_the_same(till):
    first, second = till.post("orders", ORDER).json(), till.post("orders", ORDER).json()

    assert second["status"] == "repeated"
    assert {name: value for name, value in second.items() if name != "status"} == {
        name: value for name, value in first.items() if name != "status"
    }


def test_an_order_sent_again_with_other_lines_is_refused_and_nothing_moves(till):
    till.post("orders", ORDER)

    other = {**ORDER, "lines": [{"product": "mug", "quantity": 9, "amount": 9000}]}
    answer = till.post("orders", other)

    assert answer.status_code == 422
    assert answer.json()["code"] == "EventRetold"
    assert till.get("members/M-1").json()["balances"][0]["usable"] == 94


def test_two_tills_may_use_the_same_order_number_for_two_members(till, other_till):
    assert till.post("orders", ORDER).json()["status"] == "decided"
    assert other_till.post("orders", {**ORDER, "member": "M-2"}).json()["status"] == "decided"


def test_an_order_of_nobody_is_recorded_and_earns_nothing(till):
    answer = till.post("orders", {**ORDER, "member": None})

    assert answer.json() == {
        "status": "anonymous", "id": "A-1", "member": None,
        "points": [], "balances": [], "levels": [], "moves": [], "reasons": [],
    }  # fmt: skip


def test_reaching_a_level_is_told_with_the_order_that_reached_it(till):
    answer = till.post("orders", {**ORDER, "lines": [{"product": "sofa", "quantity": 1, "amount": 6000}]})

    (move,) = answer.json()["moves"]
    assert (move["track"], move["before"]["en"], move["after"]["en"]) == ("card", "White", "Silver")
    assert move["cause"] == "reached"


def test_a_cap_is_told_with_what_it_cost(till):
    line = {"product": "latte", "quantity": 8, "amount": 800, "categories": ["cafe/coffee"]}
    answer = till.post("orders", {**ORDER, "lines": [line]})

    (reason,) = answer.json()["reasons"]
    assert reason["code"] == "capped"
    assert reason["facts"] == ["coffee-stamp", "day", 2]
    assert "每杯咖啡蓋 1 章" in reason["sentence"]["zh-Hant"]


def test_a_time_with_a_zone_is_honoured_and_one_without_is_the_shops(till):
    till.post("orders", ORDER)
    till.post("orders", {**ORDER, "id": "A-2", "occurred_at": "2026-03-03T12:30:00Z"})

    latest, first = till.get("members/M-1/history").json()["happenings"]

    assert first["at"] == "2026-03-03T04:30:00Z"
    assert latest["at"] == "2026-03-03T12:30:00Z"


def test_the_part_paid_with_points_earns_nothing(till):
    answer = till.post("orders", {**ORDER, "paid_with_points_value": 600})

    assert ("base", 12) in _points(answer)


def test_a_price_is_for_one_item(till):
    answer = till.post("orders", {**ORDER, "lines": [{"product": "mug", "quantity": 3, "price": 400}]})

    assert ("base", 24) in _points(answer)


def test_a_whole_return_takes_the_points_back(till):
    till.post("orders", ORDER)

    back = {"id": "R-1", "lines": [{"product": "mug", "quantity": 1}]}
    answer = till.post("orders/A-1/returns", back)

    assert answer.json()["balances"][0]["usable"] == 0
    assert till.post("orders/A-1/returns", back).json()["status"] == "repeated"


def test_a_return_without_a_receipt_finds_the_purchase(till):
    till.post("orders", ORDER)

    answer = till.post(
        "returns",
        {"member": "M-1", "lines": [{"product": "mug", "quantity": 1}]},
        **{"Idempotency-Key": "k1"},
    )

    assert answer.json()["balances"][0]["change"] == -94


def test_a_return_sent_again_for_somebody_else_is_refused(till):
    till.post("orders", ORDER)
    till.post("orders", {**ORDER, "id": "A-2", "member": "M-2"})
    back = {"lines": [{"product": "mug", "quantity": 1}]}
    till.post("returns", {"member": "M-1", **back}, **{"Idempotency-Key": "k1"})

    answer = till.post("returns", {"member": "M-2", **back}, **{"Idempotency-Key": "k1"})

    assert (answer.status_code, answer.json()["code"]) == (422, "KeyReused")


def test_a_cancelled_order_gives_its_points_back_once(till):
    till.post("orders", ORDER)

    first, second = (till.post("orders/A-1/cancellation", {}).json() for _ in range(2))

    assert (first["status"], first["balances"][0]["change"]) == ("decided", -94)
    assert (second["status"], second["balances"][0]["change"]) == ("repeated", -94)


def test_the_return_of_an_order_that_never_came_is_refused(till):
    answer = till.post("orders/A-9/returns", {"id": "R-1", "lines": [{"product": "mug", "quantity": 1}]})

    assert (answer.status_code, answer.json()["code"]) == (404, "OrderUnknown")

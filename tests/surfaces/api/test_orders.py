"""A till's orders: what they earn, why, and what a second telling does."""

import pytest

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


def test_what_an_order_reached_is_recorded_once(till):
    till.post("orders", ORDER)

    answers = [till.post("orders/A-1/milestones", {"name": "delivered"}).json() for _ in range(2)]

    assert [(one["status"], one["points"]) for one in answers] == [("decided", []), ("repeated", [])]


@pytest.mark.parametrize(
    ("order", "body", "code"),
    [
        ("A-9", {"name": "delivered"}, "OrderUnknown"),
        ("A-1", {}, "FieldUnusable"),
        ("A-1", {"name": "Not a name"}, "FieldUnusable"),
        ("A-1", {"name": "delivered", "points": 1}, "FieldUnusable"),
    ],
)
def test_a_milestone_that_cannot_be_one_is_refused(till, order, body, code):
    till.post("orders", ORDER)

    answer = till.post(f"orders/{order}/milestones", body)

    assert answer.status_code in {404, 422}
    assert answer.json()["code"] == code


def test_the_return_of_an_order_that_never_came_is_refused(till):
    answer = till.post("orders/A-9/returns", {"id": "R-1", "lines": [{"product": "mug", "quantity": 1}]})

    assert (answer.status_code, answer.json()["code"]) == (404, "OrderUnknown")


class TestMoneyBack:
    """Money given back without goods, for a line or for a whole receipt."""

    def test_money_for_a_line_counts_as_the_part_of_it_that_it_is(self, till):
        till.post("orders", ORDER)

        answer = till.post(
            "orders/A-1/returns", {"id": "R-1", "lines": [{"product": "mug", "amount": 150}]}
        ).json()

        # An eighth of 24 and of the 50 for the first purchase; the receipt still has 1,000 and more.
        assert {(one["rule"], one["points"]) for one in answer["points"]} == {
            ("base", -3),
            ("first-purchase", -6),
        }

    def test_money_for_the_whole_receipt_needs_no_lines(self, till):
        till.post("orders", ORDER)

        answer = till.post("orders/A-1/returns", {"id": "R-1", "amount": 600}).json()

        assert answer["balances"][0]["change"] == -12 - 25 - 20

    def test_more_than_was_left_changes_nothing_more_and_is_said(self, till):
        till.post("orders", ORDER)

        answer = till.post("orders/A-1/returns", {"id": "R-1", "amount": "1201"}).json()

        assert answer["balances"][0]["usable"] == 0
        [reason] = answer["reasons"]
        assert (reason["code"], reason["facts"]) == ("unmatched_money", ["", 1])
        assert reason["sentence"]["en"].startswith("NT$1 more were given back")
        assert "NT$1" in reason["sentence"]["zh-Hant"]

    @pytest.mark.parametrize(
        ("body", "english", "chinese"),
        [
            ({}, "The body: Expected `lines`, `amount`, or both.", "內容：lines 與 amount 至少要有一項。"),
            (
                {"lines": [{"product": "mug"}]},
                "lines[0]: Expected `quantity`, `amount`, or both.",
                "lines[0]：quantity 與 amount 至少要有一項。",
            ),
            ({"amount": 0}, "amount: Expected an amount above 0.", "amount：應為大於 0 的金額。"),
            (
                {"lines": [{"product": "mug", "amount": 1.5}]},
                "lines[0].amount: Expected an amount of TWD, which has 0 decimals, got 1.5.",
                "lines[0].amount：TWD 的金額最多 0 位小數，收到 1.5。",
            ),
        ],
    )
    def test_what_cannot_be_meant_is_refused_in_both_languages(self, till, body, english, chinese):
        till.post("orders", ORDER)

        answer = till.post("orders/A-1/returns", {"id": "R-1", **body})

        assert (answer.status_code, answer.json()["detail"]) == (422, english)
        said = till.post("orders/A-1/returns", {"id": "R-1", **body}, **{"Accept-Language": "zh-TW"})
        assert said.json()["detail"] == chinese
        assert till.get("members/M-1").json()["balances"][0]["usable"] == 94


class TestPointsUsedOnAnOrder:
    """They go back when it comes back, whichever the till told first."""

    def spend(self, till, order):
        return till.post(
            "members/M-1/spends", {"id": "S-1", "points": 40, "currency": "points", "order": order}
        )

    def test_they_go_back_with_a_cancellation(self, till):
        till.post("orders", ORDER)
        assert self.spend(till, "A-2").status_code == 200
        till.post("orders", {**ORDER, "id": "A-2", "paid_with_points_value": 40})

        answer = till.post("orders/A-2/cancellation", {"by": "shop"}).json()

        kinds = {(one["kind"], one["rule"], one["points"]) for one in answer["points"]}
        assert ("restore", "", 40) in kinds
        assert till.get("members/M-1").json()["balances"][0]["usable"] == 94

    def test_a_return_before_its_order_waits_for_it(self, till):
        till.post("orders", ORDER)
        early = {"id": "R-1", "member": "M-1", "lines": [{"product": "mug", "quantity": 1}]}

        answer = till.post("orders/A-2/returns", early).json()
        assert [one["code"] for one in answer["reasons"]] == ["unmatched", "waits"]
        assert answer["reasons"][1]["facts"] == ["A-2"]

        assert till.post("orders", {**ORDER, "id": "A-2"}).json()["balances"][0]["change"] == 0


def test_a_line_that_is_a_reward_earns_nothing_and_is_kept_with_its_mark(till):
    mug = ORDER["lines"][0]
    won = {"product": "cup", "quantity": 9, "amount": 0, "categories": ["cafe/coffee"], "reward": True}
    plain = till.post("orders", ORDER).json()

    told = till.post("orders", {**ORDER, "id": "A-2", "member": "M-2", "lines": [mug, won]}).json()

    assert [one["points"] for one in told["points"]] == [one["points"] for one in plain["points"]]
    assert till.get("members/M-2/history").json()["happenings"][0]["event"]["lines"][1]["reward"] is True

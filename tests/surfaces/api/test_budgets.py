"""Budgets over HTTP: what is left of each, as a till or a report asks."""

from datetime import UTC, datetime


def test_every_budget_says_what_is_left(till):
    [told] = till.get("budgets").json()["budgets"]

    assert (told["rule"], told["per"], told["in_all"], told["left"], told["taken"]) == (
        "basket-3000", "month", 40_000, 40_000, 0,
    )  # fmt: skip
    assert (told["outlook"], told["soonest"], told["name"]["en"]) == (
        "unknown", None, "80 points more from NT$3,000 on one receipt",
    )  # fmt: skip


def test_what_an_order_took_is_told(till):
    goods = {"product": "mug", "quantity": 1, "amount": 3000}
    at = datetime.now(UTC).isoformat()
    answer = till.post("orders", {"id": "A-1", "occurred_at": at, "member": "M-1", "lines": [goods]}).json()
    [told] = till.get("budgets").json()["budgets"]

    assert (told["left"], told["taken"]) == (39_920, 80)
    assert "budget_taken" not in [reason["code"] for reason in answer["reasons"]]

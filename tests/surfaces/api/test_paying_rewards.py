"""Rewards over HTTP that cost money too: held, paid at the till, or given up."""

import pytest

from regulars.desk.verify import verify
from regulars.programmes.queries import current

REWARDS = """
rewards:
  - id: lamp
    name: { zh-Hant: 閱讀燈, en: Reading lamp }
    price: { points: 50, of: points, money: 199 }
    stock: 1
"""
ORDER = {
    "id": "A-1",
    "occurred_at": "2026-03-03T12:30:00",
    "member": "M-1",
    "lines": [{"product": "mug", "quantity": 1, "amount": 1200}],
}
LAMP = {"id": "R-1", "reward": "lamp"}


@pytest.fixture
def programme_text(programme_text):
    """The demo's programme, with one reward of these tests' own."""
    return programme_text.partition("\nrewards:")[0] + REWARDS


@pytest.fixture
def held(till):
    """M-1, who has 94 points, holds a lamp; answer what the till was told."""
    till.post("orders", ORDER)
    return till.post("members/M-1/redemptions", LAMP).json()


def usable(told):
    balance = told["event"]["balances"][0]
    return balance["usable"], balance["held"]


def test_what_costs_money_too_is_held_and_then_paid_once(till, held):
    redemption = held["redemption"]
    assert (redemption["state"], redemption["money"], usable(held)) == ("held", "199", (44, 50))
    assert redemption["sentence"]["en"].startswith("Held; pay NT$199 at the till until ")
    assert redemption["pay_by"] > redemption["redeemed_at"]
    [listed] = till.get("members/M-1/rewards").json()["rewards"]
    assert (listed["money"], listed["left"], listed["missing"]) == ("199", 0, "gone")

    paid, again = (
        till.post(f"redemptions/{redemption['code']}/pay", {"order": "A-2"}).json() for _ in range(2)
    )
    assert (paid["redemption"]["state"], paid["event"]["status"], usable(paid)) == (
        "redeemed",
        "decided",
        (44, 0),
    )
    assert (again["event"]["status"], again["redemption"]) == ("repeated", paid["redemption"])
    other = till.post(f"redemptions/{redemption['code']}/pay", {"order": "A-3"})
    assert (other.status_code, other.json()["code"]) == (422, "EventRetold")
    assert verify(current()).broken == ()


def test_what_is_not_paid_is_not_handed_over_and_can_be_given_up(till, held):
    code = held["redemption"]["code"]
    early = till.post(f"redemptions/{code}/hand-over", {})
    assert (early.status_code, early.json()["code"]) == (409, "RedemptionNotPaid")

    till.post(f"redemptions/{code}/cancel", {})
    late = till.post(f"redemptions/{code}/pay", {})
    assert (late.status_code, late.json()["code"], late.json()["facts"]["state"]) == (
        409,
        "RedemptionOver",
        "cancelled",
    )
    [listed] = till.get("members/M-1/rewards").json()["rewards"]
    assert (listed["left"], listed["missing"]) == (1, "")


def test_nobody_pays_for_what_is_not_there(till):
    assert till.post("redemptions/0000000000/pay", {}).status_code == 404

"""Donations and lotteries over HTTP: sums that are passed on, odds that are published, draws that anybody checks."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from regulars.desk.lotteries import draw_due
from regulars.lib.cursors import raw_cursor
from regulars.programmes.queries import current

REWARDS = """
rewards:
  - id: meal
    name: { zh-Hant: 一份餐點, en: A meal }
    kind: donation
    cause: food-bank
    price: { points: 30, of: points }
  - id: raffle
    name: { zh-Hant: 抽獎, en: Raffle }
    kind: lottery
    price: { points: 10, of: points }
    lottery:
      draw: 2096-12-24
      age: 20
      prizes: [{ name: { zh-Hant: 電影票, en: Cinema ticket }, number: 2 }]
"""
ORDER = {
    "id": "A-1",
    "occurred_at": "2026-03-03T12:30:00",
    "member": "M-1",
    "lines": [{"product": "mug", "quantity": 1, "amount": 1200}],
}


@pytest.fixture
def programme_text(programme_text):
    """The demo's programme, with rewards of these tests' own."""
    return programme_text.partition("\nrewards:")[0] + REWARDS


@pytest.fixture
def rich(till):
    """Give M-1 94 points, and answer their till."""
    till.post("orders", ORDER)
    return till


def redeem(till, name, reward, **more):
    return till.post("members/M-1/redemptions", {"id": name, "reward": reward, **more})


def code(answer):
    return answer.status_code, answer.json()["code"]


def test_odds_and_seal_stand_beside_a_ticket_and_who_is_under_age_gets_none(rich):
    assert code(redeem(rich, "r0", "raffle")) == (409, "NotOfAge")
    for number in range(1, 4):
        told = redeem(rich, f"r{number}", "raffle", of_age=True).json()["redemption"]
        assert (told["ticket"], told["draw"], told["won"]) == (number, "2096-12-24", None)

    lottery = {one["reward"]: one for one in rich.get("members/M-1/rewards").json()["rewards"]}["raffle"][
        "lottery"
    ]
    assert (lottery["age"], lottery["tickets"], len(lottery["seal"])) == (20, 3, 64)
    assert lottery["odds"]["en"] == "2 prizes; 3 tickets so far: with yours, 2 in 4"
    assert lottery["prizes"] == [{"number": 2, "name": {"zh-Hant": "電影票", "en": "Cinema ticket"}}]
    assert rich.get("draws").json() == {"draws": [{"reward": "raffle", "day": "2096-12-24"}], "next": None}


def test_a_draw_is_shown_whole_once_it_is_drawn(rich):
    told = [redeem(rich, f"r{number}", "raffle", of_age=True).json()["redemption"] for number in range(3)]
    before = rich.get("draws/raffle/2096-12-24").json()
    assert (before["tickets"], before["seed"], before["won"], before["drawn_at"]) == (
        [1, 2, 3],
        None,
        [],
        None,
    )
    draw_due(current(), now=datetime(2096, 12, 24, tzinfo=UTC))

    after = rich.get("draws/raffle/2096-12-24").json()
    assert hashlib.sha256(bytes.fromhex(after["seed"])).hexdigest() == before["seal"] == after["seal"]
    won = {one["ticket"] for one in after["won"]}
    states = {one["ticket"]: rich.get(f"redemptions/{one['code']}").json() for one in told}
    assert len(won) == 2
    assert {
        ticket for ticket, one in states.items() if one["won"] == {"zh-Hant": "電影票", "en": "Cinema ticket"}
    } == won
    assert [one["state"] for ticket, one in states.items() if ticket not in won] == ["drawn"]


def test_draws_that_are_not_there(rich):
    assert code(rich.get("draws/raffle/2096-12-24")) == (404, "DrawUnknown")
    assert code(rich.get("draws/raffle/soon")) == (422, "FieldUnusable")


def test_a_days_sum_is_passed_on_once_it_is_over(rich):
    given = redeem(rich, "d", "meal").json()["redemption"]
    [today] = rich.get("donations").json()["sums"]
    assert (today["cause"], today["points"], today["donations"], today["waiting"]) == ("food-bank", 30, 1, 30)
    address = f"donations/food-bank/{today['day']}/pass-on"
    assert code(rich.post(address, {})) == (409, "DonationsStillCome")

    earlier = (datetime.fromisoformat(today["day"]) - timedelta(days=1)).date().isoformat()
    raw_cursor().execute("UPDATE rewards_redemption SET day = %s", (earlier,))
    address = f"donations/food-bank/{earlier}/pass-on"
    assert rich.post(address, {}).json() == {"donations": 1}
    assert code(rich.post(address, {})) == (409, "NothingToPassOn")
    assert code(rich.post("donations/food-bank/soon/pass-on", {})) == (422, "FieldUnusable")
    assert code(rich.post(f"redemptions/{given['code']}/cancel", {})) == (409, "RedemptionOver")
    assert rich.get(f"donations?before={earlier}").json() == {"sums": [], "next": None}

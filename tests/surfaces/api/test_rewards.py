"""Rewards over HTTP: listed with what is missing, redeemed once, handed over or cancelled once."""

import pytest

from regulars.desk.verify import verify
from regulars.programmes.queries import current

REWARDS = """
rewards:
  - id: tote
    name: { zh-Hant: 帆布提袋, en: Canvas bag }
    price: { points: 60, of: points }
    stock: 2
  - id: lamp
    name: { zh-Hant: 閱讀燈, en: Reading lamp }
    price: { points: 500, of: points }
  - id: evening
    name: { zh-Hant: 包場之夜, en: A night of your own }
    price: { points: 10, of: points }
    when: at_least("card", "gold")
"""
ORDER = {
    "id": "A-1",
    "occurred_at": "2026-03-03T12:30:00",
    "member": "M-1",
    "lines": [{"product": "mug", "quantity": 1, "amount": 1200}],
}
TOTE = {"id": "R-1", "reward": "tote"}


@pytest.fixture
def programme_text(programme_text):
    """The demo's programme, with rewards of these tests' own."""
    return programme_text.partition("\nrewards:")[0] + REWARDS


@pytest.fixture
def paid_till(till):
    """Give M-1 94 points, and answer their till."""
    till.post("orders", ORDER)
    return till


def code(answer):
    return answer.status_code, answer.json()["code"]


def test_what_there_is_stands_with_what_is_missing_in_both_languages(paid_till):
    told = paid_till.get("members/M-1/rewards").json()["rewards"]

    assert [(one["reward"], one["missing"]) for one in told] == [
        ("tote", ""),
        ("lamp", "points"),
        ("evening", "level"),
    ]
    assert (told[0]["left"], told[1]["left"]) == (2, None)
    assert told[1]["number"] == 406
    assert told[1]["sentence"]["en"].startswith("406 points more")
    assert told[1]["sentence"]["zh-Hant"].startswith("還差 406 點")
    assert told[2]["level"] == "gold"


def test_a_reward_is_redeemed_once_however_often_the_till_asks(paid_till):
    first, again = (paid_till.post("members/M-1/redemptions", TOTE).json() for _ in range(2))

    assert (first["event"]["status"], again["event"]["status"]) == ("decided", "repeated")
    assert first["redemption"] == again["redemption"]
    assert first["event"]["balances"][0]["usable"] == 34
    assert paid_till.get("members/M-1/rewards").json()["rewards"][0]["left"] == 1


def test_a_key_gets_the_very_same_answer_again(paid_till):
    body = {"reward": "tote"}
    first, again = (
        paid_till.post("members/M-1/redemptions", body, **{"Idempotency-Key": "k"}) for _ in range(2)
    )

    assert first.content == again.content
    assert again.headers["Idempotent-Replayed"] == "true"
    assert code(paid_till.post("members/M-1/redemptions", body))[1] == "IdempotencyKeyMissing"


def test_why_not_is_said_with_its_facts(paid_till):
    def asked(reward):
        return paid_till.post("members/M-1/redemptions", {"id": f"R-{reward}", "reward": reward})

    assert code(asked("lamp")) == (409, "NotEnoughPoints")
    assert code(asked("evening")) == (409, "RewardNotForYou")
    unknown = asked("car")
    assert code(unknown) == (404, "RewardUnknown")
    assert unknown.json()["facts"]["known"] == ["tote", "lamp", "evening"]
    assert code(paid_till.post("members/nobody/redemptions", TOTE)) == (404, "CardUnknown")


def test_a_code_is_handed_over_once(paid_till):
    redemption = paid_till.post("members/M-1/redemptions", TOTE).json()["redemption"]
    typed = f"{redemption['code'][:5].lower()}-{redemption['code'][5:]}"

    assert paid_till.get(f"redemptions/{typed}").json() == redemption
    assert paid_till.post(f"redemptions/{typed}/hand-over", {}).json()["state"] == "handed_over"
    over = paid_till.post(f"redemptions/{typed}/hand-over", {})
    assert code(over) == (409, "RedemptionOver")
    assert over.json()["detail"] == f"The redemption {redemption['code']} has ended: it was handed over."
    assert code(paid_till.post(f"redemptions/{typed}/cancel", {})) == (409, "RedemptionOver")
    assert code(paid_till.get("redemptions/0000000000")) == (404, "RedemptionUnknown")


def test_a_cancelled_redemption_gives_points_and_piece_back_once(paid_till):
    held = paid_till.post("members/M-1/redemptions", TOTE).json()["redemption"]["code"]
    first, again = (paid_till.post(f"redemptions/{held}/cancel", {"by": "shop"}).json() for _ in range(2))

    assert (first["status"], again["status"]) == ("decided", "repeated")
    assert first["balances"][0]["usable"] == 94
    listed = paid_till.get("members/M-1/redemptions").json()["redemptions"]
    assert [(one["code"], one["state"]) for one in listed] == [(held, "cancelled")]
    assert paid_till.get("members/M-1/rewards").json()["rewards"][0]["left"] == 2
    assert verify(current()).broken == ()


def test_redemptions_come_by_pages(paid_till):
    for number in range(3):
        made = paid_till.post("members/M-1/redemptions", {"id": f"R-{number}", "reward": "tote"}).json()
        paid_till.post(f"redemptions/{made['redemption']['code']}/cancel", {})
    first = paid_till.get("members/M-1/redemptions?limit=2").json()
    second = paid_till.get(f"members/M-1/redemptions?limit=2&before={first['next']}").json()

    assert [len(page["redemptions"]) for page in (first, second)] == [2, 1]
    assert second["next"] is None

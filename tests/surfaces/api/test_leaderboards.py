"""Leaderboards over HTTP: taking part, leaving, and what one reads of others."""

import pytest


@pytest.fixture
def ada(till):
    for card in ("M-1", "M-2"):
        till.post("orders", {"id": f"A-{card}", "member": card, "occurred_at": "2026-03-03T12:30:00",
                             "lines": [{"product": "mug", "quantity": 1, "amount": 1200}]})  # fmt: skip
        till.post(f"members/{card}/check-ins", {"id": f"c-{card}", "mission": "daily"})
    return till


def _board(answer, board="mornings"):
    assert answer.status_code == 200, answer.json()
    return next(one for one in answer.json()["leaderboards"] if one["id"] == board)


def test_nobody_stands_there_until_they_ask_and_others_read_a_name_and_a_number(ada):
    assert _board(ada.get("members/M-1/leaderboards"))["places"] == []

    taking_part = _board(ada.put("members/M-1/leaderboards/mornings", {"called": "山貓"}))

    assert taking_part["places"] == [{"place": 1, "called": "山貓", "number": 1, "is_own": True}]
    assert taking_part["own"] == {"called": "山貓", "number": 1, "place": 1}
    seen = _board(ada.get("members/M-2/leaderboards"))
    assert seen["places"] == [{"place": 1, "called": "山貓", "number": 1, "is_own": False}]
    assert seen["own"] is None
    assert {key for place in seen["places"] for key in place} == {"place", "called", "number", "is_own"}


def test_taking_part_again_changes_the_name_and_leaving_is_at_once(ada):
    ada.put("members/M-1/leaderboards/mornings", {"called": "山貓"})
    again = _board(ada.put("members/M-1/leaderboards/mornings", {"called": "雲豹"}))
    assert [one["called"] for one in again["places"]] == ["雲豹"]

    for _ in range(2):
        left = _board(ada.delete("members/M-1/leaderboards/mornings"))
        assert (left["places"], left["own"]) == ([], None)


@pytest.mark.parametrize(
    ("address", "called", "status", "code"),
    [
        ("members/M-1/leaderboards/none", "Ada", 404, "LeaderboardUnknown"),
        ("members/M-9/leaderboards/mornings", "Ada", 404, "CardUnknown"),
        ("members/M-1/leaderboards/mornings", "0912-345-678", 422, "NicknameUnfit"),
        ("members/M-1/leaderboards/mornings", "", 422, "FieldUnusable"),
    ],
)
def test_what_cannot_be_is_said_and_nobody_stands_there(ada, address, called, status, code):
    answered = ada.put(address, {"called": called})

    assert (answered.status_code, answered.json()["code"]) == (status, code)
    assert _board(ada.get("members/M-1/leaderboards"))["own"] is None

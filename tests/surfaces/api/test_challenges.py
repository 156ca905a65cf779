"""Challenges over HTTP: a play given, its score, and nothing twice."""

from pathlib import Path

import pytest

SHOP = (Path(__file__).parents[3] / "examples" / "programmes" / "select-shop.yaml").read_text()
CHALLENGES = """
challenges:
  - id: quiz
    name: { zh-Hant: 問答, en: A quiz }
    earn: points
    scores: { most: 10, per_second: 10 }
    plays: { per_day: 2 }
    prizes: { per_day: 2 }
    bands: [{ score: 0 }, { score: 1, points: 3, stock: 10 }]
    budget: 30
"""


@pytest.fixture
def programme_text():
    return SHOP.partition("\nchallenges:")[0] + CHALLENGES


@pytest.fixture
def member(till):
    line = {"product": "mug", "quantity": 1, "amount": 10}
    till.post("orders", {"id": "A-1", "occurred_at": "2026-03-03T12:30:00", "member": "M-1", "lines": [line]})
    return till


def _play(till):
    return till.post("challenges/quiz/plays", {"member": "M-1"})


def _score(till, play, score=0, **headers):
    return till.post("challenges/quiz/scores", {"member": "M-1", "play": play, "score": score}, **headers)


def test_a_play_is_given_scored_and_answered_the_same_again(member):
    shown = member.get("challenges").json()["challenges"][0]
    assert [(band["score"], band["points"], band["left"]) for band in shown["bands"]] == [
        (0, 0, None),
        (1, 3, 10),
    ]
    play = _play(member).json()
    assert _play(member).json()["play"] == play["play"]

    first, again = (_score(member, play["play"]).json() for _ in range(2))

    assert (first["band"], first["points"], first["is_again"]) == (1, 0, False)
    assert again == {**first, "is_again": True}


def test_a_key_gets_the_reply_of_the_first_time(member):
    play = _play(member).json()["play"]
    first, again = (_score(member, play, **{"Idempotency-Key": "s-1"}) for _ in range(2))

    assert (again.content, again.headers["Idempotent-Replayed"]) == (first.content, "true")


def test_what_cannot_be_played_is_refused_in_both_languages(member):
    for _ in range(2):
        _score(member, _play(member).json()["play"])

    spent = _play(member)
    assert (spent.status_code, spent.json()["code"], spent.json()["facts"]["per_day"]) == (
        409,
        "PlaysSpent",
        2,
    )
    assert set(spent.json()["sentences"]) == {"zh-Hant", "en"}
    for path, body, status, code in (
        ("challenges/chord/plays", {"member": "M-1"}, 404, "ChallengeUnknown"),
        ("challenges/quiz/plays", {"member": "M-9"}, 404, "CardUnknown"),
        ("challenges/quiz/scores", {"member": "M-1", "play": "a.1.b", "score": 1}, 404, "PlayUnknown"),
        ("challenges/quiz/scores", {"member": "M-1", "play": "a.1.b", "score": 1.5}, 422, "FieldUnusable"),
        ("challenges/quiz/scores", {"member": "M-1", "score": 1}, 422, "FieldUnusable"),
    ):
        answer = member.post(path, body)
        assert (answer.status_code, answer.json()["code"]) == (status, code), path

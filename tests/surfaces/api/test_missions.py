"""Check-ins and missions over HTTP: what is shown is what is given, and what is sent twice is done once."""

import pytest

from regulars.desk.verify import verify
from regulars.programmes.queries import current

AT = "2026-03-03T12:30:00"


@pytest.fixture
def ada(till):
    till.post("orders", {"id": "A-1", "member": "M-1", "occurred_at": AT,
                         "lines": [{"product": "mug", "quantity": 1, "amount": 1200}]})  # fmt: skip
    return till


def _seen(till):
    return till.get("members/M-1/missions").json()


def _mission(till, mission):
    return next(one for one in _seen(till)["goals"] if one["mission"] == mission)


def _check_in(till, name, **said):
    return till.post("members/M-1/check-ins", {"id": name, **said})


def test_what_the_next_check_in_gives_is_what_was_shown(ada):
    (shown,) = _seen(ada)["check_ins"]

    answered = _check_in(ada, "c1", mission="daily").json()

    assert (shown["is_done_today"], shown["current"], shown["gives"]) == (False, 0, 1)
    assert [one["points"] for one in answered["points"]] == [shown["gives"]]
    assert answered["reasons"][0]["sentence"] == {
        "zh-Hant": "每日簽到：第 1 天",
        "en": "Daily check-in: day 1",
    }
    (after,) = _seen(ada)["check_ins"]
    assert (after["is_done_today"], after["current"], after["gives"]) == (True, 1, 1)
    assert [(rung["points"], rung["is_done"]) for rung in after["ladder"]][:3] == [
        (1, True),
        (1, False),
        (2, False),
    ]
    assert verify(current()).broken == ()


def test_a_second_check_in_of_the_day_gives_nothing_and_says_so(ada):
    _check_in(ada, "c1")
    again = _check_in(ada, "c2").json()

    assert (again["status"], again["points"]) == ("decided", [])
    assert [one["code"] for one in again["reasons"]] == ["checked_in_already"]


def test_a_check_in_sent_again_is_answered_as_the_first_time(ada):
    first, again = _check_in(ada, "c1"), _check_in(ada, "c1")
    keyed = [ada.post("members/M-1/check-ins", {}, **{"Idempotency-Key": "k"}) for _ in range(2)]

    assert (first.json()["status"], again.json()["status"]) == ("decided", "repeated")
    assert again.json()["points"] == first.json()["points"]
    assert keyed[0].content == keyed[1].content
    assert keyed[1].headers["Idempotent-Replayed"] == "true"


def test_a_check_in_says_which_event_it_is(ada):
    assert ada.post("members/M-1/check-ins", {}).json()["code"] == "IdempotencyKeyMissing"
    assert _check_in(ada, "c1", mission="weekly").status_code == 404


def test_a_mission_is_begun_counted_and_claimed(ada):
    assert _mission(ada, "three-corners")["state"] == "open"
    assert ada.post("members/M-1/missions/three-corners/start", {"id": "s1"}).status_code == 200
    for number, store in enumerate(("taipei", "tainan", "taipei", "online")):
        _check_in(ada, f"c{number}", store=store)

    there = _mission(ada, "three-corners")
    assert (there["state"], there["counted"], there["stages"][0]["state"]) == ("waits", "3", "waits")
    claimed = ada.post("members/M-1/missions/three-corners/claim", {"id": "t1"}).json()
    assert [(one["points"], one["rule"]) for one in claimed["points"]] == [(30, "mission/three-corners")]
    assert ada.post("members/M-1/missions/three-corners/claim", {"id": "t1"}).json()["status"] == "repeated"
    assert verify(current()).broken == ()


def test_what_cannot_be_done_now_is_refused_with_its_reason(ada):
    ada.post("members/M-1/missions/book-week/start", {"id": "s1"})
    twice = ada.post("members/M-1/missions/book-week/start", {"id": "s2"})
    empty = ada.post("members/M-1/missions/book-week/claim", {"id": "t1"})
    unknown = ada.post("members/M-1/missions/nothing/start", {"id": "s3"})

    assert (twice.status_code, twice.json()["detail"]) == (
        409,
        "The mission book-week cannot be begun now: it is under way.",
    )
    assert (empty.status_code, empty.json()["code"]) == (409, "NothingToClaim")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "MissionUnknown")


def test_a_date_that_was_not_missed_cannot_be_made_up(ada):
    _check_in(ada, "c1")
    answered = ada.post(
        "members/M-1/check-ins/make-up", {"id": "m1", "mission": "daily", "date": "2020-01-01"}
    )

    assert (answered.status_code, answered.json()["code"]) == (409, "MakeUpUnwanted")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("check-ins", {"id": "x", "mission": 5}),
        ("check-ins", {"id": "x", "mission": "Not a slug"}),
        ("check-ins", {"id": "x", "store": "a\u0000b"}),
        ("check-ins", {"id": "x", "occurred_at": "1969-01-01T00:00:00"}),
        ("check-ins", {"id": "x", "stores": "a"}),
        ("check-ins/make-up", {"id": "x", "mission": "daily", "date": "2026-02-30"}),
        ("check-ins/make-up", {"id": "x", "mission": "daily"}),
        ("missions/three-corners/start", {"id": "x", "force": True}),
        ("missions/three-corners/claim", []),
    ],
)
def test_a_body_that_cannot_be_meant_is_refused(ada, path, body):
    assert ada.post(f"members/M-1/{path}", body).status_code in {400, 422}


def test_nobody_is_asked_about_missions_of_no_member(ada):
    assert ada.get("members/M-9/missions").status_code == 404
    assert ada.post("members/M-9/check-ins", {"id": "c9"}).status_code in {200, 404}

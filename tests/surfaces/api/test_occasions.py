"""Occasions over HTTP: seats asked for, taken and given up, and codes read at the door."""

from datetime import UTC, datetime, timedelta

import pytest

from regulars.core.programme.document import Words
from regulars.registrations.making import OccasionPlanned, OpeningPlanned, make

NOW, DAY = datetime.now(UTC), timedelta(days=1)
NAME, PLACE = Words(zh_hant="春天的朗讀", en="A reading in spring"), Words(zh_hant="二樓", en="Upstairs")


@pytest.fixture
def members(till):
    """A till at which four members bought, the first of them enough for gold; each has points."""
    for member, amount in (("M-1", 25_000), ("M-2", 5_000), ("M-3", 5_000), ("M-4", 5_000)):
        line = {"product": "mug", "quantity": 1, "amount": amount}
        order = {
            "id": f"A-{member}",
            "occurred_at": (NOW - DAY).isoformat(),
            "member": member,
            "lines": [line],
        }
        assert till.post("orders", order).status_code == 200
    return till


@pytest.fixture
def held(members):
    """Return a function that has an occasion with so many seats, open since an hour, and answers its number."""

    def hold(*, seats=1, **parts):
        whole = {"opens_at": NOW - DAY / 24, "begins_at": NOW + 9 * DAY, **parts}
        planned = OccasionPlanned(name=NAME, place=PLACE, seats=seats, **whole)
        return make(planned, key=f"{seats} {sorted(parts)}", now=NOW, by=None)[0]

    return hold


def _asks(till, number, member, step="", **headers):
    return till.post(f"occasions/{number}/seats{step}", {"member": member}, **headers)


def test_a_seat_a_place_and_the_seat_that_comes_free(members, held):
    number = held()

    seat, place = (_asks(members, number, member).json() for member in ("M-1", "M-2"))
    assert (seat["state"], len(seat["code"]), place["state"], place["before"], place["code"]) == (
        "seated", 11, "waiting", 0, None,
    )  # fmt: skip
    assert _asks(members, number, "M-1").json() == seat
    assert _asks(members, number, "M-1", "/give-up").json()["state"] == "given_up"
    assert members.get(f"occasions/{number}/members/M-2").json()["seat"]["state"] == "offered"
    assert _asks(members, number, "M-2", "/accept").json()["state"] == "seated"


def test_a_key_gets_the_reply_of_the_first_time_and_only_for_that_request(members, held):
    number, key = held(), {"Idempotency-Key": "k-1"}
    first = _asks(members, number, "M-1", **key)
    _asks(members, number, "M-1", "/give-up")

    again = _asks(members, number, "M-1", **key)

    assert (again.content, again.headers["Idempotent-Replayed"]) == (first.content, "true")
    assert members.get(f"occasions/{number}").json()["free"] == 1
    other = _asks(members, number, "M-2", **key)
    assert (other.status_code, other.json()["code"]) == (422, "KeyReused")


def test_a_refusal_under_a_key_is_a_reply_too_and_moves_nothing(members, held):
    number = held(points=1_000_000, currency="points")

    refused, again = (_asks(members, number, "M-1", **{"Idempotency-Key": "k-2"}) for _ in range(2))

    assert (refused.status_code, refused.json()["code"]) == (409, "NotEnoughPoints")
    assert (again.content, again.headers["Idempotent-Replayed"]) == (refused.content, "true")
    assert members.get(f"occasions/{number}").json()["free"] == 1
    assert members.get("members/M-1").json()["balances"][0]["held"] == 0


def test_too_early_says_when_and_with_what_it_is_earlier(members, held):
    opens_at = NOW + DAY
    early = (OpeningPlanned(1, NOW - DAY, "card", "gold"),)
    number = held(seats=2, early=early, opens_at=opens_at)

    assert _asks(members, number, "M-1").json()["state"] == "seated"
    refused = _asks(members, number, "M-2")

    assert (refused.status_code, refused.json()["code"]) == (409, "NotYetOpen")
    assert refused.json()["facts"]["earlier_with"] == ["card:gold"]
    found = members.get(f"occasions/{number}/members/M-2").json()
    assert (found["is_open"], found["free"], found["seat"]) == (False, 0, None)
    assert [way["level"]["en"] for way in found["earlier_by"]] == ["Gold"]


def test_the_list_goes_on_where_the_last_page_ended(members, held):
    numbers = [held(seats=seats) for seats in (1, 2, 3)]

    first = members.get("occasions?limit=2").json()
    rest = members.get(f"occasions?limit=2&after={first['next']}").json()

    assert [one["number"] for one in (*first["occasions"], *rest["occasions"])] == numbers
    assert (rest["next"], first["occasions"][0]["name"]) == (
        None,
        {"zh-Hant": "春天的朗讀", "en": "A reading in spring"},
    )


def test_the_door_reads_a_code_once_and_the_others_say_why_not(members, held):
    number = held()
    code = _asks(members, number, "M-1").json()["code"]
    _asks(members, number, "M-2")
    listed = members.get(f"occasions/{number}/door").json()["seats"]
    assert listed == [{"code": code, "came_at": None}]

    at = (NOW - timedelta(minutes=5)).isoformat()
    sent = [
        {"id": "r-1", "code": code.lower(), "read_at": at},
        {"id": "r-2", "code": code},
        {"id": "r-3", "code": "x"},
    ]
    first, second, unknown = members.post(f"occasions/{number}/readings", {"readings": sent}).json()[
        "readings"
    ]

    assert (first["is_first"], second["is_first"], second["first_at"]) == (True, False, first["first_at"])
    assert (unknown["refused"], unknown["sentence"]["en"]) == (
        "CodeUnknown",
        "Nobody at this occasion has the code x.",
    )
    assert members.post(f"occasions/{number}/readings", {"readings": sent[:1]}).json()["readings"] == [first]


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("occasions/999/seats", {"member": "M-1"}, 404, "OccasionUnknown"),
        ("occasions/99999999999999999999/seats", {"member": "M-1"}, 404, "OccasionUnknown"),
        ("occasions/-1/seats", {"member": "M-1"}, 404, "OccasionUnknown"),
        ("occasions/x/seats", {"member": "M-1"}, 422, "FieldUnusable"),
        ("occasions/{number}/seats", {"member": "M-9"}, 404, "CardUnknown"),
        ("occasions/{number}/seats", {}, 422, "FieldUnusable"),
        ("occasions/{number}/seats/give-up", {"member": "M-1"}, 409, "SeatNone"),
        ("occasions/{number}/seats/accept", {"member": "M-1"}, 409, "OfferNone"),
        ("occasions/{number}/readings", {"readings": []}, 422, "FieldUnusable"),
    ],
)
def test_what_cannot_be_asked_is_refused(members, held, path, body, status, code):
    answer = members.post(path.format(number=held()), body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert set(answer.json()["sentences"]) == {"zh-Hant", "en"}

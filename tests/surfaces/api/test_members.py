"""Points used at the till, and what the API tells about a member."""

import pytest

from regulars.people.members import wallet_of

ORDER = {
    "id": "A-1",
    "occurred_at": "2026-03-03T12:30:00",
    "member": "M-1",
    "lines": [{"product": "mug", "quantity": 1, "amount": 1200}],
}
SPEND = {"points": 40, "currency": "points", "purpose": "A-2"}


def _usable(till):
    return till.get("members/M-1").json()["balances"][0]["usable"]


def test_points_are_used_once_however_often_the_till_asks(till):
    till.post("orders", ORDER)

    answers = [till.post("members/M-1/spends", SPEND, **{"Idempotency-Key": "k-1"}).json() for _ in range(3)]

    assert [answer["status"] for answer in answers] == ["decided"] * 3
    assert [answer["balances"][0]["change"] for answer in answers] == [-40, -40, -40]
    assert _usable(till) == 54


def test_a_member_is_found_by_the_number_that_webhooks_tell(till):
    till.post("orders", ORDER)
    number = wallet_of("M-1")

    told, by_card = till.get(f"members/%23{number}").json(), till.get("members/M-1").json()
    assert told | {"at": ""} == by_card | {"at": ""}
    for nobody in (f"%23{number + 999}", "%23", "%23x", "%23-1", "%23" + "9" * 40):
        assert till.get(f"members/{nobody}").json()["code"] == "CardUnknown"


def test_the_same_key_for_something_else_is_refused_and_nothing_moves(till):
    till.post("orders", ORDER)
    till.post("members/M-1/spends", SPEND, **{"Idempotency-Key": "k-1"})

    answer = till.post("members/M-1/spends", {**SPEND, "points": 41}, **{"Idempotency-Key": "k-1"})

    assert (answer.status_code, answer.json()["code"]) == (422, "KeyReused")
    assert _usable(till) == 54


def test_the_same_key_from_another_till_is_another_request(till, other_till):
    till.post("orders", ORDER)
    till.post("members/M-1/spends", SPEND, **{"Idempotency-Key": "k-1"})

    answer = other_till.post("members/M-1/spends", SPEND, **{"Idempotency-Key": "k-1"})

    assert answer.json()["status"] == "decided"
    assert _usable(till) == 14


def test_points_without_an_id_are_not_used(till):
    till.post("orders", ORDER)

    answer = till.post("members/M-1/spends", SPEND)

    assert (answer.status_code, answer.json()["code"]) == (400, "IdempotencyKeyMissing")
    assert _usable(till) == 94


def test_more_points_than_are_usable_are_refused_with_how_many_are(till):
    till.post("orders", ORDER)

    answer = till.post("members/M-1/spends", {**SPEND, "id": "S-1", "points": 95})

    assert answer.status_code == 409
    assert answer.json()["facts"] == {"currency": "points", "needed": 95, "usable": 94}
    assert answer.json()["sentences"] == {
        "en": "95 points are asked for, and 94 can be used.",
        "zh-Hant": "要使用 95 點，但可用的只有 94 點。",
    }
    assert _usable(till) == 94


def test_a_refused_request_may_come_again_when_there_are_enough(till):
    till.post("orders", ORDER)
    till.post("members/M-1/spends", {**SPEND, "id": "S-1", "points": 95})
    till.post("orders", {**ORDER, "id": "A-2"})

    assert till.post("members/M-1/spends", {**SPEND, "id": "S-1", "points": 95}).json()["status"] == "decided"


def test_points_of_which_kind_must_be_said_where_there_are_several(till):
    till.post("orders", ORDER)

    answer = till.post("members/M-1/spends", {"points": 1, "id": "S-1"})

    assert (answer.status_code, answer.json()["facts"]) == (422, {"known": ["points", "stamps"]})


def test_points_of_an_unknown_kind_are_refused(till):
    till.post("orders", ORDER)

    answer = till.post("members/M-1/spends", {"points": 1, "id": "S-1", "currency": "miles"})

    assert (answer.status_code, answer.json()["code"]) == (422, "CurrencyUnknown")


def test_nobody_is_made_by_asking_for_an_unknown_card(till):
    for answer in (
        till.get("members/M-9"),
        till.get("members/M-9/history"),
        till.post("members/M-9/spends", {**SPEND, "id": "S-1"}),
        till.post("returns", {"id": "R-1", "member": "M-9", "lines": [{"product": "mug", "quantity": 1}]}),
        till.get("members/%00"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "CardUnknown")

    assert till.get("members/M-9").status_code == 404


def test_a_member_stands_with_balances_levels_and_what_is_missing(till):
    till.post("orders", ORDER)

    member = till.get("members/M-1").json()

    assert (member["cards"], member["orders"]) == (["M-1"], 1)
    card = member["standings"][0]
    assert (card["level"], card["up"]["level"], card["up"]["missing"]) == ("white", "silver", 4800)
    assert [(lot["rule_name"]["en"], lot["remaining"]) for lot in member["balances"][0]["lots"]] == [
        ("1 point for every NT$50", 24),
        ("50 points for the first purchase", 50),
        ("20 points more from NT$1,000 on one receipt", 20),
    ]


def test_as_many_lots_are_told_as_are_asked_for_and_all_are_counted(till):
    till.post("orders", ORDER)

    told = [
        till.get(f"members/M-1{query}").json()["balances"][0]
        for query in ("", "?lots=1", "?lots=0", "?lots=-5")
    ]

    assert [len(balance["lots"]) for balance in told] == [3, 1, 0, 0]
    assert {balance["lots_in_all"] for balance in told} == {3}
    assert told[1]["by_end"] == [{"until": "2027-12-31T16:00:00Z", "points": 94}]


def test_a_member_can_be_seen_as_of_another_day(till):
    till.post("orders", ORDER)

    before = till.get("members/M-1?at=2026-03-01").json()
    after = till.get("members/M-1?at=2028-01-01T00:00:00%2B08:00").json()

    assert [balance["usable"] for balance in (before["balances"][0], after["balances"][0])] == [0, 0]
    assert after["balances"][0]["expired"] == 94


def test_a_moment_ahead_is_a_preview_with_what_will_have_happened_by_itself(till):
    till.post("orders", ORDER)

    now, ahead = till.get("members/M-1").json(), till.get("members/M-1?at=2028-01-01").json()

    assert (now["is_ahead"], now["ahead"]) == (False, [])
    assert ahead["is_ahead"]
    (ran_out,) = [one for one in ahead["ahead"] if one["entries"]]
    assert (ran_out["at"], sum(entry["points"] for entry in ran_out["entries"])) == (
        "2027-12-31T16:00:00Z",
        -94,
    )
    assert till.get("members/M-1").json()["balances"] == now["balances"]


@pytest.mark.parametrize("path", ["members/M-1", "members/M-1/history"])
@pytest.mark.parametrize(
    ("at", "code", "said"),
    [
        ("2008-12-31", "ProgrammeNotYet", "2008-12-31 早於會員方案的開始時間 2009-01-01。"),
        ("12026-01-01", "MomentBeyond", "12026-01-01 太遠了，最遠可看到 2199 年底。"),
    ],
)
def test_a_moment_at_which_nothing_can_be_shown_is_refused(till, path, at, code, said):
    till.post("orders", ORDER)

    answer = till.get(f"{path}?at={at}", **{"Accept-Language": "zh-TW"})

    assert (answer.status_code, answer.json()["code"], answer.json()["detail"]) == (422, code, said)


def test_a_history_goes_on_page_by_page(till):
    for number in range(5):
        till.post("orders", {**ORDER, "id": f"A-{number}", "occurred_at": f"2026-03-0{number + 1}T10:00:00"})

    first = till.get("members/M-1/history?limit=3").json()
    rest = till.get(f"members/M-1/history?limit=3&before={first['next'].replace('+', '%2B')}").json()

    assert [one["source_id"] for one in first["happenings"]] == ["A-4", "A-3", "A-2"]
    assert [one["source_id"] for one in rest["happenings"]] == ["A-1", "A-0"]
    assert rest["next"] is None


def test_a_history_ends_at_the_moment_asked_for(till):
    till.post("orders", ORDER)

    assert till.get("members/M-1/history?at=2026-03-01").json()["happenings"] == []


def test_a_moment_that_is_none_is_refused(till):
    till.post("orders", ORDER)

    answer = till.get("members/M-1?at=yesterday")

    assert (answer.status_code, answer.json()["facts"]["field"]) == (422, "at")

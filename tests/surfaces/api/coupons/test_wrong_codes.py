"""Wrong codes are told alike and slowly, and whoever guesses is stopped for a while."""

from datetime import UTC, datetime

import pytest
from coupons_over_http import BASKET, UNKNOWN, held, printed

from regulars.coupons import guessing
from regulars.coupons.models import Wrong
from regulars.desk.coupons import guessing as slowed


@pytest.mark.parametrize("state", ["free", "redeemed", "void", "somebody else's", "over"])
def test_whatever_is_wrong_with_a_code_is_told_alike(known, state):
    never = known.post("coupons/qualify", {**BASKET, "codes": ["T-1"]})
    changed = (
        {"wallet_id": 999} if state == "somebody else's" else {"ends_at": datetime(2020, 1, 1, tzinfo=UTC)}
    )
    if state in {"free", "redeemed", "void"}:
        changed = {"state": state, "issued_at": None}
    printed("tea", "T-1", **changed)

    assert known.post("coupons/qualify", {**BASKET, "codes": ["T-1"]}).json() == never.json()
    refused = held(known, codes=["T-1"])
    assert (refused.status_code, refused.json()["detail"]) == (404, "This code cannot be used.")


def test_a_wrong_code_is_slow_whatever_was_wrong_and_a_right_one_is_not(known, monkeypatch):
    waited = []
    monkeypatch.setattr(slowed, "ANSWERED_AFTER_SECONDS", 9.0)
    monkeypatch.setattr(slowed, "sleep", waited.append)

    for code in (*UNKNOWN, "HELLO"):
        known.post("coupons/qualify", {**BASKET, "codes": [code]})

    assert [round(seconds) for seconds in waited] == [9, 9, 9]


def test_too_many_wrong_codes_let_nobody_try_for_a_while(known, monkeypatch):
    monkeypatch.setitem(guessing.MOST, "member", (3, 20, 50))
    for _ in range(3):
        known.post("coupons/qualify", {**BASKET, "codes": ["NOBODY"]})

    refused = known.post("coupons/qualify", BASKET)

    assert (refused.status_code, refused.json()["code"]) == (429, "TooManyWrongCodes")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    other = {**BASKET, "member": None}
    assert known.post("coupons/qualify", other).status_code == 200


def test_an_address_is_stopped_as_well(known, monkeypatch):
    monkeypatch.setitem(guessing.MOST, "address", (2, 100, 400))
    for _ in range(2):
        known.post("coupons/holds", {**BASKET, "member": None, "id": "G", "codes": ["NOBODY"]})

    assert known.post("coupons/qualify", BASKET).status_code == 429


def test_what_was_typed_is_kept_nowhere(known):
    known.post("coupons/qualify", {**BASKET, "codes": ["SECRET-GUESS"]})

    assert all(len(bytes(row.whose)) == 32 for row in Wrong.objects.all())
    assert {field.name for field in Wrong._meta.get_fields()} == {"id", "whose", "at"}

"""Whatever a till sends that cannot be meant gets one clear sentence, and changes nothing."""

import json

import pytest

#: Every address of the API; a new one is told here.
ADDRESSES = [
    "/api/v1/budgets",
    "/api/v1/challenges",
    "/api/v1/challenges/{challenge}/plays",
    "/api/v1/challenges/{challenge}/scores",
    "/api/v1/coupons/holds",
    "/api/v1/coupons/holds/{hold}/commit",
    "/api/v1/coupons/holds/{hold}/release",
    "/api/v1/coupons/holds/{hold}/rollback",
    "/api/v1/coupons/qualify",
    "/api/v1/donations",
    "/api/v1/donations/{cause}/{day}/pass-on",
    "/api/v1/draws",
    "/api/v1/draws/{reward}/{day}",
    "/api/v1/holds",
    "/api/v1/holds/{hold}/post",
    "/api/v1/holds/{hold}/void",
    "/api/v1/invitations",
    "/api/v1/members/{card}",
    "/api/v1/members/{card}/check-ins",
    "/api/v1/members/{card}/check-ins/make-up",
    "/api/v1/members/{card}/check-ins/make-up/take-back",
    "/api/v1/members/{card}/consents",
    "/api/v1/members/{card}/coupons",
    "/api/v1/members/{card}/coupons/{coupon}",
    "/api/v1/members/{card}/history",
    "/api/v1/members/{card}/invitation",
    "/api/v1/members/{card}/leaderboards",
    "/api/v1/members/{card}/leaderboards/{board}",
    "/api/v1/members/{card}/missions",
    "/api/v1/members/{card}/missions/{mission}/claim",
    "/api/v1/members/{card}/missions/{mission}/start",
    "/api/v1/members/{card}/redemptions",
    "/api/v1/members/{card}/rewards",
    "/api/v1/members/{card}/spends",
    "/api/v1/occasions",
    "/api/v1/occasions/{number}",
    "/api/v1/occasions/{number}/door",
    "/api/v1/occasions/{number}/members/{card}",
    "/api/v1/occasions/{number}/readings",
    "/api/v1/occasions/{number}/seats",
    "/api/v1/occasions/{number}/seats/accept",
    "/api/v1/occasions/{number}/seats/give-up",
    "/api/v1/orders",
    "/api/v1/orders/{order_id}/cancellation",
    "/api/v1/orders/{order_id}/milestones",
    "/api/v1/orders/{order_id}/returns",
    "/api/v1/partner-reports/{offer}",
    "/api/v1/redemptions/{code}",
    "/api/v1/redemptions/{code}/cancel",
    "/api/v1/redemptions/{code}/hand-over",
    "/api/v1/redemptions/{code}/pay",
    "/api/v1/returns",
    "/api/v1/transfers",
]

LINE = {"product": "mug", "quantity": 1, "amount": 1200}
ORDER = {"id": "A-1", "occurred_at": "2026-03-03T12:30:00", "member": "M-1", "lines": [LINE]}

BODIES = {
    "no body": (b"", 400, "BodyUnreadable", None),
    "no JSON": (b"id=A-1", 400, "BodyUnreadable", None),
    "two bodies": (b"{}{}", 422, "FieldUnusable", ""),
    "Big5": (json.dumps({**ORDER, "store": "台北"}, ensure_ascii=False).encode("big5"), 400, "BodyUnreadable", None),
    "not a number": (b'{"id":"A-1","lines":[{"product":"mug","quantity":1,"amount":NaN}]}', 400, "BodyUnreadable", None),
    "a list": (b"[]", 422, "FieldUnusable", ""),
    "deep nesting": (b"[" * 100_000, 422, "FieldUnusable", ""),
}  # fmt: skip
FIELDS = {
    "an unknown key": ({"tax": 5}, ""),
    "no id": ({"id": ""}, "id"),
    "a long id": ({"id": "A" * 101}, "id"),
    "an id with a NUL": ({"id": "A\x001"}, "id"),
    "an id with a line break": ({"id": "A-1\n"}, "id"),
    "no date": ({"occurred_at": "2026-02-30T10:00:00"}, "occurred_at"),
    "a date alone": ({"occurred_at": "2026-03-03"}, "occurred_at"),
    "no lines": ({"lines": []}, "lines"),
    "too many lines": ({"lines": [LINE] * 501}, "lines"),
    "a quantity of none": ({"lines": [{**LINE, "quantity": 0}]}, "lines[0].quantity"),
    "a quantity in words": ({"lines": [LINE, {**LINE, "quantity": "2"}]}, "lines[1].quantity"),
    "half an item": ({"lines": [{**LINE, "quantity": 0.5}]}, "lines[0].quantity"),
    "a negative amount": ({"lines": [{**LINE, "amount": -1}]}, "lines[0].amount"),
    "an amount beyond all money": ({"lines": [{**LINE, "amount": "1e999999999"}]}, "lines[0].amount"),
    "a very small amount": ({"lines": [{**LINE, "amount": "1e-999999999"}]}, "lines[0].amount"),
    "an amount that is no number": ({"lines": [{**LINE, "amount": "NaN"}]}, "lines[0].amount"),
    "an endless amount": ({"lines": [{**LINE, "amount": "Infinity"}]}, "lines[0].amount"),
    "more decimals than the money has": ({"lines": [{**LINE, "amount": 12.5}]}, "lines[0].amount"),
    "neither amount nor price": ({"lines": [{"product": "mug", "quantity": 1}]}, "lines[0]"),
    "amount and price": ({"lines": [{**LINE, "price": 1200}]}, "lines[0]"),
    "a reward in words": ({"lines": [{**LINE, "reward": "yes"}]}, "lines[0].reward"),
    "a currency in small letters": ({"currency": "twd"}, "currency"),
    "an exchange of itself": ({"exchange": {"order": "A-1", "lines": [{"product": "mug", "quantity": 1}]}}, "exchange.order"),
    "an exchange of nothing": ({"exchange": {}}, "exchange"),
    "an exchange of nothing of an order": ({"exchange": {"order": "A-0"}}, "exchange"),
    "money back of no receipt": ({"exchange": {"amount": 5}}, "exchange"),
    "exchanged for nothing": ({"exchange": {"lines": [{"product": "mug"}]}}, "exchange.lines[0]"),
    "exchanged for no money": ({"exchange": {"order": "A-0", "amount": 0}}, "exchange.amount"),
    "an exchange with a card": ({"exchange": {"order": "A-0", "amount": 5, "member": "M-1"}}, "exchange"),
    "a card that is a number": ({"member": 17}, "member"),
}  # fmt: skip
MEANINGS = {
    "a total that contradicts its lines": ({"total": 1201}, "TotalContradictsLines"),
    "another currency": ({"currency": "GBP"}, "CurrencyOfOtherShop"),
    "more points than goods": ({"paid_with_points_value": 1201}, "PaidMoreThanBought"),
    "next year": ({"occurred_at": "2999-01-01T00:00:00"}, "MomentUnusable"),
    "before all tills": ({"occurred_at": "1969-12-31T00:00:00"}, "MomentUnusable"),
    "the end of time": ({"occurred_at": "9999-12-31T23:59:59-23:00"}, "MomentUnusable"),
    "the beginning of time": ({"occurred_at": "0001-01-01T00:00:00"}, "MomentUnusable"),
}


def _nothing_moved(till):
    return till.get("members/M-1").status_code == 404


@pytest.mark.parametrize("what", BODIES)
def test_a_body_that_cannot_be_read_is_refused(till, what):
    body, status, code, field = BODIES[what]

    answer = till.post("orders", body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["facts"].get("field") == field
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert _nothing_moved(till)


@pytest.mark.parametrize("what", FIELDS)
def test_a_field_that_cannot_be_meant_is_refused_by_its_name(till, what):
    change, field = FIELDS[what]

    answer = till.post("orders", ORDER | change)

    assert (answer.status_code, answer.json()["code"]) == (422, "FieldUnusable")
    assert answer.json()["facts"]["field"] == field
    assert _nothing_moved(till)


@pytest.mark.parametrize("what", MEANINGS)
def test_an_order_that_contradicts_itself_or_the_shop_is_refused(till, what):
    change, code = MEANINGS[what]

    answer = till.post("orders", ORDER | change)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert _nothing_moved(till)


def test_a_body_that_is_too_large_is_refused_unread(till):
    answer = till.post("orders", b" " * 300_000)

    assert (answer.status_code, answer.json()["facts"]["most_bytes"]) == (413, 262_144)


def test_an_order_without_saying_whether_there_was_a_card_is_refused(till):
    answer = till.post("orders", {name: value for name, value in ORDER.items() if name != "member"})

    assert answer.json()["detail"] == "The body: Object missing required field `member`."


def test_a_problem_speaks_the_language_that_was_asked_for(new_till):
    chinese = new_till("till-zh", **{"Accept-Language": "zh-TW,zh;q=0.9"})

    answer = chinese.post("orders", ORDER | {"total": 1})

    assert answer.json()["detail"] == "總計是 1，但明細合計是 1200。"
    assert answer.headers["Content-Language"] == "zh-Hant"


@pytest.mark.parametrize(
    ("key", "code"), [(None, "KeyMissing"), ("rg_wrong", "KeyUnknown"), ("", "KeyMissing")]
)
def test_a_request_without_a_key_of_ours_is_refused(till_with, key, code):
    answer = till_with(key).post("orders", ORDER)

    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_what_the_api_takes_and_answers_can_be_read_by_programs(stranger):
    described = stranger.get("openapi.json").json()

    assert described["openapi"].startswith("3.1")
    assert sorted(described["paths"]) == ADDRESSES
    order = described["components"]["schemas"]["OrderSent"]
    assert order["required"] == ["id", "occurred_at", "member", "lines"]
    assert order["additionalProperties"] is False

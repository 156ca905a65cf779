"""Wrong addresses, methods, queries and databases get a problem of the API's kind, in the language that was asked for."""

import pytest
from django.db import OperationalError, connection
from psycopg import errors

QUERIES = {
    "no moment": ("?at=nonsense", "at: Invalid RFC3339 encoded datetime."),
    "before all tills": ("?at=0001-01-01T00:00:00%2B14:00", "at: Expected a moment from 1970 to 2199."),
    "the end of time": ("?at=9999-12-31T23:59:59-23:00", "at: Expected a moment from 1970 to 2199."),
    "a page of x": ("/history?limit=x", "limit: Expected `int`, got `str`."),
    "a page of nothing": ("/history?before=garbage", "before: Invalid RFC3339 encoded datetime."),
    "a page without a number": (
        "/history?before=2026-01-01,x",
        "before: Expected `next` of an earlier page.",
    ),
}
SPENDS = {
    "nothing": ({"points": 0}, 422, "points: Expected `int` >= 1."),
    "less than nothing": ({"points": -5}, 422, "points: Expected `int` >= 1."),
    "half a point": ({"points": 1.5}, 422, "points: Expected `int`, got `float`."),
    "points that are none": (
        {"points": 1, "currency": "gold"},
        422,
        "There are no points called gold; there are: points, stamps.",
    ),
    "more than there is": (
        {"points": 999, "currency": "points"},
        409,
        "999 points are asked for, and 50 can be used.",
    ),
}


@pytest.fixture
def member(till):
    sale = {"product": "mug", "quantity": 1, "amount": 1}
    till.post("orders", {"id": "A-1", "occurred_at": "2026-03-03T12:30:00", "member": "M-1", "lines": [sale]})
    return till


@pytest.mark.parametrize("what", QUERIES)
def test_a_query_that_cannot_be_meant_names_its_field(member, what):
    query, sentence = QUERIES[what]

    answer = member.get(f"members/M-1{query}")

    assert (answer.status_code, answer.json()["code"]) == (422, "FieldUnusable")
    assert answer.json()["detail"] == sentence


@pytest.mark.parametrize("what", SPENDS)
def test_a_spend_that_cannot_be_meant_is_refused(member, what):
    body, status, sentence = SPENDS[what]

    answer = member.post("members/M-1/spends", {"id": "S-1", **body})

    assert (answer.status_code, answer.json()["detail"]) == (status, sentence)
    assert member.get("members/M-1").json()["balances"][0]["spent"] == 0


def test_an_address_that_is_none_is_a_problem_and_no_page(till):
    answer = till.get("nothing")

    assert answer.status_code == 404
    assert answer.json()["detail"] == "Nothing is at /api/v1/nothing. See /api/v1/openapi.json."
    assert (
        answer.json()["sentences"]["zh-Hant"] == "沒有 /api/v1/nothing 這個位址，請見 /api/v1/openapi.json。"
    )


def test_a_method_that_is_none_is_a_problem_that_names_the_right_one(till):
    answer = till.get("orders")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert answer.json()["detail"] == "GET means nothing here; use POST."


def test_a_card_that_no_terminal_should_obey_is_shown_without_it(till):
    answer = till.get("members/%1b%5b31m" + "x" * 500)

    assert answer.status_code == 404
    assert answer.json()["detail"] == f"No member has the card �[31m{'x' * 295}…."


@pytest.mark.parametrize(
    ("fault", "code", "sentence"),
    [
        (errors.DiskFull("no space"), "DatabaseFull", "儲存空間已滿，請待管理者清出空間後再送一次，資料沒有遺失。"),
        (errors.ConnectionFailure("gone"), "DatabaseDown", "目前無法寫入，請稍後再送一次，資料沒有遺失。"),
    ],
)  # fmt: skip
def test_a_database_that_is_full_or_away_is_503(till, fault, code, sentence):
    def refusing(_execute, _sql, _values, _many, _context):
        raise OperationalError(str(fault)) from fault

    with connection.execute_wrapper(refusing):
        answer = till.get("members/M-1", **{"Accept-Language": "zh-TW"})

    assert (answer.status_code, answer.json()["code"]) == (503, code)
    assert answer.json()["detail"] == sentence
    assert answer.headers["Retry-After"] == "5"
    assert till.get("members/M-1").status_code == 404


@pytest.mark.parametrize("address", ["/", "/console/"])
def test_a_page_whose_database_is_away_is_503_and_not_our_fault(shop, client, django_user_model, address):
    client.raise_request_exception = False
    client.force_login(django_user_model.objects.create_user("ada"))

    def refusing(_execute, _sql, _values, _many, _context):
        raise OperationalError("gone")

    with connection.execute_wrapper(refusing):
        answer = client.get(address)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "資料庫目前沒有回應或已滿" in answer.content.decode()

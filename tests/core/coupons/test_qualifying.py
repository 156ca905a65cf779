"""Why a coupon takes nothing off: each reason with its facts, in the order in which they are tried."""

import pytest
from coupon_till import DAY, basket, line, looked_at, off, version

MEMBERS_ONLY = {"amount": 50, "when": "member.orders == 0"}
ONCE_EACH = {"amount": 50, "limits": [{"times": 1, "per": "member"}]}


@pytest.mark.parametrize(
    ("coupon", "bought", "why"),
    [
        pytest.param({"amount": 50, "from": "2026-06-11"}, basket(500), ("not_now", DAY + 1, 3652059), id="from tomorrow on"),
        pytest.param({"amount": 50, "until": "2026-06-09"}, basket(500), ("not_now", 0, DAY - 1), id="until yesterday"),
        pytest.param(MEMBERS_ONLY, basket(500, member=None, orders=0), ("needs", "member"), id="asks for somebody, and nobody is there"),
        pytest.param(ONCE_EACH, basket(500, member=None), ("needs", "member"), id="a limit for each member needs one"),
        pytest.param(
            {"amount": 50, "limits": [{"times": 5, "per": "store"}]}, basket(500, store=None), ("needs", "store"), id="a limit for each store needs one"
        ),
        pytest.param(
            {"amount": 50, "limits": [{"times": 5, "per": "staff"}]}, basket(500), ("needs", "staff"), id="goodwill needs a person who gives it"
        ),
        pytest.param(MEMBERS_ONLY, basket(500, orders=1), ("not_for_you",), id="somebody who bought before"),
        pytest.param(
            {"amount": 50, "when": 'level("card") == "gold"'}, basket(500), ("not_for_you",), id="another level"
        ),
        pytest.param({"amount": 50, "lines": '"books" in line.categories'}, basket(500), ("no_lines",), id="nothing that it is for"),
        pytest.param({"amount": 50, "minimum": 501}, basket(500), ("minimum", 501, 500), id="one dollar short"),
        pytest.param(
            {"amount": 50, "minimum": 500, "lines": '"books" in line.categories'},
            basket(400, line(300, category="books")), ("minimum", 500, 300), id="the minimum reads the lines that it is for",
        ),
        pytest.param({"amount": 50, "minimum": 500}, basket(450, 80, shipping=[1]), ("minimum", 500, 450), id="shipping reaches no minimum"),
        pytest.param(
            {"amount": 50, "minimum": 500}, basket(450, line(80, reward=True)), ("minimum", 500, 450), id="a reward reaches no minimum"
        ),
        pytest.param({"amount": 50}, basket(0), ("nothing",), id="what costs nothing cannot cost less"),
    ],
)  # fmt: skip
def test_why_not(coupon, bought, why):
    assert off(coupon, bought) == why


@pytest.mark.parametrize(
    ("coupon", "bought"),
    [
        pytest.param(
            {"amount": 50, "from": "2026-06-10", "until": "2026-06-10"}, basket(500), id="on its only day"
        ),
        pytest.param({"amount": 50, "minimum": 500}, basket(500), id="just enough"),
        pytest.param(
            {"amount": 50, "when": "total >= 500"}, basket(500, member=None), id="for everybody, card or none"
        ),
        pytest.param(MEMBERS_ONLY, basket(500, orders=0), id="the first purchase"),
    ],
)
def test_it_is_taken_off(coupon, bought):
    assert off(coupon, bought) == [50]


def test_a_limit_that_is_used_up_is_told_after_eligibility():
    found = version({"amount": 50}, {"amount": 50, "when": "total > 900"})

    answers = looked_at(found, basket(500), spent={"c0": ("day", "all"), "c1": ("day",)})

    assert [(one.why, one.facts) for one in answers] == [("limit", ("day",)), ("not_for_you", ())]


def test_what_needs_consent_is_there_for_those_who_agreed():
    notice = {"version": "1", "zh-Hant": "告知", "en": "Notice"}
    found = version({"amount": 50, "purpose": "marketing"}, purposes={"marketing": {"notice": notice}})

    assert [one.why for one in looked_at(found, basket(500))] == ["not_for_you"]
    assert [one.why for one in looked_at(found, basket(500), agreed=["marketing"])] == [None]

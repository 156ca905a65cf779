"""Every way in which a coupon or a partner's offer can mean nothing, each with the one mistake that it is."""

import pytest
from corner_programme import NAME, found, programme

from regulars.programmes.reading import read_programme
from regulars.programmes.summary import changes, summary


def coupons(*coupons, **parts):
    return programme(coupons=[{"id": f"c{n}", "name": NAME, **one} for n, one in enumerate(coupons)], **parts)


def offers(*offers):
    return programme(
        partner_offers=[{"id": "taxi", "name": NAME, "partner": "A taxi", **one} for one in offers]
    )


FIRST = ("coupons", 0)


@pytest.mark.parametrize(
    ("document", "path", "code"),
    [
        pytest.param(coupons({}), FIRST, "OneOfNone", id="nothing is taken off"),
        pytest.param(coupons({"amount": 5, "percent": 5}), FIRST, "OneOfSeveral", id="two things are taken off"),
        pytest.param(coupons({"amount": 0}), (*FIRST, "amount"), "NumberNotPositive", id="nothing off"),
        pytest.param(coupons({"amount": "9.5"}), (*FIRST, "amount"), "DecimalsTooMany", id="half a dollar off"),
        pytest.param(coupons({"percent": 101}), (*FIRST, "percent"), "NumberTooLarge", id="more than all of it"),
        pytest.param(coupons({"fixed_price": -1}), (*FIRST, "fixed_price"), "NumberNegative", id="a price below zero"),
        pytest.param(coupons({"amount": 5, "most": 3}), (*FIRST, "most"), "MostUnwanted", id="a cap on an amount"),
        pytest.param(coupons({"amount": 5, "base": "list"}), (*FIRST, "base"), "BaseUnwanted", id="a base of an amount"),
        pytest.param(coupons({"amount": 5, "minimum": 0}), (*FIRST, "minimum"), "NumberNotPositive", id="no minimum"),
        pytest.param(coupons({"amount": 5, "group": "g"}), (*FIRST, "group"), "GroupUnknown", id="no such group"),
        pytest.param(coupons({"amount": 5, "from": "2026-02-30"}), (*FIRST, "from"), "DateUnreadable", id="no such day"),
        pytest.param(
            coupons({"amount": 5, "from": "2026-02-02", "until": "2026-02-01"}), (*FIRST, "until"), "DatesReversed", id="over before it begins"
        ),
        pytest.param(
            coupons({"amount": 5, "code": "SUN", "valid": {"days": 3}}), (*FIRST, "valid"), "OwnCodesOnly", id="days of a word for everybody"
        ),
        pytest.param(coupons({"amount": 5, "code": "SUN", "claim": True}), (*FIRST, "claim"), "OwnCodesOnly", id="taking a word for everybody"),
        pytest.param(
            coupons({"amount": 5, "limits": [{"times": 1, "per": "day"}, {"times": 2, "per": "day"}]}),
            (*FIRST, "limits", 1), "LimitTwice", id="two limits for a day",
        ),
        pytest.param(coupons({"amount": 5, "purpose": "fun"}), (*FIRST, "purpose"), "PurposeUnknown", id="no such purpose"),
        pytest.param(coupons({"amount": 5, "when": "total > 5 and total < 3"}), (*FIRST, "when"), "NeverTrue", id="for nobody"),
        pytest.param(coupons({"amount": 5, "lines": "line.colour == 1"}), (*FIRST, "lines"), "condition.unknown_field", id="no such field"),
        pytest.param(
            coupons({"amount": 5, "code": "LILO"}, {"amount": 6, "code": "1i-10"}), ("coupons", 1, "code"), "CodeTwice", id="a word read like another"
        ),
        pytest.param(coupons({"amount": 5}, {"amount": 5, "id": "c0"}), ("coupons", 1, "id"), "CouponTwice", id="one id for two"),
        pytest.param(
            coupons({"amount": 5, "group": "g"}, {"amount": 6, "group": "g"}, groups={"g": "first"}),
            ("coupons", 1, "priority"), "CouponsTied", id="nobody goes first",
        ),
        pytest.param(offers({"when": "total < 0"}), ("partner_offers", 0, "when"), "NeverTrue", id="an offer for nobody"),
        pytest.param(offers({}, {}), ("partner_offers", 1, "id"), "OfferTwice", id="one id for two offers"),
    ],
)  # fmt: skip
def test_one_mistake(document, path, code):
    assert found(document) == [(path, code)]


def test_what_means_something_has_no_mistakes():
    assert (
        found(
            coupons(
                {"amount": 5, "code": "SUN"},
                {
                    "percent": 100,
                    "most": 50,
                    "base": "list",
                    "valid": {"days": 30, "from": "claim"},
                    "claim": True,
                },
                {"gift": {"product": "mug"}, "limits": [{"times": 1, "per": "all"}]},
                {"shipping": "free", "most": 80},
                {"fixed_price": 0},
            )
        )
        == []
    )


SHOP = """
programme: corner
name: {zh-Hant: 轉角, en: Corner}
zone: Asia/Taipei
currency: TWD
effective_from: 2026-01-01
points: {coin: {name: {zh-Hant: 點, en: Coins}}}
coupons:
  - id: hello
    name: {zh-Hant: 首購, en: Hello}
    amount: 100
    code: HELLO
"""


def test_a_code_that_cannot_be_one_has_its_sentence():
    (located,) = read_programme(SHOP.replace("code: HELLO", "code: '!'")).mistakes

    assert located.mistake.code == "CodeUnusable"


def test_coupons_stand_in_the_summary_and_among_the_changes():
    before = read_programme(SHOP).document
    after = read_programme(SHOP.replace("amount: 100", "percent: 10")).document

    assert "  hello: Hello · 100 TWD off · code HELLO" in summary(before, "en")
    assert "  hello: 首購 · 折扣 10% · 優惠碼 HELLO" in summary(after, "zh-Hant")
    assert changes(before, after, "en") == [
        "- coupons › hello › amount: 100",
        "+ coupons › hello › percent: 10",
    ]

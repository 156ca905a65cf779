"""The forms of coupons and of partners' offers: another view of the draft, whose mistakes stand beside their fields."""

import pytest
from sheets import beside, drafted, fields, said, sends

from regulars.programmes.models import Draft
from regulars.programmes.queries import current

NEW, OFFER = "/console/coupons/new/", "/console/offers/new/"
SPRING = {
    "name_zh": "春季折 100",
    "name_en": "Spring 100",
    "way": "amount",
    "amount": "100",
    "code": "SPRING",
}
TEA = {"name_zh": "茶館首杯", "name_en": "A first cup", "partner": "Slow Tea"}


@pytest.fixture
def marketer(shop, signed_in):
    return signed_in("marketer")


def test_an_amount_and_a_word_make_a_coupon(marketer):
    answered = sends(marketer, NEW, **SPRING)

    assert (answered.status_code, answered.headers["Location"]) == (302, "/console/coupons/")
    made = drafted("coupons")["spring-100"]
    assert (made.amount, made.code, made.claim, made.valid) == (100, "SPRING", False, None)
    assert [(one.per, one.times) for one in made.limits] == [("member", 1)]
    assert "Spring 100 new" in said(marketer.get("/console/coupons/"))


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ({"way": "percent", "percent": "12.5", "most_percent": "300", "base": "list"}, {"percent": "12.5", "most": 300, "base": "list"}),
        ({"way": "fixed_price", "fixed_price": "99"}, {"fixed_price": 99}),
        ({"way": "shipping", "most_shipping": "80", "minimum": "1,000"}, {"shipping": "free", "most": 80, "minimum": 1000}),
        ({"codes": "own", "claim": "yes", "valid_days": "14", "valid_since": "claim"}, {"code": None, "claim": True}),
        ({"category": "books", "lines": "line.price > 300"}, {"lines": '"books" in line.categories and line.price > 300'}),
        ({"level": "card:silver", "newcomer": "yes", "store": ""}, {"when": 'at_least("card", "silver") and member.orders == 0'}),
        ({"from": "2027-01-01", "until": "2027-01-31"}, {"since": "2027-01-01", "until": "2027-01-31"}),
        ({"exclusive": "yes", "priority": "5"}, {"exclusive": True, "priority": 5}),
    ],
)  # fmt: skip
def test_everything_that_a_coupon_can_be_has_a_field(marketer, typed, stands):
    assert sends(marketer, NEW, **SPRING | typed).status_code == 302

    made = drafted("coupons")["spring-100"]
    assert {name: getattr(made, name) for name in stands} == stands
    shown = fields(marketer.get("/console/coupons/spring-100/change/"))
    assert {name: shown[name] for name in typed} == {
        name: "1000" if value == "1,000" else value for name, value in typed.items()
    }


def test_items_for_nothing_may_be_of_one_product(marketer):
    sends(marketer, NEW, **SPRING | {"way": "gift", "times": "2", "product": "bean-250"})

    gift = drafted("coupons")["spring-100"].gift
    assert (gift.times, gift.product) == (2, "bean-250")


def test_forms_that_are_sent_as_they_came_change_nothing(marketer):
    before = current().versions[-1].document

    for one in before.coupons:
        assert sends(marketer, f"/console/coupons/{one.id}/change/").status_code == 302
    for offer in before.partner_offers:
        assert sends(marketer, f"/console/offers/{offer.id}/change/").status_code == 302

    assert list(drafted("coupons").values()) == list(before.coupons)
    assert list(drafted("partner_offers").values()) == list(before.partner_offers)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"amount": ""}, "amount", "Say how much it takes off."),
        ({"amount": "many"}, "amount", "“many” is no number. Write digits, and a point before decimals."),
        ({"amount": "0"}, "amount", "0 must be more than zero."),
        ({"amount": "99.5"}, "amount", "99.5 is finer than “TWD”, which has 0 digits after the point."),
        ({"way": "percent", "percent": "120"}, "percent", "120 is too large; 100 is the most."),
        ({"way": "percent", "percent": "10", "most_percent": "-5"}, "most_percent", "-5 must be more than zero."),
        ({"way": "gift", "times": ""}, "times", "Say how many items are free."),
        ({"way": "magic"}, "way", "Choose what it takes off."),
        ({"code": ""}, "code", "Write the code that everybody uses, such as WELCOME."),
        ({"code": "welcome"}, "code", None),
        ({"code": "!"}, "code", None),
        ({"codes": "own", "valid_days": "0"}, "valid_days", "0 is too small; 1 is the least."),
        ({"from": "2027-02-02", "until": "2027-02-01"}, "until", None),
        ({"limit_all": "x"}, "limit_all", "“x” is no number. Write digits, and a point before decimals."),
        ({"lines": "line.prise > 3"}, "lines", None),
        ({"when": "total >"}, "when", None),
        ({"id": "welcome"}, "id", "Something has this short name already; give it another one."),
        ({"priority": "-1"}, "priority", "-1 is too small; 0 is the least."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_coupon_stands_beside_its_field(marketer, typed, field, sentence):
    answered = sends(marketer, NEW, **SPRING | typed)

    assert (answered.status_code, list(beside(answered))) == (422, [field])
    assert sentence is None or beside(answered)[field] == sentence
    assert fields(answered)["name_zh"] == "春季折 100"
    assert not Draft.objects.exists()


def test_a_partners_offer_is_made_with_what_qualifies(marketer):
    sends(
        marketer,
        OFFER,
        **TEA,
        minimum="900",
        level="card:gold",
        category="home/tableware",
        until="2027-06-30",
    )

    made = drafted("partner_offers")["a-first-cup"]
    assert (made.partner, made.minimum, made.times, made.until) == ("Slow Tea", 900, 1, "2027-06-30")
    assert (made.when, made.lines) == ('at_least("card", "gold")', '"home/tableware" in line.categories')
    assert "A first cup new" in said(marketer.get("/console/coupons/"))


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"partner": " "}, "partner"), ({"minimum": "lots"}, "minimum"), ({"times": "0"}, "times"), ({"name_en": ""}, "name_en")],
)  # fmt: skip
def test_what_is_wrong_with_an_offer_stands_beside_its_field(marketer, typed, field):
    answered = sends(marketer, OFFER, **TEA | typed)

    assert (answered.status_code, list(beside(answered))) == (422, [field])
    assert not Draft.objects.exists()


def test_a_coupon_is_said_in_words_while_one_types(marketer):
    typed = (
        fields(marketer.get(NEW))
        | SPRING
        | {"way": "percent", "percent": "15", "most_percent": "300", "category": "books"}
    )

    page = said(marketer.post(NEW, typed, headers={"HX-Request": "true"}))

    assert (
        "15 % off, NT$300 at most goods of books code SPRING, the same for everybody 1 for each member"
        in page
    )


def test_coupons_and_offers_can_be_taken_out_and_put_in_again(marketer):
    marketer.post("/console/coupons/goodwill/remove/")
    marketer.post("/console/offers/sunny-ride/remove/")
    assert "goodwill" not in drafted("coupons")
    assert drafted("partner_offers") == {}
    assert said(marketer.get("/console/coupons/")).count("taken out") == 2

    sends(marketer, "/console/coupons/goodwill/change/")
    sends(marketer, "/console/offers/sunny-ride/change/")

    assert "taken out" not in said(marketer.get("/console/coupons/"))


@pytest.mark.parametrize("role", ["analyst", "support"])
def test_who_may_only_look_sees_no_form(shop, signed_in, role):
    client = signed_in(role)

    assert "Make a coupon" not in said(client.get("/console/coupons/"))
    assert [client.get(address).status_code for address in (NEW, OFFER)] == [403, 403]

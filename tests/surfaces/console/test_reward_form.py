"""The form of a reward: another view of the draft, whose mistakes stand beside their fields."""

import pytest
from sheets import beside, drafted, fields, said, sends

from regulars.programmes.models import Draft
from regulars.programmes.queries import current, published

NEW, NIGHT = "/console/rewards/new/", "/console/rewards/night/change/"
CAKE = {"name_zh": "戚風蛋糕", "name_en": "A slice of cake", "points": "90"}


@pytest.fixture
def marketer(shop, signed_in):
    return signed_in("marketer")


def test_a_name_and_a_price_make_a_reward(marketer):
    answered = sends(marketer, NEW, **CAKE)

    assert (answered.status_code, answered.headers["Location"]) == (302, "/console/rewards/")
    made = drafted("rewards")["a-slice-of-cake"]
    assert (made.name.zh_hant, made.price.points, made.kind) == ("戚風蛋糕", 90, "gift")
    assert [(one.per, one.times) for one in made.limits] == [("member", 1)]
    assert made.fetch_within == 30
    assert "a-slice-of-cake" not in current().versions[-1].rewards
    assert "A slice of cake new" in said(marketer.get("/console/rewards/"))


def test_a_short_name_that_nobody_typed_is_one_that_nothing_has(marketer):
    sends(marketer, NEW, **CAKE)
    sends(marketer, NEW, **CAKE)

    assert {"a-slice-of-cake", "a-slice-of-cake-2"} <= set(drafted("rewards"))


def test_everything_that_a_reward_can_be_has_a_field(marketer):
    sends(
        marketer, NEW, **CAKE | {
            "id": "cake", "about_zh": "每日現烤", "about_en": "Baked daily", "kind": "voucher", "points": "1,200", "from": "2027-01-01",
            "until": "2027-06-30", "stock": "40", "limit_member": "", "limit_member_month": "2", "limit_day": "5", "level": "card:gold",
            "birthday": "yes", "when": "weekday == 6 or weekday == 7", "handed_over": "at_once", "fetch_within": "",
        },
    )  # fmt: skip

    made = drafted("rewards")["cake"]
    assert (made.about.en, made.kind, made.price.points, made.from_, made.until, made.stock) == (
        "Baked daily", "voucher", 1200, "2027-01-01", "2027-06-30", 40,
    )  # fmt: skip
    assert [(one.per, one.times) for one in made.limits] == [("member_month", 2), ("day", 5)]
    assert (made.handed_over, made.fetch_within) == ("at_once", None)
    assert made.when == (
        'at_least("card", "gold") and member.birth_month == month and (weekday == 6 or weekday == 7)'
    )
    again = fields(marketer.get("/console/rewards/cake/change/"))
    assert (again["level"], again["birthday"], again["when"]) == (
        "card:gold", "yes", "(weekday == 6 or weekday == 7)",
    )  # fmt: skip


def test_a_form_that_is_sent_as_it_came_changes_nothing(marketer):
    before = current().versions[-1].document.rewards

    for one in before:
        sends(marketer, f"/console/rewards/{one.id}/change/")

    assert tuple(drafted("rewards").values()) == tuple(before)


def test_a_reward_may_cost_money_too_and_take_some_points_alone(marketer):
    sends(marketer, NEW, **CAKE, money="80", pay_within="20", paid_by_free="yes", paid_by_partner="yes")

    made = drafted("rewards")["a-slice-of-cake"]
    assert (made.price.money, made.price.funding, made.pay_within) == (80, ["free", "partner"], 20)
    typed = fields(marketer.get("/console/rewards/a-slice-of-cake/change/"))
    assert (typed["money"], typed["paid_by_free"], typed.get("paid_by_paid")) == ("80", "yes", None)
    page = said(
        marketer.post("/console/rewards/a-slice-of-cake/change/", typed, headers={"HX-Request": "true"})
    )
    assert "90 points and NT$80" in page
    assert "pay NT$80 within 20 minutes" in page


def test_a_lottery_has_its_draw_and_prizes_and_nothing_of_goods(marketer):
    answered = sends(
        marketer, NEW, **CAKE, kind="lottery", draw="2027-05-01", age="20", prize_1_zh="腳踏車", prize_1_en="A bicycle",
        prize_2_zh="咖啡", prize_2_en="A coffee", number_2="30", money="50",
    )  # fmt: skip

    assert answered.status_code == 302, said(answered)
    made = drafted("rewards")["a-slice-of-cake"]
    assert [(one.name.en, one.number) for one in made.lottery.prizes] == [("A bicycle", 1), ("A coffee", 30)]
    assert (made.lottery.draw, made.lottery.age) == ("2027-05-01", 20)
    assert (made.price.money, made.fetch_within) == (None, None)
    page = said(marketer.get("/console/rewards/a-slice-of-cake/change/"))
    assert "30 × A coffee" in page
    assert "It is drawn on 2027/05/01" in page


def test_a_donation_names_its_cause(marketer):
    sends(marketer, NEW, **CAKE, kind="donation", cause="food-bank")

    made = drafted("rewards")["a-slice-of-cake"]
    assert (made.kind, made.cause, made.fetch_within) == ("donation", "food-bank", None)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"prize_1_zh": "車", "prize_1_en": "A bicycle"}, "draw"),
        ({"draw": "2027-05-01"}, "prizes"),
        ({"draw": "2027-05-01", "prize_1_zh": "車"}, "prizes"),
        ({"draw": "2027-05-01", "prize_1_zh": "車", "prize_1_en": "A", "number_1": "no"}, "prizes"),
        ({"draw": "2027-05-01", "prize_1_zh": "車", "prize_1_en": "A", "age": "3"}, "age"),
        ({"draw": "2027-05-01", "prize_1_zh": "車", "prize_1_en": "A", "from": "2027-06-01"}, "draw"),
    ],
)
def test_what_is_wrong_with_a_draw_stands_beside_its_field(marketer, typed, field):
    answered = sends(marketer, NEW, **CAKE, kind="lottery", **typed)

    assert (answered.status_code, list(beside(answered))) == (422, [field])


def test_a_reward_is_ended_by_its_last_day(marketer):
    sends(marketer, NIGHT, until="2027-02-28")

    assert drafted("rewards")["night"].until == "2027-02-28"
    assert "changed" in said(marketer.get("/console/rewards/"))


def test_a_reward_can_be_taken_out_of_the_draft(marketer):
    assert marketer.post("/console/rewards/night/remove/").status_code == 302

    assert "night" not in drafted("rewards")
    assert "taken out" in said(marketer.get("/console/rewards/"))


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name_zh": " "}, "name_zh", "Give it a name in both languages."),
        ({"points": ""}, "points", "Say how many points it costs."),
        ({"points": "many"}, "points", "“many” is no number. Write digits, and a point before decimals."),
        ({"points": "0"}, "points", "0 is too small; 1 is the least."),
        ({"of": "gold"}, "of", "There are no points “gold” in `points:`. There are: points, stamps."),
        ({"about_zh": "只有中文"}, "about_en", "Write it in both languages, or in neither."),
        ({"from": "2027-02-30"}, "from", "“2027-02-30” is no date. Write it as YYYY-MM-DD, for example 2026-11-05."),
        ({"stock": "-3"}, "stock", "-3 is too small; 1 is the least."),
        ({"limit_day": "0"}, "limit_day", "0 is too small; 1 is the least."),
        ({"fetch_within": "999"}, "fetch_within", "999 is too large; 365 is the most."),
        ({"id": "Not A Slug"}, "id", None),
        ({"id": "tote"}, "id", "Something has this short name already; give it another one."),
        ({"name_en": "九"}, "id", "Give it a short name in small letters, such as canvas-bag."),
        ({"kind": "magic", "fetch_within": ""}, "kind", None),
        ({"money": "0.5"}, "money", None),
        ({"pay_within": "20"}, "pay_within", None),
        ({"when": "level("}, "when", None),
        ({"when": "total > 5"}, "when", None),
        ({"level": "card:copper"}, "when", None),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_saved(marketer, typed, field, sentence):
    answered = sends(marketer, NEW, **CAKE | typed)

    assert answered.status_code == 422
    assert list(beside(answered)) == [field]
    assert sentence is None or beside(answered)[field] == sentence
    assert f'aria-describedby="wrong-{field}"' in answered.content.decode() or field == "kind"
    assert fields(answered)["name_zh"] == (CAKE | typed)["name_zh"]
    assert not Draft.objects.exists()


def test_it_ends_no_earlier_than_it_begins(marketer):
    answered = sends(marketer, NEW, **CAKE, **{"from": "2027-02-02"}, until="2027-02-01")

    assert list(beside(answered)) == ["until"]


def test_a_mistake_elsewhere_in_the_draft_is_said_with_its_line(marketer):
    text = published()[0].text.replace(
        "price: { points: 60, of: points }", "price: { points: many, of: points }"
    )
    Draft.objects.create(text=text)

    answered = sends(marketer, NEW, **CAKE)

    assert answered.status_code == 422
    assert "of the draft: “many” is no number." in said(answered)


def test_what_it_comes_to_is_said_while_one_types(marketer):
    typed = fields(marketer.get(NEW)) | CAKE
    part = {"HX-Request": "true"}

    good = marketer.post(NEW, {**typed, "level": "card:gold"}, headers=part)
    bad = marketer.post(NEW, {**typed, "points": "many"}, headers=part)

    assert "90 points" in said(good)
    assert "Sunny card: Gold or higher" in said(good)
    assert "“many” is no number." in said(bad)
    assert not Draft.objects.exists()


def test_somebody_elses_work_is_not_overwritten(marketer):
    found = fields(marketer.get(NIGHT))
    sends(marketer, NEW, **CAKE)

    answered = marketer.post(NIGHT, {**found, "points": "1500"})

    assert answered.status_code == 409
    assert drafted("rewards")["night"].price.points == 2000


def test_a_reward_that_there_is_not_is_not_found(marketer):
    assert marketer.get("/console/rewards/nothing/change/").status_code == 404


@pytest.mark.parametrize("role", ["analyst", "support"])
def test_who_may_only_look_sees_no_form(shop, signed_in, role):
    client = signed_in(role)

    assert "Make a reward" not in said(client.get("/console/rewards/"))
    assert client.get(NEW).status_code == 403
    assert client.post("/console/rewards/night/remove/").status_code == 403

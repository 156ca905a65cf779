"""The form of bringing friends: what is promised stands in the draft, and everything around it stays."""

import pytest
from sheets import beside, document, fields, said, sends

from regulars.programmes.models import Draft
from regulars.programmes.queries import current, published

FORM = "/console/referral/change/"


@pytest.fixture
def marketer(shop, signed_in):
    return signed_in("marketer")


def test_what_is_promised_is_changed_and_all_else_stays(marketer):
    answered = sends(marketer, FORM, reward="150", welcome="", limit_year="20", at_least="500")

    assert (answered.status_code, answered.headers["Location"]) == (302, "/console/referral/")
    after, before = document(), current().versions[-1].document
    made = after.referral
    assert (made.reward.points, made.welcome, made.at_least) == (150, None, 500)
    assert [(one.per, one.times) for one in made.limits] == [("month", 5), ("member", 50), ("year", 20)]
    assert (after.rewards, after.challenges) == (before.rewards, before.challenges)
    text = Draft.objects.get().text
    assert "# Who brings a friend is rewarded once" in text
    assert "# ─── Rewards" in text
    assert "Bring a friend changed" in said(marketer.get("/console/referral/"))


def test_a_form_that_is_sent_as_it_came_changes_nothing(marketer):
    sends(marketer, FORM)

    assert document() == current().versions[-1].document


def test_it_can_be_taken_out_and_promised_anew(marketer):
    marketer.post("/console/referral/remove/")
    assert document().referral is None
    assert "taken out" in said(marketer.get("/console/referral/"))

    assert fields(marketer.get(FORM))["return_window"] == "14"
    sends(marketer, FORM, reward="80")

    assert (document().referral.reward.points, document().referral.welcome) == (80, None)
    assert document().rewards == current().versions[-1].document.rewards


def test_a_budget_is_given_changed_and_taken_away(marketer):
    sends(marketer, FORM, points="10,000", per="month")
    made = document().referral
    assert (made.budget.points, made.budget.money, made.budget.per) == (10000, None, "month")
    assert made.welcome is not None
    shown = fields(marketer.get(FORM))
    assert (shown["way"], shown["points"], shown["per"]) == ("points", "10000", "month")
    assert "All who invite together get no more than 10,000 points a month" in said(marketer.get(FORM))

    sends(marketer, FORM, way="money", money="5000", per="")
    assert (document().referral.budget.points, document().referral.budget.money) == (None, 5000)

    sends(marketer, FORM, money="")
    assert document() == current().versions[-1].document


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"points": "0"}, "points"), ({"points": "99"}, "points"), ({"points": "many"}, "points"),
        ({"way": "money", "money": "0.001"}, "money"), ({"points": "9000", "per": "year"}, "per"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_its_budget_stands_beside_the_field(marketer, typed, field):
    answered = sends(marketer, FORM, **typed)

    assert (answered.status_code, list(beside(answered))) == (422, [field])
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name_en": ""}, "name_en", "Give it a name in both languages."),
        ({"reward": ""}, "reward", "Say how many points whoever invites gets."),
        ({"reward": "0"}, "reward", "0 is too small; 1 is the least."),
        ({"reward_of": "gold"}, "reward_of", None),
        ({"welcome": "x"}, "welcome", "“x” is no number. Write digits, and a point before decimals."),
        ({"return_window": "999"}, "return_window", "999 is too large; 365 is the most."),
        ({"at_least": "0.5"}, "at_least", None),
        ({"limit_year": "none"}, "limit_year", "“none” is no number. Write digits, and a point before decimals."),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field(marketer, typed, field, sentence):
    answered = sends(marketer, FORM, **typed)

    assert (answered.status_code, list(beside(answered))) == (422, [field])
    assert sentence is None or beside(answered)[field] == sentence
    assert not Draft.objects.exists()


def test_what_it_comes_to_is_said_as_members_will_read_it(marketer):
    typed = fields(marketer.get(FORM)) | {"reward": "150"}

    page = said(marketer.post(FORM, typed, headers={"HX-Request": "true"}))

    assert "150 points for whoever invites, once for each friend" in page


@pytest.mark.parametrize("role", ["analyst", "support"])
def test_who_may_only_look_sees_no_form(shop, signed_in, role):
    client = signed_in(role)

    assert "Change it" not in said(client.get("/console/referral/"))
    assert client.get(FORM).status_code == 403
    assert published()[0].number == 1

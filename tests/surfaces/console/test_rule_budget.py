"""The budget of a rule in the console: a form that writes it into the draft."""

from pathlib import Path

import pytest
from sheets import beside, document, fields, said, sends

from regulars.programmes.models import Draft

PROGRAMME = Path(__file__).parents[3] / "examples" / "programmes" / "select-shop.yaml"
BASE = "/console/programme/rules/base/budget/"


@pytest.fixture
def programme_text():
    return PROGRAMME.read_text().replace(
        "  - id: base\n", "  - id: base\n    budget: { points: 1000, per: month }\n", 1
    )


@pytest.fixture
def marketer(shop, signed_in):
    return signed_in("marketer")


def rule():
    return next(one for one in document().earning if one.id == "base")


def test_the_programme_says_which_rule_has_a_budget(marketer):
    page = said(marketer.get("/console/programme/"))

    assert "budget: 1,000 points a month" in page
    assert page.count("Change its budget") == page.count("budget: ") < page.count("Give it a budget")


def test_a_budget_is_changed_and_the_rule_stays(marketer):
    before = fields(marketer.get(BASE))
    assert (before["way"], before["points"], before["per"]) == ("points", "1000", "month")

    answered = sends(marketer, BASE, way="money", money="5,000", per="")

    assert (answered.status_code, answered.headers["Location"]) == (302, "/console/programme/")
    assert (rule().budget.money, rule().budget.points, rule().budget.per) == (5000, None, None)
    assert rule().rate.points == 1
    assert fields(marketer.get(BASE))["way"] == "money"


def test_without_an_amount_there_is_no_budget(marketer):
    sends(marketer, BASE, points="")

    assert rule().budget is None
    assert "without a budget" in said(marketer.get(BASE))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"points": "0"}, "points"), ({"points": "many"}, "points"), ({"way": "money", "money": "-5"}, "money"),
        ({"way": "money", "money": "0.001"}, "money"), ({"per": "year"}, "per"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field(marketer, typed, field):
    answered = sends(marketer, BASE, **typed)

    assert (answered.status_code, list(beside(answered))) == (422, [field])
    assert not Draft.objects.exists()


def test_a_rule_that_there_is_not_is_not_found(marketer):
    assert marketer.get("/console/programme/rules/nothing/budget/").status_code == 404


@pytest.mark.parametrize("role", ["analyst", "support"])
def test_who_may_only_look_sees_it_and_no_form(shop, signed_in, role):
    client = signed_in(role)

    assert "1,000 points a month" in said(client.get("/console/programme/"))
    assert client.get(BASE).status_code == 403

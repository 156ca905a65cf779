"""Challenges in the console: how each went, and a form that writes one into the draft."""

import re

import pytest

from regulars.desk import challenges
from regulars.people.members import wallet_of
from regulars.programmes.queries import current, draft_text
from regulars.programmes.reading import read_programme

ADA = "8012 0000 01"
FORM = {
    "id": "long-walk", "name_zh": "走遠一點", "name_en": "A long walk", "game": "other", "earn": "points", "budget": "60",
    "plays_per_day": "2", "prizes_per_day": "1", "band_score_1": "10", "band_points_1": "3", "band_stock_1": "20",
}  # fmt: skip


def _text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.content.decode()))


def test_the_list_says_how_it_went_and_what_it_can_cost(shop, signed_in):
    play = challenges.give(current(), "hold-the-note", wallet_of(ADA))
    challenges.play(current(), "hold-the-note", wallet_of(ADA), play.token, 9000)

    page = _text(signed_in("analyst").get("/console/challenges/"))

    assert "Plays 1 of 1 that were begun" in page
    assert "10,000 if everybody reaches the dearest band, of a budget of 10,000" in page
    assert "From 10 seconds 20 points 0 0 50" in page
    assert "Write it into the draft" not in page


def test_a_challenge_is_written_into_the_draft_without_a_file(shop, signed_in):
    browser = signed_in("marketer")

    answered = browser.post("/console/challenges/write/", FORM)

    assert (answered.status_code, answered.headers["Location"]) == (302, "/console/programme/draft/")
    document = read_programme(draft_text()).document
    made = document.challenges[-1]
    assert (made.id, made.name.en, made.plays.per_day, made.bands[1].points, made.budget) == (
        "long-walk", "A long walk", 2, 3, 60,
    )  # fmt: skip
    assert [one.id for one in document.challenges] == ["hold-the-note", "long-walk"]


def test_one_that_is_too_dear_is_said_where_drafts_are_checked(shop, signed_in):
    browser = signed_in("marketer")
    browser.post("/console/challenges/write/", {**FORM, "budget": "59"})

    page = _text(browser.get("/console/programme/draft/"))

    said = r"If everybody reaches the dearest band that is left, \W*long-walk\W* gives 60 points, and its budget is 59\."
    assert re.search(said, page), re.findall(r"If everybody[^.]*\.", page)


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"id": "Long Walk"}, "id"),
        ({"name_en": ""}, "name_en"),
        ({"budget": "much"}, "budget"),
        ({"band_points_1": "x"}, "band_points_1"),
    ],
)
def test_what_cannot_be_written_is_said_above_the_form_which_stays(shop, signed_in, parts, field):
    answered = signed_in("marketer").post("/console/challenges/write/", {**FORM, **parts})

    assert (answered.status_code, f"Look at {field} again" in _text(answered)) == (422, True)
    assert 'value="走遠一點"' in answered.content.decode()
    assert draft_text() is None

"""Missions in the console: what came of them, and a form that is another view of the draft."""

import re
from html import unescape

import pytest

from regulars.programmes.models import Draft
from regulars.programmes.reading import read_programme

GOAL = {
    "kind": "goal", "id": "tea-week", "name_zh": "茶週", "name_en": "Tea week", "about_zh": "", "about_en": "",
    "count": 'count("Order Completed")', "own_count": "", "of": "points", "at_least_1": "2", "points_1": "20", "at_least_2": "5",
    "points_2": "50", "days": "30", "first_day": "", "last_day": "", "start": "asked", "again": "on_completion", "claim": "asked",
    "budget": "", "budget_in": "points",
}  # fmt: skip


def said(page):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))


def fields(page):
    """What the form of a mission holds, as a browser would send it."""
    form = re.search(r'<form class="box form" id="mission".*?</form>', page.content.decode(), re.DOTALL)[0]
    found = dict(re.findall(r'<input [^>]*name="(\w+)"[^>]*?value="([^"]*)"', form))
    for name, body in re.findall(r'<select name="(\w+)">(.*?)</select>', form, re.DOTALL):
        options = re.findall(r'<option value="([^"]*)"( selected)?', body)
        found[name] = next((value for value, chosen in options if chosen), options[0][0])
    found |= dict(re.findall(r'<textarea name="(\w+)"[^>]*>([^<]*)</textarea>', form))
    return {name: unescape(value) for name, value in found.items() if name != "csrfmiddlewaretoken"}


def drafted():
    reading = read_programme(Draft.objects.get().text)
    assert reading.mistakes == ()
    return {one.id: one for one in reading.document.missions}


@pytest.fixture
def marketer(shop, signed_in):
    return signed_in("marketer")


@pytest.fixture
def send(marketer):
    """Return a function that opens a form, changes what is given, and sends it."""

    def sent(address="new/?kind=goal", **changed):
        found = fields(marketer.get(f"/console/missions/{address}"))
        return marketer.post(f"/console/missions/{address}", {**found, **changed})

    return sent


def test_every_mission_stands_there_with_what_it_asks_for(marketer):
    page = said(marketer.get("/console/missions/"))

    assert "Daily check-in" in page
    assert "Three corners" in page
    assert page.count("in force") == 3
    assert "Different stores checked in at: 3 (30 points)" in page


def test_what_is_made_in_the_form_stands_in_the_draft(send, marketer):
    answered = send(**GOAL)

    assert (answered.status_code, answered.headers["Location"]) == (302, "/console/missions/")
    made = drafted()["tea-week"]
    assert [(one.at_least, one.prize.points) for one in made.goal.stages] == [(2, 20), (5, 50)]
    assert (made.window.days, made.again, made.claim) == (30, "on_completion", "asked")
    assert "only in the draft" in said(marketer.get("/console/missions/"))


def test_the_form_and_the_text_are_two_views_of_one_document(send, marketer):
    send("daily/")
    before = read_programme(Draft.objects.get().text).document if Draft.objects.exists() else None
    send("daily/", ladder="5, 5, 20", missed="decay")

    after = drafted()["daily"].check_in
    assert (after.ladder, after.missed, after.freeze.every, after.make_up.points) == (
        [5, 5, 20],
        "decay",
        7,
        5,
    )
    assert before is None or {one.id for one in before.missions} == set(drafted())
    assert fields(marketer.get("/console/missions/daily/"))["ladder"] == "5, 5, 20"
    assert "changed in the draft" in said(marketer.get("/console/missions/"))


def test_what_the_form_does_not_know_stays(send):
    send("book-week/", at_least_1="3")

    mission = drafted()["book-week"]
    assert mission.goal.count == 'count("Order Completed", where="books" in categories)'
    assert [one.at_least for one in mission.goal.stages] == [3, 4]


@pytest.mark.parametrize(
    ("typed", "made", "words"),
    [
        ({"budget": "1,000"}, (1000, None), "budget: 1,000 points in all"),
        ({"budget": "500", "budget_in": "money"}, (None, 500), "budget: NT$500 in all"),
    ],
)
def test_its_budget_is_written_shown_and_taken_away(send, marketer, typed, made, words):
    send(**GOAL | {"claim": "at_once"} | typed)

    budget = drafted()["tea-week"].budget
    assert (budget.points, budget.money) == made
    assert words in said(marketer.get("/console/missions/"))
    send("tea-week/", name_en="Week of tea")
    assert drafted()["tea-week"].budget == budget
    send("tea-week/", budget="")
    assert drafted()["tea-week"].budget is None


def test_a_mistake_is_named_and_nothing_is_saved(send):
    answered = send(**GOAL | {"at_least_1": "9", "points_2": "many"})

    assert answered.status_code == 422
    assert "tage" in said(answered)
    assert fields(answered)["points_2"] == "many"
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"id": "Not A Slug"}, {"name_zh": ""}, {"own_count": "count("}, {"days": "0"}, {"first_day": "2026-02-30", "days": ""},
        {"of": "gold"}, {"at_least_1": "", "at_least_2": "", "points_1": "", "points_2": ""}, {"claim": "perhaps"},
        {"budget": "1000"}, {"budget": "69", "claim": "at_once"}, {"budget": "many", "claim": "at_once"},
        {"name_en": "x" * 500}, {"own_count": "a: b\n- c"},
    ],
)  # fmt: skip
def test_whatever_is_typed_is_answered_and_not_saved(send, typed):
    assert send(**GOAL | typed).status_code == 422
    assert not Draft.objects.exists()


def test_somebody_elses_work_is_not_overwritten(marketer):
    found = fields(marketer.get("/console/missions/daily/"))
    marketer.post("/console/missions/new/?kind=goal", {**GOAL, "mark": found["mark"]})

    answered = marketer.post("/console/missions/daily/", {**found, "ladder": "9"})

    assert answered.status_code == 409
    assert drafted()["daily"].check_in.ladder == [1, 1, 2, 2, 3, 3, 10]


def test_a_mission_can_be_taken_out(marketer):
    answered = marketer.post("/console/missions/three-corners/remove/")

    assert answered.status_code == 302
    assert set(drafted()) == {"daily", "book-week"}
    assert "left out of the draft" in said(marketer.get("/console/missions/"))


def test_a_mission_that_there_is_not_is_not_found(marketer):
    assert marketer.get("/console/missions/nothing/").status_code == 404


@pytest.mark.parametrize("role", ["analyst", "support"])
def test_who_may_only_look_sees_no_form(shop, signed_in, role):
    client = signed_in(role)

    assert "Make a mission" not in said(client.get("/console/missions/"))
    assert client.get("/console/missions/daily/").status_code == 403
    assert client.post("/console/missions/daily/remove/").status_code == 403

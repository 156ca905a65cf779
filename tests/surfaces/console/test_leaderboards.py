"""Leaderboards in the console: what members see, and a form that writes one into the draft."""

import re
from html import unescape

import pytest

from regulars.core.periods import instant
from regulars.desk.leaderboards import join
from regulars.desk.missions import check_in_of
from regulars.desk.posting import Arrival, post
from regulars.people.members import wallet_of
from regulars.programmes.models import Draft
from regulars.programmes.queries import current, draft_text
from regulars.programmes.reading import read_programme

ADA = "8012 0000 01"
FORM = {
    "id": "daily-row",
    "name_zh": "連續",
    "name_en": "In a row",
    "counts": "check_in:daily",
    "per": "",
    "places": "5",
}


def _text(page):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", page.content.decode())))


def test_staff_see_what_members_see_and_not_how_few_take_part(shop, signed_in):
    from django.utils import timezone  # noqa: PLC0415 - models are ready only within a test.

    now = timezone.now()
    tap = check_in_of(current(), "daily", name="c", at=instant(now), properties={})
    post(current(), [Arrival("shop", ADA, tap)])
    join(current(), wallet_of(ADA), "mornings", called="山貓", now=now)

    page = _text(signed_in("analyst").get("/console/leaderboards/"))

    assert "fewer than 20 take part" in page
    assert "1 山貓 1" in page
    assert ADA not in page
    assert "Write it into the draft" not in page


def test_a_board_is_written_into_the_draft_without_a_file(shop, signed_in):
    answered = signed_in("marketer").post("/console/leaderboards/write/", FORM)

    assert (answered.status_code, answered.headers["Location"]) == (302, "/console/programme/draft/")
    made = read_programme(draft_text()).document.leaderboards[-1]
    assert (made.id, made.name.en, made.check_in, made.places) == ("daily-row", "In a row", "daily", 5)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"per": "week"}, "goes with a challenge"),
        ({"counts": ""}, "mission"),
        ({"places": "many"}, "many"),
        ({"id": "Ä"}, "Ä"),
    ],
)
def test_what_cannot_be_is_said_and_the_draft_stays_as_it_was(shop, signed_in, parts, said):
    answered = signed_in("marketer").post("/console/leaderboards/write/", {**FORM, **parts})

    assert answered.status_code == 422
    assert said in _text(answered)
    assert not Draft.objects.exists()

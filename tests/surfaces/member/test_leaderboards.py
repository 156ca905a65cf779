"""Leaderboards on the member's pages: a name chosen for it, one press in, one press out."""

import re
from html import unescape

import pytest

from regulars.core.periods import instant
from regulars.desk.leaderboards import join
from regulars.desk.missions import check_in_of
from regulars.desk.posting import Arrival, post
from regulars.leaderboards.models import Participant
from regulars.people.members import wallet_of
from regulars.programmes.queries import current

ADA, BOB = "8012 0000 01", "8012 0000 02"
PAGE = "/leaderboards/"


def _text(page):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))


@pytest.fixture
def mornings(shop, django_user_model):
    """Ada and Bob checked in; Bob stands on the board."""
    from django.utils import timezone  # noqa: PLC0415 - models are ready only within a test.

    now = timezone.now()
    for card in (ADA, BOB):
        tap = check_in_of(current(), "daily", name=f"c-{card}", at=instant(now), properties={})
        post(current(), [Arrival("shop", card, tap)])
    join(current(), wallet_of(BOB), "mornings", called="雲豹", now=now)


def test_one_reads_names_and_numbers_and_is_not_there_oneself(mornings, read):
    page = _text(read(PAGE))

    assert "1 雲豹 1" in page
    assert "Bob" not in page
    assert BOB not in page
    assert read(PAGE).content.decode().count('value=""') == 2, "no name is written beforehand"
    assert "排行榜" in _text(read("/missions/"))


def test_taking_part_and_leaving_are_one_press_each(mornings, read, client):
    read(PAGE)
    answered = client.post(f"{PAGE}mornings/join/", {"called": "山貓"})

    assert answered.headers["Location"] == f"{PAGE}#board-mornings"
    assert "1 雲豹 1 1 山貓 您 1" in _text(read(PAGE))
    assert "You are 山貓, at place 1 with 1." in _text(read(PAGE, language="en"))
    client.post(f"{PAGE}mornings/leave/")
    assert "山貓" not in _text(read(PAGE))


@pytest.mark.parametrize(
    ("called", "said"),
    [("ada@shop.tw", "別人會因此認出你"), ("x" * 21, "名稱最多 20 個字"), (" ", "請填寫名稱")],
)
def test_a_name_that_cannot_stand_there_is_said_at_its_board(mornings, read, client, called, said):
    read(PAGE)
    answered = client.post(f"{PAGE}mornings/join/", {"called": called})

    page = read(answered.headers["Location"].partition("#")[0])
    board = page.content.decode().split('id="board-mornings"')[1].split("</section>")[0]
    assert said in board
    assert Participant.objects.count() == 1


def test_a_board_that_is_not_there_is_not_found(mornings, read, client):
    read(PAGE)
    assert client.post(f"{PAGE}none/join/", {"called": "Ada"}).status_code == 404

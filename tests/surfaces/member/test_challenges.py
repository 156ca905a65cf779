"""The built-in challenge: two presses without scripts, held with a finger or the space bar with them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from regulars.challenges.models import Play
from regulars.people.members import wallet_of

ADA, BOB = "8012 0000 01", "8012 0000 02"
PAGE = "/challenges/hold-the-note/"


@pytest.fixture(autouse=True)
def evening(settings):
    """The pages of challenges look at the real clock, as the server does that measures."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def _text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.content.decode()))


def _hidden(page):
    (play,) = re.findall(r'name="play" value="([^"]*)"', page.content.decode())
    return play


def _held_for(**span):
    """Let the play that is under way have begun so much earlier."""
    play = Play.objects.get(played_at=None)
    Play.objects.filter(nonce=play.nonce).update(given_at=play.given_at - timedelta(**span))


def test_what_it_wins_and_what_is_left_stands_beside_it_beforehand(shop, read):
    page = _text(read(PAGE, language="en"))

    assert "From 10 seconds 20 points 50 left" in page
    assert "3 plays left today" in page
    assert "Hold the note" in _text(read("/", language="en"))


def test_two_presses_play_it_without_a_script_and_the_server_measures(shop, read, client):
    read("/")
    assert client.post(f"{PAGE}start/").headers["Location"] == PAGE
    play = _hidden(read(PAGE))
    _held_for(seconds=5)

    stopped = client.post(f"{PAGE}stop/", {"play": play, "score": ""})

    assert stopped.headers["Location"] == f"{PAGE}?played=1"
    page = _text(read(stopped.headers["Location"], language="en"))
    assert "You won 2 points." in page
    assert "2 plays left today" in page
    assert "what you play now is for the fun of it" in page
    assert (Play.objects.get().band, Play.objects.get().wallet_id) == (2, wallet_of(ADA))


def test_a_press_that_comes_twice_plays_once(shop, read, client):
    read("/")
    plays = {
        client.post(f"{PAGE}start/", headers={"Accept": "application/json"}).json()["play"] for _ in range(2)
    }
    (play,) = plays
    for _ in range(2):
        client.post(f"{PAGE}stop/", {"play": play, "score": "9999"})

    assert Play.objects.get().band == 1


def test_three_plays_a_day_and_a_word_that_says_so(shop, read, client):
    read("/")
    for _ in range(3):
        client.post(f"{PAGE}start/")
        client.post(f"{PAGE}stop/", {"play": _hidden(read(PAGE)), "score": "0"})

    assert client.post(f"{PAGE}start/").headers["Location"] == f"{PAGE}?no=PlaysSpent"
    page = read(f"{PAGE}?no=PlaysSpent", language="en")
    assert "You have played as often as one may today." in _text(page)
    assert 'class="hold"' not in page.content.decode()


@pytest.mark.parametrize("play", ["", "x", "a.1.b", "0" * 32 + ".1." + "f" * 40])
@pytest.mark.parametrize("score", ["", "9999", "-1", "9" * 40])
def test_a_play_that_is_none_says_so_and_wins_nothing(shop, read, client, play, score):
    read("/")

    assert (
        client.post(f"{PAGE}stop/", {"play": play, "score": score}).headers["Location"]
        == f"{PAGE}?no=PlayUnknown"
    )
    assert Play.objects.count() == 0


def test_nobody_ends_another_members_play(shop, read, client):
    read("/", card=BOB)
    client.post(f"{PAGE}start/")
    play = _hidden(read(PAGE, card=BOB))
    read("/", card=ADA)

    for score in ("", "9000"):
        assert (
            client.post(f"{PAGE}stop/", {"play": play, "score": score})
            .headers["Location"]
            .endswith("no=PlayUnknown")
        )
    assert Play.objects.get().played_at is None


@pytest.mark.parametrize("step", ["", "start/", "stop/"])
def test_a_challenge_that_is_none_is_a_page_that_says_so(shop, read, client, step):
    read("/")
    address = f"/challenges/nothing/{step}"

    assert (
        client.post(address, {"play": "a.1.b", "score": "1"}) if step else client.get(address)
    ).status_code in (302, 404)
    assert Play.objects.count() == 0
    assert timezone.now()

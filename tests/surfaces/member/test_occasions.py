"""What is on: the member's own seat, place and code, with one press each."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from regulars.core.programme.document import Words
from regulars.desk import occasions
from regulars.people.members import wallet_of
from regulars.programmes.queries import current
from regulars.registrations.making import OccasionPlanned, OpeningPlanned, make

ADA, BOB = "8012 0000 01", "8012 0000 02"
DAY = timedelta(days=1)
NAME, PLACE = Words(zh_hant="春天的朗讀", en="A reading in spring"), Words(zh_hant="二樓", en="Upstairs")


@pytest.fixture
def held(shop):
    """Return a function that has an occasion, open since yesterday, and answers its number."""

    def hold(*, seats=1, **parts):
        now = datetime.now(UTC)
        whole = {"opens_at": now - DAY, "begins_at": now + 9 * DAY, **parts}
        return make(
            OccasionPlanned(name=NAME, place=PLACE, seats=seats, **whole), key=str(whole), now=now, by=None
        )[0]

    return hold


def _text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.content.decode()))


def test_nothing_on_says_what_will_stand_there(shop, read):
    assert "目前沒有活動" in _text(read("/occasions/"))
    assert "What's on" not in _text(read("/", language="en"))


def test_a_seat_is_one_press_and_shows_the_code_for_the_door(held, read, client):
    number = held()
    assert "1 seat left" in _text(read("/occasions/", language="en"))

    answered = client.post(f"/occasions/{number}/ask/")

    assert (answered.status_code, answered.headers["Location"]) == (302, f"/occasions/{number}/")
    client.post(f"/occasions/{number}/ask/")
    page = read(f"/occasions/{number}/", language="en")
    assert "You have a seat" in _text(page)
    assert re.search(r"<strong>[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z*~$=]{3}</strong>", page.content.decode())
    assert "You have a seat" in _text(read("/", language="en"))


def test_who_comes_later_waits_and_takes_what_comes_free(held, read, client):
    number = held()
    occasions.ask(current(), number, wallet_of(BOB))
    assert "Full: there is a waiting list" in _text(read(f"/occasions/{number}/", language="en"))
    client.post(f"/occasions/{number}/ask/")
    assert "you are next" in _text(read(f"/occasions/{number}/", language="en"))

    occasions.give_up(current(), number, wallet_of(BOB))

    assert "A seat is kept for you until" in _text(read(f"/occasions/{number}/", language="en"))
    client.post(f"/occasions/{number}/accept/")
    assert "You have a seat" in _text(read(f"/occasions/{number}/", language="en"))


def test_giving_up_says_before_what_becomes_of_the_points(held, read, client):
    number = held(points=20, currency="points")
    read("/")
    client.post(f"/occasions/{number}/ask/")
    assert "your 20 points are yours again at once" in _text(read(f"/occasions/{number}/", language="en"))

    client.post(f"/occasions/{number}/give-up/")

    assert "You gave it up" in _text(read(f"/occasions/{number}/", language="en"))
    assert "20 points for a seat" in _text(read("/occasions/", language="en"))


def test_one_that_moved_says_so_to_whoever_had_a_seat_before(held, read, client):
    number = held(seats=3, points=20, currency="points")
    read("/")
    client.post(f"/occasions/{number}/ask/")
    planned = OccasionPlanned(
        name=NAME, place=Words(zh_hant="院子", en="The yard"), seats=3, opens_at=datetime.now(UTC) - DAY,
        begins_at=datetime.now(UTC) + 3 * DAY, points=20, currency="points",
    )  # fmt: skip
    occasions.change(number, planned, now=datetime.now(UTC))

    page = _text(read(f"/occasions/{number}/", language="en"))

    assert "The yard" in page
    assert "The time or the place was changed on" in page
    assert "give your seat up before it begins, and all points are yours again" in page
    client.post(f"/occasions/{number}/give-up/")
    assert "was changed on" not in _text(read(f"/occasions/{number}/", language="en"))


def test_one_that_was_called_off_stands_on_the_home_of_whoever_had_a_seat(held, read, client):
    mine, others = held(), held(begins_at=datetime.now(UTC) + 5 * DAY)
    read("/")
    client.post(f"/occasions/{mine}/ask/")
    for number in (mine, others):
        occasions.cancel(number, now=datetime.now(UTC), by=None)

    home = read("/", language="en").content.decode()

    assert "Cancelled by the shop" in home
    assert f"/occasions/{mine}/" in home
    assert f"/occasions/{others}/" not in home


def test_too_early_says_when_and_with_what_it_is_earlier(held, read, client):
    opens_at = datetime.now(UTC) + DAY
    number = held(seats=9, opens_at=opens_at, early=(OpeningPlanned(2),))

    page = _text(read(f"/occasions/{number}/", language="en", card=BOB))

    assert "Opens for you on" in page
    assert "With Gold (Sunny card) already from" in page
    assert (
        "<button"
        not in read(f"/occasions/{number}/")
        .content.decode()
        .partition('id="openings"')[0]
        .partition("<main")[2]
    )
    answered = client.post(f"/occasions/{number}/ask/")
    assert (answered.status_code, "尚未開放您報名" in _text(answered)) == (422, True)


def test_too_few_points_are_said_with_both_figures(held, read, client):
    number = held(points=900_000, currency="points")
    read("/")

    answered = client.post(f"/occasions/{number}/ask/")

    assert answered.status_code == 422
    assert "一席需要 900000 點" in _text(answered)


@pytest.mark.parametrize("number", [999, 2**40, 10**30])
@pytest.mark.parametrize("step", ["", "ask/", "accept/", "give-up/"])
def test_an_occasion_that_is_none_is_a_page_that_says_so(shop, read, client, number, step):
    read("/")
    answered = client.post(f"/occasions/{number}/{step}") if step else client.get(f"/occasions/{number}/")

    assert answered.status_code == 404


def test_nobody_sees_another_members_seat(held, read, client):
    number = held(seats=2)
    occasions.ask(current(), number, wallet_of(BOB))

    assert "You have a seat" not in _text(read(f"/occasions/{number}/", language="en"))
    assert "1 seat left" in _text(read(f"/occasions/{number}/", language="en"))

"""Occasions in the console: made without a file, tended at the door, cancelled with everybody's points given back."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sheets import beside, fields

from regulars.accounts.models import AuditRecord
from regulars.desk import occasions
from regulars.desk.queries import account
from regulars.people.members import wallet_of
from regulars.programmes.queries import current
from regulars.registrations.models import Occasion, Opening, Registration

ADA, BOB = "8012 0000 01", "8012 0000 02"
NOW = datetime.now(ZoneInfo("Asia/Taipei"))


def _at(days):
    return f"{NOW + timedelta(days=days):%Y-%m-%dT%H:%M}"


FORM = {
    "key": "k-1", "name_zh": "春天的朗讀", "name_en": "A reading", "place_zh": "二樓", "place_en": "Upstairs",
    "begins_at": _at(9), "opens_at": _at(-1), "seats": "1",
}  # fmt: skip


def _text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.content.decode()))


def _written_down():
    return list(
        AuditRecord.objects.filter(subject__startswith="occasion:")
        .order_by("no")
        .values_list("verb", flat=True)
    )


@pytest.fixture
def made(shop, signed_in):
    """Return a function that fills the form and answers the marketer's browser and the occasion's number."""

    def make(**parts):
        browser = signed_in("marketer")
        answered = browser.post("/console/occasions/make/", {**FORM, **parts})
        assert answered.status_code == 302, _text(answered)
        return browser, Occasion.objects.get().pk

    return make


def test_an_occasion_is_made_without_a_file_and_once(made):
    browser, number = made(
        early_who_1="card:gold", early_seats_1="3", early_from_1=_at(-3), early_who_2="benefit", early_seats_2="2",
        seats="12", points="20", currency="points", free_until=_at(8),
    )  # fmt: skip
    browser.post("/console/occasions/make/", {**FORM, "seats": "99"})

    occasion = Occasion.objects.get()
    assert (occasion.points, occasion.currency, occasion.answer_minutes) == (20, "points", 1440)
    openings = Opening.objects.filter(occasion=number).order_by("no")
    assert [(one.seats, one.track, one.level, one.is_benefit) for one in openings] == [
        (3, "card", "gold", False), (2, "", "", True), (7, "", "", False),
    ]  # fmt: skip
    page = _text(browser.get(f"/console/occasions/{number}/"))
    assert "Gold (Sunny card) or higher" in page
    assert _written_down() == ["make_occasion"]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"name_en": " "}, "Give it a name in both languages."),
        ({"begins_at": "soon"}, "Choose the day and the hour at which it begins."),
        ({"begins_at": "0001-01-01T00:00"}, "Choose the day and the hour at which it begins."),
        ({"begins_at": _at(-2)}, "It must begin in the future."),
        ({"opens_at": _at(10)}, "Registration must open before it begins."),
        ({"seats": "many"}, "Give the number of seats."),
        ({"seats": "0"}, "Give a number of seats from 1 to 100,000."),
        (
            {"early_who_1": "card:gold", "early_seats_1": "2"},
            "An early group needs its seats, and a level its moment.",
        ),
        ({"early_who_1": "card:copper", "early_seats_1": "1"}, "The programme has no such level."),
        (
            {"early_who_1": "benefit", "early_seats_1": "2"},
            "The early groups have more seats than there are.",
        ),
        ({"about_en": "A reading."}, "What it is about stands in both languages, or in neither."),
        ({"points": "20", "currency": "gold"}, "Say which points a seat costs."),
        ({"answer_within": "999"}, "An offer may be kept from one hour to 14 days."),
    ],
)
def test_what_cannot_be_held_is_said_beside_its_field_and_the_form_stays(shop, signed_in, parts, said):
    answered = signed_in("marketer").post("/console/occasions/make/", {**FORM, **parts})

    assert (answered.status_code, said in _text(answered)) == (422, True)
    assert 'value="春天的朗讀"' in answered.content.decode()
    assert Occasion.objects.count() == 0


@pytest.mark.parametrize(("hours", "said"), [("1", "kept for 1 hour each"), ("2", "kept for 2 hours each")])
def test_how_long_an_offer_is_kept_is_said_of_one_hour_and_of_several(made, hours, said):
    browser, number = made(answer_within=hours)

    assert said in _text(browser.get(f"/console/occasions/{number}/"))


def test_the_list_and_the_door_show_who_comes(made):
    browser, number = made()
    occasions.ask(current(), number, wallet_of(ADA))
    occasions.ask(current(), number, wallet_of(BOB))
    code = Registration.objects.get(state="seated").code

    page = _text(browser.get(f"/console/occasions/{number}/"))
    assert "愛達" in page
    assert "waiting, next in line" in page
    assert "0 before" not in page
    first = browser.post(f"/console/occasions/{number}/read/", {"code": code.lower(), "key": "r-1"})
    again = browser.post(f"/console/occasions/{number}/read/", {"code": code, "key": "r-2"})
    assert "愛達 may come in." in _text(first)
    assert "this code was read before" in _text(again)
    wrong = browser.post(f"/console/occasions/{number}/read/", {"code": "x"})
    assert (wrong.status_code, "Nobody has the code “x” here." in _text(wrong)) == (422, True)
    waits = browser.post(
        f"/console/occasions/{number}/read/", {"code": Registration.objects.get(state="waiting").code}
    )
    assert (waits.status_code, "has no seat" in _text(waits)) == (422, True)
    file = browser.get(f"/console/occasions/{number}/guests.csv").content.decode()
    assert "愛達,seated" in file


def test_cancelling_says_to_how_many_and_gives_everybodys_points_back(made):
    browser, number = made(points="20", currency="points")
    occasions.ask(current(), number, wallet_of(ADA))
    assert account(wallet_of(ADA), now=datetime.now(NOW.tzinfo)).balances[0].held == 20
    assert "1 with a seat, 0 with an offer and 0 who wait" in _text(
        browser.get(f"/console/occasions/{number}/")
    )

    browser.post(f"/console/occasions/{number}/cancel/")
    occasions.run_due(current(), now=datetime.now(NOW.tzinfo))

    assert account(wallet_of(ADA), now=datetime.now(NOW.tzinfo)).balances[0].held == 0
    assert "Cancelled on" in _text(browser.get(f"/console/occasions/{number}/"))
    assert _written_down() == ["make_occasion", "cancel_occasion"]


def _form_of(browser, number):
    return fields(browser.get(f"/console/occasions/{number}/change/"))


def test_an_occasion_is_changed_and_says_so_to_whoever_has_a_seat(made):
    browser, number = made(points="20", currency="points", free_until=_at(2), seats="2")
    occasions.ask(current(), number, wallet_of(ADA))

    answered = browser.post(
        f"/console/occasions/{number}/change/",
        {
            **_form_of(browser, number),
            "begins_at": _at(8),
            "place_en": "The yard",
            "place_zh": "院子",
            "seats": "5",
        },
    )

    assert answered.status_code == 302, _text(answered)
    occasion, opening = Occasion.objects.get(), Opening.objects.get()
    assert (occasion.place_en, opening.seats, opening.taken) == ("The yard", 5, 1)
    assert occasion.free_until == occasion.begins_at
    assert "the time or the place moved" in _text(browser.get(f"/console/occasions/{number}/"))
    assert "Its time or place was changed on" in _text(browser.get(f"/console/occasions/{number}/"))
    assert _written_down() == ["make_occasion", "change_occasion"]


def test_a_form_that_is_sent_as_it_came_changes_nothing(made):
    browser, number = made(
        early_who_1="card:gold", early_seats_1="3", early_from_1=_at(-3), early_who_2="benefit", early_seats_2="2", seats="12",
    )  # fmt: skip
    before = list(Opening.objects.values()), Occasion.objects.values().get()

    browser.post(f"/console/occasions/{number}/change/", _form_of(browser, number))

    assert (list(Opening.objects.values()), Occasion.objects.values().get()) == before


@pytest.mark.parametrize(
    ("parts", "field", "said"),
    [
        ({"seats": "1"}, "seats", "2 seats are taken or offered; there cannot be fewer."),
        ({"points": "30"}, "points", "Somebody has a seat, or waits for one, at the price that was said. It stays."),
        ({"begins_at": _at(10)}, "begins_at", "Points are held for seats until then, so it cannot begin later."),
        ({"free_until": _at(1)}, "free_until", "Whoever has a seat was promised their points back until later than that."),
        ({"name_en": ""}, "name_en", "Give it a name in both languages."),
        ({"early_who_1": "card:gold", "early_seats_1": "2", "early_from_1": _at(-3)}, "early", "2 seats that are for everybody are taken"),
    ],
)  # fmt: skip
def test_what_breaks_a_promise_is_said_beside_its_field(made, parts, field, said):
    browser, number = made(points="20", currency="points", seats="3")
    occasions.ask(current(), number, wallet_of(ADA))
    occasions.ask(current(), number, wallet_of(BOB))

    answered = browser.post(f"/console/occasions/{number}/change/", {**_form_of(browser, number), **parts})

    assert answered.status_code == 422
    assert said in beside(answered)[field]
    assert Occasion.objects.get().points == 20
    assert Opening.objects.get().seats == 3
    assert _written_down() == ["make_occasion"]


def test_what_was_cancelled_stays_as_it_is(made):
    browser, number = made()
    browser.post(f"/console/occasions/{number}/cancel/")

    answered = browser.post(f"/console/occasions/{number}/change/", {**FORM, "seats": "50"})

    assert answered.headers["Location"] == f"/console/occasions/{number}/"
    assert Opening.objects.get().seats == 1


def test_an_analyst_sees_the_figures_and_nobodys_name(made, signed_in):
    _, number = made()
    occasions.ask(current(), number, wallet_of(ADA))

    page = _text(signed_in("analyst").get(f"/console/occasions/{number}/"))

    assert "Seats taken 1" in page
    assert "愛達" not in page
    assert "Let in" not in page


@pytest.mark.parametrize("number", [999, 2**40, 10**30])
def test_an_occasion_that_is_none_is_a_404(shop, signed_in, number):
    assert signed_in("owner").get(f"/console/occasions/{number}/").status_code == 404

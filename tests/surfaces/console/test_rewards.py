"""Rewards in the console: stock that is put in, codes that are handed over, redemptions that are cancelled, each written down."""

import re
from base64 import b64decode
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from regulars.accounts.models import AuditRecord
from regulars.core.events import Adjustment, Redemption
from regulars.desk.clock import now_of_database
from regulars.desk.posting import Arrival, post
from regulars.desk.verify import verify
from regulars.lib.instants import instant
from regulars.programmes.queries import current
from regulars.rewards.models import Redemption as Row
from regulars.supplies import queries as supplies
from regulars.supplies.models import Day, Supply

#: A picture of one pixel, without anything beside it.
PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)
ADA = "8012 0000 01"


def _text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.content.decode()))


def _written_down():
    return list(
        AuditRecord.objects.exclude(verb="create_staff").order_by("no").values_list("verb", "subject")
    )


@pytest.fixture
def code(shop):
    """Ada has redeemed a bag; answer its code."""
    at = instant(now_of_database())
    day, minute = current().calendar.local(at)
    gift = Adjustment("G-1", at, day, "points", 900, "because", "staff")
    _, answer = post(
        current(),
        [Arrival("console", ADA, gift), Arrival("till", ADA, Redemption("r", at, day, "tote", minute))],
    )
    return answer.made.code


def test_the_list_says_what_is_left_and_what_waits(code, signed_in):
    page = _text(signed_in("marketer").get("/console/rewards/", headers={"Accept-Language": "en"}))

    assert re.search(r"(The Sunny canvas bag|晴日帆布袋).*79 / 80", page)
    assert f"{code[:5]} {code[5:]}" in page
    assert f"{code[:5]} {code[5:]}" not in _text(signed_in("analyst").get("/console/rewards/"))


def test_a_code_is_handed_over_once_however_it_is_typed(code, signed_in):
    browser = signed_in("support")
    typed = {"code": f"{code[:5].lower()} {code[5:]}"}

    assert browser.post("/console/rewards/hand-over/", typed).status_code == 302
    assert browser.post("/console/rewards/hand-over/", typed).status_code == 422
    assert browser.post("/console/rewards/hand-over/", {"code": "0000000000"}).status_code == 422
    assert Row.objects.get().state == "handed_over"
    assert _written_down() == [("hand_over_reward", f"redemption:{Row.objects.get().pk}")]


def test_a_cancelled_redemption_gives_points_and_piece_back(code, signed_in):
    browser = signed_in("support")

    assert browser.post("/console/rewards/cancel/", {"code": code}).status_code == 302
    assert browser.post("/console/rewards/cancel/", {"code": code}).status_code == 422
    assert supplies.left(["reward:tote"])["reward:tote"].there == 80
    assert [verb for verb, _ in _written_down()] == ["cancel_redemption"]
    assert verify(current()).broken == ()


@pytest.mark.parametrize(("typed", "there"), [("20", 99), ("-9", 70), ("+1", 80)])
def test_pieces_are_put_in_and_taken_out(code, signed_in, typed, there):
    browser = signed_in("marketer")

    assert browser.post("/console/rewards/tote/put-in/", {"pieces": typed}).status_code == 302
    assert supplies.left(["reward:tote"])["reward:tote"].there == there
    assert _written_down() == [("put_in_stock", "reward:tote")]


@pytest.mark.parametrize("typed", ["", "0", "many", "-80", "99999999"])
def test_what_cannot_be_put_in_changes_nothing(code, signed_in, typed):
    assert signed_in("marketer").post("/console/rewards/tote/put-in/", {"pieces": typed}).status_code == 422
    assert supplies.left(["reward:tote"])["reward:tote"].there == 79
    assert _written_down() == []


def test_a_forecast_is_drawn_once_there_is_a_week(code, signed_in):
    browser = signed_in("analyst")
    assert "<svg" not in browser.get("/console/rewards/tote/").content.decode()

    supply, today = Supply.objects.get(name="reward:tote"), timezone.localdate()
    Supply.objects.update(since=timezone.now() - timedelta(days=20))
    Day.objects.bulk_create(
        Day(supply=supply, day=today - timedelta(days=ago), taken=3) for ago in range(1, 20)
    )
    page = browser.get("/console/rewards/tote/", headers={"Accept-Language": "en"})

    assert "<svg" in page.content.decode()
    assert re.search(r"It runs out (about|between)|兌完", _text(page))


def test_who_may_not_may_not(code, signed_in):
    assert signed_in("analyst").post("/console/rewards/hand-over/", {"code": code}).status_code == 403
    assert signed_in("support").post("/console/rewards/tote/put-in/", {"pieces": "5"}).status_code == 403
    assert Row.objects.get().state == "redeemed"


def test_the_money_of_what_is_held_is_taken_once_and_written_down(shop, code, signed_in):
    at = instant(now_of_database())
    day, minute = current().calendar.local(at)
    [answer] = post(current(), [Arrival("till", ADA, Redemption("l", at, day, "reading-lamp", minute))])
    browser, held = signed_in("support"), {"code": answer.made.code}
    page = _text(browser.get("/console/rewards/?state=held", headers={"Accept-Language": "en"}))
    assert "Money received" in page
    assert browser.post("/console/rewards/hand-over/", held).status_code == 422

    assert browser.post("/console/rewards/take-money/", held).status_code == 302
    assert browser.post("/console/rewards/take-money/", held).status_code == 422
    assert browser.post("/console/rewards/hand-over/", held).status_code == 302
    number = Row.objects.get(source_id="l").pk
    assert _written_down() == [
        ("take_money_of_reward", f"redemption:{number}"), ("hand_over_reward", f"redemption:{number}"),
    ]  # fmt: skip
    assert verify(current()).broken == ()


def test_a_days_donations_are_passed_on_once_and_written_down(shop, code, signed_in):
    at = instant(now_of_database()) - 86_400_000_000
    day, minute = current().calendar.local(at)
    post(current(), [Arrival("till", ADA, Redemption("m", at, day, "meal", minute))])
    browser, typed = signed_in("marketer"), {"cause": "food-bank", "day": date.fromordinal(day).isoformat()}
    assert "food-bank" in _text(browser.get("/console/rewards/"))

    assert browser.post("/console/rewards/pass-on/", typed).status_code == 302
    assert browser.post("/console/rewards/pass-on/", typed).status_code == 422
    assert browser.post("/console/rewards/pass-on/", typed | {"day": "soon"}).status_code == 404
    assert signed_in("analyst").post("/console/rewards/pass-on/", typed).status_code == 403
    assert Row.objects.get(source_id="m").state == "handed_over"
    assert _written_down() == [("pass_donations_on", "cause:food-bank")]


def test_a_lottery_shows_its_draw(shop, signed_in):
    page = _text(
        signed_in("marketer").get("/console/rewards/spring-raffle/", headers={"Accept-Language": "en"})
    )

    assert "The draw On 2027/03/20, by the clock." in page
    assert "11 prizes; 0 tickets so far" in page


def test_a_picture_is_put_in_shown_and_taken_away(shop, signed_in, client):
    browser, words = signed_in("marketer"), {"alt_zh": "米色帆布袋", "alt_en": "A beige canvas bag"}

    def put(body, **more):
        file = SimpleUploadedFile("bag.png", body, content_type="image/png")
        return browser.post("/console/rewards/tote/picture/", words | {"picture": file} | more)

    assert put(b"<svg></svg>").status_code == 422
    assert put(PIXEL, alt_en="").status_code == 422
    assert put(PIXEL).status_code == 302
    page = browser.get("/console/rewards/tote/", headers={"Accept-Language": "en"}).content.decode()
    address = re.search(r'src="(/pictures/[0-9a-f]{64}/)"', page)[1]
    assert 'alt="A beige canvas bag"' in page
    shown = client.get(address)
    assert (shown.content, shown.headers["Content-Type"]) == (PIXEL, "image/png")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in shown.headers["Cache-Control"]

    assert signed_in("analyst").post("/console/rewards/tote/picture/", {"away": "yes"}).status_code == 403
    assert signed_in("marketer").post("/console/rewards/tote/picture/", {"away": "yes"}).status_code == 302
    assert client.get(address).status_code == 404
    assert _written_down() == [("put_picture", "reward:tote"), ("take_picture_away", "reward:tote")]

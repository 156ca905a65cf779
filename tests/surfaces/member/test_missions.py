"""Missions on the member's pages: one tap, what it gives is said before, and a second one does nothing."""

import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from regulars.core.periods import instant
from regulars.desk.missions import check_in_of
from regulars.desk.posting import Arrival, post
from regulars.desk.verify import verify
from regulars.ledger.models import Entry
from regulars.member import missions
from regulars.people.members import wallet_of
from regulars.programmes.queries import current

ADA, BOB = "8012 0000 01", "8012 0000 02"
NOW = datetime(2026, 11, 22, 19, 30, tzinfo=ZoneInfo("Asia/Taipei"))
FORM = re.compile(r"<form.*?</form>", re.DOTALL)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Let the pages of missions have a clock that a test moves."""
    now = SimpleNamespace(at=NOW)
    monkeypatch.setattr(missions, "timezone", SimpleNamespace(now=lambda: now.at))
    return now


def _text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def _form(page, action):
    found = [form for form in FORM.findall(page.content.decode()) if f'action="{action}"' in form]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', found[0])) if found else None


@pytest.fixture
def press(shop, read, client):
    """Return a function that opens a page, presses a button on it, and answers the page after it."""

    def pressed(action, *, on="/missions/", times=1, **said):
        fields = _form(read(on), action)
        for _ in range(times):
            answered = client.post(action, {**fields, **said})
            assert answered.status_code == 302
        return read(answered.headers["Location"])

    return pressed


def _given(rule):
    entries = Entry.objects.filter(wallet_id=wallet_of(ADA), rule=rule).order_by("no")
    return [entry.points for entry in entries]


def test_the_home_offers_the_check_in_with_what_it_gives(shop, read):
    home = read("/")

    assert "簽到，得 1 點" in _text(home)
    assert "Check in: 1 point" in _text(read("/", language="en"))


def test_one_tap_checks_in_and_a_double_tap_gives_once(press):
    after = press("/missions/check-in/", times=2)

    assert "今天已簽到，明天再得 1 點。" in _text(after)
    assert _given("mission/daily") == [1]
    assert verify(current()).broken == ()


def test_a_week_of_taps_goes_up_the_ladder(press, clock):
    for days in range(7):
        clock.at = NOW + timedelta(days=days)
        after = press("/missions/check-in/")

    assert _given("mission/daily") == [1, 1, 2, 2, 3, 3, 10]
    assert "連續 7 天" in _text(after)
    assert "漏簽保護 1 次" in _text(after)


def test_from_the_home_one_comes_back_to_the_home(press):
    assert "今天已簽到" in _text(press("/missions/check-in/", on="/"))


def test_a_missed_day_can_be_made_up_and_says_its_price_before(press, read, clock):
    press("/missions/check-in/")
    clock.at = NOW + timedelta(days=2)
    press("/missions/check-in/")

    assert "補簽 11/23，使用 5 點" in _text(read("/missions/"))
    after = press("/missions/make-up/")
    assert "連續 3 天" in _text(after)
    assert _given("mission/daily") == [1, 1, 2]


def test_a_make_up_is_taken_back_with_one_press(press, clock):
    press("/missions/check-in/")
    clock.at = NOW + timedelta(days=2)
    press("/missions/check-in/")
    after = press("/missions/make-up/")
    assert "取消補簽" in _text(after)

    back = press("/missions/make-up/take-back/", times=2)

    assert "取消補簽" not in _text(back)
    assert "補簽 11/23" in _text(back)
    assert verify(current()).broken == ()


def test_without_points_a_make_up_is_refused_kindly(shop, read, client, clock):
    for days in (0, 2):
        clock.at = NOW + timedelta(days=days)
        fields = _form(read("/missions/", card=BOB), "/missions/check-in/")
        client.post("/missions/check-in/", fields)
    fields = _form(read("/missions/", card=BOB), "/missions/make-up/")

    answered = client.post("/missions/make-up/", fields, follow=True)

    assert "可用點數不足。" in _text(answered)


def test_a_mission_is_begun_with_one_press(press):
    after = press("/missions/begin/", times=2, mission="three-corners")

    assert "進行中" in _text(after)
    assert "0 / 3" in _text(after)


def test_a_prize_that_waits_is_taken_with_one_press(press, read, client):
    press("/missions/begin/", mission="three-corners")
    visits = [
        check_in_of(current(), None, name=f"v{store}", at=instant(NOW), properties={"store": store})
        for store in ("taipei", "tainan", "online")
    ]
    post(current(), [Arrival("shop", ADA, visit) for visit in visits])

    assert "領取 30 點" in _text(read("/"))
    after = press("/missions/take/", times=2)
    assert _given("mission/three-corners") == [30]
    assert "再參加一次" in _text(after)


def test_what_makes_no_sense_leads_back_to_the_page(shop, read, client):
    read("/missions/")
    for action, said in (
        ("check-in", {"mission": "nothing"}),
        ("make-up", {"mission": "daily", "date": "soon"}),
        ("make-up", {"mission": "daily", "date": "2020-01-01", "key": "k"}),
        ("begin", {"mission": "nothing"}),
        ("take", {"mission": "three-corners"}),
    ):
        assert client.post(f"/missions/{action}/", said).headers["Location"] == "/missions/"


def test_strangers_are_led_to_the_sign_in(shop, client):
    assert client.get("/missions/").headers["Location"].startswith("/sign-in/")
    assert (
        client.post("/missions/check-in/", {"mission": "daily"}).headers["Location"].startswith("/sign-in/")
    )


def test_nothing_counts_down_and_nothing_is_red(shop, read):
    page = read("/missions/").content.decode()

    assert 'class="bad' not in page
    assert "<script" not in page

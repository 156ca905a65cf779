"""Bringing a friend on the member's pages: one's own code, nobody's name, and a word of who is new."""

import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User

from regulars.core.events import Line, Order, Profile
from regulars.core.periods import instant
from regulars.desk.clock import run_due
from regulars.desk.posting import Arrival, post
from regulars.desk.referrals import tell_inviters
from regulars.member import invite
from regulars.people.logins import give_login
from regulars.people.members import wallet_of
from regulars.programmes.queries import current
from regulars.referrals.models import Code

ADA, BOB, CY = "8012 0000 01", "8012 0000 02", "8012 0000 09"
NOW = datetime(2026, 11, 22, 19, 30, tzinfo=ZoneInfo("Asia/Taipei"))


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(invite, "timezone", SimpleNamespace(now=lambda: NOW))


@pytest.fixture
def cy(shop):
    """Somebody who joined today."""
    post(current(), [Arrival("shop", CY, Profile("M-9", instant(NOW), NOW.toordinal(), NOW.toordinal()))])
    give_login(wallet_of(CY), username=CY, password="only-for-tests")


def _text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def _says(client, page, code):
    (key,) = re.findall(r'name="key" value="(\w+)"', page.content.decode())
    return client.post("/invite/came-by/", {"key": key, "code": code})


def _code(read):
    page = read("/invite/")
    return re.search(r'class="code"[^>]*>([^<]+)<', page.content.decode())[1]


def test_the_way_to_it_is_on_my_page_and_the_code_stays_the_same(shop, read):
    assert 'href="/invite/"' in read("/account/").content.decode()
    assert _code(read) == _code(read)
    assert Code.objects.count() == 1
    assert "推薦人得 100 點" in _text(read("/invite/"))
    assert "100 points for whoever invites" in _text(read("/invite/", language="en"))


def test_who_is_new_says_whose_code_brought_them_and_nobody_sees_a_name(shop, cy, read, client):
    code = _code(read)

    answered = _says(client, read("/invite/", card=CY), code.lower())
    assert answered.headers["Location"] == "/invite/"
    assert "有人推薦您來嗎" not in _text(read("/invite/", card=CY))
    page = _text(read("/invite/"))
    assert "已加入，尚未完成首次消費" in page
    assert CY not in page

    line = Line("P-1", 1, 900, ("home/tableware",), None, "霧面馬克杯")
    post(current(), [Arrival("shop", CY, Order("C-1", instant(NOW) + 1, NOW.toordinal(), 1170, (line,)))])
    while run_due(current(), now=NOW + timedelta(days=20)):
        pass
    tell_inviters(current())
    assert "已完成首次消費：100 點" in _text(read("/invite/"))


@pytest.mark.parametrize(("code", "said"), [("0000-0000-000", "沒有這個推薦碼"), (None, "您自己的推薦碼")])
def test_why_a_code_does_nothing_is_said(shop, cy, read, client, code, said):
    if code is None:
        page = read("/invite/", card=CY)
        code = re.search(r'class="code"[^>]*>([^<]+)<', page.content.decode())[1]
    answered = _says(client, read("/invite/", card=CY), code)

    assert said in _text(read(answered.headers["Location"], card=CY))


def test_who_was_a_member_before_is_not_asked(shop, read):
    assert User.objects.filter(username=BOB.replace(" ", "")).exists()
    assert "有人推薦您來嗎" not in _text(read("/invite/", card=BOB))

"""Budgets in the console and over HTTP: what is left, and that it is never said of members."""

import re

import pytest

from regulars.core.events import Line, Order
from regulars.desk.clock import now_of_database
from regulars.desk.posting import Arrival, post
from regulars.lib.instants import instant
from regulars.programmes.queries import current

ADA = "8012 0000 01"


def _text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.content.decode()))


@pytest.fixture
def sold(shop):
    """Ada bought for NT$4,000 just now, which gives 80 points out of a budget of 40,000 a month."""
    at = instant(now_of_database())
    day, minute = current().calendar.local(at)
    goods = (Line("P-1", 1, 4000, ("home/tableware",)),)
    post(current(), [Arrival("till", ADA, Order("B-1", at, day, minute, goods))])
    return shop


def test_the_list_says_what_is_left(sold, signed_in):
    page = _text(signed_in("marketer").get("/console/budgets/", headers={"Accept-Language": "en"}))

    assert re.search(r"(3,000).*39,920 / 40,000.* 80 ", page)


def test_one_budget_is_drawn_or_not_found(sold, signed_in):
    browser = signed_in("analyst")

    assert "39,920" in _text(browser.get("/console/budgets/rule:basket-3000/"))
    assert browser.get("/console/budgets/rule:nothing/").status_code == 404


def test_the_member_reads_nothing_of_the_budget_that_gave(sold, signed_in):
    wallet = post(current(), [Arrival("till", ADA, _again())])[0].wallet_id
    page = _text(signed_in("support").get(f"/console/members/{wallet}/"))

    assert "rule:basket-3000" not in page


def _again():
    at = instant(now_of_database())
    day, minute = current().calendar.local(at)
    return Order("B-2", at, day, minute, (Line("P-1", 1, 100, ("home/tableware",)),))

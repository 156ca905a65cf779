"""What runs out stands on the overview until somebody has seen it, in words and with the page where something can be done."""

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from regulars.desk.watching import watch
from regulars.lib.cursors import raw_cursor
from regulars.programmes.queries import current
from regulars.supplies import actions as supplies

HOME = reverse("console:home")
SEEN = reverse("console:alert-seen")


@pytest.fixture
def taken(shop):
    """Return a function that has so much of ten taken, and looked at."""

    def take(number, name):
        with transaction.atomic():
            supplies.put_in(raw_cursor(), name, "reward", 10)
            supplies.take(raw_cursor(), {name: number})
        watch(current(), now=timezone.now())

    return take


def page_of(browser):
    return browser.get(HOME).content.decode()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            (
                "Wants attention",
                "The Sunny canvas bag",
                "2 of 10 are left",
                "runs low",
                "No code is left",
                "Got it",
            ),
        ),
        ("zh-hant", ("需要留意", "晴日帆布袋", "剩 2，共 10", "快用完", "優惠碼已用完", "知道了")),
    ],
)
def test_it_stands_on_the_overview_with_what_is_left(taken, signed_in, language, said):
    taken(8, "reward:tote")

    page = page_of(signed_in("owner", language))

    assert [one for one in said if one not in page] == []
    assert f'href="{reverse("console:reward", args=["tote"])}"' in page
    assert f'href="{reverse("console:coupons")}"' in page


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("coupon:welcome", "NT$100 off your first purchase"),
        ("rule:spend", "rule:spend"),
        ("reward:tote:2026-11-01", "The Sunny canvas bag, from 2026/11/01"),
        ("challenge:x:band:2", "challenge:x:band:2"),
        ("of:nobody", "of:nobody"),
        ("nothing", "nothing"),
    ],
)
def test_whatever_it_is_called_it_has_a_name_and_its_line(taken, signed_in, name, said):
    taken(10, name)

    page = page_of(signed_in("marketer"))
    assert said in page
    assert "All 10 are taken" in page
    assert "used up" in page


def test_what_was_seen_goes_and_comes_again_when_it_runs_out_again(taken, signed_in):
    taken(10, "reward:tote")
    browser = signed_in("marketer")

    page = browser.post(SEEN, {"about": "supply", "name": "reward:tote"}, follow=True).content.decode()
    assert "The Sunny canvas bag" not in page
    watch(current(), now=timezone.now())
    assert "The Sunny canvas bag" not in page_of(browser)

    with transaction.atomic():
        supplies.put_in(raw_cursor(), "reward:tote", "reward", 90)
    watch(current(), now=timezone.now())
    assert "The Sunny canvas bag" not in page_of(browser)
    taken(90, "reward:tote")
    assert "The Sunny canvas bag" in page_of(browser)


@pytest.mark.parametrize("role", ["support", "analyst"])
def test_who_can_do_nothing_about_it_reads_it_and_presses_nothing(taken, signed_in, role):
    taken(10, "reward:tote")
    browser = signed_in(role)

    assert "The Sunny canvas bag" in page_of(browser)
    assert "Got it" not in page_of(browser)
    assert browser.post(SEEN, {"about": "supply", "name": "reward:tote"}).status_code == 403


def test_nothing_of_it_stands_where_nothing_runs_out(shop, signed_in):
    assert "Wants attention" not in page_of(signed_in("owner"))

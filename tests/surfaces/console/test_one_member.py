"""One member: now, and as of any day; with what happened and why, for those who may know."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from regulars.console.views import member

ADA = "8012 0000 01"


@pytest.fixture
def shown(wallet_of, signed_in):
    def asked(query="", role="owner", language="en"):
        address = reverse("console:member", args=[wallet_of(ADA)])
        return signed_in(role, language).get(f"{address}{query}")

    return asked


def _in_anniversary_weeks(first, last):
    """Receipts, by weeks ago, that fall into the season in which points count three times."""
    days = [timezone.localtime() - timedelta(weeks=ago) for ago in range(first, last - 1, -1)]
    return sum(day.month == 11 and 5 <= day.day <= 15 for day in days)


def _points(page):
    return int(re.search(r'class="big">([\d,]+)<', page)[1].replace(",", ""))


def test_a_member_is_shown_with_points_levels_and_reasons(shown):
    page = shown().content.decode()

    assert "愛達" in page
    assert "8012 0000 01" in page
    # Sixteen receipts of NT$500: 10 points each, 2 more from silver on (the thirteenth), 50 for the first.
    assert _points(page) == 16 * 10 + 4 * 2 + 50 + 20 * _in_anniversary_weeks(17, 2)
    assert "<strong>Silver</strong>" in page
    assert "1 point for every NT$50" in page
    assert "50 points for the first purchase" in page


def test_a_day_in_the_past_shows_what_was_then_and_offers_no_change(shown):
    then = timezone.localtime() - timedelta(weeks=12, days=3)

    page = shown(f"?at={then:%Y-%m-%d}").content.decode()

    assert _points(page) == 5 * 10 + 50 + 20 * _in_anniversary_weeks(17, 13)
    assert "<strong>White</strong>" in page
    assert 'id="adjust"' not in page
    assert "Nothing is changed by looking." in page


@pytest.mark.parametrize(
    "query", ["?at=", "?at=yesterday", "?at=9999-99-99", "?at=0001-01-01", "?at=2026-02-30"]
)
def test_a_day_that_is_none_means_now(shown, query):
    assert "Nothing is changed by looking." not in shown(query).content.decode()


def test_an_analyst_sees_points_without_the_person(shown):
    page = shown(role="analyst").content.decode()

    assert "愛達" not in page
    assert "8012" not in page
    assert _points(page) > 0


def test_words_that_people_wrote_are_personal_details(shown, wallet_of, signed_in):
    address = reverse("console:member-adjust", args=[wallet_of(ADA)])
    form = {"currency": "points", "points": "5", "reason": "她的媽媽住院", "key": "k"}
    signed_in("owner").post(address, form)

    assert "她的媽媽住院" in shown(role="support").content.decode()
    assert "她的媽媽住院" not in shown(role="analyst").content.decode()


def test_what_happened_earlier_comes_piece_by_piece(shown, wallet_of, signed_in, monkeypatch):
    monkeypatch.setattr(member, "PAGE", 10)
    page = shown().content.decode()
    following = re.search(r'hx-get="([^"]+)"', page)[1].replace("&amp;", "&")

    part = signed_in("owner").get(following, headers={"HX-Request": "true"}).content.decode()

    assert page.count('class="happening"') == 10
    assert part.count('class="happening"') == 6
    assert "hx-get" not in part


def test_a_member_that_is_none_is_not_found(shop, signed_in):
    assert signed_in("owner").get("/console/members/999999999/").status_code == 404


def test_the_same_page_speaks_chinese(shown):
    page = shown(language="zh-TW").content.decode()

    assert '<html lang="zh-Hant"' in page
    assert "調整點數" in page
    assert "銀卡" in page


def test_a_member_is_shown_with_few_questions(wallet_of, signed_in, django_assert_max_num_queries):
    browser, address = signed_in("owner"), reverse("console:member", args=[wallet_of(ADA)])
    browser.get(address)

    with django_assert_max_num_queries(18):
        browser.get(address)

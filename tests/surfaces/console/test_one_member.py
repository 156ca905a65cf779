"""One member: now, and as of any day; with what happened and why, for those who may know."""

import re
from datetime import timedelta

import pytest
from django.db import connection
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


def test_a_day_ahead_is_a_preview_that_says_what_will_have_happened_by_itself(shown):
    year = timezone.localtime().year + 3
    answer = shown(f"?at={year}-01-01")
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "<strong>Preview</strong>" in page
    assert f"Will have happened by itself by {year}/01/01" in page
    assert "Points ran out" in page
    assert _points(page) == 0
    assert 'id="adjust"' not in page
    assert "預覽" in shown(f"?at={year}-01-01", language="zh-TW").content.decode()


def test_a_preview_in_which_nothing_happens_says_so(shown):
    page = shown(f"?at={timezone.localtime():%Y-%m-%d}").content.decode()

    assert "<strong>Preview</strong>" in page
    assert "Nothing happens by itself until then." in page


def test_looking_at_any_day_writes_nothing(shown):
    def written():
        with connection.cursor() as cursor:
            tables = ("events_event", "ledger_entry", "ledger_allocation", "desk_wallet", "desk_move")
            counted = [
                f"(SELECT md5(string_agg(it::text, '' ORDER BY it::text)) FROM {table} AS it)"
                for table in tables
            ]
            cursor.execute(f"SELECT {', '.join(counted)}")
            return cursor.fetchone()

    before = written()
    for day in ("2020-01-01", f"{timezone.localtime():%Y-%m-%d}", "2030-01-01", "2199-12-31"):
        assert shown(f"?at={day}").status_code == 200

    assert written() == before


def test_the_first_lots_are_listed_and_the_others_on_request(shown, monkeypatch):
    monkeypatch.setattr(member, "LOTS_MOST", 5)

    few, all_of_them = shown().content.decode(), shown("?lots=all").content.decode()

    in_all = int(re.search(r"(\d+) lots, in the order of spending", few)[1])
    assert "The first 5 are listed." in few
    assert in_all > 5
    assert f"{in_all} lots, in the order of spending" in all_of_them
    assert "are listed." not in all_of_them


def test_no_day_means_now(shown):
    answer = shown("?at=")

    assert answer.status_code == 200
    assert "Nothing is changed by looking." not in answer.content.decode()


@pytest.mark.parametrize(
    ("day", "english", "chinese"),
    [
        ("yesterday", "“yesterday” is no day.", "「yesterday」不是日期"),
        ("9999-99-99", "“9999-99-99” is no day.", "「9999-99-99」不是日期"),
        ("2026-02-30", "“2026-02-30” is no day.", "「2026-02-30」不是日期"),
        ("%3Cb%3E", "“&lt;b&gt;” is no day.", "「&lt;b&gt;」不是日期"),
        (
            "0001-01-01",
            "The programme begins on 2009-01-01; before that there is nothing.",
            "會員方案從 2009-01-01 開始",
        ),
        (
            "2008-12-31",
            "The programme begins on 2009-01-01; before that there is nothing.",
            "會員方案從 2009-01-01 開始",
        ),
        ("2200-01-01", "Days up to the end of 2199 can be shown.", "最遠可看到 2199 年底。"),
        ("9999-12-31", "Days up to the end of 2199 can be shown.", "最遠可看到 2199 年底。"),
        ("10000-01-01", "Days up to the end of 2199 can be shown.", "最遠可看到 2199 年底。"),
    ],
)
def test_a_day_that_cannot_be_shown_is_said_and_the_member_is_shown_as_of_now(shown, day, english, chinese):
    answer, in_chinese = shown(f"?at={day}"), shown(f"?at={day}", language="zh-TW")

    page = answer.content.decode()
    assert (answer.status_code, english in page) == (422, True)
    assert "This is how the member stands now." in page
    assert _points(page) > 0
    assert chinese in in_chinese.content.decode()
    assert "以下是會員目前的狀態。" in in_chinese.content.decode()


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

"""The member's pages: what they say, in both languages."""

import html
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import segno

from regulars.desk.merging import merge
from regulars.member.cards import qr
from regulars.people.members import wallet_of
from regulars.programmes.queries import current

pytestmark = pytest.mark.usefixtures("shop")
PAGES = ["/", "/points/", "/levels/", "/account/"]
#: Shortly before the pages are read.
MERGED_AT = datetime(2026, 11, 22, 19, 0, tzinfo=ZoneInfo("Asia/Taipei"))


def words(answer):
    """What somebody reads, without the marks around it."""
    shown = re.sub(r"<(script|title|svg).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def test_home_shows_the_card_the_points_and_what_is_missing(read):
    said = words(read("/"))

    assert "白卡" in said
    assert "8012 0000 01" in said
    assert "，Ada" in said
    assert "再消費 NT$229 升等銀卡" in said
    assert "可用的晴日點數 139 ＝ NT$139" in said


def test_the_same_in_english(read):
    said = words(read("/", language="en"))

    assert "NT$229 more and you are Silver" in said
    assert "Sunny points, usable 139 = NT$139" in said
    assert "Lately" in said


def test_other_tracks_and_other_points_have_small_cards(read):
    said = words(read("/"))

    assert "閱讀徽章 翻頁人 適用商品再買 12 件升等書蟲" in said
    assert "咖啡章 0 還沒有" in said


def test_home_shows_the_last_five_things_with_their_why(read):
    answer = read("/")

    assert answer.content.decode().count('<li class="told"') == 5
    assert "使用點數：手沖咖啡 −20" in words(answer)
    assert "消費每 50 元得 1 點 ＋4" in words(answer)


def test_the_sum_on_the_points_page_adds_up(read):
    said = words(read("/points/"))
    figures = re.search(r"累積得到 ([\d,]+) 已使用 −([\d,]+) 退貨收回 −([\d,]+) 可用 ([\d,]+)", said)

    issued, used, back, usable = (int(figure) for figure in figures.groups())
    assert issued - used - back == usable == 139


def test_a_return_names_the_purchase_and_takes_its_points_back(read):
    said = words(read("/points/"))

    assert re.search(r"退貨（\d{4}/\d\d/\d\d 的消費） 霧面馬克杯 −12", said)
    assert "收回：消費每 50 元得 1 點 −4 收回：週年慶 11/5–11/15 點數 3 倍 −8" in said


def test_the_history_goes_on_where_the_page_ended(read):
    first = read("/points/").content.decode()
    address = html.unescape(re.search(r'hx-get="([^"]+)"', first)[1])

    part = read(address, hx_request="true").content.decode()
    whole = read(address).content.decode()

    assert "<html" not in part
    assert part.count('<li class="told"') == whole.count('<li class="told"') == 13
    assert "加入會員" in part
    assert "hx-get" not in part
    assert not set(re.findall(r"Y-\d+ ", part)) & set(re.findall(r"Y-\d+ ", first))


@pytest.mark.parametrize(
    "before", ["x", "2026-01-01,1", "2026-01-01T00:00:00+00:00,0", "2026-01-01T00:00:00+00:00,x"]
)
def test_a_mangled_address_begins_at_the_top(read, before):
    assert words(read(f"/points/?before={before}")) == words(read("/points/"))


def test_levels_show_where_one_is_and_what_each_brings(read):
    said = words(read("/levels/"))

    assert "白卡 目前等級 加入就有" in said
    assert "銀卡 累積 NT$6,000 點數 1.2 倍 網購滿 500 元免運" in said
    assert "目前累積：NT$5,771" in said
    assert "近 12 個月的實付金額（扣除退貨）。" in said


def test_the_account_page_shows_what_the_shop_knows(read):
    said = words(read("/account/", language="en"))

    assert "Called Ada" in said
    assert "Card number 8012 0000 01" in said
    assert "Purchases 30" in said


def test_somebody_new_reads_what_to_do_next(read):
    said = words(read("/", card="8012 0000 02"))

    assert "可用的晴日點數 0" in said
    assert "再消費 NT$6,000 升等銀卡" in said
    assert "加入會員" in said


@pytest.mark.parametrize("language", ["zh-hant", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_which_language_it_speaks_and_runs_nothing_inline(read, path, language):
    page = read(path, language=language).content.decode()

    assert f'<html lang="{"en" if language == "en" else "zh-Hant"}"' in page
    assert "style=" not in page
    assert "<script>" not in page
    assert " onclick" not in page


def test_the_code_for_the_till_holds_the_card_number_alone(read):
    assert qr("8012 0000 01") in read("/").content.decode()
    matrix = [list(row) for row in segno.make("8012 0000 01", error="m", micro=False).matrix]
    assert qr("8012 0000 01").count("<path") == 1
    assert len(matrix) == 21, "a number and nothing else fits the smallest code"


def test_whoever_became_one_with_another_reads_what_is_now_and_what_was_before(read):
    """Ada and Bob are one person: both sign in to one wallet, and each stretch of before is a page away."""
    ada, bob = wallet_of("8012 0000 01"), wallet_of("8012 0000 02")
    merge(current(), first=ada, second=bob, now=MERGED_AT, by=None, reason="one person")

    for card in ("8012 0000 01", "8012 0000 02"):
        assert "兩個會員帳戶合併" in words(read("/points/", card=card))
    now = read("/points/")
    assert "合併以前：卡號 8012 0000 01 的紀錄" in words(now)
    assert f"/points/?of={bob}" in now.content.decode()

    before = read(f"/points/?of={ada}")
    assert "使用點數：手沖咖啡" in words(before)
    assert "兩個會員帳戶合併" not in words(before)
    address = html.unescape(re.search(r'hx-get="([^"]+)"', before.content.decode())[1])
    assert "加入會員" in words(read(address, hx_request="true"))


@pytest.mark.parametrize("of", ["0", "x", "999999", "-1", "１"])
def test_nobody_reads_anybody_elses_past(read, of):
    assert words(read(f"/points/?of={of}")) == words(read("/points/"))
    assert words(read(f"/points/?of={wallet_of('8012 0000 02')}")) == words(read("/points/"))


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/points/",
        "/rewards/",
        "/levels/",
        "/account/",
        "/missions/",
        "/occasions/",
        "/coupons/",
        "/invite/",
    ],
)
def test_every_page_stands_under_one_of_the_tabs(read, path):
    tabs = read(path).content.decode().split('<nav class="around"')[1].split("</nav>")[0]

    assert tabs.count('aria-current="page"') == 1

"""What is missing, how long a level holds, and why it changed."""

import pytest
from made_answers import (
    CARD,
    CHINESE,
    ENGLISH,
    GOLD,
    NOW,
    SILVER,
    WHITE,
    at,
    badge,
    standing,
)  # fmt: skip

from regulars.core.programme.document import RollingWindow, Window
from regulars.desk.answers import MoveView, Step
from regulars.telling.levels import holds, lead, move, move_cause, outlook, percent, to_keep, to_rise
from regulars.telling.windows import counts_from


def test_what_is_missing_to_the_next_level():
    assert str(to_rise(standing(), CHINESE)) == "再消費 NT$320 升等金卡"
    assert str(to_rise(standing(), ENGLISH)) == "NT$320 more and you are Gold"


def test_the_amount_stands_apart_so_that_it_can_be_bold():
    missing = to_rise(standing(), CHINESE)

    assert (missing.before, missing.amount, missing.after) == ("再消費 ", "NT$320", " 升等金卡")
    assert missing.percent == 98


def test_where_only_chosen_goods_count_the_sentence_says_so():
    assert str(to_rise(badge(), CHINESE)) == "適用商品再買 9 件升等書蟲"
    assert str(to_rise(badge(), ENGLISH)) == "9 more items that count and you are Bookworm"


def test_one_is_not_several():
    last = badge(up=Step("bookworm", badge().up.name, 12, 1))

    assert str(to_rise(last, ENGLISH)) == "1 more item that counts and you are Bookworm"


def test_money_with_decimals_is_written_as_money():
    pounds = standing(money="GBP", up=Step("gold", GOLD, 200_000, 1_250))

    assert str(to_rise(pounds, ENGLISH)) == "£12.50 more and you are Gold"


def test_at_the_top_nothing_is_missing():
    assert to_rise(standing(up=None), CHINESE) is None


def test_a_level_is_kept_only_by_what_still_counts_at_its_end():
    kept = to_keep(standing(), CHINESE, at=NOW)

    assert str(kept) == "2027/01/01 到 2027/12/31 之間再消費 NT$6,000，就能續等銀卡"
    assert (kept.before, kept.amount) == ("2027/01/01 到 2027/12/31 之間再消費 ", "NT$6,000")


def test_once_every_purchase_counts_only_the_last_day_is_named():
    kept = to_keep(standing(until=at(2027, 1, 1, 0)), ENGLISH, at=NOW)

    assert str(kept) == "NT$6,000 more by 2026/12/31 and you stay Silver"


def test_what_ends_soon_is_said_before_what_comes_next():
    soon, later = standing(until=at(2027, 1, 1, 0)), standing()

    assert str(lead(soon, CHINESE, at=NOW)).startswith("到 2026/12/31 為止")
    assert str(lead(later, CHINESE, at=NOW)).startswith("再消費")


def test_at_the_top_and_safe_there_is_nothing_to_say_first():
    assert lead(standing(up=None, keep=None), CHINESE, at=NOW) is None


def test_staff_read_of_somebody_else():
    staff = type(ENGLISH)(language="en", is_staff=True)

    assert str(to_rise(standing(), staff)) == "NT$320 more until Gold"


@pytest.mark.parametrize(
    ("missing", "threshold", "told"), [(320, 20_000, 98), (1, 20_000, 99), (20_000, 20_000, 0), (0, 0, 100)]
)
def test_progress_never_rounds_up_to_reached(missing, threshold, told):
    assert percent(Step("gold", GOLD, threshold, missing)) == told


def test_how_long_it_holds():
    assert holds(standing(), CHINESE) == "2026/05/19 起，有效至 2027/12/31"
    assert holds(badge(), ENGLISH) == "Since 2025/04/01"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "若之後沒有新的累積，2027/12/31 期滿會重新評等"),
        ({"falls_at": None}, "累積已達標，2027/12/31 期滿會自動續等"),
        ({"until": None}, "若之後沒有新的累積，可維持到 2027/12/31；之後較早的消費不再計入"),
        ({"until": None, "falls_at": None}, "沒有使用期限"),
    ],
)
def test_what_happens_if_nothing_more_comes(changes, told):
    assert outlook(standing(**changes), CHINESE) == told


def test_a_change_of_level_and_why():
    up = MoveView("card", CARD, WHITE, SILVER, NOW, at(2028, 1, 1, 0), "reached", is_up=True)
    down = MoveView("card", CARD, GOLD, SILVER, NOW, None, "review", is_up=False)

    assert move(up, CHINESE) == "晴日卡升等為銀卡，有效至 2027/12/31"
    assert move(down, ENGLISH) == "Sunny card: Gold becomes Silver"
    assert move_cause(down, CHINESE) == "等級期滿，依累積重新評等。"


@pytest.mark.parametrize(
    ("window", "until", "first"),
    [
        ("lifetime", at(2028, 1, 1, 0), None),
        ("calendar_year", at(2028, 1, 1, 0), at(2027, 1, 1, 0)),
        ("calendar_year", at(2027, 6, 5, 0), at(2027, 1, 1, 0)),
        (Window(RollingWindow(months=12)), at(2028, 1, 1, 0), at(2027, 1, 1, 0)),
        (Window(RollingWindow(months=1)), at(2027, 3, 1, 0), at(2027, 2, 1, 0)),
        (Window(RollingWindow(days=90)), at(2027, 3, 1, 0), at(2026, 12, 1, 0)),
    ],
)
def test_from_when_a_purchase_counts_towards_keeping(window, until, first):
    assert counts_from(window, until=until, zone="Asia/Taipei") == first

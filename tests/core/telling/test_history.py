"""What happened, in words: title, goods, points by rule, what was drawn on, and why it is not more."""

import pytest
from made_answers import (
    CHINESE,
    ENGLISH,
    entry,
    giving_back,
    happening,
    order,
    purchase,
    running_out,
    spending,
)  # fmt: skip
from msgspec.structs import replace

from regulars.core.effects import Reason
from regulars.core.events import (
    Adjustment,
    Cancellation,
    Exchange,
    Profile,
    RedemptionCancelled,
    Return,
    ReturnLine,
    Spend,
)
from regulars.telling.goods import knowing
from regulars.telling.history import tell


def test_a_purchase_is_told_by_place_amount_and_goods():
    told = tell(purchase(), CHINESE)

    assert (told.day, told.time, told.title) == ("2026/11/22", "19:30", "門市，NT$1,260")
    assert told.about == "霧面馬克杯、曬書日常等 3 項"
    assert tell(purchase(), ENGLISH).about == "霧面馬克杯, 曬書日常 and 1 more"


def test_each_kind_of_points_is_summed_and_only_the_second_kind_is_named():
    told = tell(purchase(), CHINESE)

    assert [(one.figure, one.label, one.said) for one in told.changes] == [
        ("＋43", "", "43 點"),
        ("＋1", "咖啡章", "1 個咖啡章"),
    ]


def test_every_rule_says_what_it_gave_and_from_when():
    told = tell(purchase(), CHINESE)

    assert [(one.said, one.figure) for one in told.whys] == [
        ("消費每 50 元得 1 點", "＋25"),
        ("生日當月點數 2 倍（2026/11/29 起可用）", "＋18"),
        ("每杯咖啡蓋 1 章", "＋1"),
    ]
    assert told.version == "規則第 7 版，2026/11/01 起"
    assert told.notes == ("43 點，效期至 2027/12/31", "1 個咖啡章，效期至 2027/05/31")


def test_a_level_that_came_with_it_is_told_with_its_cause():
    moved = tell(purchase(), ENGLISH).moves[0]

    assert moved.said == "Sunny card: up to Silver, until 2027/12/31"
    assert moved.cause == "The threshold was reached."


def test_spending_says_from_which_month_the_points_were():
    told = tell(spending(), CHINESE)

    assert told.title == "使用點數：手沖咖啡"
    assert told.notes == ("用掉 2025/12 得到的 600 點",)
    assert tell(spending(), ENGLISH).notes == ("Used 600 points earned in 2025/12",)


def test_a_return_names_the_order_and_what_made_up_for_spent_points():
    told = tell(giving_back(), CHINESE)

    assert told.title == "退貨（訂單 Y261122-1）"
    assert [(one.said, one.figure) for one in told.whys] == [("收回：消費每 50 元得 1 點", "−26")]
    assert told.notes == ("由 2025/12 得到的 6 點補足",)


def test_beside_its_purchase_a_return_names_date_and_goods():
    voice = knowing(CHINESE, (purchase(), giving_back()))

    told = tell(giving_back(), voice)

    assert (told.title, told.about) == ("退貨（2026/11/22 的消費）", "霧面馬克杯")


def test_an_exchange_says_what_was_bought_and_what_was_brought_back_for_it():
    exchange = Exchange((ReturnLine("HT-01", 1), ReturnLine("X-9", 2)), "Y261122-1", 80)
    told = tell(happening(replace(order(), exchange=exchange)), knowing(CHINESE, (purchase(),)))

    assert told.title == "換貨：門市，NT$1,260"
    assert told.notes[:2] == ("換回：霧面馬克杯、X-9", "另退款 NT$80")


def test_points_towards_a_purchase_name_its_date():
    towards = happening(Spend("T-1", 0, 739577, "points", 26, "Y261122-1"))

    assert tell(towards, knowing(CHINESE, (purchase(),))).title == "使用點數，折抵 2026/11/22 的消費"


def test_what_ran_out_says_when_it_had_been_earned():
    told = tell(running_out(), CHINESE)

    assert (told.title, told.kind) == ("點數到期", "expired")
    assert [(one.said, one.figure) for one in told.whys] == [("2024/11 得到的，期限內沒有用完", "−120")]


@pytest.mark.parametrize(
    ("event", "title"),
    [
        (order(channel=None), "消費 NT$1,260"),
        (order(channel="popup"), "popup，NT$1,260"),
        (Return("R", 0, 1, (ReturnLine("X", 1),)), "退貨"),
        (Cancellation("C", 0, 1, "Y1"), "取消訂單 Y1"),
        (Spend("S", 0, 1, "points", 5), "使用點數"),
        (Adjustment("A", 0, 1, "points", 5, "補登 11/09 的消費", "staff"), "店家調整：補登 11/09 的消費"),
        (Profile("P", 0, 1, joined_day=739000), "加入會員"),
        (Profile("P", 0, 1, birth_month=9), "更新會員資料"),
    ],
)
def test_every_kind_of_event_has_its_title(event, title):
    assert tell(happening(event), CHINESE).title == title


def test_who_adjusted_is_not_told():
    adjusted = happening(Adjustment("A", 0, 1, "points", 5, "thanks", "staff:7"))

    assert "staff" not in repr(tell(adjusted, ENGLISH))


@pytest.mark.parametrize(
    ("reason", "chinese", "english"),
    [
        (Reason("capped", ("birthday", "day", 12)), "「生日當月點數 2 倍」已達當日上限，少得 12 點",
         "Double points in the month of your birthday: the most for one day was reached, so 12 points were not given"),
        (Reason("repaid", ("points", 30)), "其中 30 點先補足先前退貨不足的點數",
         "30 points of it made up for an earlier return first"),
        (Reason("shortfall", ("points", 26, "revoke:1")), "退回的商品當初給的點數有 26 點已經用掉，沒有收回",
         "26 points of what the goods that came back had given had been used already, and were not taken back"),
        (Reason("unmatched", ("HT-01", 2)), "HT-01 2 件找不到購買紀錄，沒有收回點數",
         "No purchase of HT-01 (2 pc) was found, so no points were taken back"),
        (Reason("before_programme"), "這筆消費在會員方案開始之前，不計點",
         "This was before the programme began, so it gives no points"),
        (Reason("unknown_order", ("Y9",)), "目前沒有訂單 Y9，收到時會立即取消",
         "The order Y9 is not known yet; when it comes, it is cancelled at once"),
        (Reason("waits", ("Y9\x1ftill",)), "目前沒有訂單 Y9，收到時會一併處理這筆退貨",
         "The order Y9 is not known yet; what came back counts when it comes"),
        (Reason("awaited"), "這筆訂單的退貨先到，已一併處理", "Its return had been told before, and counts now"),
        (Reason("unmatched_money", ("", 50)), "退款比尚未退還的實付金額多 NT$50，多的部分不影響點數",
         "NT$50 more were given back than was left of what was paid; they change nothing"),
        (Reason("ran_out", ("points", 26)), "退回的商品當初給的點數有 26 點已經到期，不另外收回",
         "26 points of what the goods that came back had given had run out unused, and nothing is taken for them"),
    ],
)  # fmt: skip
def test_every_reason_has_its_sentence(reason, chinese, english):
    told = happening(order(), reasons=(reason,))

    assert tell(told, CHINESE).notes == (chinese,)
    assert tell(told, ENGLISH).notes == (english,)


def test_the_part_paid_with_points_is_said():
    told = tell(happening(order(unearning=100), entry()), CHINESE)

    assert "其中 NT$100 以點數或禮券支付，不計點" in told.notes


def test_a_purchase_that_gave_nothing_says_so():
    assert tell(happening(order()), CHINESE).notes == ("這筆沒有符合的集點規則，或金額未滿一點",)


@pytest.mark.parametrize(
    ("by", "chinese", "english"),
    [
        ("member", "取消兌換，點數歸還", "Back: the redemption was cancelled"),
        ("shop", "店家取消兌換，點數歸還", "Back: the shop cancelled the redemption"),
        ("time", "逾期未領取，點數歸還", "Back: nobody fetched it in time"),
    ],
)
def test_points_of_a_redemption_come_back_under_words_of_their_own(by, chinese, english):
    undone = RedemptionCancelled("r~cancel", 0, 0, "r", by=by)
    back = happening(undone, entry(kind="restore", points=300, rule=""))

    assert [tell(back, voice).whys[0].said for voice in (CHINESE, ENGLISH)] == [chinese, english]

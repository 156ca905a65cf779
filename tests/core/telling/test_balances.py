"""How points add up, when they run out, and what is owed."""

from decimal import Decimal

from made_answers import CHINESE, ENGLISH, NOW, balance, lot, nothing, owing

from regulars.desk.answers import HoldView
from regulars.telling import balances


def test_the_rows_of_the_sum_add_up_to_what_is_usable():
    rows = balances.sum_of(balance(), CHINESE)

    assert [(row.label, row.figure) for row in rows] == [
        ("累積得到", "2,990"), ("已使用", "−1,500"), ("退貨收回", "−26"), ("已到期", "−120"),
        ("待生效", "−60"), ("可用", "1,284"),
    ]  # fmt: skip
    assert sum(row.points for row in rows[:-1]) == rows[-1].points


def test_a_debt_stands_in_the_sum_too():
    rows = balances.sum_of(owing(), ENGLISH)

    assert [(row.label, row.points) for row in rows] == [
        ("Earned in all", 100), ("Used", -70), ("Taken back for returns", -60), ("Owed after returns", 30),
        ("Usable", 0),
    ]  # fmt: skip
    assert "30 points" in balances.owes(owing(), ENGLISH)


def test_who_never_had_any_has_earned_none():
    assert [(row.key, row.points) for row in balances.sum_of(nothing(), CHINESE)] == [
        ("issued", 0),
        ("usable", 0),
    ]
    assert balances.worth(nothing(), CHINESE) == ""
    assert balances.expiries(nothing(), CHINESE) == ()


def test_what_points_are_worth():
    assert balances.worth(balance(), CHINESE) == "＝ NT$1,284"
    assert balances.worth(balance(worth=Decimal("128.4")), ENGLISH) == "= NT$128.40"


def test_points_that_run_out_together_are_one_heap_by_their_last_day():
    heaps = balances.expiries(balance(), CHINESE)

    assert [(heap.label, heap.points, heap.share, heap.is_next) for heap in heaps] == [
        ("2026/12/31", 210, 18, True),
        ("2027/12/31", 1_134, 100, False),
    ]


def test_what_never_runs_out_comes_last():
    heaps = balances.expiries(balance(lots=(lot(1, 5, None), lot(2, 9, NOW))), CHINESE)

    assert [heap.label for heap in heaps] == ["2026/11/22", "沒有期限"]


def test_when_pending_points_can_be_used():
    part = balance(pending=90)

    assert balances.pending(balance(), CHINESE) == "2026/11/29 起可用"
    assert balances.pending(part, ENGLISH) == "60 points of them from 2026/11/29"


def test_what_runs_out_next_is_told_by_its_last_day():
    assert balances.runs_out(balance(), CHINESE) == "210 點，效期至 2026/12/31"
    assert balances.runs_out_when(balance(), ENGLISH) == "usable until 2026/12/31"


def test_many_points_on_hold_are_told_by_the_first_and_how_many_more_there_are():
    held = tuple(HoldView(str(number), 10, NOW, "") for number in range(5))

    told = balances.first_holds(balance(holds=held), CHINESE, most=3)

    assert told[3:] == ("還有 2 筆，共保留 50 點",)
    assert told[:3] == balances.holds(balance(holds=held[:3]), CHINESE)
    assert balances.first_holds(balance(holds=held[:3]), CHINESE, most=3) == told[:3]

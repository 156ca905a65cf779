"""A back-test from a file to its figures."""

import json
import os
from pathlib import Path

import pytest
from shop_files import HEADER, ORDERS, PROGRAMME, written
from small_shop import SmallShop

from regulars.core.periods import Calendar, moment
from regulars.desk.backtest import run
from regulars.desk.backtest.comparison import Comparison
from regulars.desk.backtest.hands import Counted, Work, fold_all
from regulars.desk.backtest.moments import last_instant
from regulars.desk.backtest.refusals import (
    MomentUnreadable,
    NobodyKnown,
    ProgrammeBeginsTooLate,
    ProgrammesDoNotCompare,
)
from regulars.programmes.reading import read_programme

EXAMPLES = Path(__file__).parents[3] / "examples" / "programmes"


def document(text=PROGRAMME, **changes):
    for before, after in changes.values():
        assert before in text
        text = text.replace(before, after)
    reading = read_programme(text)
    assert not reading.mistakes
    return reading.document


def back_tested(folder, *, orders=ORDERS, programmes=None, **options):
    return run(orders=written(folder, "orders.csv", orders), programmes=programmes or [document()], **options)


def test_a_small_history_comes_to_these_figures(tmp_path):
    result = back_tested(tmp_path)

    # Ada: 80 + 50, less 25 for the cup; Bob: 9.
    assert (result.points.issued, result.points.revoked, result.points.outstanding) == (139, 25, 114)
    assert (result.members, result.orders, result.returns, result.lines_unmatched) == (3, 3, 2, 1)
    assert result.tiers == {"card": {"white": 2, "gold": 1}}
    assert (result.money.outstanding_minor, result.money.given_minor) == (57, 57)
    assert (result.sales.gross_minor, result.sales.net_minor) == (1395, 1145)
    assert result.cost_share == round(57 / 1145, 6)
    assert (result.anonymous.orders, result.anonymous.sales_minor) == (1, 100)
    assert (result.until, result.last_order) == ("2026-02-12T02:00:00+00:00", "2026-02-12")


def test_a_mission_that_begins_by_itself_counts_and_one_that_is_asked_for_does_not(tmp_path):
    goal = 'count: count("Order Completed"), stages: [{ at_least: 1, prize: { points: 7, of: points } }, { at_least: 2, prize: { points: 20, of: points } }]'
    missions = f"""
missions:
  - id: winter
    name: {{ zh-Hant: 冬季, en: Winter }}
    start: by_itself
    window: {{ first_day: 2026-01-01, last_day: 2026-02-28 }}
    goal: {{ {goal} }}
  - id: asked
    name: {{ zh-Hant: 要開始, en: Asked }}
    goal: {{ {goal} }}
  - id: daily
    name: {{ zh-Hant: 簽到, en: Daily }}
    check_in: {{ of: points, ladder: [1] }}
"""
    without = back_tested(tmp_path)
    result = back_tested(tmp_path, programmes=[document(PROGRAMME + missions)], until="2026-04-01")

    # Ada reached both stages and Bob the first; what came back takes nothing from what was given, 30 days later.
    assert [(one.rule, one.issued, one.revoked) for one in result.rules][1:] == [("mission/winter", 34, 0)]
    assert result.points.issued == without.points.issued + 34


def test_months_are_local_and_levels_are_those_at_their_end(tmp_path):
    result = back_tested(tmp_path)

    january, february = result.by_month
    assert (january.month, january.orders, january.points["points"].issued) == ("2026-01", 1, 80)
    assert (february.month, february.points["points"].issued, february.points["points"].outstanding) == (
        "2026-02", 59, 114,
    )  # fmt: skip
    assert january.levels == {"card": {"white": 1, "gold": 0}}
    assert february.levels == {"card": {"white": 2, "gold": 1}}
    assert (february.sales_minor, february.sales_returned_minor, february.cost_minor) == (595, 250, 17)


def test_what_falls_due_by_the_end_has_happened(tmp_path):
    on_the_last_day = back_tested(tmp_path, until="2027-12-31")
    a_second_later = back_tested(tmp_path, until="2028-01-01T00:00:00")

    assert (on_the_last_day.points.expired, on_the_last_day.points.outstanding) == (0, 114)
    assert (a_second_later.points.expired, a_second_later.points.outstanding) == (114, 0)
    assert a_second_later.tiers == {"card": {"white": 3, "gold": 0}}


def test_an_early_end_leaves_out_what_came_after_it(tmp_path):
    result = back_tested(tmp_path, until="2026-02-01")

    assert (result.points.issued, result.members, result.orders, result.after_until) == (130, 1, 2, 3)


def test_the_json_has_the_keys_that_are_promised(tmp_path):
    result = json.loads(back_tested(tmp_path, programmes=[document(), document()]).as_json())

    assert {
        "members", "orders", "returns", "lines_unmatched", "points", "tiers", "seconds", "orders_per_second", "peak_mb",
    } <= result.keys()  # fmt: skip
    assert {"issued", "revoked", "spent", "expired", "outstanding", "pending"} <= result["points"].keys()
    assert result["tiers"] == {"card": {"white": 2, "gold": 1}}
    assert result["against"]["points"] == result["points"]
    assert result["difference"]["points"]["issued"] == 0
    assert result["peak_mb"] > 10


def test_two_programmes_are_compared_member_by_member(tmp_path):
    better = document(rate=("per: 10 }", "per: 5 }"), gold=("threshold: 1000", "threshold: 1200"))

    result = back_tested(tmp_path, programmes=[better, document()])

    found = result.difference
    assert (found.points.issued, found.points.revoked) == (140, 25)
    assert (found.members_gaining, found.members_losing, found.members_same) == (2, 0, 1)
    assert (found.points_gained, found.points_lost) == (115, 0)
    assert [(each.member, each.given, each.against) for each in found.gain_most] == [
        ("ada", 210, 105), ("bob", 19, 9),
    ]  # fmt: skip
    assert [(band.least, band.most, band.members) for band in found.gain if band.members] == [
        (10, 49, 1), (100, 499, 1),
    ]  # fmt: skip
    assert [(each.track, each.against, each.level, each.members, each.up) for each in found.levels_moved] == [
        ("card", "gold", "white", 1, False)
    ]
    assert found.tiers == {"card": {"white": 1, "gold": -1}}
    assert result.against.points.issued == 139


def test_the_numbers_do_not_depend_on_how_many_hands_count():
    plain, shop = read_programme((EXAMPLES / "plain.yaml").read_text()).document, SmallShop(60)
    work = Work(shop, (plain, plain), 10**18)

    alone, three = (fold_all(work, hands=hands, said=lambda _: None) for hands in (1, 3))

    assert alone.totals == three.totals
    assert alone.totals[0].points["points", "issued"] > 0
    assert alone.comparison == three.comparison
    assert os.getpid() not in three.peaks


def test_every_event_is_told_as_progress_and_the_end_is_reached(tmp_path):
    told = []

    back_tested(tmp_path, on_progress=told.append)

    assert told[0].phase == "reading"
    assert (told[-1].phase, told[-1].done, told[-1].total) == ("folding", 5, 5)


def test_orders_before_the_programme_earn_nothing_and_are_counted(tmp_path):
    later = document(start=("effective_from: 2026-01-01", "effective_from: 2026-02-01"))

    result = back_tested(tmp_path, programmes=[later])

    assert (result.orders_before_programme, result.points.issued) == (1, 59)
    assert (result.sales.net_minor, result.sales.earning_minor) == (1145, 345)


def test_a_programme_that_begins_after_the_last_order_is_refused(tmp_path):
    later = document(start=("effective_from: 2026-01-01", "effective_from: 2026-02-13"))

    with pytest.raises(ProgrammeBeginsTooLate) as refused:
        back_tested(tmp_path, programmes=[later])

    assert refused.value.facts == {"programme": "corner", "begins": "2026-02-13", "last_order": "2026-02-12"}


def test_programmes_in_different_money_are_not_compared(tmp_path):
    other = document(money=("currency: TWD", "currency: GBP"))

    with pytest.raises(ProgrammesDoNotCompare) as refused:
        back_tested(tmp_path, programmes=[document(), other])

    assert refused.value.facts == {"field": "currency", "one": "TWD", "other": "GBP"}


def test_a_history_of_nobody_is_refused(tmp_path):
    with pytest.raises(NobodyKnown) as refused:
        back_tested(tmp_path, orders=HEADER + "N1,2026-02-12,10:00,,tea,1,100\n")

    assert refused.value.facts == {"anonymous": 1}


@pytest.mark.parametrize(
    ("until", "found"),
    [
        ("2026-02-01", "2026-02-01T15:59:59.999999+00:00"),
        ("2026-02-01T12:00", "2026-02-01T04:00:00+00:00"),
        ("2026-02-01T12:00:00Z", "2026-02-01T12:00:00+00:00"),
    ],
)
def test_an_end_is_a_local_day_or_an_instant(until, found):
    assert moment(last_instant(until, Calendar("Asia/Taipei"))).isoformat() == found


def test_an_end_that_is_no_date_is_refused():
    with pytest.raises(MomentUnreadable):
        last_instant("next year", Calendar("Asia/Taipei"))


class BrokenShop(SmallShop):
    """A history that cannot be read to its end."""

    def by_member(self, part, parts):
        yield from super().by_member(part, parts)
        raise OSError("the disk is gone")


def test_a_hand_that_breaks_stops_the_others_and_is_heard():
    plain = read_programme((EXAMPLES / "plain.yaml").read_text()).document

    with pytest.raises(OSError, match="the disk is gone"):
        fold_all(Work(BrokenShop(40), (plain,), 10**18), hands=2, said=lambda _: None)


def test_the_highest_peak_of_each_process_counts_once():
    counted = Counted([], Comparison(), peaks={1: 10, 2: 30})

    counted.add(Counted([], Comparison(), after_until=4, peaks={2: 20, 3: 5}))

    assert (counted.peaks, counted.after_until) == ({1: 10, 2: 30, 3: 5}, 4)

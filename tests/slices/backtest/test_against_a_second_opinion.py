"""The back-test's numbers are those of a calculation that shares nothing with it but the events."""

import os
from datetime import date
from pathlib import Path

import duckdb
import pytest
from reference import reference
from small_shop import LONDON, SmallShop

from regulars.core.periods import moment
from regulars.core.programme.compiled import compile_programme
from regulars.desk.backtest.figures import figures
from regulars.desk.backtest.hands import Work, fold_all
from regulars.events.orderfiles.staging import stage
from regulars.programmes.reading import read_programme

PLAIN = Path(__file__).parents[3] / "examples" / "programmes" / "plain.yaml"
REAL = Path(__file__).parents[4] / "shared" / "data" / "online-retail" / "orders-2009-12_2010-12.parquet"
#: In `make soak` the whole of it; otherwise of every sixth member all they did, and what nobody's card was shown for on the first days.
SIXTH = """
    SELECT * FROM read_parquet($real)
    WHERE CAST("Customer ID" AS double)::int % 6 = 1 OR ("Customer ID" IS NULL AND InvoiceDate < '2009-12-03')
"""
WHOLE = "SELECT * FROM read_parquet($real)"
POINTS = ("issued", "revoked", "spent", "expired", "outstanding", "shortfall")


@pytest.fixture(scope="module")
def plain():
    reading = read_programme(PLAIN.read_text())
    assert not reading.mistakes
    return reading.document


def back_tested(document, history, until):
    work = Work(history, (document,), until)
    counted = fold_all(work, hands=1, said=lambda _: None)
    return figures(compile_programme(document), counted.totals[0], until=until)


def assert_same(found, second, *, last_month):
    totals = second["totals"]
    assert {name: getattr(found.points, name) for name in POINTS} == {name: totals[name] for name in POINTS}
    assert (found.members, found.orders, found.returns) == (
        totals["members"],
        totals["orders"],
        totals["returns"],
    )
    assert found.lines_unmatched == totals["lines_unmatched"]
    assert found.sales.gross_minor == totals["sales"]
    assert found.tiers["card"] == {level: second["tiers"][level] for level in ("white", "silver", "gold")}
    for month in found.by_month:
        points, counted = month.points["points"], second["months"][month.month]
        assert (points.issued, points.revoked, points.expired) == (
            counted["issued"], counted["revoked"], counted["expired"],
        )  # fmt: skip
        levels = second["tiers"] if month.month == last_month else second["levels"][month.month]
        assert month.levels["card"] == {level: levels[level] for level in ("white", "silver", "gold")}


def test_a_small_shop_comes_out_the_same_both_ways(plain):
    shop = SmallShop(150)
    until = LONDON.start_of(date(2013, 5, 13).toordinal())

    found = back_tested(plain, shop, until)
    second = reference(shop.by_member(0, 1), moment(until))

    # Nobody spends here, so nothing is ever missing but what ran out; and that is no shortfall.
    assert min(found.points.revoked, found.points.expired, second["totals"]["ran_out"]) > 0
    assert found.points.shortfall == 0
    assert_same(found, second, last_month="2013-05")


@pytest.mark.skipif(not REAL.exists(), reason=f"needs the order history of Online Retail II at {REAL}")
def test_a_real_year_of_a_gift_shop_comes_out_the_same_both_ways(plain, tmp_path):
    query, there = (WHOLE, (4383, 19215)) if os.environ.get("REGULARS_SOAK") else (SIXTH, (726, 3279))
    with duckdb.connect() as database:
        database.execute(f"COPY ({query}) TO '{tmp_path / 'year.parquet'}'", {"real": str(REAL)})
    staged = stage(tmp_path / "year.parquet", currency=plain.currency, zone=plain.zone, folder=tmp_path)
    until = staged.report.last_at

    found = back_tested(plain, staged, until)
    second = reference(staged.by_member(0, 1), moment(until))

    assert (found.members, found.orders) == there
    assert found.points.revoked > 0
    assert_same(found, second, last_month="2010-12")

"""A history that is imported and a history that is back-tested end in the same figures, whatever happens on the way."""

import csv
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import duckdb
import pytest

ROOT = Path(__file__).parents[2]
PROGRAMMES = ROOT / "examples" / "programmes"
SAMPLE = ROOT / "examples" / "orders" / "sunny-select-sample.csv"
DATA = Path(os.environ.get("REGULARS_DATA", ROOT.parent / "shared" / "data"))
REAL = DATA / "online-retail" / "orders-2009-12_2010-12.parquet"
#: Everything that some of the members did in the whole year, and what nobody's card was shown for on the first days.
SLICE = """
    SELECT * FROM read_parquet($real)
    WHERE CAST("Customer ID" AS double)::int % 7 = 3 OR ("Customer ID" IS NULL AND InvoiceDate < '2009-12-03')
"""
needs_data = pytest.mark.skipif(
    not REAL.exists(), reason=f"needs the order history of Online Retail II at {REAL} (or set REGULARS_DATA)"
)


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """Some 3,000 invoices of a real shop."""
    file = tmp_path_factory.mktemp("year") / "year.parquet"
    with duckdb.connect() as database:
        database.execute(f"COPY ({SLICE}) TO '{file}'", {"real": str(REAL)})
    return file


def imported(shop, orders, programme):
    shop.run("programme", "publish", programme)
    shop.run("import", "orders", orders)
    return shop


def assert_books_equal_the_backtest(shop, orders, programme):
    told, until = shop.backtest(orders, programme)
    imported(shop, orders, programme)

    assert shop.totals(until) == told
    assert "bit for bit" in shop.run("verify", "--lang", "en")
    return told, until


def test_the_sample_comes_out_the_same_both_ways_and_twice_changes_nothing(new_shop):
    shop = new_shop()
    told, until = assert_books_equal_the_backtest(shop, SAMPLE, PROGRAMMES / "select-shop.yaml")
    assert (told["members"], told["orders"]) == (13, 112)

    again = shop.run("import", "orders", SAMPLE, "--lang", "en")

    assert "Events of members decided: 0" in again
    assert shop.totals(until) == told
    assert "bit for bit" in shop.run("verify", "--lang", "en")


#: Everybody takes part without asking: of a file of orders nothing else can be counted.
BY_ITSELF = """missions:
  - id: regular
    name: { zh-Hant: 常客, en: A regular }
    start: by_itself
    window: { first_day: 2025-06-01, last_day: 2026-12-31 }
    goal:
      count: count("Order Completed", where=total >= 200)
      stages: [{ at_least: 2, prize: { points: 15, of: points } }, { at_least: 5, prize: { points: 40, of: points } }]
"""


def test_missions_that_begin_by_themselves_come_out_the_same_both_ways(new_shop, tmp_path):
    programme = tmp_path / "missions.yaml"
    text = (PROGRAMMES / "select-shop.yaml").read_text(encoding="utf-8")
    programme.write_text(text.replace("missions:\n", BY_ITSELF, 1), encoding="utf-8")

    told, _ = assert_books_equal_the_backtest(new_shop(), SAMPLE, programme)
    plain, _ = new_shop().backtest(SAMPLE, PROGRAMMES / "select-shop.yaml")

    given = told["points"]["issued"] - plain["points"]["issued"]
    assert given > 0
    assert given % 5 == 0


WAITING = """
programme: waiting
name: { zh-Hant: 等待, en: Waiting }
zone: Asia/Taipei
currency: TWD
effective_from: 2025-01-01
points:
  coin:
    name: { zh-Hant: 金幣, en: Coins }
    expiry: { rolling: { days: 60 } }
    pending: { until_event: delivered, timeout: { days: 20, then: expire } }
  leaf:
    name: { zh-Hant: 葉子, en: Leaves }
    take_back: into_deficit
earning:
  - { id: base, name: { zh-Hant: 每十元, en: Every ten }, earn: coin, rate: { points: 1, per: 10 } }
  - { id: each, name: { zh-Hant: 每件, en: Each }, earn: leaf, each: 3 }
  - id: often
    name: { zh-Hant: 常客, en: Often here }
    earn: leaf
    bonus: 11
    when: count("Order Completed", within="30d") >= 3 and total >= 180
  - id: tried
    name: { zh-Hant: 試過, en: Tried both }
    earn: leaf
    bonus: 2
    when: >-
      distinct("Order Completed", "products", within="90d") == 2 and last("Order Completed") > 1
      and sum("Order Completed", "total", within="20d") < 700
"""
MORE = ("given_back", "points_used", "points_kind", "milestone")


def made_up_year(chance):
    """Rows of twelve members over half a year: sales, goods and money back, points used, parcels that arrive."""
    yield ("order_id", "occurred_at", "member", "product", "quantity", "amount", "kind", "return_of", *MORE)
    for number in range(300):
        at = datetime(2025, 1, 2, 9, tzinfo=UTC) + timedelta(hours=chance.randrange(24 * 180))
        who, product, pieces = f"M{number % 12}", chance.choice(("tea", "cup")), chance.randrange(1, 4)
        used = chance.choice(("", "", 4, 25))
        yield (
            number, at, who, product, pieces, 90 * pieces, "", "", "",
            used, chance.choice(("leaf", "coin")) if used else "", "",
        )  # fmt: skip
        if chance.random() < 0.5:
            then = at + timedelta(days=chance.randrange(1, 30))
            yield (number, then, "", "", "", "", "", "", "", "", "", chance.choice(("delivered", "shipped")))
        if chance.random() < 0.4:
            then, back, paid = (
                at + timedelta(days=chance.randrange(40)),
                chance.randrange(3),
                chance.randrange(1, 120),
            )
            goods, of = chance.choice((product, product, "")), chance.choice((number, number, ""))
            yield (f"R{number}", then, who, goods, back if goods else "", "", "return", of, paid, "", "", "")


def test_money_points_and_milestones_of_a_file_come_out_the_same_both_ways(new_shop, tmp_path):
    orders, programme = tmp_path / "more.csv", tmp_path / "waiting.yaml"
    with orders.open("w", newline="") as file:
        csv.writer(file).writerows(made_up_year(Random(3)))
    programme.write_text(WAITING)
    shop = new_shop()

    told, until = assert_books_equal_the_backtest(shop, orders, programme)

    points = told["points"]
    assert min(points["spent"], points["restored"], points["revoked"], points["expired"]) > 0
    assert shop.ask("SELECT count(*) FROM ledger_entry WHERE kind = 'release'") > 0
    given = "SELECT count(DISTINCT (rule, points > 0)) FROM ledger_entry WHERE rule IN ('often', 'tried')"
    assert shop.ask(given) == 4
    shop.run("import", "orders", orders)
    assert shop.totals(until) == told


@needs_data
@pytest.mark.parametrize("name", ["plain", "select-shop"])
def test_a_real_year_comes_out_the_same_both_ways(new_shop, year, name):
    told, _ = assert_books_equal_the_backtest(new_shop(), year, PROGRAMMES / f"{name}.yaml")

    assert told["orders"] > 2000
    assert min(told["points"]["revoked"], told["returns"], told["lines_unmatched"]) > 0


@needs_data
def test_an_import_that_was_killed_in_the_middle_goes_on_to_the_same_books(new_shop, year):
    programme = PROGRAMMES / "select-shop.yaml"
    shop = new_shop()
    told, until = shop.backtest(year, programme)
    shop.run("programme", "publish", programme)
    events = "SELECT count(*) FROM events_event"

    process = shop.begin("import", "orders", year)
    while shop.ask(events) == 0 and process.poll() is None:
        time.sleep(0.005)
    process.kill()
    process.wait()
    there = shop.ask(events)
    shop.run("import", "orders", year)

    assert 0 < there < shop.ask(events)
    assert shop.totals(until) == told
    assert "bit for bit" in shop.run("verify", "--lang", "en")

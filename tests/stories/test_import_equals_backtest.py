"""A history that is imported and a history that is back-tested end in the same figures, whatever happens on the way."""

import os
import time
from pathlib import Path

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

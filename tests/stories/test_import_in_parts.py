"""A history that several processes load, each for members of its own, ends in the same books as with one."""

import random
import time
from contextlib import closing

import psycopg
import pytest
from test_import_equals_backtest import PROGRAMMES, SAMPLE, assert_books_equal_the_backtest

PROGRAMME = PROGRAMMES / "select-shop.yaml"
SEED = 20261123
BROKEN_ORDER = """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF new.source_id = 'O1500' THEN RAISE 'the disk is full'; END IF; RETURN new; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON events_event FOR EACH ROW EXECUTE FUNCTION refuse();
"""


@pytest.fixture(scope="module")
def season(tmp_path_factory):
    """Some 4,000 orders of 300 members and of nobody, and a return here and there."""
    chance, file = random.Random(SEED), tmp_path_factory.mktemp("season") / "season.csv"
    rows = ["order_id,occurred_at,member,product,quantity,unit_price,return_of"]
    for number in range(4_000):
        minute = number * 7
        at = f"2026-0{1 + minute // 40_320}-{1 + minute // 1440 % 28:02}T{minute // 60 % 24:02}:{minute % 60:02}:00"
        member = f"M{chance.randrange(300)}" if chance.random() < 0.9 else ""
        product, price = chance.choice((("tea", 120), ("novel", 380), ("atlas", 1280)))
        rows.append(f"O{number},{at},{member},{product},{chance.randint(1, 3)},{price},")
        if chance.random() < 0.1:
            rows.append(f"R{number},{at[:-2]}30,{member},{product},-1,{price},O{number}")
    file.write_text("\n".join(rows) + "\n")
    return file


def test_the_sample_comes_out_the_same_in_three_parts_and_twice_changes_nothing(new_shop):
    one, three = new_shop(), new_shop()
    told, until = assert_books_equal_the_backtest(one, SAMPLE, PROGRAMME)
    again = one.run("import", "orders", SAMPLE, "--cores", "2", "--lang", "en")

    three.run("programme", "publish", PROGRAMME)
    said = three.run("import", "orders", SAMPLE, "--cores", "3", "--lang", "en")

    assert three.totals(until) == told
    assert "Events of members decided: 117\nReceipts of nobody recorded: 59\n" in said
    assert (
        "Events of members decided: 0\nReceipts of nobody recorded: 0\nAlready there, changed nothing: 176"
        in again
    )
    assert "bit for bit" in three.run("verify", "--lang", "en")


def test_an_import_in_parts_that_was_killed_goes_on_with_other_parts_to_the_same_books(new_shop, season):
    shop = new_shop()
    told, until = shop.backtest(season, PROGRAMME)
    shop.run("programme", "publish", PROGRAMME)

    process = shop.begin("import", "orders", season, "--cores", "2")
    while shop.ask("SELECT count(*) FROM events_event") == 0 and process.poll() is None:
        time.sleep(0.005)
    process.kill()
    process.wait()
    wait_until_nobody_posts(shop)
    there = shop.ask("SELECT count(*) FROM events_event")
    shop.run("import", "orders", season, "--cores", "3")

    assert 0 < there < shop.ask("SELECT count(*) FROM events_event")
    assert shop.totals(until) == told
    assert "bit for bit" in shop.run("verify", "--lang", "en")


def test_a_fault_in_one_part_ends_the_import_which_goes_on_once_it_is_mended(new_shop, season):
    shop = new_shop()
    told, until = shop.backtest(season, PROGRAMME)
    shop.run("programme", "publish", PROGRAMME)
    with closing(psycopg.connect(shop.url, autocommit=True)) as database:
        database.execute(BROKEN_ORDER)

        said = shop.refused("import", "orders", season, "--cores", "2")
        wait_until_nobody_posts(shop)
        database.execute("DROP TRIGGER refuse ON events_event")

    assert "the disk is full" in said
    shop.run("import", "orders", season, "--cores", "2")
    assert shop.totals(until) == told
    assert "bit for bit" in shop.run("verify", "--lang", "en")


def wait_until_nobody_posts(shop):
    others = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 1380271957"
    while shop.ask(others):
        time.sleep(0.01)

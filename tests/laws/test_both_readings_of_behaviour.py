"""Law: traces as events arrive, and SQL over all of history, answer questions of behaviour alike, of strangers too."""

import json
from datetime import date

import django.db
import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from made_behaviour import BOUGHT, Ask, Life, asks, lives, programme_asking, zones
from made_histories import DAY, HOUR, MINUTE, START
from sqlglot import exp

from regulars.audiences.asking import Asking, History
from regulars.audiences.reading import condition_sql
from regulars.core.behaviour.watched import Watched
from regulars.core.programme.vocabulary import parse_rule_condition, vocabulary_for

TABLES = """
CREATE TEMPORARY TABLE act (
    member INTEGER, name {text}, instant BIGINT, day DATE, properties {json}, hour INTEGER, total BIGINT, quantity BIGINT,
    store {text}, categories {text}[], products {text}[], kept_total BIGINT, kept_quantity BIGINT, is_kept BOOLEAN
);
CREATE TEMPORARY TABLE somebody (number INTEGER)
"""
PROPERTIES = ("x", "n", "price", "is_on")

numbers = st.sampled_from(("0", "1", "2", "2.5"))
orders = st.sampled_from(("==", "!=", "<", ">="))
tests = asks.flatmap(
    lambda ask: st.just(ask.text) if ask.asks == "sequence" else st.builds(f"{ask.text} {{}} {{}}".format, orders, numbers)
)  # fmt: skip
conditions = st.recursive(
    tests,
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
    ),
    max_leaves=4,
)
waits = st.sampled_from((0, MINUTE, 3 * HOUR, DAY, 10 * DAY))


@pytest.fixture(scope="module")
def duck():
    with duckdb.connect() as connection:
        for table in TABLES.format(text="VARCHAR", json="JSON").split(";"):
            connection.execute(table)
        yield connection


@pytest.fixture(scope="module")
def postgres(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), django.db.connection.cursor() as cursor:
        cursor.execute(TABLES.format(text="TEXT", json="JSONB"))
        yield cursor


def row(number, act):
    says = act.says
    properties = {name: says[name] for name in PROPERTIES if name in says}
    return (
        number, act.name, act.at, date.fromordinal(act.day), json.dumps(properties), says["hour"], says.get("total"),
        says.get("quantity"), says.get("store"), sorted(says.get("categories", ())), sorted(says.get("products", ())),
        act.kept.get("total"), act.kept.get("quantity"), act.is_kept,
    )  # fmt: skip


def picked_in_sql(cursor, lives, tree, at, today, dialect):
    placeholder = "?" if dialect == "duckdb" else "%s"
    history = History("act", exp.column("number", "somebody"), dialect)
    sql = condition_sql(tree, columns={}, asking=Asking(history, at, today)).sql(dialect=dialect)
    cursor.execute("DELETE FROM act")
    cursor.execute("DELETE FROM somebody")
    for number, life in enumerate(lives):
        cursor.execute(f"INSERT INTO somebody VALUES ({placeholder})", [number])
        for act in life.acts:
            cursor.execute(f"INSERT INTO act VALUES ({', '.join([placeholder] * 14)})", row(number, act))
    cursor.execute(f"SELECT {sql} FROM somebody ORDER BY number")
    return [answer for (answer,) in cursor.fetchall()], sql


def both_readings(cursor, dialect, text, scripts, zone, wait):
    asking = programme_asking([Ask("count", ("A",))], zone)
    tree = parse_rule_condition(text, vocabulary_for(asking.versions[0].document))
    programme = programme_asking([Written(text)], zone)
    members = [Life(programme, script) for script in scripts]
    at = max((life.wallet.as_of for life in members), default=START) + wait
    watched = Watched(tree, programme.calendar)

    today = date.fromordinal(programme.calendar.local(at)[0])
    found, sql = picked_in_sql(cursor, members, tree, at, today, dialect)

    assert found == [watched.holds(None, life.wallet.traces, at) for life in members], sql


class Written:
    """A condition for a rule, so that the programme keeps traces for what it asks."""

    def __init__(self, text):
        self.condition = text


# The stranger does nothing, and is asked about all the same.
members = st.lists(lives, min_size=1, max_size=4).map(lambda scripts: [*scripts, []])
NOBODY = [[]]
MISSING = (
    'not last("A") <= 1',
    'last("A") > 1',
    'not count("A") > 0 and sum("A", "n") == 0 and distinct("A", "x") == 0',
    f'not sequence("A", "{BOUGHT}", within="9d")',
)


@given(text=conditions, scripts=members, zone=zones, wait=waits)
@example(text=MISSING[0], scripts=NOBODY, zone="Asia/Taipei", wait=0)
@example(text=MISSING[1], scripts=NOBODY, zone="Asia/Taipei", wait=0)
@example(text=MISSING[2], scripts=NOBODY, zone="Asia/Taipei", wait=0)
@example(text=MISSING[3], scripts=NOBODY, zone="Asia/Taipei", wait=0)
def test_traces_and_duckdb_pick_the_same_members(duck, text, scripts, zone, wait):
    both_readings(duck, "duckdb", text, scripts, zone, wait)


@given(text=conditions, scripts=members, zone=zones, wait=waits)
@example(text=MISSING[0], scripts=NOBODY, zone="Asia/Taipei", wait=0)
@example(text=MISSING[1], scripts=NOBODY, zone="Asia/Taipei", wait=0)
@example(text=MISSING[2], scripts=NOBODY, zone="Asia/Taipei", wait=0)
@example(text=MISSING[3], scripts=NOBODY, zone="Asia/Taipei", wait=0)
def test_traces_and_postgresql_pick_the_same_members(postgres, text, scripts, zone, wait):
    both_readings(postgres, "postgres", text, scripts, zone, wait)


@pytest.mark.parametrize("value", [True, "7", "seven"])
def test_what_is_no_number_is_none_in_both_readings(duck, postgres, value):
    says = {
        "what": "A",
        "gap": 0,
        "late": 0,
        "says": {"n": value},
        "lines": [],
        "store": None,
        "number": 0,
        "quantity": 1,
    }
    for text in ('count("A", where=n >= 1) == 0', 'sum("A", "n") == 0', 'distinct("A", "n") == 1'):
        both_readings(duck, "duckdb", text, [[says], []], "Asia/Taipei", 0)
        both_readings(postgres, "postgres", text, [[says], []], "Asia/Taipei", 0)

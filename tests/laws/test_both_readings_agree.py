"""Law: the Python function and the SQL of a condition pick the same members, whatever is known of them."""

from dataclasses import dataclass
from datetime import date, timedelta

import django.db
import duckdb
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from regulars.audiences.reading import condition_sql
from regulars.core.expressions import (
    Argument,
    Condition,
    Field,
    Function,
    Kind,
    Vocabulary,
    always_matches,
    canonical,
    compile_condition,
    compile_conditions,
    never_matches,
    parse_condition,
)
from regulars.core.expressions.tree import Not

TEXTS = ("books", "café", "電影", "o'clock")
LEVELS = ("white", "gold")
DAY_ZERO = date(1970, 1, 1)
VOCABULARY = Vocabulary(
    fields=(
        Field("total", Kind.MONEY),
        Field("discount", Kind.MONEY, may_be_missing=True),
        Field("member.orders", Kind.NUMBER, may_be_missing=True, lowest=0),
        Field("weekday", Kind.NUMBER, lowest=1, highest=7),
        Field("store", Kind.TEXT, may_be_missing=True),
        Field("channel", Kind.TEXT),
        Field("categories", Kind.TEXTS),
        Field("tags", Kind.TEXTS, may_be_missing=True),
        Field("date", Kind.DATE, may_be_missing=True),
        Field("is_new", Kind.FLAG),
        Field("may_contact", Kind.FLAG, may_be_missing=True),
    ),
    functions=(
        Function(
            "level",
            Kind.TEXT,
            (Argument("track", choices=("card",)),),
            attribute="levels",
            is_looked_up=True,
            choices=LEVELS,
        ),
    ),
    money_exponent=2,
)
COLUMNS = {field.name: field.path for field in VOCABULARY.fields} | {'level("card")': "card"}
TABLE = """
CREATE TEMPORARY TABLE member (
    number INTEGER, total BIGINT, discount BIGINT, member_orders BIGINT, weekday INTEGER, store {text},
    channel {text}, categories {text}[], tags {text}[], date DATE, is_new BOOLEAN, may_contact BOOLEAN,
    card {text}
)
"""


@dataclass(frozen=True)
class Facts:
    total: int
    discount: int | None
    member_orders: int | None
    weekday: int
    store: str | None
    channel: str
    categories: frozenset[str]
    tags: frozenset[str] | None
    date: int | None
    is_new: bool
    may_contact: bool | None
    card: str | None

    @property
    def levels(self) -> dict[str, str]:
        return {} if self.card is None else {"card": self.card}

    def row(self, number: int) -> tuple[object, ...]:
        day = None if self.date is None else DAY_ZERO + timedelta(days=self.date)
        tags = None if self.tags is None else sorted(self.tags)
        return (
            number, self.total, self.discount, self.member_orders, self.weekday, self.store, self.channel,
            sorted(self.categories), tags, day, self.is_new, self.may_contact, self.card,
        )  # fmt: skip


# Nothing that may be missing is known, and what is known is empty.
STRANGER = Facts(
    total=0, discount=None, member_orders=None, weekday=1, store=None, channel="books", categories=frozenset(),
    tags=None, date=None, is_new=False, may_contact=None, card=None,
)  # fmt: skip

words = st.sampled_from(TEXTS)
sets = st.frozensets(words, max_size=3)
small = st.integers(-3, 12)
facts = st.builds(
    Facts,
    # Amounts close to those in the conditions, and as large as they come.
    total=st.one_of(small.map(lambda units: units * 50), st.sampled_from((-(10**15), 10**15))),
    discount=st.none() | small.map(lambda units: units * 50),
    member_orders=st.none() | st.integers(0, 5) | st.just(10**15),
    weekday=st.integers(1, 7),
    store=st.none() | words,
    channel=words,
    categories=sets,
    tags=st.none() | sets,
    date=st.none() | st.integers(-2, 3),
    is_new=st.booleans(),
    may_contact=st.none() | st.booleans(),
    card=st.none() | st.sampled_from(LEVELS),
)

decimals = st.sampled_from(("0", "1", "2", "0.5", "1.5", "-0.5", "3", "2.25"))
orders = st.sampled_from(("==", "!=", "<", "<=", ">", ">="))
ways_in = st.sampled_from(("in", "not in"))
quoted = words.map(lambda word: f'"{word}"')


def sums(leaves: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts such as `(total - discount) * 1.5`, never with money times money."""
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds("({} + {})".format, inner, inner),
            st.builds("({} - {})".format, inner, inner),
            st.builds("{} * {}".format, inner, decimals),
            st.builds("-{}".format, inner),
        ),
        max_leaves=3,
    )


money = sums(st.sampled_from(("total", "discount")))
numbers = sums(st.sampled_from(("member.orders", "weekday")))
texts = st.sampled_from(("store", "channel"))
lists = st.lists(quoted, min_size=1, max_size=3).map(lambda words: f"[{', '.join(words)}]")
days = st.integers(-2, 3).map(lambda days: f'"{DAY_ZERO + timedelta(days=days)}"')
tests = st.one_of(
    st.builds("{} {} {}".format, money, orders, money | decimals),
    st.builds("{} {} {}".format, numbers, orders, numbers | decimals),
    st.builds("{} <= {} < {}".format, decimals, numbers, decimals),
    st.builds("member.orders * weekday {} {}".format, orders, decimals),
    st.builds("weekday {} (1, 2, 6)".format, ways_in),
    st.builds("discount {} (0.5, 1)".format, ways_in),
    st.builds("{} {} {}".format, texts, st.sampled_from(("==", "!=")), texts | quoted),
    st.builds("{} {} {}".format, texts, ways_in, lists),
    st.builds("{} {} {}".format, quoted | texts, ways_in, st.sampled_from(("categories", "tags"))),
    st.builds("date {} {}".format, orders, days),
    st.sampled_from(("is_new", "may_contact", "may_contact == False", "may_contact != is_new", "True")),
    st.builds('level("card") {} "{}"'.format, st.sampled_from(("==", "!=")), st.sampled_from(LEVELS)),
)
conditions = st.recursive(
    tests,
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
    ),
    max_leaves=6,
)


def read(text: str) -> Condition:
    tree = parse_condition(text, vocabulary=VOCABULARY)
    assert not isinstance(tree, tuple), (text, tree)
    return tree


@pytest.fixture(scope="module")
def duck():
    with duckdb.connect() as connection:
        connection.execute(TABLE.format(text="VARCHAR"))
        yield connection


@pytest.fixture(scope="module")
def postgres(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), django.db.connection.cursor() as cursor:
        cursor.execute(TABLE.format(text="TEXT"))
        yield cursor


def picked_in_sql(cursor, condition: str, members: list[Facts], *, placeholder: str) -> list[bool]:
    cursor.execute("DELETE FROM member")
    row = f"({', '.join([placeholder] * 13)})"
    values = [value for number, member in enumerate(members) for value in member.row(number)]
    cursor.execute(f"INSERT INTO member VALUES {', '.join([row] * len(members))}", values)
    cursor.execute(f"SELECT {condition} FROM member ORDER BY number")
    return [answer for (answer,) in cursor.fetchall()]


def picked(tree: Condition, members: list[Facts]) -> list[bool]:
    holds = compile_condition(tree)
    return [holds(member) for member in members]


several = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@several
@given(text=conditions, members=st.lists(facts, min_size=1, max_size=12))
@example(text="store not in categories", members=[STRANGER])
@example(text='"books" not in tags', members=[STRANGER])
def test_python_and_duckdb_pick_the_same_members(duck, text, members):
    tree = read(text)
    sql = condition_sql(tree, columns=COLUMNS).sql(dialect="duckdb")

    assert picked_in_sql(duck, sql, members, placeholder="?") == picked(tree, members), sql


@several
@given(text=conditions, members=st.lists(facts, min_size=1, max_size=12))
@example(text="store not in categories", members=[STRANGER])
@example(text='"books" not in tags', members=[STRANGER])
def test_python_and_postgresql_pick_the_same_members(postgres, text, members):
    tree = read(text)
    sql = condition_sql(tree, columns=COLUMNS).sql(dialect="postgres")

    assert picked_in_sql(postgres, sql, members, placeholder="%s") == picked(tree, members), sql


@several
@given(text=conditions, members=st.lists(facts, min_size=1, max_size=30))
def test_what_is_called_impossible_never_happens(text, members):
    tree = read(text)

    if never_matches(tree) is not None:
        assert not any(picked(tree, members))
    if always_matches(tree):
        assert all(picked(tree, members))


@several
@given(text=conditions)
def test_the_canonical_text_of_a_tree_reads_as_the_same_tree(text):
    tree = read(text)

    assert read(canonical(tree)) == tree


@several
@given(text=conditions, member=facts)
def test_not_is_always_the_opposite(text, member):
    tree = read(text)

    assert compile_condition(Not(tree))(member) is not compile_condition(tree)(member)


@several
@given(texts=st.lists(conditions, min_size=1, max_size=6), member=facts)
def test_conditions_that_are_asked_together_answer_as_each_alone(texts, member):
    trees = [read(text) for text in texts]

    together = compile_conditions([None, *trees])(member)

    assert together == (True, *(compile_condition(tree)(member) for tree in trees))

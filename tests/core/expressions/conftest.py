"""A small shop's vocabulary, and what is known of one receipt."""

from types import SimpleNamespace

import pytest

from regulars.core.expressions import Argument, Field, Function, Kind, Vocabulary, parse_condition

LEVELS = {"card": ("white", "gold", "black"), "reader": ("curious", "devoted")}

VOCABULARY = Vocabulary(
    fields=(
        Field("total", Kind.MONEY),
        Field("discount", Kind.MONEY, may_be_missing=True),
        Field("quantity", Kind.NUMBER),
        Field("categories", Kind.TEXTS),
        Field("store", Kind.TEXT, may_be_missing=True),
        Field("channel", Kind.TEXT, choices=("shop", "online")),
        Field("weekday", Kind.NUMBER, lowest=1, highest=7),
        Field("hour", Kind.NUMBER, lowest=0, highest=23),
        Field("date", Kind.DATE),
        Field("is_new", Kind.FLAG),
        Field("may_contact", Kind.FLAG, may_be_missing=True),
        Field("member.orders", Kind.NUMBER, lowest=0),
        Field("line.category", Kind.TEXT, may_be_missing=True),
        Field("line.amount", Kind.MONEY),
    ),
    functions=(
        Function(
            "level",
            Kind.TEXT,
            (Argument("track", choices=tuple(LEVELS)),),
            attribute="levels",
            is_looked_up=True,
            choices=LEVELS,
        ),
        Function(
            "at_least",
            Kind.FLAG,
            (Argument("track", choices=tuple(LEVELS)), Argument("level", choices=LEVELS)),
        ),
        Function("nth", Kind.FLAG, (Argument("visit", Kind.NUMBER), Argument("ever", Kind.FLAG))),
    ),
    money_exponent=2,
    events={
        "Order Completed": (
            Field("total", Kind.MONEY),
            Field("hour", Kind.NUMBER),
            Field("categories", Kind.TEXTS),
            Field("store", Kind.TEXT, may_be_missing=True),
        ),
        "": (Field("hour", Kind.NUMBER, lowest=0, highest=23),),
    },
)


@pytest.fixture
def vocabulary():
    return VOCABULARY


@pytest.fixture
def read():
    """Read a condition that is right."""

    def reading(text, *, vocabulary=VOCABULARY, per_line=False):
        tree = parse_condition(text, vocabulary=vocabulary, per_line=per_line)
        assert not isinstance(tree, tuple), tree
        return tree

    return reading


@pytest.fixture
def receipt():
    """Return what is known of a receipt over 600.00, with changes."""

    def known(**changes):
        facts = {
            "total": 60_000,
            "discount": None,
            "quantity": 3,
            "categories": frozenset({"books", "café"}),
            "store": "main",
            "channel": "shop",
            "weekday": 6,
            "hour": 15,
            "date": 20_768,  # 2026-11-11
            "is_new": False,
            "may_contact": None,
            "member_orders": 4,
            "levels": {"card": "gold"},
            "at_least": lambda track, level: (track, level) == ("card", "gold"),
            # By the keys of the questions, which `test_questions.py` shows.
            "behaviour": {},
            "nth": lambda visit, ever: visit == 4 and ever,
        }
        return SimpleNamespace(**(facts | changes))

    return known

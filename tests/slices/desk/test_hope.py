"""Desks that find plenty wait for nobody; what others took before the end is decided again, under the lock."""

from datetime import UTC, datetime

import pytest
from corner_shop import PROGRAMME, order, told
from django.db import transaction
from held_desk import Held

from regulars.desk.posting import Arrival, post, post_within
from regulars.desk.replying import Asked, Brought, post_brought
from regulars.desk.verify import verify
from regulars.ledger.models import Entry
from regulars.lib.cursors import raw_cursor
from regulars.programmes import queries
from regulars.programmes.actions import publish
from regulars.replies.actions import Reply
from regulars.supplies import actions
from regulars.supplies import queries as supplies

IN_ALL = 10_000
BUDGET = f"  - {{ id: tea, name: {{ zh-Hant: 茶, en: Tea }}, earn: coin, bonus: 40, budget: {{ points: {IN_ALL} }} }}\n"
TEA = "rule:tea"


@pytest.fixture
def shop(live_database):
    """The corner shop with a gift of forty under a budget that one purchase has begun."""
    queries._compiled.cache_clear()
    publish(
        text=PROGRAMME.replace("tracks:\n", f"{BUDGET}tracks:\n", 1), now=datetime(2026, 1, 1, tzinfo=UTC)
    )
    shop = queries.current()
    told(shop, order("begun", "2026-02-01 10:00", ("pen", 1)), member="Eve")
    yield shop
    queries._compiled.cache_clear()


@pytest.fixture
def held(monkeypatch):
    return Held(monkeypatch)


def buys(name, member):
    return Arrival("till", member, order(name, "2026-02-01 10:00", ("pen", 1)))


def given():
    return sum(Entry.objects.filter(rule="tea").values_list("points", flat=True))


def left():
    found = supplies.left([TEA])[TEA]
    return found.there, found.taken


def leave(number):
    """Take out all but so many; whoever did it is gone with it."""
    actions.take_out(raw_cursor(), TEA, left()[0] - number)


def test_two_desks_that_find_plenty_do_not_wait_for_each_other(shop, held):
    answers = []

    def another():
        raw_cursor().execute("SET lock_timeout = '10s'")
        answers.extend(post(shop, [buys("second", "Bob")]))
        answers.append(left())

    answers.extend(held.while_held(lambda: post(shop, [buys("first", "Ada")]), another))
    raw_cursor().execute("RESET lock_timeout")

    second, then, first = answers
    assert [one.effects.reasons[0].code for one in (first, second)] == ["budget_taken"] * 2
    assert then == (IN_ALL - 80, 80)
    assert (held.rounds, given(), left()) == ([True], 120, (IN_ALL - 120, 120))


@pytest.mark.parametrize(("there", "said", "rounds"), [
    (39, "budget_spent", [True, False]), (40, "budget_taken", [True]),
])  # fmt: skip
def test_who_finds_the_last_gone_in_the_end_decides_again_under_the_lock(shop, held, there, said, rounds):
    [answer] = held.while_held(lambda: post(shop, [buys("first", "Ada")]), lambda: leave(there))

    assert [reason.code for reason in answer.effects.reasons] == [said]
    assert held.rounds == rounds
    assert given() == left()[1]
    assert verify(shop).broken == ()


def test_a_reply_that_was_begun_again_is_kept_once_and_tells_the_second_decision(shop, held):
    asked = Asked("k", b"1", lambda answer: Reply(200, "", answer.effects.reasons[0].code.encode()))
    brought = [Brought(buys("first", "Ada"), asked)]
    [reply] = held.while_held(lambda: post_brought(shop, brought), lambda: leave(39))
    [again] = post_brought(shop, brought)

    assert (reply.body, again.body, again.is_again) == (b"budget_spent", b"budget_spent", True)
    assert held.rounds == [True, False]


def test_in_somebody_elses_transaction_the_lock_comes_first(shop, held):
    """Nobody would begin it again without hope, so it decides as whoever locks."""
    with transaction.atomic():
        [answer] = post_within(raw_cursor(), shop, [buys("first", "Ada")])

    assert [reason.code for reason in answer.effects.reasons] == ["budget_taken"]
    assert held.rounds == [False]

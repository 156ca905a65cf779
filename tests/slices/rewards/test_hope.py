"""Of a stock with plenty in it nobody locks a piece before the end; the last piece is given once all the same."""

import pytest
import reward_shop
from corner_shop import order
from held_desk import Held
from reward_shop import LAMP, RAFFLE, asks, coins, has, left, opened, undoes

from regulars.desk.posting import Arrival, _Batch, post
from regulars.desk.verify import verify
from regulars.lib.cursors import raw_cursor
from regulars.supplies import actions

RULE = "  - { id: cup, name: { zh-Hant: 茶, en: Tea }, earn: coin, bonus: 40, budget: { points: %s } }\ntracks:\n"


@pytest.fixture
def shop(live_database):
    """A hundred bags and more, of which Eve has had one, and two members who can pay for one each."""
    shop = opened(LAMP + RAFFLE)
    for member in ("Ada", "Bob", "Eve"):
        has(shop, member, 300)
    post(shop, [asks("e", member="Eve")])
    actions.put_in(raw_cursor(), "reward:tote", "reward", 100)
    return shop


@pytest.fixture
def held(monkeypatch):
    return Held(monkeypatch)


def test_two_desks_redeem_from_plenty_and_do_not_wait_for_each_other(shop, held):
    answers = []

    def another():
        raw_cursor().execute("SET lock_timeout = '10s'")
        answers.extend(post(shop, [asks("second", member="Bob")]))

    answers.extend(held.while_held(lambda: post(shop, [asks("first")]), another))
    raw_cursor().execute("RESET lock_timeout")

    assert [answer.status for answer in answers] == ["decided", "decided"]
    assert (held.rounds, left("tote")) == ([True], 100)


def test_who_finds_the_last_piece_gone_in_the_end_is_refused_under_the_lock(shop, held):
    there = coins()
    [answer] = held.while_held(
        lambda: post(shop, [asks("first")]), lambda: actions.take_out(raw_cursor(), "reward:tote", 102)
    )

    assert (answer.refusal.code, answer.refusal.facts["left"]) == ("SoldOut", 0)
    assert held.rounds == [True, False]
    assert (coins(), left("tote")) == (there, 0)
    assert verify(shop).broken == ()


@pytest.fixture
def locked(monkeypatch):
    """Whether the stock was locked before the last statement, batch by batch."""
    found, take = [], _Batch._take

    def noting(batch):
        found.append(batch.redeeming is not None and batch.redeeming.supplies.is_locked)
        take(batch)

    monkeypatch.setattr(_Batch, "_take", noting)
    return found


@pytest.mark.parametrize(("what", "is_locked"), [
    ([asks("a")], False), ([undoes("e", member="Eve")], True), ([asks("a", "lamp")], True),
    ([asks("a", "raffle")], True), ([asks(f"a{number}") for number in range(7)], True),
    ([asks(f"a{number}") for number in range(6)], False),
])  # fmt: skip
def test_only_what_is_had_at_once_and_of_plenty_is_had_in_hope(shop, locked, what, is_locked):
    post(shop, what)

    assert locked == [is_locked]


@pytest.mark.parametrize(("points", "is_locked"), [(680, False), (679, True)])
def test_who_locks_a_budget_locks_the_stock_first(live_database, locked, monkeypatch, points, is_locked):
    """Forty of 640 are just plenty; the purchase comes first, and its budget is still locked after the stock."""
    monkeypatch.setattr(
        reward_shop, "PROGRAMME", reward_shop.PROGRAMME.replace("tracks:\n", RULE % points, 1)
    )
    shop = opened()
    for member in ("Ada", "Eve"):
        has(shop, member, 300)
    bought = [order(name, "2026-03-01 10:00", ("pen", 1)) for name in ("p", "q")]
    post(shop, [asks("e", member="Eve"), Arrival("till", "Eve", bought[0])])
    actions.put_in(raw_cursor(), "reward:tote", "reward", 100)
    post(shop, [Arrival("till", "Ada", bought[1]), asks("a")])

    assert locked[-1] == is_locked
    assert verify(shop).broken == ()

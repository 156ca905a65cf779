"""Who pays for points: split to the lot, exact in money, and never more or less than the whole."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from regulars.core.events import (
    Adjustment,
    Cancellation,
    HoldPosted,
    Line,
    Order,
    PointsGiven,
    PointsHeld,
    Spend,
)
from regulars.core.periods import instant
from regulars.desk.clock import run_due
from regulars.desk.posting import Arrival, post
from regulars.desk.verify import verify
from regulars.insight.funding import funding
from regulars.insight.home import find_home
from regulars.insight.totals import totals
from regulars.programmes import queries
from regulars.programmes.actions import publish

NOW = datetime(2026, 6, 16, 4, tzinfo=UTC)
PROGRAMME = """
programme: shared
name: {zh-Hant: 共同, en: Shared}
zone: Asia/Taipei
currency: TWD
effective_from: 2026-01-01
points:
  coin:
    name: {zh-Hant: 點數, en: Coins}
    worth: 0.3
    expiry: {rolling: {days: 30}}
    take_back: into_deficit
    transfer: allowed
  card:
    name: {zh-Hant: 儲值, en: Stored}
    worth: 1
    funding: paid
earning:
  - {id: base, name: {zh-Hant: 消費, en: Spend}, earn: coin, rate: {points: 1, per: 10}}
  - {id: tea, name: {zh-Hant: 茶, en: Tea}, earn: coin, bonus: 50, when: 'quantity >= 2', funding: partner, sponsor: 茶商}
"""


@pytest.fixture
def shop(db):
    queries._compiled.cache_clear()
    publish(text=PROGRAMME, now=NOW - timedelta(days=60))
    yield queries.current()
    queries._compiled.cache_clear()


def _take(shop, member, make, at=NOW):
    (answer,) = post(shop, [Arrival("till", member, make(instant(at), at.toordinal()))])
    assert answer.refusal is None, answer.refusal
    return answer


def _buys(shop, member, name, amount, quantity=1, at=NOW):
    line = Line("P", quantity, amount)
    return _take(shop, member, lambda when, day: Order(name, when, day, 720, (line,)), at)


def _rows(at=NOW):
    return {
        (row.currency, row.funding, row.sponsor): (
            row.issued,
            row.revoked,
            row.spent,
            row.expired,
            row.given,
            row.outstanding,
            row.liability,
        )
        for row in funding(at=at)
    }


def _ties_out(at=NOW):
    for currency, whole in totals(at=at).points_by_currency.items():
        rows = [row for row in funding(at=at) if row.currency == currency]
        for name in ("issued", "revoked", "expired", "outstanding"):
            assert sum(getattr(row, name) for row in rows) == getattr(whole, name), (currency, name)
        assert sum(row.spent for row in rows) == whole.spent - whole.restored
        for row in rows:
            assert row.outstanding == row.issued - row.revoked - row.spent - row.expired - row.given


def test_what_is_used_counts_where_it_came_from(shop):
    _buys(shop, "A", "a", 1000, quantity=2)
    _take(shop, "A", lambda at, day: Adjustment("c", at, day, "card", 500, "bought", "staff"))
    _take(shop, "A", lambda at, day: Spend("s", at, day, "coin", 120))

    assert _rows() == {
        ("coin", "free", None): (100, 0, 100, 0, 0, 0, Decimal(0)),
        ("coin", "partner", "茶商"): (50, 0, 20, 0, 0, 30, Decimal(9)),
        ("card", "paid", None): (500, 0, 0, 0, 0, 500, Decimal(500)),
    }
    _ties_out()


def test_money_is_rounded_once(shop):
    _buys(shop, "A", "a", 10, at=NOW)
    _buys(shop, "B", "b", 10, at=NOW)

    assert _rows()["coin", "free", None][-2:] == (2, Decimal(1))  # 0.6, and not twice 0.3.


def test_what_is_owed_belongs_to_what_is_taken_back(shop):
    _buys(shop, "A", "a", 1000, quantity=2)
    _take(shop, "A", lambda at, day: Spend("s", at, day, "coin", 150))
    _take(shop, "A", lambda at, day: Cancellation("x", at, day, "a"))

    assert _rows()["coin", "free", None] == (100, 100, 100, 0, 0, -100, Decimal(-30))
    assert _rows()["coin", "partner", "茶商"] == (50, 50, 50, 0, 0, -50, Decimal(-15))
    _ties_out()


def test_what_ran_out_is_counted_before_the_clock_writes_it_and_after(shop):
    _buys(shop, "A", "a", 1000, quantity=2)
    later = NOW + timedelta(days=40)
    before = _rows(later)
    _ties_out(later)
    assert run_due(shop, now=later) == 1

    assert before == _rows(later)
    assert before["coin", "partner", "茶商"] == (50, 0, 0, 50, 0, 0, Decimal(0))


def test_what_is_handed_over_is_neither_issued_nor_used_and_a_partners_stays(shop):
    _buys(shop, "A", "a", 1000, quantity=2)
    _buys(shop, "B", "b", 100)
    _take(shop, "A", lambda at, day: PointsGiven("t", at, day, "coin", 100, "B"))

    assert _rows()["coin", "free", None] == (110, 0, 0, 0, 0, 110, Decimal(33))
    assert _rows()["coin", "partner", "茶商"] == (50, 0, 0, 0, 0, 50, Decimal(15))
    _ties_out()
    assert verify(shop).broken == ()


def test_what_is_held_is_still_owed_and_used_when_it_is_posted(shop):
    _buys(shop, "A", "a", 1000)
    _take(shop, "A", lambda at, day: PointsHeld("h", at, day, "coin", 60, 3_600_000_000))
    held = _rows()["coin", "free", None]
    _take(shop, "A", lambda at, day: HoldPosted("p", at, day, "h", 40))

    assert (held[2], held[5]) == (0, 100)
    assert _rows()["coin", "free", None][2:6] == (40, 0, 0, 60)
    _ties_out()


def test_the_overview_splits_only_where_somebody_else_pays(shop):
    _buys(shop, "A", "a", 1000, quantity=2)

    assert [row.sponsor for row in find_home(NOW).funding] == [None, "茶商"]

"""Budgets at the desk: taken with the points, given back with them, and decided again as they were."""

from datetime import UTC, date, datetime

import pytest
from corner_shop import PROGRAMME, cancelled, given_back, order, told, when
from django.db import connection

from regulars.alerts.queries import unseen
from regulars.core.events import Behaviour
from regulars.desk.budgets import budgets_of
from regulars.desk.merging import merge, unmerge
from regulars.desk.models import Wallet
from regulars.desk.posting import Arrival, post
from regulars.desk.queries import wallet_of
from regulars.desk.reading import wallet_at
from regulars.desk.verify import verify
from regulars.desk.watching import watch
from regulars.ledger.models import Entry
from regulars.programmes import queries
from regulars.programmes.actions import publish
from regulars.supplies import queries as supplies
from regulars.supplies.models import Day, Supply

BUDGET = "  - { id: tea, name: { zh-Hant: 茶, en: Tea }, earn: coin, bonus: 40, budget: { points: 100%s } }\n"


def opened(per="", programme=PROGRAMME):
    queries._compiled.cache_clear()
    with_budget = programme.replace("tracks:\n", BUDGET % per + "tracks:\n", 1)
    publish(text=with_budget, now=datetime(2026, 1, 1, tzinfo=UTC))
    return queries.current()


@pytest.fixture
def shop(db):
    yield opened()
    queries._compiled.cache_clear()


def given():
    return sum(Entry.objects.filter(rule="tea").values_list("points", flat=True))


def left(name="rule:tea"):
    found = supplies.left([name])[name]
    return found.there, found.taken


def buys(name, at="2026-02-01 10:00", member="Ada"):
    return Arrival("till", member, order(name, at, ("pen", 1)))


def test_the_budget_is_taken_with_the_points_and_no_order_is_refused(shop):
    answers = [post(shop, [buys(name, member=name)])[0] for name in "abc"]

    assert [answer.status for answer in answers] == ["decided"] * 3
    assert (given(), left()) == (80, (20, 80))
    assert [reason.code for reason in answers[2].effects.reasons] == ["budget_spent"]
    assert verify(shop).broken == ()


def test_within_one_batch_the_first_in_the_order_of_arrival_get_it(shop):
    answers = post(shop, [buys(name, member=name) for name in "abcd"])

    assert [len(answer.effects.entries) for answer in answers] == [3, 3, 2, 2]
    assert (given(), left()) == (80, (20, 80))


def test_a_repeat_takes_nothing_again(shop):
    assert [answer.status for answer in told(shop, order("a", "2026-02-01 10:00"), order("a", "2026-02-01 10:00"))] == [
        "decided", "repeated",
    ]  # fmt: skip


def test_a_return_gives_back_what_another_member_gets_then(shop):
    post(shop, [buys("a"), buys("b", member="Bob")])
    told(shop, cancelled("x", "2026-02-02 10:00", "a"))
    [answer] = post(shop, [buys("c", member="Cyd")])

    assert [reason.code for reason in answer.effects.reasons] == ["budget_taken"]
    assert (given(), left()) == (80, (20, 80))
    assert verify(shop).broken == ()


def test_a_history_takes_nothing_and_gives_nothing_back(shop):
    post(shop, [buys(name) for name in "abcd"], is_past=True)
    assert given() == 160
    assert supplies.left(["rule:tea"]) == {}

    told(shop, cancelled("x", "2026-02-02 10:00", "a"))
    post(shop, [buys("e"), buys("f"), buys("g")])
    assert (given(), left()) == (200, (20, 80))
    assert verify(shop).broken == ()


def test_a_history_that_brings_back_what_a_budget_gave_gives_it_back(shop):
    told(shop, order("a", "2026-02-01 10:00", ("pen", 1)))
    post(
        shop,
        [Arrival("till", "Ada", given_back("r", "2026-02-02 10:00", ("pen", 1), order="a"))],
        is_past=True,
    )

    assert (given(), left()) == (0, (100, 0))


def test_a_late_receipt_takes_from_the_period_to_which_it_belongs(db):
    shop = opened(", per: month")
    told(shop, order("a", "2026-02-01 10:00", ("pen", 1)), order("b", "2026-01-31 10:00", ("pen", 1)))

    assert [left(f"rule:tea:2026-0{month}-01") for month in (1, 2)] == [(60, 40), (60, 40)]
    told(shop, cancelled("x", "2026-02-02 10:00", "b"))
    assert [left(f"rule:tea:2026-0{month}-01") for month in (1, 2)] == [(100, 0), (60, 40)]
    assert verify(shop).broken == ()


def test_everything_is_decided_again_as_it_was_whatever_is_left_by_then(shop):
    """The third got nothing. Meanwhile the budget has room again; folding again still gives the third nothing."""
    told(shop, *(order(name, f"2026-02-0{at} 10:00", ("pen", 1)) for at, name in enumerate("abc", 1)))
    told(shop, cancelled("x", "2026-02-05 10:00", "a"))
    body = Wallet.objects.get().body

    assert verify(shop).broken == ()
    assert wallet_at(shop, Wallet.objects.get().wallet_id, datetime(2026, 2, 4, tzinfo=UTC)).entries == 8
    assert bytes(Wallet.objects.get().body) == bytes(body)


def test_a_later_version_puts_more_in(shop):
    post(shop, [buys("a"), buys("b")])
    more = PROGRAMME.replace("effective_from: 2025-01-01", "effective_from: 2026-03-01")
    publish(
        text=more.replace("tracks:\n", BUDGET.replace("100", "150") % "" + "tracks:\n", 1),
        now=datetime(2026, 2, 15, tzinfo=UTC),
    )
    queries._compiled.cache_clear()
    shop = queries.current()
    post(shop, [buys("c", "2026-03-02 10:00")])
    # What comes late, from under the version before, does not take out again what was put in.
    post(shop, [buys("d", "2026-02-28 10:00")])

    assert (given(), left()) == (120, (30, 120))
    assert verify(shop).broken == ()


def test_what_asks_for_no_budget_makes_no_supply(shop):
    told(
        shop,
        Behaviour(
            "v", order("a", "2026-02-01 10:00").occurred_at, order("a", "2026-02-01 10:00").day, 600, "A"
        ),
    )

    assert supplies.left(["rule:tea"]) == {}


@pytest.mark.parametrize(
    "change", ["there = there - 1, taken = taken + 1", "there = there - 1, held = held + 1"]
)
def test_the_books_are_held_against_the_supply(shop, change):
    post(shop, [buys("a")])
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE supplies_supply SET {change}")

    assert [broken.what.partition(":")[0][:4] for broken in verify(shop).broken] == ["I18 "]


def test_a_merge_that_is_taken_back_takes_no_budget_twice(shop):
    """In the merge Ada bought and brought back what she had bought before it; both are decided again in her own books."""
    told(shop, order("a", "2026-02-01 10:00", ("pen", 1)))
    post(shop, [buys("b", member="Bob")])
    merged = merge(
        shop,
        first=wallet_of("Ada"),
        second=wallet_of("Bob"),
        now=when("2026-02-10 12:00"),
        by=None,
        reason="one",
    )
    told(shop, cancelled("x", "2026-02-11 10:00", "a"), order("c", "2026-02-12 10:00", ("pen", 1)))
    assert left() == (20, 80)
    assert verify(shop).broken == ()

    unmerge(shop, wallet_id=merged, now=when("2026-03-01 12:00"), by=None)

    own = [wallet_of("Ada"), wallet_of("Bob")]
    gifts = Entry.objects.filter(rule="tea", wallet_id__in=own)
    assert (sum(gifts.values_list("points", flat=True)), left()) == (80, (20, 80))
    assert verify(shop).broken == ()


def test_the_forecast_counts_the_periods_before_and_ends_with_its_own(db):
    """Ten points a day in January and in the first days of February: thirty are left, and are gone in three days."""
    shop = opened(", per: month")
    for name, there in (("rule:tea:2026-01-01", 0), ("rule:tea:2026-02-01", 30)):
        supply = Supply.objects.create(
            name=name,
            kind="budget",
            there=there,
            taken=100 - there,
            put_in=100,
            planned=100,
            since=when("2026-01-20 00:00"),
        )
        days = range(20, 32) if there == 0 else range(1, 5)
        for local in days:
            month = 1 if there == 0 else 2
            Day.objects.create(supply=supply, day=date(2026, month, local), taken=10)
    [view] = budgets_of(shop.versions[0], day=date(2026, 2, 5).toordinal())

    assert (view.rule, view.supply, view.left, view.in_all) == ("tea", "rule:tea:2026-02-01", 30, 100)
    assert (view.outlook, view.soonest(date(2026, 2, 5)), view.ends) == (
        "ends",
        date(2026, 2, 8),
        date(2026, 2, 28),
    )
    [late] = budgets_of(shop.versions[0], day=date(2026, 3, 30).toordinal())
    assert (late.left, late.spent_percent) == (100, 0)


def test_however_many_budgets_and_periods_two_questions_are_asked(db, django_assert_num_queries):
    """The weeks of a forecast are five; the month has two, and what has no period one."""
    more = [
        BUDGET.replace("tea", name) % per
        for name, per in (("jam", ", per: month"), ("ink", ""), ("oil", ", per: day"))
    ]
    shop = opened(", per: week", PROGRAMME.replace("tracks:\n", "".join(more) + "tracks:\n", 1))
    told(shop, order("a", "2026-01-08 10:00", ("pen", 1)), order("b", "2026-01-31 10:00", ("pen", 1)))

    with django_assert_num_queries(2):
        views = budgets_of(shop.versions[0], day=date(2026, 2, 1).toordinal())

    assert {view.rule: (view.supply, view.left) for view in views} == {
        "tea": ("rule:tea:2026-01-26", 60), "jam": ("rule:jam:2026-02-01", 100), "ink": ("rule:ink", 20),
        "oil": ("rule:oil:2026-02-01", 100),
    }  # fmt: skip


def test_a_budget_that_nobody_asked_for_yet_is_whole(shop):
    [view] = budgets_of(shop.versions[0], day=date(2026, 2, 5).toordinal())

    assert (view.left, view.in_all, view.taken, view.ends, view.outlook) == (100, 100, 0, None, "unknown")


def test_its_owners_are_told_when_little_is_left(db):
    shop = opened()
    post(shop, [buys(name) for name in "ab"])
    assert watch(shop, now=when("2026-02-01 11:00")) == 1
    assert [(one.name, one.line, one.left) for one in unseen(now=when("2026-02-01 11:00"))] == [
        ("rule:tea", "low", 20)
    ]


def test_of_a_budget_of_one_day_nobody_is_told(db):
    shop = opened(", per: day")
    post(shop, [buys(name) for name in "ab"])

    assert left("rule:tea:2026-02-01") == (20, 80)
    assert watch(shop, now=when("2026-02-01 11:00")) == 0
    assert verify(shop).broken == ()

"""What there is only so much of is taken whole or not at all, and given back by whoever held it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from regulars.lib.cursors import raw_cursor
from regulars.supplies import actions, queries
from regulars.supplies.models import Day, Lease, Supply
from regulars.supplies.refusals import LeaseOver, SoldOut, SupplyUnknown

pytestmark = pytest.mark.django_db
#: Far ahead of every clock.
LONG = datetime(2199, 1, 1, tzinfo=UTC)
GONE = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def cursor(db):
    return raw_cursor()


@pytest.fixture
def bags(cursor):
    actions.put_in(cursor, "reward:tote", "reward", 10)
    return "reward:tote"


def stands(name):
    found = queries.left([name])[name]
    assert queries.contradictions() == []
    return found.there, found.held, found.taken


def test_what_is_taken_is_gone(cursor, bags):
    actions.take(cursor, {bags: 3})
    actions.take(cursor, {bags: 7})

    assert stands(bags) == (0, 0, 10)


def test_more_than_there_is_takes_nothing(cursor, bags):
    with pytest.raises(SoldOut) as refused:
        actions.take(cursor, {bags: 11})

    assert refused.value.facts == {"name": bags, "asked": 11, "left": 10}
    assert stands(bags) == (10, 0, 0)


def test_several_supplies_are_taken_together_or_not_at_all(cursor, bags):
    actions.put_in(cursor, "budget:gifts", "budget", 2)
    with pytest.raises(SoldOut):
        actions.take(cursor, {bags: 3, "budget:gifts": 3})
    assert (stands(bags), stands("budget:gifts")) == ((10, 0, 0), (2, 0, 0))

    actions.take(cursor, {bags: 3, "budget:gifts": 2})
    assert (stands(bags), stands("budget:gifts")) == ((7, 0, 3), (0, 0, 2))


def test_what_nobody_ever_put_in_is_unknown(cursor):
    with pytest.raises(SupplyUnknown):
        actions.take(cursor, {"reward:none": 1})


def test_what_is_given_back_can_be_taken_again(cursor, bags):
    actions.take(cursor, {bags: 10})
    actions.give_back(cursor, bags, 1)
    actions.take(cursor, {bags: 1})

    assert stands(bags) == (0, 0, 10)
    assert list(Day.objects.values_list("taken", "given_back")) == [(11, 1)]


def test_a_correction_is_nobodys_taking(cursor, bags):
    actions.take_out(cursor, bags, 4)
    actions.put_in(cursor, bags, "reward", 1)

    assert stands(bags) == (7, 0, 0)
    with pytest.raises(SoldOut):
        actions.take_out(cursor, bags, 8)


def test_the_database_itself_lets_nothing_go_below_nothing(cursor, bags):
    for wrong in ("there = -1, put_in = -1", "there = there - 1"):
        with pytest.raises(Exception, match="check constraint"), transaction.atomic():
            raw_cursor().execute(f"UPDATE supplies_supply SET {wrong}")


def test_what_is_held_nobody_else_takes_until_it_is_committed(cursor, bags):
    actions.hold(cursor, {bags: 4}, key="a", until=LONG)
    with pytest.raises(SoldOut):
        actions.take(cursor, {bags: 7})
    assert stands(bags) == (6, 4, 0)

    actions.commit(cursor, "a")
    assert stands(bags) == (6, 0, 4)
    assert list(Day.objects.values_list("taken", flat=True)) == [4]


def test_a_lease_ends_once(cursor, bags):
    actions.hold(cursor, {bags: 4}, key="a", until=LONG)

    assert actions.release(cursor, "a")
    assert not actions.release(cursor, "a")
    with pytest.raises(LeaseOver):
        actions.commit(cursor, "a")
    assert stands(bags) == (10, 0, 0)


def test_a_lease_of_several_is_held_and_ended_as_a_whole(cursor, bags):
    actions.put_in(cursor, "budget:gifts", "budget", 2)
    with pytest.raises(SoldOut):
        actions.hold(cursor, {bags: 1, "budget:gifts": 3}, key="a", until=LONG)
    assert Lease.objects.count() == 0

    actions.hold(cursor, {bags: 1, "budget:gifts": 2}, key="b", until=LONG)
    Lease.objects.filter(supply__name=bags).update(until=GONE)
    with pytest.raises(LeaseOver):
        actions.commit(cursor, "b")
    assert (stands(bags), stands("budget:gifts")) == ((9, 1, 0), (0, 2, 0))


def test_a_lease_whose_time_is_up_takes_nothing_any_more(cursor, bags):
    actions.hold(cursor, {bags: 4}, key="a", until=GONE)
    with pytest.raises(LeaseOver):
        actions.commit(cursor, "a")

    assert actions.end_leases(cursor) == 1
    assert actions.end_leases(cursor) == 0
    assert stands(bags) == (10, 0, 0)


def test_whoever_finds_too_little_looks_for_leases_that_are_over(cursor, bags):
    actions.hold(cursor, {bags: 9}, key="a", until=GONE)
    actions.take(cursor, {bags: 10})

    assert stands(bags) == (0, 0, 10)


def test_the_programme_says_how_much_there_is_in_all(cursor):
    def planned(there):
        return actions.OpenSupplies(cursor, [], {"reward:mug": actions.Planned("reward", there)})

    assert planned(200).left("reward:mug") == 200
    actions.take(cursor, {"reward:mug": 180})
    assert planned(200).left("reward:mug") == 20
    assert planned(300).left("reward:mug") == 120
    assert planned(150).left("reward:mug") == 0
    assert planned(150).left("reward:mug") == 0
    assert planned(200).left("reward:mug") == 20
    actions.put_in(cursor, "reward:mug", "reward", 5)
    assert planned(200).left("reward:mug") == 25
    assert stands("reward:mug") == (25, 0, 180)


def test_one_transaction_takes_many_times_and_writes_once(cursor, bags):
    supplies = actions.OpenSupplies(cursor, [bags])
    for _ in range(10):
        supplies.take({bags: 1})
    with pytest.raises(SoldOut):
        supplies.take({bags: 1})
    supplies.give_back(bags, 2)
    supplies.save()

    assert stands(bags) == (2, 0, 8)


def test_what_was_taken_by_day_begins_when_there_was_something(cursor, bags):
    today = date(2026, 12, 10)
    Supply.objects.update(since=datetime(2026, 12, 2, 16, 30, tzinfo=UTC))  # 00:30 of 3 December in Taipei.
    supply = Supply.objects.get()
    for day, taken, back in ((3, 5, 0), (5, 4, 1), (10, 99, 0)):
        Day.objects.create(supply=supply, day=date(2026, 12, day), taken=taken, given_back=back)

    assert queries.taken_by_day(bags, until=today) == (5, 0, 3, 0, 0, 0, 0)
    assert queries.taken_by_day(bags, until=today + timedelta(days=30), days=3) == (0, 0, 0)
    assert queries.taken_by_day("reward:none", until=today) == ()
    there = queries.left([bags, "reward:none"])
    ahead = queries.forecasts(there.values(), today=today)
    assert list(ahead) == [bags]
    assert (ahead[bags].soonest, ahead[bags].latest) == (9, 9)
    assert queries.forecasts(there.values(), today=today - timedelta(days=1)) == {bags: None}


def test_how_long_many_supplies_last_is_asked_once(cursor, bags, django_assert_num_queries):
    for number in range(5):
        actions.put_in(cursor, f"reward:mug-{number}", "reward", 10)
    there = queries.left([bags, *(f"reward:mug-{number}" for number in range(5))])

    with django_assert_num_queries(1):
        ahead = queries.forecasts(there.values(), today=date(2026, 12, 10))

    assert len(ahead) == 6


def test_what_was_taken_is_told_by_the_shops_day(cursor, bags):
    actions.take(cursor, {bags: 2})
    with connection.cursor() as asking:
        asking.execute("SELECT (now() AT TIME ZONE 'Asia/Taipei')::date")
        [today] = asking.fetchone()

    assert list(Day.objects.values_list("day", "taken")) == [(today, 2)]

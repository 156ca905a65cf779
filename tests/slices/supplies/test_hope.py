"""Where there is plenty nothing is locked before the end, and then only what still holds is taken."""

from datetime import UTC, datetime

import pytest

from regulars.lib.agreeing import Outdated
from regulars.lib.cursors import raw_cursor
from regulars.supplies import actions, queries
from regulars.supplies.models import Day
from regulars.supplies.opened import ROOM_FOR
from regulars.supplies.refusals import SoldOut, SupplyUnknown

pytestmark = pytest.mark.django_db
TEA, BAGS = "rule:tea", "reward:tote"
#: So much that ten of it are just plenty.
PLENTY = 10 * ROOM_FOR


@pytest.fixture
def cursor(db):
    made = raw_cursor()
    actions.put_in(made, BAGS, "reward", PLENTY)
    actions.put_in(made, TEA, "budget", PLENTY)
    return made


@pytest.fixture
def hoping(cursor):
    return actions.OpenSupplies(cursor, [TEA, BAGS], hopes=True)


def stands(name=TEA):
    found = queries.left([name])[name]
    return found.there, found.taken


def test_what_is_taken_of_plenty_is_not_locked_and_is_gone_in_the_end(hoping):
    hoping.take({TEA: 7})
    hoping.take({TEA: 3})
    assert not hoping.is_locked
    assert stands() == (PLENTY, 0)

    hoping.save()
    assert stands() == (PLENTY - 10, 10)
    assert list(Day.objects.values_list("taken", "given_back")) == [(10, 0)]


def test_near_the_edge_it_is_locked(hoping):
    assert hoping.has(TEA, 10)
    assert not hoping.is_locked
    assert hoping.has(TEA, 11)
    assert hoping.is_locked
    assert not hoping.has(TEA, PLENTY + 1)


def test_a_number_is_only_ever_said_under_the_lock(cursor, hoping):
    hoping.take({TEA: 4})
    actions.take(cursor, {TEA: 5})

    assert hoping.left(TEA) == PLENTY - 9
    assert hoping.is_locked


def test_a_no_is_only_ever_said_under_the_lock(cursor, hoping):
    actions.put_in(cursor, TEA, "budget", 1)
    assert hoping.has(TEA, PLENTY + 1)
    hoping.take({TEA: PLENTY + 1})
    with pytest.raises(SoldOut) as refused:
        hoping.take({TEA: 1})
    assert refused.value.facts == {"name": TEA, "asked": 1, "left": 0}

    hoping.save()
    assert stands() == (0, PLENTY + 1)


def test_what_others_took_meanwhile_is_not_taken_again(cursor, hoping):
    hoping.take({TEA: 10})
    actions.take(cursor, {TEA: PLENTY - 9})

    with pytest.raises(Outdated):
        hoping.save()


def test_the_last_that_is_there_in_the_end_is_taken(cursor, hoping):
    hoping.take({TEA: 10})
    actions.take(cursor, {TEA: PLENTY - 10})
    hoping.save()

    assert stands() == (0, PLENTY)


def test_of_several_each_must_hold(cursor, hoping):
    hoping.take({TEA: 1, BAGS: 2})
    actions.take(cursor, {BAGS: PLENTY - 1})

    with pytest.raises(Outdated):
        hoping.save()


def test_what_was_asked_for_and_not_taken_must_hold_too(cursor, hoping):
    assert hoping.has(TEA, 10)
    hoping.take({BAGS: 1})
    actions.take(cursor, {TEA: PLENTY - 9})

    with pytest.raises(Outdated):
        hoping.save()


def test_what_is_given_back_afterwards_makes_no_earlier_yes_true(cursor, hoping):
    """In the end there would be enough; but when the ten were asked for, nobody could have had them."""
    hoping.take({TEA: 10})
    hoping.give_back(TEA, 10)
    actions.take(cursor, {TEA: PLENTY - 9})

    with pytest.raises(Outdated):
        hoping.save()


def test_what_was_given_back_before_can_be_taken(cursor, hoping):
    hoping.give_back(TEA, 10)
    hoping.take({TEA: 10})
    actions.take(cursor, {TEA: PLENTY})
    hoping.save()

    assert stands() == (0, PLENTY)


def test_who_locks_in_the_middle_learns_there_that_a_yes_holds_no_more(cursor, hoping):
    hoping.take({TEA: 10})
    actions.take(cursor, {TEA: PLENTY - 9})

    with pytest.raises(Outdated):
        hoping.lock()


def test_the_stock_is_locked_before_the_budget(cursor):
    stock = actions.OpenSupplies(cursor, [BAGS], hopes=True)
    budget = actions.OpenSupplies(cursor, [TEA], hopes=True, after=stock)
    assert stock.has(BAGS, 1)
    assert budget.has(TEA, 11)

    assert (stock.is_locked, budget.is_locked) == (True, True)


def test_what_may_not_suffice_for_all_is_locked_at_once(hoping):
    hoping.expect({TEA: 10, BAGS: 10})
    assert not hoping.is_locked
    hoping.expect({TEA: 10, BAGS: 11})
    assert hoping.is_locked


@pytest.mark.parametrize(
    "act",
    [
        lambda them: them.hold({TEA: 1}, key="a", until=datetime(2199, 1, 1, tzinfo=UTC)),
        lambda them: them.is_held("a"),
        lambda them: them.release("a"),
        lambda them: them.end_leases(),
    ],
)
def test_nothing_is_held_or_let_go_of_in_hope(hoping, act):
    act(hoping)

    assert hoping.is_locked


@pytest.mark.parametrize(("name", "there"), [(TEA, PLENTY + 1), ("rule:new", PLENTY)])
def test_what_the_programme_puts_in_is_put_in_under_the_lock(cursor, name, there):
    opened = actions.OpenSupplies(cursor, [], {name: actions.Planned("budget", there)}, hopes=True)

    assert opened.is_locked


def test_what_nobody_ever_put_in_is_unknown(hoping):
    with pytest.raises(SupplyUnknown):
        hoping.has("reward:none", 1)
    with pytest.raises(SupplyUnknown):
        hoping.give_back("reward:none", 1)

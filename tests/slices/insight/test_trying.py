"""A draft tried on the shop's own history gives what the shop's own books hold."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from regulars.core.events import Line, Order, Spend
from regulars.core.periods import instant
from regulars.desk.backtest.refusals import NobodyKnown
from regulars.desk.posting import Arrival, post
from regulars.insight import backtests
from regulars.insight.home import find_home
from regulars.insight.models import BackTest
from regulars.insight.trying import try_on_history
from regulars.programmes import queries
from regulars.programmes.actions import ProgrammeHasMistakes, checked, publish

NOW = datetime(2026, 6, 16, 12, tzinfo=UTC)
PROGRAMME = Path(__file__).parents[3] / "examples" / "programmes" / "plain.yaml"


def _since(text, day):
    begins = next(line for line in text.splitlines() if line.startswith("effective_from:"))
    return text.replace(begins, f"effective_from: {day}")


TEXT = _since(PROGRAMME.read_text(), "2020-01-01")
DOUBLE = _since(TEXT.replace("points: 1\n", "points: 2\n"), "2027-01-01")


@pytest.fixture
def shop(live_database):
    queries._compiled.cache_clear()
    publish(text=TEXT, now=NOW)
    yield
    queries._compiled.cache_clear()


@pytest.fixture
def history(shop):
    """Forty members with ten receipts each, some points spent, and three strangers."""
    arrivals = []
    for member in range(40):
        for number in range(10):
            when = NOW - timedelta(days=200 - 10 * number, minutes=member)
            line = Line("P", 1, 100_00 + member * 10_00)
            order = Order(f"Y-{member}-{number}", instant(when), when.date().toordinal(), 720, (line,))
            arrivals.append(Arrival("till", f"C{member}", order))
        spend = Spend(f"S-{member}", instant(NOW), NOW.date().toordinal(), "points", 15)
        arrivals.append(Arrival("till", f"C{member}", spend))
    arrivals += [
        Arrival("till", None, Order(f"W-{n}", instant(NOW), NOW.date().toordinal(), 1, (Line("P", 1, 9_00),)))
        for n in range(3)
    ]
    post(queries.current(), arrivals)


def test_doubling_a_rate_is_answered_exactly(history):
    assert DOUBLE != TEXT
    result = try_on_history(checked(DOUBLE), checked(TEXT))

    books = find_home(NOW).points[0]
    assert result.against.points.issued == books.issued
    assert result.against.points.outstanding == books.outstanding
    assert result.against.points.spent == 40 * 15
    assert result.points.issued == 2 * books.issued
    assert (result.members, result.orders, result.anonymous.orders) == (40, 400, 3)
    assert result.anonymous.sales_minor == 27_00
    assert (result.difference.members_gaining, result.difference.members_losing) == (40, 0)


def test_a_draft_that_begins_next_year_is_tried_as_if_it_had_always_held(history):
    result = try_on_history(checked(DOUBLE), checked(TEXT))

    assert result.orders_before_programme == 0
    assert result.first_order == "2025-11-28"


def test_a_shop_without_orders_has_nothing_to_try(shop):
    with pytest.raises(NobodyKnown):
        try_on_history(checked(DOUBLE), checked(TEXT))


def test_a_back_test_that_was_asked_for_can_be_left_and_returned_to(history, django_user_model):
    number = backtests.begin(text=DOUBLE, by=django_user_model.objects.create_user("ada"))
    waiting = backtests.tried(number, now=datetime.now(UTC))

    backtests.run(number)

    done = backtests.tried(number, now=datetime.now(UTC))
    assert (waiting.trial.state, waiting.result) == ("waiting", None)
    assert (done.trial.state, done.trial.asked_by, done.trial.against_number) == ("done", "ada", 1)
    assert done.result.points.issued == 2 * done.result.against.points.issued


def test_a_refusal_is_kept_with_its_facts(shop):
    number = backtests.begin(text=DOUBLE, by=None)
    backtests.run(number)

    trial = backtests.tried(number, now=datetime.now(UTC)).trial
    assert (trial.state, trial.refusal) == ("refused", {"code": "NobodyKnown", "facts": {"anonymous": "0"}})


def test_one_at_a_time(history):
    first = backtests.begin(text=DOUBLE, by=None)

    with pytest.raises(backtests.BackTestRuns) as refused:
        backtests.begin(text=DOUBLE, by=None)

    assert refused.value.facts == {"number": first}


def test_one_that_died_with_its_machine_does_not_stand_in_the_way(history):
    first = backtests.begin(text=DOUBLE, by=None)
    BackTest.objects.filter(pk=first).update(state="running", beat_at=NOW - timedelta(days=900))

    second = backtests.begin(text=DOUBLE, by=None)

    assert second > first
    assert backtests.tried(first, now=datetime.now(UTC)).trial.state == "failed"


def test_a_text_with_mistakes_is_refused_before_anything_is_kept(shop):
    with pytest.raises(ProgrammeHasMistakes):
        backtests.begin(text="programme: x", by=None)

    assert BackTest.objects.count() == 0


def test_the_process_of_its_own_folds_as_well(history):
    number = backtests.begin(text=DOUBLE, by=None)
    backtests.start(number).join()

    assert backtests.tried(number, now=datetime.now(UTC)).trial.state == "done"

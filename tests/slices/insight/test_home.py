"""The home page's figures, counted from what was posted and committed."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from threading import Event as Signal
from threading import Thread

import pytest
from django.db import connection, transaction

from regulars.core.events import Adjustment, Line, Order
from regulars.core.periods import instant
from regulars.desk.posting import Arrival, post
from regulars.desk.verify import verify
from regulars.insight import home as asked
from regulars.insight import snapshots
from regulars.insight.counting import count_sales
from regulars.insight.home import find_home, health, home
from regulars.insight.models import SalesDay
from regulars.insight.proofs import keep_proof
from regulars.programmes import queries
from regulars.programmes.actions import publish

#: A Tuesday evening in Taipei.
NOW = datetime(2026, 6, 16, 12, tzinfo=UTC)
PROGRAMME = Path(__file__).parents[3] / "examples" / "programmes" / "plain.yaml"


@pytest.fixture
def shop(live_database):
    queries._compiled.cache_clear()
    text = PROGRAMME.read_text()
    begins = next(line for line in text.splitlines() if line.startswith("effective_from:"))
    publish(text=text.replace(begins, "effective_from: 2020-01-01"), now=NOW)
    yield
    queries._compiled.cache_clear()


def _order(number, days_ago, amount):
    when = NOW - timedelta(days=days_ago)
    return Order(f"Y-{number}", instant(when), when.date().toordinal(), 720, (Line("P", 1, amount),))


def _buy(member, number, days_ago, amount):
    (answer,) = post(queries.current(), [Arrival("till", member, _order(number, days_ago, amount))])
    assert answer.refusal is None


def test_members_and_others_are_counted_by_local_week(shop):
    _buy("A", 1, 8, 10_00)
    _buy("A", 2, 7, 5_00)
    _buy(None, 3, 7, 7_00)
    _buy("B", 4, 15, 1_00)

    weeks = find_home(NOW).weeks

    assert [(week.starts.isoformat(), week.member_sales, week.other_sales) for week in weeks[-2:]] == [
        ("2026-06-01", 1_00, 0),
        ("2026-06-08", 15_00, 7_00),
    ]
    assert (weeks[-1].member_orders, weeks[-1].other_orders) == (2, 1)
    assert len(weeks) == 16
    assert sum(week.member_sales for week in weeks[:-2]) == 0


def test_a_week_that_still_runs_is_not_shown(shop):
    _buy("A", 1, 0, 10_00)

    assert sum(week.member_sales for week in find_home(NOW).weeks) == 0


def test_thirty_days_are_held_against_the_thirty_before(shop):
    for number, (member, days_ago) in enumerate((("A", 1), ("A", 2), ("B", 40), ("C", 29), ("C", 59))):
        _buy(member, number, days_ago, 10_00)

    found = find_home(NOW)

    assert (found.active.now, found.active.before) == (2, 2)
    assert (found.orders.now, found.orders.before) == (3, 2)
    assert found.active.share == 0


def test_what_is_owed_is_what_is_left_of_every_lot(shop):
    _buy("A", 1, 1, 500_00)
    _buy("B", 2, 400, 300_00)
    day = NOW.date().toordinal()
    post(
        queries.current(),
        [Arrival("console", "A", Adjustment("c", instant(NOW), day, "points", -20, "x", "y"))],
    )

    (points,) = find_home(NOW).points

    assert (points.issued, points.outstanding, points.pending) == (80, 60, 0)
    assert [(one.month.isoformat(), one.points) for one in points.endings] == [
        ("2026-12-01", 30),
        ("2027-12-01", 30),
    ]
    assert points.soon == 0
    assert points.worth == Decimal(60) * Decimal(
        str(queries.current().versions[0].document.points["points"].worth)
    )


def test_points_that_ran_out_are_not_owed_even_before_the_clock_has_written_it(shop):
    _buy("A", 1, 900, 500_00)

    assert find_home(NOW).points[0].outstanding == 0


def test_each_event_is_counted_once(shop):
    _buy("A", 1, 8, 10_00)
    count_sales()
    count_sales()
    _buy("A", 2, 8, 3_00)
    count_sales()

    (day,) = SalesDay.objects.all()
    assert (day.member_orders, day.member_sales) == (2, 13_00)


def test_what_is_committed_late_is_not_passed_over(shop):
    begun, counted = Signal(), Signal()

    def post_slowly():
        with transaction.atomic():
            _buy("A", 1, 8, 10_00)
            begun.set()
            counted.wait()
        connection.close()

    slow = Thread(target=post_slowly)
    slow.start()
    begun.wait()
    _buy("B", 2, 8, 5_00)
    count_sales()
    early = list(SalesDay.objects.values_list("member_sales", flat=True))
    counted.set()
    slow.join()
    count_sales()

    assert sum(early) in {0, 5_00}
    assert SalesDay.objects.get().member_sales == 15_00


def test_a_fresh_answer_is_kept_for_a_minute(shop):
    _buy("A", 1, 8, 10_00)
    first = home(now=NOW)
    _buy("B", 2, 8, 10_00)

    assert home(now=NOW + timedelta(seconds=59)) == first
    assert home(now=NOW + timedelta(seconds=61)).orders.now == 2


def test_health_says_who_waits_and_when_the_books_were_proved(shop):
    _buy("A", 1, 900, 500_00)
    before = health(now=NOW)
    keep_proof(verify(queries.current()), now=NOW)
    after = health(now=NOW)

    assert (before.due, before.proved_at, before.broken) == (1, None, None)
    assert (after.proved_at, after.broken) == (NOW, 0)


def test_a_large_shop_is_counted_aside_the_first_time(shop, monkeypatch):
    begun = []
    monkeypatch.setattr(asked, "_is_large", lambda: True)
    monkeypatch.setattr(
        snapshots, "Thread", lambda **how: begun.append(how["args"]) or Thread(target=lambda: None)
    )
    _buy("A", 1, 8, 10_00)

    assert home(now=NOW) is None
    snapshots._find_aside(*begun[0])
    kept = home(now=snapshots.timezone.now())
    assert kept.orders.now == 0
    assert kept.members == 1

"""Time does its work for whom it is due, once, and comes to what a live event would have found."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from corner_shop import PROGRAMME, everything_written, forget_everything, order, told, when
from django.db import connection, transaction
from racing import at_once

from regulars.desk import clock
from regulars.desk.clock import HISTORY_LOCK, call_everybody, run_due, waiting_since
from regulars.desk.models import Move, Wallet
from regulars.desk.verify import verify
from regulars.ledger.models import Entry
from regulars.lib.cursors import raw_cursor
from regulars.programmes import queries
from regulars.programmes.actions import publish

BOUGHT = order(
    "A-1", "2026-03-01 10:00", ("atlas", 3)
)  # 3,840: gold; three books: reader; 384 + 50 coins, 6 leaves.


def test_nothing_due_is_nothing_to_do(shop):
    told(shop, BOUGHT)
    before = everything_written()

    assert run_due(shop, now=when("2026-03-01 10:01")) == 0
    assert waiting_since(now=when("2026-03-01 10:01")) is None
    assert everything_written() == before


def test_the_clock_of_the_database_is_asked_once_and_carried_on(shop, django_assert_num_queries):
    clock._asked = None
    before = clock.now_of_database()
    first = clock.now_nearly()
    with django_assert_num_queries(0):
        second = clock.now_nearly()
    after = clock.now_of_database()

    assert before < first < second < after + timedelta(milliseconds=20)


def test_a_clock_that_was_carried_on_long_enough_is_asked_again(shop):
    now = clock.now_nearly()
    clock._asked = (clock.monotonic() - clock.CARRIED_ON_SECONDS, now - timedelta(days=1))

    assert clock.now_nearly() >= now


def test_points_run_out_on_their_moment_and_not_before(shop):
    told(shop, BOUGHT)

    # Leaves bought on 1 March become usable on the 15th and can last be used on 14 April.
    assert run_due(shop, now=when("2026-04-14 23:59") + timedelta(seconds=59)) == 0
    assert waiting_since(now=when("2026-04-15 08:00")) == when("2026-04-15 00:00")
    assert run_due(shop, now=when("2026-04-15 00:00")) == 1
    assert run_due(shop, now=when("2026-04-15 00:00")) == 0

    [entry] = Entry.objects.filter(kind="expire")
    assert (entry.currency, entry.points, entry.occurred_at, entry.event_no) == (
        "leaf", -6, when("2026-04-15 00:00"), None,
    )  # fmt: skip
    assert verify(shop).broken == ()


def test_the_clock_comes_to_what_a_live_event_finds(shop):
    later = order("A-2", "2027-06-01 10:00", ("pen", 1))
    told(shop, BOUGHT, later)
    by_events = everything_written()

    forget_everything()
    told(shop, BOUGHT)
    for day in ("2026-04-20 09:00", "2026-06-02 04:00", "2027-03-05 00:00", "2027-05-05 12:00"):
        run_due(shop, now=when(day))
    told(shop, later)
    by_clock = everything_written()

    # How far the clock had come before the event is remembered, so that folding again takes the same steps.
    assert by_clock == by_events
    assert [(move.track, move.after, move.cause) for move in Move.objects.order_by("id")] == [
        ("card", "gold", "reached"),
        ("reader", "reader", "reached"),
        *[("reader", "reader", "renewed")]
        * 5,  # Every two months, for the badge counts a whole life's books.
        ("card", "white", "window"),
        *[("reader", "reader", "renewed")] * 2,
    ]
    assert verify(shop).broken == ()


def test_two_clocks_at_once_do_everything_once(live_shop):
    for number in range(40):
        told(live_shop, order(f"A-{number}", "2026-03-01 10:00", ("tea", 1)), member=f"M-{number}")

    def tick():
        done = 0
        while some := run_due(live_shop, now=when("2026-05-01 00:00"), limit=5):
            done += some
        return done

    done = at_once([tick] * 2)

    # A clock stops where the other one holds all that is left, so a last look takes the rest, if any.
    assert sum(done) + run_due(live_shop, now=when("2026-05-01 00:00")) == 40
    assert Entry.objects.filter(kind="expire").count() == 40
    assert verify(live_shop).broken == ()


def test_a_member_whom_somebody_holds_is_left_for_the_next_time(live_shop):
    told(live_shop, BOUGHT)

    def tick():
        try:
            return run_due(live_shop, now=when("2026-05-01 00:00"))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            list(Wallet.objects.select_for_update())
            assert pool.submit(tick).result() == 0
        assert pool.submit(tick).result() == 1


def test_no_clock_runs_while_a_history_is_loaded(live_shop):
    told(live_shop, BOUGHT)

    def tick():
        try:
            return run_due(live_shop, now=when("2026-05-01 00:00"))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            raw_cursor().execute("SELECT pg_advisory_xact_lock_shared(%s)", (HISTORY_LOCK,))
            assert pool.submit(tick).result() == 0
        assert pool.submit(tick).result() == 1


def test_a_version_that_begins_finds_everybody(shop):
    told(shop, BOUGHT)
    told(shop, order("B-1", "2026-03-01 10:00", ("pen", 1)), member="Bob")
    cheaper = PROGRAMME.replace("2025-01-01", "2026-05-01").replace("threshold: 3000", "threshold: 40")
    publish(text=cheaper, now=when("2026-04-20 12:00"))
    call_everybody(at=when("2026-05-01 00:00"))
    programme = queries.current()

    run_due(programme, now=when("2026-04-30 23:59"))
    assert not Wallet.objects.filter(levels__contains=["card:gold"]).exclude(
        levels__contains=["reader:reader"]
    )
    run_due(programme, now=when("2026-05-01 00:00"))

    assert Wallet.objects.filter(levels__contains=["card:gold"]).count() == 2
    [move] = Move.objects.filter(cause="version")
    assert (move.before, move.after, move.at) == ("white", "gold", when("2026-05-01 00:00"))
    assert verify(programme).broken == ()

"""Events that arrive together share a transaction, and each sender gets an answer of its own."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from regulars.core.events import Line, Order, Spend
from regulars.core.periods import Calendar, instant
from regulars.core.refusals import NotEnoughPoints
from regulars.desk.gathering import DeskBusy, DeskSilent, Gathering
from regulars.desk.posting import Arrival
from regulars.events.models import Event
from regulars.lib.schema import DatabaseDown, DatabaseFull
from regulars.programmes import queries
from regulars.programmes.actions import publish

PLAIN = Path(__file__).parents[3] / "examples" / "programmes" / "plain.yaml"
AT = instant(datetime(2026, 3, 3, 4, tzinfo=UTC))
DAY, MINUTE = Calendar("Asia/Taipei").local(AT)


def _order(number, member="M-1"):
    return Arrival("till", member, Order(f"A-{number}", AT, DAY, MINUTE, (Line("mug", 1, 1000),)))


@pytest.fixture
def programme(live_database):
    queries._compiled.cache_clear()
    publish(text=PLAIN.read_text(), now=datetime.now(UTC))
    yield queries.current()
    queries._compiled.cache_clear()


@pytest.fixture
def open_desk(programme):
    """Return a function that opens a desk: `open_desk(before=wait)` does something before each batch."""
    opened = []

    def opening(before=lambda: None, **limits):
        def ready():
            before()
            return programme

        opened.append(Gathering(ready, **limits))
        return opened[-1]

    yield opening
    for desk in opened:
        desk.close()


class Gate:
    """Holds a desk up at its first batch, so that everybody else has to wait."""

    def __init__(self):
        self._reached, self._open = threading.Event(), threading.Event()

    def __call__(self):
        self._reached.set()
        self._open.wait()

    def open_when_waiting(self, desk, many):
        self.wait_for(desk, many)
        self._open.set()

    def wait_for(self, desk, many):
        self._reached.wait()
        while desk.waiting < many:
            time.sleep(0.001)

    def open(self):
        self._open.set()


def _all_at_once(desk, arrivals, gate):
    """Bring each arrival from a thread of its own, the first one alone; answer what each got."""

    def bring(arrival):
        try:
            return desk.bring(arrival)
        except Exception as problem:  # noqa: BLE001 - whatever somebody gets is the answer.
            return problem

    with ThreadPoolExecutor(len(arrivals)) as pool:
        first = pool.submit(bring, arrivals[0])
        gate.wait_for(desk, 0)
        others = [pool.submit(bring, arrival) for arrival in arrivals[1:]]
        gate.open_when_waiting(desk, len(others))
        return [one.result() for one in (first, *others)]


def _transactions():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM events_event")
        return cursor.fetchone()[0]


def test_events_that_wait_together_share_one_transaction(open_desk):
    gate = Gate()
    desk = open_desk(before=gate)

    answers = _all_at_once(desk, [_order(number) for number in range(20)], gate)

    assert [answer.status for answer in answers] == ["decided"] * 20
    # The first one alone, while the others came; then all of them at once.
    assert _transactions() == 2


def test_a_batch_is_no_larger_than_its_limit(open_desk):
    gate = Gate()
    desk = open_desk(before=gate, batch_max=10)

    _all_at_once(desk, [_order(number) for number in range(21)], gate)

    assert _transactions() == 3


def test_the_same_event_brought_by_many_at_once_counts_once(open_desk):
    gate = Gate()
    desk = open_desk(before=gate)

    answers = _all_at_once(desk, [_order(1)] * 10, gate)

    assert sorted(answer.status for answer in answers) == ["decided"] + ["repeated"] * 9
    assert {answer.no for answer in answers} == {1}


def test_poison_stands_alone_and_its_neighbours_go_through(open_desk):
    gate = Gate()
    desk = open_desk(before=gate)
    poison = Arrival("till", "M-2", Order("A\x00", AT, DAY, MINUTE, (Line("mug", 1, 1000),)))

    answers = _all_at_once(desk, [*[_order(number) for number in range(9)], poison], gate)

    assert [answer.status for answer in answers[:9]] == ["decided"] * 9
    assert isinstance(answers[9], ValueError | psycopg.DataError)
    assert Event.objects.count() == 9


def test_a_refusal_is_told_to_its_sender_alone(open_desk):
    gate = Gate()
    desk = open_desk(before=gate)
    spend = Arrival("till", "M-1", Spend("S-1", AT, DAY, "points", 10**6))

    answers = _all_at_once(desk, [_order(1, "M-2"), _order(2, "M-3"), spend], gate)

    assert [answer.status for answer in answers] == ["decided", "decided", "refused"]
    assert isinstance(answers[2].refusal, NotEnoughPoints)


def test_a_full_queue_sends_people_away_and_loses_nobody_who_waits(open_desk):
    gate = Gate()
    desk = open_desk(before=gate, waiting_max=2)
    with ThreadPoolExecutor(3) as pool:
        waiting = [pool.submit(desk.bring, _order(0))]
        gate.wait_for(desk, 0)
        waiting += [pool.submit(desk.bring, _order(number)) for number in (1, 2)]
        gate.wait_for(desk, 2)

        with pytest.raises(DeskBusy):
            desk.bring(_order(3))
        gate.open()

        assert [one.result().status for one in waiting] == ["decided"] * 3
    assert not Event.objects.filter(source_id="A-3").exists()


@pytest.mark.parametrize(
    ("error", "refusal"), [(psycopg.OperationalError, DatabaseDown), (psycopg.errors.DiskFull, DatabaseFull)]
)
def test_a_database_that_is_away_refuses_everybody_and_the_desk_goes_on(open_desk, error, refusal):
    away = [error("gone"), error("gone")]

    def before():
        if away:
            raise away.pop()

    desk = open_desk(before=before)

    with pytest.raises(refusal):
        desk.bring(_order(1))
    assert desk.bring(_order(1)).status == "decided"


def test_a_connection_that_broke_is_opened_again(open_desk):
    desk = open_desk()
    desk.bring(_order(1))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    assert desk.bring(_order(2)).status == "decided"


def test_somebody_who_waits_too_long_is_told_and_may_ask_again(open_desk):
    gate = Gate()
    desk = open_desk(before=gate, patience=0.05)

    with pytest.raises(DeskSilent):
        desk.bring(_order(1))
    gate.open()
    desk.close()

    assert Event.objects.get().source_id == "A-1"

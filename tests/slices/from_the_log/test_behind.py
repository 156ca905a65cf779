"""How far the desk is behind the log: said to a monitor and on the overview, and unwell only where it does not move."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from words import CUP, completed, quarantined

from regulars.desk.clock import run_due
from regulars.desk.health import ReaderStands, log, refuse_reader_standing
from regulars.desk.intake.consuming import take_in
from regulars.events.intake import behind
from regulars.insight.home import health
from regulars.programmes.models import Version
from regulars.programmes.queries import current

#: When everything that the fixture `tell` says comes.
NOW = datetime(2026, 3, 1, 4, tzinfo=UTC)
LATER = NOW + timedelta(minutes=10, seconds=1)


def at_once():
    """Look a second time at once."""


def test_nothing_came_and_nothing_waits(web):
    found = log(now=NOW)

    assert (found.events, found.since, found.is_standing, found.is_used, found.aside) == (
        0, None, False, False, 0,
    )  # fmt: skip
    assert found.seconds(NOW) == 0


def test_what_waits_is_counted_with_the_first_ones_time(tell):
    tell(completed(1001), completed(1002))

    found = log(now=NOW + timedelta(seconds=90))

    assert (found.events, found.since, found.seconds(NOW + timedelta(seconds=90))) == (2, NOW, 90)
    assert not found.is_standing


def test_what_was_read_waits_no_more(tell, decide):
    tell(completed(1001))
    decide()
    tell(completed(1002))
    half = log(now=NOW)
    decide()

    assert half.events == 1
    assert log(now=LATER)[:4] == (0, None, False, True)


def test_nobody_counts_further_than_anybody_asks(tell, monkeypatch):
    monkeypatch.setattr(behind, "MOST", 2)
    tell(completed(1001), completed(1002), completed(1003))

    assert log(now=NOW).events == 2


def test_a_reader_that_never_moved_is_unwell_after_ten_minutes(tell):
    tell(completed(1001))
    refuse_reader_standing(now=NOW + timedelta(minutes=10), pause=at_once)

    with pytest.raises(ReaderStands) as refusal:
        refuse_reader_standing(now=LATER, pause=at_once)

    assert refusal.value.facts == {"events": 1, "since": "2026-03-01T04:00:00+00:00"}


def test_a_reader_that_is_months_behind_and_moves_is_well(tell):
    tell(completed(1001), completed(1002))
    take_in(current(), limit=1)

    found = log(now=timezone.now())

    assert (found.events, found.is_standing) == (1, False)
    assert log(now=timezone.now() + timedelta(minutes=11)).is_standing


def test_what_is_read_while_somebody_looks_does_not_stand(tell, decide):
    tell(completed(1001))

    refuse_reader_standing(now=LATER, pause=decide)


def test_a_shop_without_a_programme_reads_nothing_and_is_well(tell):
    tell(completed(1001))
    Version.objects.all().delete()

    refuse_reader_standing(now=LATER, pause=at_once)
    assert log(now=LATER).events == 1


def test_a_monitor_is_told_and_the_quarantine_makes_nobody_unwell(tell, decide, client):
    tell(completed(1001, "m", CUP | {"price": "dear"}), completed(1002))
    decide()
    assert len(quarantined()) == 1
    while run_due(current(), now=timezone.now()):
        pass

    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {
        "well": True,
        "parts": ["database", "desk", "reader"],
        "log": {"waiting": 0, "seconds_behind": 0, "quarantine": 1},
    }
    assert health(now=NOW).log.aside == 1


def test_a_reader_that_stands_is_a_reason(tell, client):
    tell(completed(1001))

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert (answer.json()["part"], answer.json()["reason"]) == ("reader", "ReaderStands")

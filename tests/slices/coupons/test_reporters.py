"""Partners' reports: believed when they are signed and fresh, counted once, and marked in the pool of that offer alone."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from regulars.accounts.queries import audit_trail
from regulars.coupons import partners, pools, reporters
from regulars.coupons.models import Code, Report
from regulars.coupons.refusals import ReportRetold
from regulars.lib.cursors import raw_cursor


def given(pool, *texts):
    """Codes of a partner's that were given to members."""
    with transaction.atomic():
        pools.fill(raw_cursor(), pool, [(row, text, text) for row, text in enumerate(texts)])
        pools.claim(raw_cursor(), pool, wallet_id=7, now=datetime.now(UTC), ends_at=None, number=len(texts))


def told(name, *codes, offer="taxi", body=None):
    with transaction.atomic():
        reporters.take_in(raw_cursor(), offer, name, body or repr(codes).encode(), codes)


def used():
    return sorted(Code.objects.filter(state="redeemed").values_list("pool", "code"))


def test_codes_that_were_given_are_used_by_now_and_all_others_are_counted(db):
    given("partner:taxi", "R-1", "R-2")
    given("partner:bus", "R-1")
    with transaction.atomic():
        pools.fill(raw_cursor(), "partner:taxi", [(1, "FREE", "FREE")])

    told("m-1", "R-1", "R-1", "FREE", "nothing")

    assert used() == [("partner:taxi", "R-1")]
    assert reporters.reported("taxi")[:2] == (3, 2)
    assert reporters.reported("bus") is None


def test_a_message_counts_once_by_its_name_and_another_one_under_it_is_refused(db):
    given("partner:taxi", "R-1", "R-2")
    for _ in range(2):
        told("m-1", "R-1")
    with pytest.raises(ReportRetold):
        told("m-1", "R-2")

    assert used() == [("partner:taxi", "R-1")]
    assert Report.objects.count() == 1
    told("m-1", "R-2", offer="bus")


def test_two_secrets_hold_and_a_third_one_ends_the_oldest(db):
    made = [reporters.make("taxi", by=None) for _ in range(3)]

    assert sorted(reporters.secrets_of("taxi")) == sorted(made[1:])
    assert reporters.secrets_of("bus") == []
    assert [row.verb for row in audit_trail(limit=3)] == ["make_partner_secret"] * 3


def test_one_that_was_ended_holds_no_more_and_ends_once(db):
    reporters.make("taxi", by=None)
    (one,) = reporters.holding("taxi")
    for _ in range(2):
        reporters.end(one.number, by=None)

    assert reporters.secrets_of("taxi") == []
    assert len(audit_trail(verb="end_partner_secret")) == 1
    reporters.end(10**6, by=None)


def test_messages_of_a_month_ago_are_forgotten(db):
    told("m-1", "R-1")
    Report.objects.update(at=datetime.now(UTC) - timedelta(days=31))
    told("m-2", "R-1")

    reporters.forget(before=datetime.now(UTC) - timedelta(days=30))

    assert list(Report.objects.values_list("name", flat=True)) == ["m-2"]


def test_reports_of_the_same_codes_at_once_wait_for_nobody_in_a_circle(live_database):
    texts = [f"R-{number}" for number in range(300)]
    given("partner:taxi", *texts)
    failed = []

    def report(number):
        try:
            told(f"m-{number}", *(texts if number % 2 else reversed(texts)))
        except Exception as fault:  # noqa: BLE001 - whatever it is, the test says so.
            failed.append(fault)
        finally:
            connection.close()

    racers = [threading.Thread(target=report, args=(number,)) for number in range(8)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert failed == []
    assert len(used()) == 300
    assert partners.redeemed(raw_cursor(), "partner:taxi", texts) == (0, 300)

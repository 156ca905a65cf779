"""The audit trail is only added to, and every place where somebody tampered with it is named."""

import pytest
from django.db import DatabaseError, connection, transaction

from regulars.accounts.actions import record
from regulars.accounts.models import AuditHead, AuditRecord
from regulars.accounts.queries import Broken, Verdict, audit_trail, verify_audit

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(django_user_model):
    owner = django_user_model.objects.create_user("ada")
    for no in range(1, 6):
        record(by=owner, verb="adjust_points", subject=f"wallet:{no}", facts={"points": 10 * no})
    return owner


def _tamper(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def test_a_change_is_written_down_with_who_what_and_about_whom(trail):
    latest = audit_trail(limit=1)[0]

    assert (latest.no, latest.by, latest.verb) == (5, "ada", "adjust_points")
    assert (latest.subject, latest.facts) == ("wallet:5", {"points": 50})


def test_what_nobody_touched_is_whole(trail):
    assert verify_audit() == Verdict(5, None)


def test_an_empty_trail_is_whole():
    assert verify_audit() == Verdict(0, None)


@pytest.mark.parametrize(
    ("sql", "values", "broken"),
    [
        (
            "UPDATE accounts_auditrecord SET facts = '{\"points\": 1}' WHERE no = %s",
            (3,),
            Broken(3, "changed"),
        ),
        ("UPDATE accounts_auditrecord SET by_no = NULL WHERE no = %s", (2,), Broken(2, "changed")),
        (
            "UPDATE accounts_auditrecord SET at = at + interval '1 us' WHERE no = %s",
            (4,),
            Broken(4, "changed"),
        ),
        ("DELETE FROM accounts_auditrecord WHERE no = %s", (2,), Broken(2, "missing")),
        ("DELETE FROM accounts_auditrecord WHERE no = %s", (5,), Broken(5, "cut_off")),
        ("DELETE FROM accounts_auditrecord WHERE no > %s", (0,), Broken(1, "cut_off")),
        ("UPDATE accounts_auditrecord SET no = 7 - no WHERE no > %s", (2,), Broken(3, "changed")),
        (
            """INSERT INTO accounts_auditrecord
            SELECT %s, at, by_no, verb, subject, facts, hash FROM accounts_auditrecord WHERE no = 5""",
            (6,),
            Broken(6, "changed"),
        ),
    ],
    ids=["a fact", "who", "when", "deleted", "the last deleted", "all deleted", "reordered", "inserted"],
)
def test_the_first_broken_place_is_named(trail, sql, values, broken):
    if "7 - no" in sql:
        # Numbers are unique at every moment, so the swap takes a step through a free one.
        _tamper("UPDATE accounts_auditrecord SET no = 99 WHERE no = 3")
        _tamper("UPDATE accounts_auditrecord SET no = 3 WHERE no = 4")
        _tamper("UPDATE accounts_auditrecord SET no = 4 WHERE no = 99")
    else:
        _tamper(sql, *values)

    assert verify_audit().broken == broken


@pytest.mark.parametrize(
    "sql", ["UPDATE accounts_auditrecord SET verb = ''", "DELETE FROM accounts_auditrecord"]
)
def test_the_database_refuses_to_change_what_was_written(trail, sql):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)

    assert AuditRecord.objects.count() == 5


def test_a_change_that_is_taken_back_leaves_no_trace(trail):
    with transaction.atomic():
        record(by=trail, verb="publish", subject="programme:1")
        transaction.set_rollback(True)

    assert verify_audit() == Verdict(5, None)
    assert AuditHead.objects.get().no == 5

"""`/healthz` says whether the shop is well, and the reason where it is not."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings

from regulars.desk.models import Wallet
from regulars.lib.schema import DatabaseNewer, DatabaseOlder, refuse_other_age

pytestmark = pytest.mark.django_db


def test_a_shop_that_is_well_answers_200(client):
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json()["well"] is True


def test_a_migration_that_waits_is_a_reason(client):
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json() == {
        "well": False,
        "part": "database",
        "reason": "DatabaseOlder",
        "facts": {"waiting": ["sessions.0001_initial"]},
    }
    with pytest.raises(DatabaseOlder):
        refuse_other_age()


def test_a_migration_from_the_future_is_a_reason(client):
    MigrationRecorder(connection).record_applied("sessions", "0999_from_the_future")

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["reason"] == "DatabaseNewer"
    with pytest.raises(DatabaseNewer):
        refuse_other_age()


def test_a_member_who_waits_too_long_is_a_reason(client):
    Wallet.objects.create(wallet_id=1, body=b"", levels=[], next_due_at=datetime(2026, 11, 22, tzinfo=UTC))

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json() == {
        "well": False,
        "part": "desk",
        "reason": "DeskBehind",
        "facts": {"since": "2026-11-22T00:00:00+00:00"},
    }


@override_settings(ALLOWED_HOSTS=["testserver"])
def test_pages_take_nothing_from_elsewhere_and_run_nothing_inline(client):
    policy = client.get("/healthz").headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("asked", "spoken"), [("zh-TW,zh;q=0.9", "zh-hant"), ("en-GB", "en"), ("fr", "zh-hant"), ("", "zh-hant")]
)
def test_the_language_follows_the_browser(client, asked, spoken):
    answer = client.get("/nowhere", headers={"accept-language": asked})

    assert answer.headers["Content-Language"] == spoken


def test_a_language_that_was_chosen_wins_over_the_browser(client):
    client.post("/language/setlang/", {"language": "en"})

    assert client.get("/nowhere", headers={"accept-language": "zh-TW"}).headers["Content-Language"] == "en"

"""The archive is written once a day, after the day has settled."""

from datetime import UTC, datetime, timedelta

import pytest

from regulars.worker import archiving

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_it_is_written_once_a_day_and_after_the_hour_in_which_yesterday_settles(tmp_path):
    times = [NOON, NOON + timedelta(hours=6), NOON + timedelta(hours=12.9), NOON + timedelta(hours=13.1)]

    assert [archiving.archive_once_a_day(tmp_path, now=at) for at in times] == [True, False, False, True]


def test_what_fails_is_tried_again(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(archiving, "archive_once_a_day", _disk_is_full)
    pauses = []

    def is_over(seconds):
        pauses.append(seconds)
        return len(pauses) > 2

    archiving.archive_until(tmp_path, is_over, pause_seconds=1.0)

    assert pauses == [0.0, 10.0, 10.0]
    assert {record.message for record in caplog.records} == {"The archive could not be written"}


def _disk_is_full(_folder, *, now):
    raise OSError("no space left on device")

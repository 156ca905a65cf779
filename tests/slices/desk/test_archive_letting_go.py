"""Old months of the log leave the database where the shop says so, and nothing is lost: all of it is in the archive."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from archived_shop import emptied
from corner_shop import everything_written, order, told
from django.db import connection, transaction

from regulars.core.periods import instant
from regulars.desk.archive.letting_go import let_go
from regulars.desk.archive.manifest import ArchiveBroken, ArchiveWithoutPast, load
from regulars.desk.archive.rebuilding import rebuild
from regulars.desk.archive.writing import archive
from regulars.desk.intake.consuming import CONSUMER, take_in
from regulars.desk.verify import verify
from regulars.events.intake import leaving, log, mending, sources
from regulars.events.intake.arrived import Arrived, Aside
from regulars.events.intake.months import make_ready
from regulars.events.models import Source
from regulars.lib.cursors import raw_cursor
from regulars.programmes import queries

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
JULY, AUGUST, OCTOBER = (datetime(2026, month, 31, 23, 59, tzinfo=UTC) for month in (7, 8, 10))


@pytest.fixture
def old(live_shop):
    """A shop that heard something in July, in August, and in October, and whose desk has read all of it."""
    told(live_shop, order("1", "2026-03-01 10:00", ("tea", 2)))
    sources.add("web", purpose="tests")
    with transaction.atomic():
        for at in (JULY, NOW):
            make_ready(raw_cursor(), now=at)
    for number, at in enumerate((JULY, AUGUST, AUGUST - timedelta(days=1), OCTOBER)):
        came(number, at)
    while take_in(live_shop):
        pass
    yield live_shop
    with connection.cursor() as cursor:
        cursor.execute("UPDATE events_intakestate SET kept_since = NULL")


def gone(folder, days=30):
    """The months that leave; older ones were made ready by other tests, and are empty."""
    return [month for month in let_go(folder, now=NOW, days=days) if month >= "2026-07"]


def web():
    return Source.objects.get(name="web").pk


def came(number, at):
    raw = b'{"type":"track","event":"Looked","userId":"Ada","messageId":"m%d"}' % number
    one = Arrived(
        web(), f"m{number}", "track", "Looked", "Ada", None, instant(at), instant(at), None, raw, None
    )
    with transaction.atomic():
        return log.append(raw_cursor(), [one])


def logged():
    rows = raw_cursor().execute("SELECT message_id FROM events_arrived ORDER BY message_id").fetchall()
    return [message for (message,) in rows]


def test_whole_months_leave_once_they_are_old_enough(old, tmp_path):
    archive(tmp_path, now=NOW)

    assert gone(tmp_path, days=114) == ["2026-07"]
    assert logged() == ["m1", "m2", "m3"]
    assert gone(tmp_path) == ["2026-08", "2026-09"]
    assert logged() == ["m3"]
    assert gone(tmp_path) == []


def test_what_left_stays_known_and_stays_in_the_archive(old, tmp_path):
    archive(tmp_path, now=NOW)
    let_go(tmp_path, now=NOW, days=30)

    assert came(0, NOW).known == 1
    came(9, NOW)
    kept = archive(tmp_path, now=NOW + timedelta(days=1))

    assert sum(one.rows for one in kept.of("events_arrived")) == 5
    assert archive(tmp_path, now=NOW + timedelta(days=2)).of("events_arrived") == kept.of("events_arrived")


def test_a_rebuild_puts_everything_back(old, tmp_path):
    before = everything_written()
    archive(tmp_path, now=NOW)
    let_go(tmp_path, now=NOW, days=30)
    archive(tmp_path, now=NOW)
    emptied()

    rebuild(tmp_path)

    assert logged() == ["m0", "m1", "m2", "m3"]
    assert everything_written() == before
    assert verify(queries.current()).broken == ()
    assert came(0, NOW).known == 1


def test_what_nobody_has_read_yet_stays(old, tmp_path):
    came(8, AUGUST)
    archive(tmp_path, now=NOW)

    assert gone(tmp_path) == ["2026-07"]


def test_what_came_after_the_archive_was_written_stays(old, tmp_path):
    archive(tmp_path, now=NOW)
    came(8, JULY)
    take_in(old)

    assert gone(tmp_path) == []


def test_what_is_not_in_the_archive_as_it_was_written_stays(old, tmp_path):
    file = tmp_path / archive(tmp_path, now=NOW).of("events_arrived")[0].file
    file.write_bytes(file.read_bytes()[:-1] + b"x")

    with pytest.raises(ArchiveBroken):
        let_go(tmp_path, now=NOW, days=30)
    assert logged() == ["m0", "m1", "m2", "m3"]


def test_whoever_holds_the_log_is_not_waited_for(old, tmp_path):
    archive(tmp_path, now=NOW)
    settings = connection.settings_dict
    with psycopg.connect(dbname=settings["NAME"], host=settings["HOST"], user=settings["USER"]) as other:
        other.execute("SELECT count(*) FROM events_arrived")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            let_go(tmp_path, now=NOW, days=30)
    assert gone(tmp_path, days=100) == ["2026-07"]


def test_an_event_of_a_month_that_left_is_replayed_into_this_one(old, tmp_path):
    raw = b'{"type":"track","event":"Looked","userId":"Ada","messageId":"m7"}'
    aside = Aside(web(), "m7", instant(JULY), "PlanBroken", {}, raw, None, instant(JULY))
    with transaction.atomic():
        log.append(raw_cursor(), [], [aside])
    archive(tmp_path, now=NOW)
    let_go(tmp_path, now=NOW, days=30)
    number = raw_cursor().execute("SELECT id FROM events_quarantine").fetchone()[0]

    assert mending.replay([number]) == 1

    row = raw_cursor().execute(
        "SELECT received_at > now() - interval '1 minute', occurred_at FROM events_arrived WHERE message_id = 'm7'"
    )
    assert row.fetchone() == (True, JULY)
    assert archive(tmp_path, now=NOW).of("events_arrived")


def test_another_folder_would_be_no_whole_archive(old, tmp_path):
    archive(tmp_path / "one", now=NOW)
    let_go(tmp_path / "one", now=NOW, days=30)

    with pytest.raises(ArchiveWithoutPast) as refused:
        archive(tmp_path / "two", now=NOW)
    assert refused.value.facts["since"] == "2026-10-01"
    assert load(tmp_path / "two").files == ()


def test_a_shop_that_moves_goes_on_behind_what_left(old, tmp_path):
    """The numbers of transactions go on where the desk was, though nothing of the log is here."""
    raw_cursor().execute("UPDATE events_consumer SET xid = xid + 1000000 WHERE name = %s", (CONSUMER,))
    place = raw_cursor().execute("SELECT max(xid) FROM events_consumer").fetchone()[0]
    with transaction.atomic():
        make_ready(raw_cursor(), now=NOW)
    came(9, NOW)

    assert raw_cursor().execute("SELECT max(xid) FROM events_arrived").fetchone()[0] > place
    raw_cursor().execute("UPDATE events_intakestate SET ahead = 0")
    assert leaving.kept_since(raw_cursor()) is None

"""What the driver reports becomes a refusal with a name."""

import psycopg
from django.db import OperationalError

from regulars.lib.schema import DatabaseDown, DatabaseFull, unusable_database


def test_a_full_disk_is_told_from_a_database_that_is_down():
    full = psycopg.errors.DiskFull("could not extend file")

    assert isinstance(unusable_database(full), DatabaseFull)
    assert isinstance(unusable_database(_from(OperationalError("could not extend file"), full)), DatabaseFull)
    assert isinstance(unusable_database(OperationalError("connection refused")), DatabaseDown)


def test_the_reason_is_one_line():
    said = OperationalError("connection failed\nIs the server running?")

    assert unusable_database(said).facts == {"reason": "connection failed"}


def _from(error, cause):
    error.__cause__ = cause
    return error

"""The core decides without a database, so a test of it that opens one fails."""

import sys
from pathlib import Path

import psycopg
import pytest

sys.path.insert(0, str(Path(__file__).parent))


class DatabaseOpenedInACoreTestError(AssertionError):
    """The core has no database; move the test to tests/slices."""


@pytest.fixture(autouse=True)
def no_database(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise DatabaseOpenedInACoreTestError

    monkeypatch.setattr(psycopg.Connection, "connect", refuse)

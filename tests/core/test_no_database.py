"""The wall around the core's tests stands."""

import psycopg
import pytest

from regulars.lib.postgres import EmbeddedPostgres


def test_a_core_test_that_opens_a_database_fails(tmp_path):
    with pytest.raises(AssertionError):
        psycopg.Connection.connect(EmbeddedPostgres(tmp_path).url)

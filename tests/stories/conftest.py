"""Lets the stories share the shop in which they happen, and gives those that need it a database of their own."""

import sys
from itertools import count
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

sys.path.insert(0, str(Path(__file__).parent))

TEMPLATE = "story_template"
_numbers = count(1)


@pytest.fixture(scope="session")
def migrated(database_server, tmp_path_factory):
    """A database with every table and nothing in it, from which the others are copied."""
    from own_shop import OwnShop  # noqa: PLC0415 - found only now that the path says where.

    if not settings.DATABASE_IS_EMBEDDED:
        pytest.skip("these stories make databases of their own on the embedded server; unset DATABASE_URL")
    _execute(database_server, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
    OwnShop(database_server.url_of(TEMPLATE), tmp_path_factory.mktemp("template")).run("migrate")
    return TEMPLATE


@pytest.fixture
def new_shop(database_server, migrated, tmp_path):
    """Make shops, each with an empty database of its own; they are gone after the test."""
    from own_shop import OwnShop  # noqa: PLC0415 - found only now that the path says where.

    made = []

    def make():
        name = f"story_{next(_numbers)}"
        made.append(name)
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        _execute(database_server, statement.format(sql.Identifier(name), sql.Identifier(migrated)))
        folder = tmp_path / name
        folder.mkdir()
        return OwnShop(database_server.url_of(name), folder)

    yield make
    for name in made:
        _execute(database_server, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _execute(server, statement):
    with psycopg.connect(server.url_of("postgres"), autocommit=True) as database:
        database.execute(statement)

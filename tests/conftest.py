"""What every test may ask for: one database server for the whole run, and folders that it may enter."""

import os
import shutil
import sys
import tempfile
from itertools import count
from pathlib import Path

import django
import psycopg
import pytest
from django.test import TransactionTestCase
from psycopg import sql

from regulars.lib.postgres import FORGETFUL, EmbeddedPostgres

sys.path.insert(0, str(Path(__file__).parent))
import as_migrated
from own_shop import OwnShop

EXAMPLES = Path(__file__).parents[1] / "examples"
_shops = count(1)

# Settings are read once, so the shop under test gets its folder before anything reads them. Its server loses data
# when the machine crashes, which no test minds; a DATABASE_URL of your own is respected.
VAR = Path(tempfile.mkdtemp(prefix="regulars-tests-"))
VAR.chmod(0o755)
os.environ["REGULARS_VAR"] = str(VAR)
os.environ["DJANGO_SETTINGS_MODULE"] = "regulars.site.settings"


def pytest_configure(config):
    # Not where pytest keeps the folders of all runs: another run closes that one to everybody but root, while a
    # database server, which does not run as root, lives in it.
    if config.option.basetemp is None:
        config.option.basetemp = str(VAR / "t")
    django.setup()


@pytest.fixture(scope="session")
def database_server():
    """Bring one forgetful server up for the whole run, the first time that a test needs it."""
    server = EmbeddedPostgres(VAR, settings=FORGETFUL)
    if django.conf.settings.DATABASE_IS_EMBEDDED:
        server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_server):
    """Have the server up before the test database is made in it; `db` then rolls every test back."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Show everybody out before the test database goes: a thread of some server may still hold a connection."""
    with pytest.MonkeyPatch.context() as patch:
        # It turns triggers off, which somebody's own database may not let us do.
        if django.conf.settings.DATABASE_IS_EMBEDDED:
            with django_db_blocker.unblock():
                as_migrated.keep()
            patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: as_migrated.give_back())
        yield
    with django_db_blocker.unblock():
        # A test that ends connections may have ended ours as well; a new one knows nothing of it.
        django.db.connections.close_all()
        with django.db.connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session")
def new_database(database_server):
    """Make databases on the embedded server and answer their addresses; the server's folder goes with the run."""
    if not django.conf.settings.DATABASE_IS_EMBEDDED:
        pytest.skip("needs databases of its own on the embedded server; unset DATABASE_URL")

    def make(name, *, template="template1"):
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        with psycopg.connect(database_server.url_of("postgres"), autocommit=True) as database:
            database.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return database_server.url_of(name)

    return make


@pytest.fixture(scope="session")
def migrated(new_database, tmp_path_factory):
    """Name a database with every table and nothing in it, from which others are copied."""
    OwnShop(new_database("empty_shop"), tmp_path_factory.mktemp("empty")).run("migrate")
    return "empty_shop"


@pytest.fixture(scope="session")
def sunny_select(new_database, migrated, tmp_path_factory):
    """Name a database in which the shop of the examples has its year behind it, from which others are copied."""
    shop = OwnShop(new_database("sunny_select", template=migrated), tmp_path_factory.mktemp("sunny"))
    shop.run("programme", "publish", EXAMPLES / "programmes" / "select-shop.yaml")
    shop.run("import", "orders", EXAMPLES / "orders" / "sunny-select-sample.csv")
    return "sunny_select"


@pytest.fixture
def new_shop(new_database, migrated, tmp_path):
    """Make shops for commands that run as processes, each with a database of its own."""

    def make(*, template=migrated):
        name = f"shop_{next(_shops)}"
        folder = tmp_path / name
        folder.mkdir()
        return OwnShop(new_database(name, template=template), folder)

    return make


@pytest.fixture
def live_database(transactional_db):
    """Give a test that opens connections of its own a database that really commits, and is emptied after it."""


@pytest.fixture(scope="session")
def reachable():
    """Open pytest's private folders, so that root's server, which does not run as root, may enter them."""

    def opened(folder: Path) -> Path:
        for step in (folder, *folder.parents):
            if step == Path(tempfile.gettempdir()):
                break
            step.chmod(0o755)
        return folder

    return opened


def pytest_unconfigure():
    """Leave nothing behind."""
    shutil.rmtree(VAR, ignore_errors=True)

"""Whether the database and the code are of one age: no migration waits, and none is from the future."""

import psycopg
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader

from regulars.core.refusals import Refusal

DISK_FULL = "53100"
# What Django raises, and what the driver raises where we speak to it ourselves.
UNUSABLE = (OperationalError, psycopg.OperationalError)


class DatabaseDown(Refusal):
    """The database does not answer. Facts: reason."""


class DatabaseFull(Refusal):
    """The database has no room left on its disk. Facts: reason."""


class DatabaseOlder(Refusal):
    """The database waits for migrations that the code brings. Facts: waiting."""


class DatabaseNewer(Refusal):
    """The database was migrated by newer code than this. Facts: unknown."""


def refuse_other_age() -> None:
    """Raise what is wrong with the database, the worst first, or return where all is well."""
    try:
        refuse_database_down()
        loader = MigrationLoader(connection)
    except UNUSABLE as error:
        raise unusable_database(error) from error
    known = set(loader.disk_migrations or {}) | set(loader.replacements)
    ours = {app for app, _ in known}
    applied = set(loader.applied_migrations or {})
    if unknown := sorted(f"{app}.{name}" for app, name in applied - known if app in ours):
        raise DatabaseNewer(unknown=unknown)
    if waiting := sorted(f"{app}.{name}" for app, name in set(loader.graph.nodes) - applied):
        raise DatabaseOlder(waiting=waiting)


def refuse_database_down() -> None:
    """Raise where the database does not answer the simplest question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def unusable_database(error: BaseException) -> DatabaseDown | DatabaseFull:
    """Return the refusal that a driver's error stands for: no room, or no answer."""
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if DISK_FULL in {getattr(error, "sqlstate", None), getattr(error.__cause__, "sqlstate", None)}:
        return DatabaseFull(reason=reason)
    return DatabaseDown(reason=reason)

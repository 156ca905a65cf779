"""Compares and empties the whole database of a shop, for tests of its archive."""

from django.db import connection

from regulars.desk.archive.tables import FOLLOWS, LOGS, WHOLE
from regulars.programmes import queries

#: When a row was written and which number it got among everybody's say nothing about a member.
_OF_THE_MOMENT = {"ledger_entry": "recorded_at", "desk_move": "id"}
_BOOKS = tuple(name for name in FOLLOWS if name.startswith(("desk_", "ledger_")))


def every_row():
    """All that the archive holds and all the books that follow from it, by table."""
    found = {}
    with connection.cursor() as cursor:
        for table in (*LOGS, *WHOLE, *_BOOKS):
            cursor.execute(
                f"SELECT (to_jsonb(it) - '{_OF_THE_MOMENT.get(table, '')}')::text FROM {table} AS it"
            )
            found[table] = sorted(row for (row,) in cursor.fetchall())
    return found


def emptied():
    """As a new shop's database is: nothing of the old one is left."""
    tables = ", ".join((*LOGS, *WHOLE, *FOLLOWS))
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
        for role in ("owner", "marketer", "support", "analyst"):
            cursor.execute("INSERT INTO auth_group (name) VALUES (%s)", [role])
    queries._compiled.cache_clear()


def begin_something(table):
    """Put one row into a table of an empty shop."""
    rows = {
        "people_member": "DEFAULT VALUES",
        "accounts_apikey": "(source, fingerprint) VALUES ('till', '')",
        "auth_user": """(username, password, is_superuser, first_name, last_name, email, is_staff, is_active, date_joined)
            VALUES ('ada', '', false, '', '', '', true, true, now())""",
        "catalogue_brand": "(name) VALUES ('Tea & Co')",
    }
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} {rows[table]}")


def every_table():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition"
            " AND relnamespace = current_schema()::regnamespace"
        )
        return {name for (name,) in cursor.fetchall()}

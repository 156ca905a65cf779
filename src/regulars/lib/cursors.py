"""A cursor of the driver's own on Django's connection: COPY, binary arrays and several statements at once need it."""

from __future__ import annotations

import psycopg
from django.db import connection


def raw_cursor() -> psycopg.Cursor:
    """Open one; it lives in whatever transaction Django is in."""
    connection.ensure_connection()
    return psycopg.Cursor(connection.connection)

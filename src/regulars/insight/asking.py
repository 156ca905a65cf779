"""Questions in SQL, one file each in `sql/`, which opens with the question that it answers."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.db import connection

Fact = str | int | date | list[str] | list[int] | None
_FOLDER: Final = Path(__file__).with_name("sql")


def ask(question: str, **facts: Fact) -> list[tuple[Any, ...]]:  # Any: rows are as the SQL file says.
    """Answer a question by the name of its file; facts stand in it as `%(name)s`."""
    with connection.cursor() as cursor:
        cursor.execute(wording(question), facts)
        return cursor.fetchall() if cursor.description else []


@cache
def wording(question: str) -> str:
    """The SQL of a question."""
    return (_FOLDER / f"{question}.sql").read_text(encoding="utf-8")

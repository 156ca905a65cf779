"""Opens the staging database with a fixed allowance of memory, and runs the named questions beside this file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import duckdb

#: DuckDB spills to the folder beyond this, so that five million orders stay below a gigabyte in all.
_MEMORY: Final = "400MB"


def open_database(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Connect; several processes may read one file at once, and only one may write it."""
    spill = path.parent / "spill"
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": _MEMORY,
        "temp_directory": str(spill),
        "autoinstall_known_extensions": False,
        "TimeZone": "UTC",
    }
    return duckdb.connect(str(path), read_only=read_only, config=config)


def question(name: str, *, absent: Iterable[str] = ()) -> str:
    """The text of `sql/NAME.sql`; least and greatest of columns that a file does not have are not asked for."""
    text = _text(name)
    for column in absent:
        for asked in (f"({column})", f"(nullif({column}, 0))"):
            text = text.replace("min" + asked, "NULL").replace("max" + asked, "NULL")
    return text


@cache
def _text(name: str) -> str:
    return (files("regulars.events.orderfiles") / "sql" / f"{name}.sql").read_text(encoding="utf-8")

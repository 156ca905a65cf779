"""A mapping says which column of somebody else's file is which of ours, and what the file cannot say itself."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Final

import msgspec
import yaml

from regulars.events.orderfiles.fields import FIELDS
from regulars.events.orderfiles.refusals import MappingBroken, MappingFieldUnknown, MappingValueUnusable

DATE_ORDERS: Final = ("day-first", "month-first")
_OPTIONS: Final = ("columns", "dates", "returns_begin_with")


class Mapping(msgspec.Struct, frozen=True):
    """`columns` goes from our field to a column; `None` means that the file does not say it, whatever it seems.

    A column may be several: `門市 + 單號` joins them, `Lineitem sku | Lineitem name` takes the first that is filled.
    """

    columns: dict[str, str | None] = {}
    dates: str | None = None
    returns_begin_with: str | None = None


def read_mapping(path: str | Path) -> Mapping:
    """Read a mapping from YAML; every mistake in it is refused with what was expected."""
    try:
        content = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        mark = getattr(fault, "problem_mark", None)
        problem = getattr(fault, "problem", None) or str(fault)
        raise MappingBroken(path=str(path), line=mark.line + 1 if mark else 1, problem=problem) from None
    if not isinstance(content, dict):
        raise MappingBroken(path=str(path), line=1, problem="no keys")
    for key in content:
        if key not in _OPTIONS:
            raise _unknown(str(path), str(key), _OPTIONS)
    return _checked(
        str(path),
        columns=content.get("columns") or {},
        dates=content.get("dates"),
        returns_begin_with=content.get("returns_begin_with"),
    )


def mapping_from_options(options: list[str] | tuple[str, ...], *, base: Mapping | None = None) -> Mapping:
    """Read `--map member="Customer ID"`; such an option overrules the same field of a mapping file.

    `dates` and `returns_begin_with` are written the same way; nothing after `=` means "the file does not say it".
    """
    start = base or Mapping()
    columns: dict[str, object] = dict(start.columns)
    others: dict[str, object] = {"dates": start.dates, "returns_begin_with": start.returns_begin_with}
    for option in options:
        field, equals, column = (part.strip() for part in option.partition("="))
        if not equals:
            raise MappingValueUnusable(path="--map", field=option, given=option, expected="FIELD=COLUMN")
        (others if field in others else columns)[field] = column or None
    return _checked("--map", columns=columns, **others)


def _checked(path: str, *, columns: object, dates: object, returns_begin_with: object) -> Mapping:
    if not isinstance(columns, dict):
        raise MappingValueUnusable(path=path, field="columns", given=str(columns), expected="FIELD: COLUMN")
    for field, column in columns.items():
        if field not in FIELDS:
            raise _unknown(path, str(field), FIELDS)
        if not isinstance(column, str | None):
            raise MappingValueUnusable(path=path, field=field, given=str(column), expected="COLUMN")
    if dates is not None and dates not in DATE_ORDERS:
        raise MappingValueUnusable(
            path=path, field="dates", given=str(dates), expected=" | ".join(DATE_ORDERS)
        )
    if not isinstance(returns_begin_with, str | None):
        expected = 'text, such as "C"'
        raise MappingValueUnusable(
            path=path, field="returns_begin_with", given=str(returns_begin_with), expected=expected
        )
    return msgspec.convert(
        {"columns": columns, "dates": dates, "returns_begin_with": returns_begin_with}, Mapping
    )


def _unknown(path: str, field: str, known: tuple[str, ...]) -> MappingFieldUnknown:
    nearest = get_close_matches(field, known, n=1)
    return MappingFieldUnknown(
        path=path, field=field, known=list(known), nearest=nearest[0] if nearest else None
    )

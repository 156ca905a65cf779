"""Finds out which column of a file says what, from its names and from a mapping."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

import msgspec

from regulars.events.orderfiles.fields import (
    FIELDS,
    LAYOUT_KEYS,
    LAYOUTS,
    NAMES,
    NEEDED,
    NEEDED_ONE_OF,
    OF_A_LINE,
    RETURNS_MARKED,
    plain,
)
from regulars.events.orderfiles.mapping import Mapping
from regulars.events.orderfiles.refusals import ColumnsMissing, ColumnsTwice, ColumnUnknown

#: How a column inside a nested receipt is written: `lines.sku`.
NESTED: Final = "."


class Source(msgspec.Struct, frozen=True):
    """Where a field comes from: several columns are joined with a hyphen, or the first filled one is taken."""

    columns: tuple[str, ...]
    joined: bool = False

    def __str__(self) -> str:
        return (" + " if self.joined else " | ").join(self.columns)


class Columns(msgspec.Struct, frozen=True):
    """What is read from where, what is left unread, and how returns are marked."""

    sources: dict[str, Source]
    unused: tuple[str, ...]
    returns_begin_with: str | None

    def used(self) -> list[str]:
        """Every column of the file that is read, once."""
        return list(dict.fromkeys(name for source in self.sources.values() for name in source.columns))


def recognise(found: Iterable[str], *, mapping: Mapping, path: str) -> Columns:
    """Match columns to fields: the mapping first, then known layouts, then known names."""
    names = list(found)
    by_plain = {plain(name): name for name in reversed(names)}
    sources = _known(names, by_plain) | _by_layout(by_plain)
    for field, wish in mapping.columns.items():
        sources.pop(field, None)
        if wish is not None:
            sources[field] = _wished(field, wish, names=names, by_plain=by_plain, path=path)
    _check(sources, names=names, path=path)
    columns = Columns(sources, (), mapping.returns_begin_with or _marked(by_plain))
    used = set(columns.used())
    return msgspec.structs.replace(columns, unused=tuple(name for name in names if name not in used))


def _known(names: list[str], by_plain: dict[str, str]) -> dict[str, Source]:
    inside = {plain(name.split(NESTED, 1)[1]): name for name in reversed(names) if NESTED in name}
    taken: set[str] = set()
    sources: dict[str, Source] = {}
    for field in FIELDS:
        for known in (field, *NAMES[field]):
            column = (inside.get(plain(known)) if field in OF_A_LINE else None) or by_plain.get(plain(known))
            if column is not None and column not in taken:
                sources[field] = Source((column,))
                taken.add(column)
                break
    return sources


def _by_layout(by_plain: dict[str, str]) -> dict[str, Source]:
    for layout in LAYOUTS:
        if all(plain(layout[key]) in by_plain for key in LAYOUT_KEYS):
            wished = {field: [plain(part) for part in wish.split("|")] for field, wish in layout.items()}
            there = {
                field: [by_plain[part] for part in parts if part in by_plain]
                for field, parts in wished.items()
            }
            return {field: Source(tuple(columns)) for field, columns in there.items() if columns}
    return {}


def _wished(field: str, wish: str, *, names: list[str], by_plain: dict[str, str], path: str) -> Source:
    if wish in names:
        return Source((wish,))
    joined = " + " in wish
    parts = [part.strip() for part in wish.split(" + " if joined else " | ")]
    columns: list[str] = []
    for part in parts:
        column = part if part in names else by_plain.get(plain(part))
        if column is None:
            raise ColumnUnknown(
                path=path, field=field, column=part, found=names, nearest=_nearest(part, names)
            )
        columns.append(column)
    return Source(tuple(columns), joined)


def _check(sources: dict[str, Source], *, names: list[str], path: str) -> None:
    missing = [field for field in NEEDED if field not in sources]
    missing += [choice[0] for choice in NEEDED_ONE_OF if not any(field in sources for field in choice)]
    if missing:
        free = [name for name in names if name not in {c for s in sources.values() for c in s.columns}]
        nearest = {field: near for field in missing if (near := _nearest_to_field(field, free))}
        raise ColumnsMissing(path=path, missing=missing, found=names, nearest=nearest)
    for source in sources.values():
        for column in source.columns:
            if names.count(column) > 1:
                raise ColumnsTwice(path=path, column=column)


def _nearest(wanted: str, names: list[str]) -> str | None:
    by_plain = {plain(name): name for name in reversed(names)}
    close = get_close_matches(plain(wanted), list(by_plain), n=1, cutoff=0.5)
    return by_plain[close[0]] if close else None


def _nearest_to_field(field: str, names: list[str]) -> str | None:
    for known in (field, *NAMES[field]):
        close = get_close_matches(plain(known), [plain(name) for name in names], n=1, cutoff=0.7)
        if close:
            return next(name for name in names if plain(name) == close[0])
    return None


def _marked(by_plain: dict[str, str]) -> str | None:
    keys, mark = RETURNS_MARKED
    return mark if keys <= by_plain.keys() else None

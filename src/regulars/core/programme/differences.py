"""What changed between two versions of a programme, part by part, by the names that people gave the parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

import msgspec

from regulars.core.programme.document import Programme

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"
Steps = tuple[str | int, ...]


class Difference(msgspec.Struct, frozen=True):
    """One change. `path` names rules and levels by their id, so that a rule that moved is not a new rule.

    `before` is None for what was added and `after` for what was taken away.
    """

    path: Steps
    kind: Literal["added", "removed", "changed", "reordered"]
    before: Plain = None
    after: Plain = None


def differences(before: Programme, after: Programme) -> list[Difference]:
    """Every change from one version to another, in the order of the document; none when they mean the same."""
    return list(_between(_whole(before), _whole(after), ()))


def _whole(document: Programme) -> Plain:
    """The document with every default written out: leaving a key away and writing its default are no change."""
    plain: Plain = {
        field.encode_name: _written_out(getattr(document, field.name))
        for field in msgspec.structs.fields(document)
    }
    return plain


def _written_out(value: object) -> Plain:
    match value:
        case msgspec.Struct():
            return {
                field.encode_name: _written_out(getattr(value, field.name))
                for field in msgspec.structs.fields(value)
            }
        case dict():
            return {str(key): _written_out(inner) for key, inner in value.items()}
        case list():
            return [_written_out(inner) for inner in value]
        case str() | int() | float() | None:
            return value
        case _:
            raise AssertionError(f"a document holds no {type(value).__name__}")


def _between(before: Plain, after: Plain, path: Steps) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _between_parts(before, after, path)
    elif isinstance(before, list) and isinstance(after, list) and _are_named(before) and _are_named(after):
        old, new = _by_id(before), _by_id(after)
        yield from _between_parts(old, new, path)
        stayed = [name for name in old if name in new]
        if stayed != [name for name in new if name in old]:
            yield Difference(path, "reordered", list(old), list(new))
    elif before is None:
        yield Difference(path, "added", None, after)
    elif after is None:
        yield Difference(path, "removed", before, None)
    else:
        yield Difference(path, "changed", before, after)


def _between_parts(before: dict[str, Plain], after: dict[str, Plain], path: Steps) -> Iterator[Difference]:
    for name in (*before, *(name for name in after if name not in before)):
        yield from _between(before.get(name), after.get(name), (*path, name))


def _are_named(items: list[Plain]) -> bool:
    return all(isinstance(item, dict) and "id" in item for item in items)


def _by_id(items: list[Plain]) -> dict[str, Plain]:
    return {str(item["id"]): item for item in items if isinstance(item, dict)}

"""A programme's text, changed in one place: what a form says is written where it belongs, and every other line stays."""

from __future__ import annotations

import json
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence as SequenceOf
from typing import TYPE_CHECKING, Final, TypeAlias

from regulars.core.refusals import Refusal
from regulars.programmes.tree import Mapping, Misread, Scalar, Sequence, text_of, tree_of

if TYPE_CHECKING:
    from regulars.programmes.tree import Node

Written: TypeAlias = "str | int | bool | MappingOf[str, Written] | SequenceOf[Written]"
"""What a form writes. Texts stand in quotes, so that none of them is read as something else."""

_STEP: Final = "  "
#: A part of so few letters stands in one line.
_SHORT: Final = 90


class DraftUnreadable(Refusal):
    """The draft is no YAML in which a form could find its place; mend the text first. No facts."""


def with_item(text: str, part: str, item: MappingOf[str, Written]) -> str:
    """The text with an item in a list such as `missions`: in the place of the one with its id, else behind the last."""
    lines, block = _lines(text), _block(item)
    items = _items(text, part)
    if items is None:
        return "\n".join([*lines, "", f"{part}:", *block, ""])
    found = next((place for place, node in enumerate(items.items) if _id_of(node) == item["id"]), None)
    first, last = _reach(text, items, len(items.items) - 1 if found is None else found, lines)
    indent = " " * (items.place.column - 1)
    written = [f"{indent}{line[2:]}" for line in block]
    if found is None:
        return "\n".join([*lines[:last], *written, *lines[last:], ""])
    return "\n".join([*lines[:first], *written, *lines[last:], ""])


def without_item(text: str, part: str, identity: str) -> str:
    """The text without an item; a list of which it was the last goes with it."""
    lines, items = _lines(text), _items(text, part)
    found = (
        next((place for place, node in enumerate(items.items) if _id_of(node) == identity), None)
        if items
        else None
    )
    if items is None or found is None:
        return text
    first, last = _reach(text, items, found, lines)
    if len(items.items) == 1:
        first = _entries(text)[part][0].place.line - 1
    return "\n".join([*lines[:first], *lines[last:], ""])


def place_of_item(text: str, part: str, identity: str) -> int | None:
    """Which of a list's items has an id, counted from 0."""
    items = _items(text, part)
    return (
        next((n for n, node in enumerate(items.items) if _id_of(node) == identity), None) if items else None
    )


def with_part(text: str, part: str, value: MappingOf[str, Written]) -> str:
    """The text with a part of its own such as `referral`, in its place or at the end."""
    lines, block = _lines(text), _part_block(part, value)
    if part not in _entries(text):
        return "\n".join([*lines, "", *block, ""])
    first, last = _reach_of_part(text, part, lines)
    return "\n".join([*lines[:first], *block, *lines[last:], ""])


def without_part(text: str, part: str) -> str:
    """The text without a part of its own."""
    lines = _lines(text)
    if part not in _entries(text):
        return text
    first, last = _reach_of_part(text, part, lines)
    return "\n".join([*lines[:first], *lines[last:], ""])


def shown_item(item: MappingOf[str, Written]) -> str:
    """An item as it is written into the text."""
    return "\n".join(line.removeprefix(_STEP) for line in _block(item))


def shown_part(part: str, value: MappingOf[str, Written]) -> str:
    """A part of its own as it is written into the text."""
    return "\n".join(_part_block(part, value))


def _part_block(part: str, value: MappingOf[str, Written]) -> list[str]:
    return [f"{part}:", *(line for key, inner in value.items() for line in _written(key, inner, 1))]


def _reach_of_part(text: str, part: str, lines: list[str]) -> tuple[int, int]:
    entries = _entries(text)
    return _until_next(
        entries[part][0].place.line - 1, [key.place.line - 1 for key, _ in entries.values()], lines
    )


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").rstrip("\n").split("\n")


def _entries(text: str) -> dict[str, tuple[Scalar, Node]]:
    try:
        root = tree_of(text_of(text)).root
    except Misread:
        raise DraftUnreadable from None
    if not isinstance(root, Mapping):
        raise DraftUnreadable
    return root.entries


def _items(text: str, part: str) -> Sequence | None:
    """The list, where it is written line by line; one in brackets is a person's to change."""
    found = _entries(text).get(part)
    if found is None:
        return None
    if not isinstance(found[1], Sequence) or found[1].place.line == found[0].place.line:
        raise DraftUnreadable
    return found[1]


def _id_of(node: Node) -> str | None:
    entry = node.entries.get("id") if isinstance(node, Mapping) else None
    return entry[1].text if entry and isinstance(entry[1], Scalar) else None


def _reach(text: str, items: Sequence, place: int, lines: list[str]) -> tuple[int, int]:
    """The lines of one item, from the first to the one behind its last; comments above the next item stay with that one."""
    first = items.items[place].place.line - 1
    starts = [node.place.line - 1 for node in items.items] + [
        key.place.line - 1 for key, _ in _entries(text).values()
    ]
    return _until_next(first, starts, lines)


def _until_next(first: int, starts: list[int], lines: list[str]) -> tuple[int, int]:
    last = min((start for start in starts if start > first), default=len(lines))
    while last > first + 1 and (not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#")):
        last -= 1
    return first, last


def _block(item: MappingOf[str, Written]) -> list[str]:
    inner = [line for key, value in item.items() for line in _written(key, value, 2)]
    return [f"{_STEP}- {inner[0].strip()}", *inner[1:]]


def _written(key: str, value: Written, depth: int) -> list[str]:
    indent, short = _STEP * depth, f"{key}: {_flow(value)}"
    if not isinstance(value, MappingOf | list | tuple) or len(short) <= _SHORT:
        return [f"{indent}{short}"]
    if isinstance(value, MappingOf):
        return [
            f"{indent}{key}:",
            *(line for name, inner in value.items() for line in _written(name, inner, depth + 1)),
        ]
    return [f"{indent}{key}:", *(f"{indent}{_STEP}- {_flow(one)}" for one in value)]


def _flow(value: Written) -> str:
    if isinstance(value, MappingOf):
        return "{ " + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)

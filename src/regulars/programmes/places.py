"""Where things stand in a programme's text: the line and column of a part, or of a word within a condition."""

from __future__ import annotations

from regulars.core.programme.mistakes import Path
from regulars.programmes.tree import Mapping, Node, Place, Scalar, Sequence


def place_of(root: Node, path: Path, *, on_key: bool = False) -> Place:
    """Where a path stands; of a path that is not there, the nearest part of it that is."""
    node, place = root, root.place
    for depth, step in enumerate(path, start=1):
        found = _step(node, step)
        if found is None:
            break
        key, node = found
        is_last = depth == len(path)
        place = key.place if key is not None and (on_key or not is_last) else node.place
    return place


def scalar_at(root: Node, path: Path) -> Scalar | None:
    """The text at a path, if a text stands there."""
    node = root
    for step in path:
        found = _step(node, step)
        if found is None:
            return None
        node = found[1]
    return node if isinstance(node, Scalar) else None


def _step(node: Node, step: str | int) -> tuple[Scalar | None, Node] | None:
    if isinstance(node, Mapping) and isinstance(step, str):
        return node.entries.get(step)
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return None, node.items[step]
    return None


def place_inside(scalar: Scalar, *, line: int, column: int) -> Place | None:
    """Where a character of a text stands in the file; None where escapes make that unclear.

    However the text was folded into lines and indented, its letters come in the same order; so we count them.
    """
    lines = scalar.text.split("\n")
    letters = "".join("".join([*lines[: line - 1], lines[line - 1][:column]]).split())
    opening, seen = _opening(scalar.written), 0
    for at, letter in enumerate(scalar.written[opening:], start=opening):
        if letter.isspace():
            continue
        if seen == len(letters):
            return _place_after(scalar.place, scalar.written[:at])
        if letter != letters[seen]:
            return None
        seen += 1
    return None


def _opening(written: str) -> int:
    """How far the quote or the line with the block mark reaches."""
    if written.startswith(("|", ">")):
        return written.find("\n") + 1
    return 1 if written.startswith(("'", '"')) else 0


def _place_after(start: Place, passed: str) -> Place:
    breaks = passed.count("\n")
    column = len(passed) - passed.rfind("\n") if breaks else start.column + len(passed)
    return Place(start.line + breaks, column)

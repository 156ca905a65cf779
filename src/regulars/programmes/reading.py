"""A programme's text, as it stands in a file or in the console, read and checked; all mistakes with their places."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from regulars.core.programme.check import check
from regulars.core.programme.checks.notices import check_notices
from regulars.core.programme.document import Programme
from regulars.core.programme.mistakes import Mistake, Path
from regulars.programmes.places import place_inside, place_of, scalar_at
from regulars.programmes.shape import shaped
from regulars.programmes.tree import Misread, Node, Place, Tree, text_of, tree_of


class Located(msgspec.Struct, frozen=True):
    """A mistake and where it stands in the text, both counted from 1."""

    mistake: Mistake
    line: int
    column: int


class Reading(msgspec.Struct, frozen=True):
    """What a text came to: a document, or why it is none."""

    document: Programme | None
    mistakes: tuple[Located, ...] = ()


def read_programme(text: str | bytes, *, published: Sequence[Programme] = ()) -> Reading:
    """Read and check a programme. A document is answered only when there is nothing to mend.

    Mistakes come in the order of the text. Where the YAML itself is broken there is one: what follows it
    cannot be understood. `published` is every version that this one is to follow, the oldest first.
    """
    try:
        tree = tree_of(text_of(text))
    except Misread as misread:
        mistake = Mistake((), misread.code, misread.facts)
        return Reading(None, (Located(mistake, misread.place.line, misread.place.column),))
    shape = shaped(tree.root)
    found = [*check(shape.document), *check_notices(shape.document, published)]
    mistakes = [*shape.mistakes, *_new(found, shape.mistakes)]
    located = [*(_located(mistake, tree.root) for mistake in mistakes), *_twice(tree)]
    if located:
        return Reading(None, tuple(sorted(located, key=lambda each: (each.line, each.column))))
    return Reading(shape.document)


def _new(found: list[Mistake], known: list[Mistake]) -> list[Mistake]:
    """Leave out what only follows from a part that could not be read."""
    broken = [mistake.path for mistake in known]
    return [mistake for mistake in found if not any(_touch(mistake.path, path) for path in broken)]


def _touch(one: Path, other: Path) -> bool:
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]


def _twice(tree: Tree) -> list[Located]:
    return [
        Located(
            Mistake((each.key,), "KeyTwice", {"key": each.key, "line": each.first_line}, on_key=True),
            each.place.line,
            each.place.column,
        )
        for each in tree.repeated
    ]


def _located(mistake: Mistake, root: Node) -> Located:
    place = _inside(mistake, root) or place_of(root, mistake.path, on_key=mistake.on_key)
    return Located(mistake, place.line, place.column)


def _inside(mistake: Mistake, root: Node) -> Place | None:
    """The very word of a condition that is wrong."""
    scalar = scalar_at(root, mistake.path)
    if scalar is None or mistake.line is None or mistake.column is None:
        return None
    return place_inside(scalar, line=mistake.line, column=mistake.column)

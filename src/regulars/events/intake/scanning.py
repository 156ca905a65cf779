"""Takes a list or an object of JSON apart by its brackets and quotes alone, where one bad piece spoils it for a decoder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A whole string, or one of the six marks between values. What stands between two of them is nobody's business here.
_MARKS: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[\[\]{},:]', re.DOTALL)
_WHITE: Final = b" \t\r\n"


def elements(whole: bytes) -> list[bytes] | None:
    """The pieces of a list, each to the byte; None where it is no list that ends."""
    return _pieces(whole, b"[", b"]")


def members(whole: bytes) -> dict[bytes, bytes] | None:
    """The values of an object by their quoted names, each to the byte; None where it is no object that ends."""
    pieces = _pieces(whole, b"{", b"}")
    if pieces is None:
        return None
    named = [_member(piece) for piece in pieces]
    return dict(one for one in named if one is not None)


def _member(piece: bytes) -> tuple[bytes, bytes] | None:
    name = _MARKS.match(piece)
    colon = _MARKS.search(piece, name.end()) if name else None
    if name is None or colon is None or colon[0] != b":":
        return None
    return name[0][1:-1], piece[colon.end() :].strip(_WHITE)


def _pieces(whole: bytes, opening: bytes, closing: bytes) -> list[bytes] | None:
    whole = whole.strip(_WHITE)
    if not (whole.startswith(opening) and whole.endswith(closing)):
        return None
    cuts = list(_cuts(whole))
    if not cuts or cuts[-1] != len(whole) - 1:
        return None
    begins = [1, *(cut + 1 for cut in cuts[:-1])]
    found = [whole[begin:end].strip(_WHITE) for begin, end in zip(begins, cuts, strict=True)]
    return [] if found == [b""] else found


def _cuts(whole: bytes) -> Iterator[int]:
    """Where the commas of the outermost level stand, and where that level ends."""
    depth = 0
    for mark in _MARKS.finditer(whole):
        match mark[0]:
            case b"[" | b"{":
                depth += 1
            case b"]" | b"}":
                depth -= 1
                if depth == 0:
                    yield mark.start()
                    return
            case b"," if depth == 1:
                yield mark.start()
            case _:
                pass

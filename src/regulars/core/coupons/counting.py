"""Counts that may leave the shop: none below twenty, and none from which such a one could be worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST: Final = 20


class Counts(NamedTuple):
    """Counts by part and in all; None stands for fewer than twenty, or for what would give one of these away."""

    parts: tuple[int | None, ...]
    total: int | None


def tellable(counts: Sequence[int]) -> Counts:
    """Leave out what may not be told.

    Whoever knows the total and all parts but some knows the sum of these. So the total is told only where nothing is left
    out, or several parts that come to twenty together.
    """
    hidden = [count for count in counts if count < LEAST]
    total = sum(counts)
    is_safe = not hidden or (len(hidden) > 1 and sum(hidden) >= LEAST)
    parts = tuple(count if count >= LEAST else None for count in counts)
    return Counts(parts, total if total >= LEAST and is_safe else None)

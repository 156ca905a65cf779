"""The draw of a lottery: bound beforehand by a seed that nobody knows, and the same for whoever works it out again.

The rules are in `docs/algorithms/rewards.md`.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Random bytes of a seed.
SEED_BYTES = 32


def seal_of(seed: bytes) -> str:
    """What is published before the draw: it says nothing of the seed, and no other seed has it."""
    return sha256(seed).hexdigest()


def winners(seed: bytes, tickets: Iterable[int], prizes: Sequence[int]) -> dict[int, int]:
    """Which prize each winning ticket has, by its place from 0; `prizes` says how many there are of each."""
    drawn = sorted(tickets, key=lambda ticket: (_place(seed, ticket), ticket))
    each = [place for place, number in enumerate(prizes) for _ in range(number)]
    return dict(zip(drawn, each, strict=False))


def _place(seed: bytes, ticket: int) -> bytes:
    return hmac.digest(seed, str(ticket).encode(), "sha256")

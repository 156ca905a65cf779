"""Plays are signed by the shop: nobody makes one up, and nobody plays another's."""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import Final, NamedTuple

#: Of the signature so much goes on the wire: 160 bits.
_SHOWN: Final = 40
_LONGEST: Final = 120


class Signed(NamedTuple):
    """A play as it was given: its nonce and its end, in microseconds."""

    nonce: str
    ends_at: int


def sign(key: bytes, *, challenge: str, wallet_id: int, play: Signed) -> str:
    """The play as the member gets it."""
    return f"{play.nonce}.{play.ends_at}.{_mark(key, challenge, wallet_id, play)}"


def read(text: str) -> Signed | None:
    """What a play says of itself, not yet believed; None for what cannot be one."""
    nonce, _, rest = text[:_LONGEST].partition(".")
    ends_at, _, mark = rest.partition(".")
    is_one = nonce.isalnum() and ends_at.isascii() and ends_at.isdecimal() and len(ends_at) < 19
    return Signed(nonce, int(ends_at)) if is_one and len(mark) == _SHOWN and text.isascii() else None


def is_ours(key: bytes, text: str, *, challenge: str, wallet_id: int) -> bool:
    """Whether the shop gave this very play to this member for this challenge."""
    play = read(text)
    return play is not None and hmac.compare_digest(
        sign(key, challenge=challenge, wallet_id=wallet_id, play=play), text
    )


def _mark(key: bytes, challenge: str, wallet_id: int, play: Signed) -> str:
    told = f"play\n{challenge}\n{wallet_id}\n{play.nonce}\n{play.ends_at}".encode()
    return hmac.new(key, told, sha256).hexdigest()[:_SHOWN]

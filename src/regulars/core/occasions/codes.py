"""Codes for the door: short enough to read aloud, with no letter that looks like a figure."""

from __future__ import annotations

from typing import Final

#: Crockford's base 32: no I, L, O and U.
LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 10
#: Bits of chance in a code; its last two characters follow from the others.
BITS: Final = 40
_CHECKED: Final = 8
_ALIKE: Final = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": ""})
_MODULUS: Final = 1021
"""The largest prime below 32 × 32: a slip of one character, or two neighbours that changed places, alters the rest."""


def code_of(chance: int) -> str:
    """The code of a number below 2 ** `BITS`."""
    assert 0 <= chance < 1 << BITS
    body = "".join(LETTERS[chance >> 5 * place & 31] for place in reversed(range(_CHECKED)))
    return body + _check(body)


def read_code(text: str) -> str | None:
    """A code as it is kept, however it was typed; None for what cannot be one."""
    typed = text.strip().upper().translate(_ALIKE)
    if len(typed) != LENGTH or any(letter not in LETTERS for letter in typed):
        return None
    return typed if _check(typed[:_CHECKED]) == typed[_CHECKED:] else None


def _check(body: str) -> str:
    number = 0
    for letter in body:
        number = number * 32 + LETTERS.index(letter)
    rest = number * 32 * 32 % _MODULUS
    first, second = divmod((_MODULUS - rest) % _MODULUS, 32)
    return LETTERS[first] + LETTERS[second]

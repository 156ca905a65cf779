"""Codes that people read out and type in: Crockford's base 32 with a check character, made from bits that come from outside."""

from __future__ import annotations

from typing import Final

#: Crockford's digits: no I, L, O and U, which people mistake for others.
_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: What only a check character may be, for its 37 values.
_CHECKS: Final = _DIGITS + "*~$=U"
_VALUES: Final = {letter: value for value, letter in enumerate(_DIGITS)}
_READ_AS: Final = str.maketrans("OIL", "011", " -\u2010\u2011\u2012\u2013\u2014\uff0d\u3000\t\r\n")

BITS: Final = 50
_LENGTH: Final = BITS // 5
_PRIME: Final = 37


def code_of(bits: int) -> str:
    """The code of so many random bits, as it is kept: ten characters and their check, without hyphens."""
    assert 0 <= bits < 1 << BITS
    text = "".join([_DIGITS[bits >> shift & 31] for shift in range(BITS - 5, -1, -5)])
    return text + _CHECKS[bits % _PRIME]


def shown(code: str) -> str:
    """A code as people read it, in groups of four: `K7QX-9F3M-2T8`."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def folded(text: str) -> str:
    """What somebody typed, without what does not matter: small letters, blanks, hyphens, O for 0, I and L for 1.

    Words that a shop made up itself (`WELCOME`) are compared like this as well.
    """
    return text.upper().translate(_READ_AS)


def is_code(text: str) -> bool:
    """Whether a folded text can be one of ours: as long as they are, and with the right check character."""
    if len(text) != _LENGTH + 1:
        return False
    bits = 0
    for letter in text[:-1]:
        value = _VALUES.get(letter)
        if value is None:
            return False
        bits = bits << 5 | value
    return text[-1] == _CHECKS[bits % _PRIME]

"""Identifiers written in one way, so that the same name is the same; and values that name nobody."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal, get_args

Kind = Literal["user_id", "card", "line", "messenger", "phone", "email", "device"]

#: The strongest first.
IDENTIFIER_KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
LONGEST: Final = 200

_BLOCKED: Final = frozenset({
    "-1", "null", "none", "nil", "undefined", "nan", "n/a", "na", "anonymous", "anon", "guest", "unknown", "test",
    "tester", "user", "admin", "true", "false", "[object]", "[objectobject]", "example", "default",
})  # fmt: skip
_BLOCKED_BEFORE_AT: Final = frozenset({"test", "noreply", "no-reply", "none", "null", "anonymous"})
_BLOCKED_HOSTS: Final = re.compile(r"(^|\.)(example\.(com|org|net|edu)|test|invalid|localhost|test\.com)$")
_PLACEHOLDER: Final = re.compile(r"\{\{|\}\}|\$\{|<%")
#: What NFKC leaves as it is, and no placeholder holds: nearly all names of users and devices.
_PLAIN: Final = re.compile(r"[A-Za-z0-9_-]{1,200}")
_BLANK: Final = re.compile(r"\s+")
_DIGITS_APART: Final = re.compile(r"[0-9-]+")


def normal(kind: Kind, value: str) -> str | None:
    """The one way of writing an identifier; None for what names nobody.

    A telephone number must be in the international form already: which country is meant only the shell knows.
    """
    if _PLAIN.fullmatch(value) and kind not in {"card", "phone", "email"}:
        bare = value.lower()
        return value if bare not in _BLOCKED and bare.strip("0-") else None
    written = unicodedata.normalize("NFKC", value).strip()
    if kind == "card":
        written = card(written)
    elif kind == "email":
        written = written.lower()
    return None if _names_nobody(kind, written) else written


def card(value: str) -> str:
    """A card number as it is kept. Nearly all come so from a till, and are looked at once."""
    if value.isascii() and value.isalnum():
        return value
    # Large and small letters stay apart: an older system may have numbered its customers with both.
    bare = _BLANK.sub("", unicodedata.normalize("NFKC", value))
    return bare.replace("-", "") if _DIGITS_APART.fullmatch(bare) else bare


def _names_nobody(kind: Kind, written: str) -> bool:
    bare = _BLANK.sub("", written).lower()
    return (
        not bare
        or len(written) > LONGEST
        or not written.isprintable()
        or bare in _BLOCKED
        or not bare.strip("0-+.{}()")
        or _PLACEHOLDER.search(bare) is not None
        or (kind == "phone" and _is_one_digit(bare))
        or (kind == "email" and _is_no_address(bare))
    )


def _is_one_digit(phone: str) -> bool:
    return len(set(phone.lstrip("+"))) == 1 or not phone.lstrip("+").isdecimal()


def _is_no_address(email: str) -> bool:
    name, at, host = email.partition("@")
    return not (name and at and host) or name in _BLOCKED_BEFORE_AT or bool(_BLOCKED_HOSTS.search(host))

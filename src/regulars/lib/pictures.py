"""Pictures that somebody hands in: told apart by what they hold, and kept without what a camera wrote beside them.

Nothing is decoded here; browsers do that. What is neither PNG, JPEG nor WebP is no picture, whatever its name says.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

Kind = Literal["png", "jpeg", "webp"]
KINDS: Final[tuple[Kind, ...]] = ("png", "jpeg", "webp")
_PNG: Final = b"\x89PNG\r\n\x1a\n"
#: What a PNG shows, moves and colours; its texts, times and places are left out.
_PNG_KEPT: Final = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"acTL", b"fcTL", b"fdAT"}
)  # fmt: skip
_WEBP_KEPT: Final = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
#: In a WebP's header: that there are places and times of a camera, and other words, in it.
_WEBP_WORDS: Final = 0b0000_1100
_SCAN: Final = 0xDA


class Picture(NamedTuple):
    """A picture as it is kept."""

    kind: Kind
    body: bytes


def read(body: bytes) -> Picture | None:
    """The picture that some bytes are, less what tells of camera, place and time; None where they are none, or are cut off."""
    try:
        if body.startswith(_PNG):
            return Picture("png", _png(body))
        if body.startswith(b"\xff\xd8\xff"):
            return Picture("jpeg", _jpeg(body))
        if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
            return Picture("webp", _webp(body))
    except (IndexError, ValueError):
        return None
    return None


def _png(body: bytes) -> bytes:
    kept, at, name = [_PNG], len(_PNG), b""
    while name != b"IEND":
        size, name = int.from_bytes(_whole(body, at, 4), "big"), _whole(body, at + 4, 4)
        chunk = _whole(body, at, size + 12)
        if at == len(_PNG) and name != b"IHDR":
            raise ValueError(name)
        if name in _PNG_KEPT:
            kept.append(chunk)
        at += size + 12
    return b"".join(kept)


def _jpeg(body: bytes) -> bytes:
    """Segments up to the first scan, but for comments and all of applications save the first and the colours."""
    kept, at, marker = [body[:2]], 2, 0
    while marker != _SCAN:
        start, marker = body[at], body[at + 1]
        if start != 0xFF or marker in {0xD8, 0xD9, 0x00}:
            raise ValueError(marker)
        segment = _whole(body, at, 2 + int.from_bytes(_whole(body, at + 2, 2), "big"))
        is_words = marker == 0xFE or (0xE1 <= marker <= 0xEF and marker not in {0xE2, 0xEE})
        if not is_words:
            kept.append(segment)
        at += len(segment)
    end = body.rfind(b"\xff\xd9")
    if end < at:
        raise ValueError(end)
    return b"".join((*kept, body[at : end + 2]))


def _webp(body: bytes) -> bytes:
    size = int.from_bytes(body[4:8], "little")
    kept, at, end = [b"WEBP"], 12, 8 + size
    _whole(body, 0, end)
    while at < end:
        length = int.from_bytes(_whole(body, at + 4, 4), "little")
        chunk = _whole(body, at, 8 + length + length % 2)
        if chunk[:4] == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_WORDS & 0xFF]) + chunk[9:]
        if chunk[:4] in _WEBP_KEPT:
            kept.append(chunk)
        at += len(chunk)
    if len(kept) == 1:
        raise ValueError(size)
    whole = b"".join(kept)
    return b"RIFF" + len(whole).to_bytes(4, "little") + whole


def _whole(body: bytes, at: int, size: int) -> bytes:
    if at + size > len(body):
        raise ValueError(size)
    return body[at : at + size]

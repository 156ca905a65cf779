"""Opens a file: what it is, in which encoding, and its fingerprint; text is brought to UTF-8 where it is not."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import msgspec

from regulars.events.orderfiles.refusals import (
    EncodingUnknown,
    FileEmpty,
    FileIsFolder,
    FileMissing,
    FileUnreadable,
    FormatUnknown,
    JsonBroken,
)

Format = Literal["csv", "json", "parquet"]

_BLOCK: Final = 1 << 20
_TRIED: Final = ("UTF-8", "UTF-16", "Big5 (CP950)")
_SPACES: Final = b" \t\r\n"

#: How files begin that are often sent instead of text.
_OTHERS: Final = {
    b"PK\x03\x04": "xlsx", b"\xd0\xcf\x11\xe0": "xls", b"%PDF": "pdf", b"\x1f\x8b": "gzip", b"SQLite format 3": "sqlite",
    b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"\x28\xb5\x2f\xfd": "zstd",
}  # fmt: skip


class Opened(msgspec.Struct, frozen=True):
    """`path` is what to read from now on: the file itself, or its copy in UTF-8."""

    path: Path
    format: Format
    fingerprint: str
    encoding: str | None = None


class _Text(msgspec.Struct):
    """What one pass over the bytes found out."""

    fingerprint: str
    is_utf8: bool
    mixes_newlines: bool


def open_file(path: Path, *, folder: Path) -> Opened:
    """Find out what `path` is; refuses what cannot be an order file. A copy in UTF-8, if needed, goes to `folder`."""
    start = _beginning(path)
    if start.startswith(b"PAR1"):
        return Opened(path, "parquet", _fingerprint(path))
    for magic, seems in _OTHERS.items():
        if start.startswith(magic):
            raise FormatUnknown(path=str(path), seems=seems)
    text = _look(path)
    encoding = _encoding(path, start, text)
    readable = path
    if encoding not in {"utf-8", "utf-8-sig"} or text.mixes_newlines:
        readable = _in_utf8(path, encoding, folder / "in-utf8.txt")
    return Opened(readable, _text_format(readable, path), text.fingerprint, encoding)


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except FileNotFoundError:
        raise FileMissing(path=str(path)) from None
    except IsADirectoryError:
        raise FileIsFolder(path=str(path)) from None
    except OSError:
        raise FileUnreadable(path=str(path)) from None
    if not start:
        raise FileEmpty(path=str(path))
    return start


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _fingerprint(path: Path) -> str:
    digest = hashlib.sha256()
    for block in _blocks(path):
        digest.update(block)
    return digest.hexdigest()


def _look(path: Path) -> _Text:
    digest, decoder, is_utf8 = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")(), True
    pairs = feeds = 0
    for block in _blocks(path):
        digest.update(block)
        feeds += block.count(b"\n")
        pairs += block.count(b"\r\n")
        if is_utf8:
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                is_utf8 = False
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        is_utf8 = False
    return _Text(digest.hexdigest(), is_utf8, 0 < pairs < feeds)


def _encoding(path: Path, start: bytes, text: _Text) -> str:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\0" in start:
        encoding = _unmarked_utf16(path, start)
    elif text.is_utf8:
        return "utf-8-sig" if start.startswith(codecs.BOM_UTF8) else "utf-8"
    else:
        encoding = "cp950"
    if (line := _wrong_line(path, encoding)) is not None:
        line = line if encoding == "utf-16" else _wrong_line(path, "utf-8")
        raise EncodingUnknown(path=str(path), line=line, tried=list(_TRIED))
    return encoding


def _unmarked_utf16(path: Path, start: bytes) -> str:
    """Without a mark, the zeros beside Latin letters, digits and commas tell which byte comes first."""
    first, second = start[::2].count(0), start[1::2].count(0)
    if max(first, second) * 8 < len(start) or min(first, second) * 8 > len(start):
        raise FormatUnknown(path=str(path), seems="binary")
    return "utf-16-le" if second > first else "utf-16-be"


def _wrong_line(path: Path, encoding: str) -> int | None:
    """Line of the first bytes that are no text in this encoding; None when all of it is."""
    line = 1
    try:
        if encoding.startswith("utf-16"):
            with path.open(encoding=encoding) as text:
                line = sum(1 for _ in text)
        else:
            # A line's end is one byte here, and never part of a letter: lines can be read one by one.
            with path.open("rb") as file:
                for line, raw in enumerate(file, start=1):  # noqa: B007 - wanted when it fails.
                    raw.decode(encoding)
    except UnicodeError:
        return line
    return None


def _in_utf8(path: Path, encoding: str, copy: Path) -> Path:
    with (
        path.open(encoding=encoding, newline=None) as file,
        copy.open("w", encoding="utf-8", newline="\n") as out,
    ):
        while text := file.read(_BLOCK):
            out.write(text)
    return copy


def _text_format(path: Path, shown: Path) -> Format:
    with path.open("rb") as file:
        start = file.read(4096).removeprefix(codecs.BOM_UTF8).lstrip(_SPACES)
    if not start:
        raise FileEmpty(path=str(shown))
    if start.startswith(b"["):
        # One array of everything would have to be read as one line, and as one memory.
        raise JsonBroken(path=str(shown), line=1)
    return "json" if start.startswith(b"{") else "csv"

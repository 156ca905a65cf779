"""Turns every locale/*.po into the .mo beside it: `python -m regulars.site.catalogues`, with no gettext installed.

The .mo files are kept with the code, so that a fresh clone speaks both languages without a step; a test says when
one was forgotten.
"""

from __future__ import annotations

import ast
import re
import struct
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).resolve().parents[1]
_MAGIC: Final = 0x950412DE
_HEADER: Final = 7 * 4
_KEYWORD: Final = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)\s+(?=\")")
_CONTEXT_ENDS: Final = "\x04"

Messages = dict[str, str]


def read(text: str) -> Messages:
    """The messages of a .po, keyed as a .mo keys them; those without a translation are left out."""
    messages: Messages = {}
    for block in re.split(r"\n\s*\n", text):
        entry: dict[str, str] = {}
        keyword = ""
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            found = _KEYWORD.match(line)
            keyword = found[1] if found else keyword
            if keyword:
                entry[keyword] = entry.get(keyword, "") + ast.literal_eval(line[found.end() if found else 0 :].strip())
        _add(messages, entry)
    return messages


def compiled(messages: Messages) -> bytes:
    """The bytes of a .mo, as gettext's own compiler orders them."""
    rows = sorted((key.encode(), value.encode()) for key, value in messages.items())
    keys, values = b"".join(key + b"\0" for key, _ in rows), b"".join(value + b"\0" for _, value in rows)
    table = 8 * len(rows)
    first_key = _HEADER + 2 * table
    places = _places([key for key, _ in rows], first_key) + _places([v for _, v in rows], first_key + len(keys))
    header = struct.pack("<7I", _MAGIC, 0, len(rows), _HEADER, _HEADER + table, 0, first_key)
    return header + struct.pack(f"<{len(places)}I", *places) + keys + values


def catalogues() -> list[Path]:
    """Every .po of ours."""
    return sorted(PACKAGE.rglob("locale/*/LC_MESSAGES/*.po"))


def _add(messages: Messages, entry: dict[str, str]) -> None:
    if "msgid" not in entry:
        return
    several = [entry[keyword] for keyword in sorted(entry) if keyword.startswith("msgstr")]
    key = entry["msgid"] + (f"\0{entry['msgid_plural']}" if "msgid_plural" in entry else "")
    if any(several):
        context = entry["msgctxt"] + _CONTEXT_ENDS if "msgctxt" in entry else ""
        messages[context + key] = "\0".join(several)


def _places(texts: list[bytes], start: int) -> list[int]:
    places: list[int] = []
    for text in texts:
        places += [len(text), start]
        start += len(text) + 1
    return places


def main() -> None:
    """Write every .mo anew."""
    for source in catalogues():
        source.with_suffix(".mo").write_bytes(compiled(read(source.read_text(encoding="utf-8"))))
        print(source.relative_to(PACKAGE))


if __name__ == "__main__":
    main()

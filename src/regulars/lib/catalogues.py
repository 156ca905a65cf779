"""Turns translations as people write them (.po) into what gettext reads (.mo), without the gettext programs."""

import ast
import os
import struct
from collections.abc import Iterator
from pathlib import Path

MO_MAGIC = 0x950412DE
HEADER_BYTES = 28
# How a .mo file marks the context before a message, and the plural forms after one another.
CONTEXT_END = "\x04"
FORM_END = "\x00"


def compile_stale_catalogues(package: Path) -> list[Path]:
    """Compile every catalogue below the package that is newer than what was compiled of it; return those."""
    stale = [po for po in sorted(package.glob("**/locale/*/LC_MESSAGES/*.po")) if _is_stale(po)]
    for po in stale:
        # Written under another name first: somebody else may be reading.
        unfinished = po.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(compiled(translations_in(po.read_text(encoding="utf-8"))))
        unfinished.rename(po.with_suffix(".mo"))
    return stale


def translations_in(text: str) -> dict[str, str]:
    """Return the translations of a .po file by message; the doubtful (fuzzy) and the empty are left out."""
    found = {}
    for entry in text.replace("\r\n", "\n").split("\n\n"):
        fields = _fields(entry)
        key = fields.get("msgid", "")
        if "msgid_plural" in fields:
            key += FORM_END + fields["msgid_plural"]
        if "msgctxt" in fields:
            key = fields["msgctxt"] + CONTEXT_END + key
        forms = [value for name, value in sorted(fields.items()) if name.startswith("msgstr")]
        if any(forms) and "msgid" in fields and not _is_fuzzy(entry):
            found[key] = FORM_END.join(forms)
    return found


def compiled(translations: dict[str, str]) -> bytes:
    """Return the bytes of a .mo file: a header, two tables of lengths and places, and the texts, sorted."""
    pairs = sorted((key.encode(), value.encode()) for key, value in translations.items())
    keys = [key for key, _ in pairs]
    values = [value for _, value in pairs]
    table_bytes = 8 * len(pairs)
    texts_begin = HEADER_BYTES + 2 * table_bytes
    header = struct.pack(
        "<7I", MO_MAGIC, 0, len(pairs), HEADER_BYTES, HEADER_BYTES + table_bytes, 0, texts_begin
    )
    places, texts = [], b""
    for text in keys + values:
        places.append(struct.pack("<2I", len(text), texts_begin + len(texts)))
        texts += text + b"\x00"
    return header + b"".join(places) + texts


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def _is_fuzzy(entry: str) -> bool:
    return any(line.startswith("#,") and "fuzzy" in line for line in entry.splitlines())


def _fields(entry: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, text in _strings(entry):
        fields[name] = fields.get(name, "") + text
    return fields


def _strings(entry: str) -> Iterator[tuple[str, str]]:
    name = ""
    for line in entry.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        before, quote, rest = line.partition('"')
        name = before.strip() or name
        yield name, ast.literal_eval(quote + rest.strip())

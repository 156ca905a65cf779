"""The fingerprint that chains one audit record to the one before it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final, NamedTuple

Fact = str | int | bool | None

BEGINNING: Final = bytes(32)
"""Stands before the first record."""


class Change(NamedTuple):
    """What a record says, without its fingerprint."""

    no: int
    at: datetime
    by_no: int | None
    verb: str
    subject: str
    facts: Mapping[str, Fact]


def fingerprint(change: Change, *, previous: bytes) -> bytes:
    """Cover every field and the record before. Facts are plain values, so JSON writes them in one way only."""
    fields = [change.no, change.at.astimezone(UTC).isoformat(), *change[2:5], dict(change.facts)]
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(previous + text.encode()).digest()

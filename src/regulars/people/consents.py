"""Consent receipts: what a member said yes and no to, with the very text that they were shown."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from django.db.models import Q

from regulars.people.models import ConsentReceipt, Part, PrivacyNotice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from psycopg import Cursor

_KEEP_TEXT = """
    INSERT INTO people_privacynotice (hash, purpose, version, language, text) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT DO NOTHING
"""
_KEEP = """
    INSERT INTO people_consentreceipt (source, source_id, wallet_id, purpose, is_given, said_at, notice_version,
        notice_hash, channel, language, by)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


class Shown(NamedTuple):
    """A privacy notice as somebody was shown it."""

    purpose: str
    version: str
    language: str
    text: str

    @property
    def hash(self) -> str:
        """The fingerprint under which the text is kept. What it is for belongs to it, and so does its version."""
        return sha256("\n".join(self).encode()).hexdigest()


class Word(NamedTuple):
    """A yes or a no on its way to its receipt; a no comes without a notice."""

    source: str
    source_id: str
    wallet_id: int
    purpose: str
    is_given: bool
    said_at: datetime
    channel: str
    language: str
    by: str
    shown: Shown | None


class Receipt(msgspec.Struct, frozen=True):
    """A consent receipt as it is read."""

    purpose: str
    is_given: bool
    said_at: datetime
    recorded_at: datetime
    channel: str
    language: str
    by: str
    notice_version: str
    notice_hash: str
    notice: str
    id: str


def record(cursor: Cursor, words: Iterable[Word]) -> None:
    """Write receipts, in the transaction that decides the words."""
    for word in words:
        shown = word.shown
        if shown is not None:
            cursor.execute(_KEEP_TEXT, (shown.hash, *shown))
        text = (shown.version, shown.hash) if shown is not None else ("", "")
        cursor.execute(_KEEP, (*word[:6], *text, word.channel, word.language, word.by))


def go_with(cursor: Cursor, source: str, source_id: str, wallet_id: int) -> None:
    """Let a receipt go with its event, which went to another member when a merge was taken back."""
    asked = "UPDATE people_consentreceipt SET wallet_id = %s WHERE source = %s AND source_id = %s"
    cursor.execute(asked, (wallet_id, source, source_id))


def receipts_of(wallet_id: int) -> tuple[Receipt, ...]:
    """Every receipt of a member, the latest first; of one who was two, those of both."""
    parts = Part.objects.filter(merge=wallet_id).values("wallet_id")
    rows = ConsentReceipt.objects.filter(Q(wallet_id=wallet_id) | Q(wallet_id__in=parts))
    found = list(rows.order_by("-said_at", "-recorded_at", "source_id"))
    hashes = {row.notice_hash for row in found if row.notice_hash}
    texts = dict(PrivacyNotice.objects.filter(hash__in=hashes).values_list("hash", "text"))
    return tuple(
        Receipt(
            row.purpose, row.is_given, row.said_at, row.recorded_at, row.channel, row.language, row.by,
            row.notice_version, row.notice_hash, texts.get(row.notice_hash, ""), f"{row.source}/{row.source_id}",
        )
        for row in found
    )  # fmt: skip

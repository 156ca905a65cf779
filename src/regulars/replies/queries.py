"""What was replied to a request."""

from __future__ import annotations

from regulars.replies.actions import Kept, Reply
from regulars.replies.models import Reply as Row


def kept(source: str, key: str) -> Kept | None:
    """The reply that a source was given under its key; None where there is none any more."""
    row = Row.objects.filter(source=source, key=key).first()
    if row is None:
        return None
    return Kept(bytes(row.fingerprint), Reply(row.status, row.language, bytes(row.body), is_again=True))

"""Notices of versions before: what members agreed to keeps its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regulars.core.programme.document import Programme
from regulars.core.programme.mistakes import Fact, Mistake
from regulars.core.programme.purpose_document import Notice

_TEXTS = {"zh-Hant": "zh_hant", "en": "en"}


def check_notices(document: Programme, published: Sequence[Programme]) -> Iterator[Mistake]:
    """Notices that say something else under a version that was published. Receipts name it, so its words may never change.

    `published` is every version of the programme, the oldest first.
    """
    known: dict[tuple[str, str], Notice] = {}
    for before in published:
        known |= {(name, part.notice.version): part.notice for name, part in before.purposes.items()}
    for name, part in document.purposes.items():
        notice = known.get((name, part.notice.version), part.notice)
        keys = tuple(
            key for key, text in _TEXTS.items() if getattr(notice, text) != getattr(part.notice, text)
        )
        if keys:
            facts: dict[str, Fact] = {"purpose": name, "given": part.notice.version, "keys": keys}
            yield Mistake(("purposes", name, "notice", "version"), "NoticeChanged", facts)

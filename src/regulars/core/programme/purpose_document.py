"""Purposes as a shop writes them: what something may be read for, and what a member reads before agreeing to it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from regulars.core.programme.parts import Part, Words

NoticeText = Annotated[str, Meta(min_length=1, max_length=4000)]


class Notice(Part, frozen=True, kw_only=True, rename={"zh_hant": "zh-Hant"}):
    """The privacy notice of a purpose, in both languages. Its version changes with its text."""

    version: Annotated[str, Meta(min_length=1, max_length=40)]
    zh_hant: NoticeText
    en: NoticeText

    def text(self, language: str) -> str:
        """The text as somebody of this language reads it."""
        return self.en if language == "en" else self.zh_hant


class Purpose(Part, frozen=True, kw_only=True):
    """Something that a member may agree to; `reads` names fields and events that belong to it."""

    name: Words | None = None
    notice: Notice
    reads: Annotated[list[Annotated[str, Meta(min_length=1, max_length=100)]], Meta(max_length=200)] = []

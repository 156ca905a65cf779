"""What a back-test asks of a history: members one after the other, each with all that happened, in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from regulars.core.events import Event


class History(Protocol):
    """Events by member, in as many parts as there are hands. It crosses into other processes by pickling."""

    def by_member(self, part: int, parts: int) -> Iterator[tuple[str, list[Event]]]:
        """The members of one part, each in exactly one part, with their events as they occurred."""
        ...

"""Python's search for circular garbage, put off while many values are made that hold no circles."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def no_search_for_circles() -> Iterator[None]:
    """Put the search off; everything without circles is still freed at once, when nobody needs it any more.

    Decisions make thousands of values that live until their batch is written. Looking through all of them again and
    again, for circles that are not there, took two fifths of the time of a decision.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


#: So many new values that were not freed again set a search off; Python begins with 700.
NEW_VALUES: Final = 50_000


def search_seldom() -> None:
    """Let this process look for circles only where very many values stay, as a desk's do until they are answered."""
    gc.set_threshold(NEW_VALUES, 10, 10)

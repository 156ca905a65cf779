"""Names that may stand once, and stand again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from regulars.core.programme.mistakes import Mistake, Path


def said_again(names: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Every name that stood before, with its place."""
    seen: set[str] = set()
    for place, name in enumerate(names):
        if name in seen:
            yield place, name
        seen.add(name)


def check_ids(ids: Iterable[str], path: Path, code: str, fact: str) -> Iterator[Mistake]:
    """Parts of a list that are told apart by their `id`; `fact` names it in the sentence of `code`."""
    for place, name in said_again(ids):
        yield Mistake((*path, place, "id"), code, {fact: name})


def check_spans(spans: Iterable[str], path: Path) -> Iterator[Mistake]:
    """Limits of which each stretch of time has one."""
    for place, span in said_again(spans):
        yield Mistake((*path, place), "LimitTwice", {"per": span})

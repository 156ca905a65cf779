"""Conditions in their place: readable, and true at least once."""

from __future__ import annotations

from collections.abc import Iterator

from regulars.core.expressions.tree import Condition, Flag
from regulars.core.expressions.vocabulary import Vocabulary
from regulars.core.programme.mistakes import Fact, Mistake, Path
from regulars.core.programme.vocabulary import read_condition


def check_condition(
    text: str | None, path: Path, *, vocabulary: Vocabulary, per_line: bool
) -> Iterator[Mistake]:
    """Every mistake in one condition; one that can be read but never holds is a mistake too."""
    if text is None:
        return
    found = read_condition(text, vocabulary=vocabulary, per_line=per_line)
    if not isinstance(found, tuple):
        if _never_holds(found):
            yield Mistake(path, "NeverTrue", {"expression": text})
        return
    for each in found:
        facts: dict[str, Fact] = dict(each.facts)
        yield Mistake(path, f"condition.{each.code}", facts, line=each.line, column=each.column)


def _never_holds(tree: Condition) -> bool:
    return tree == Flag(False)

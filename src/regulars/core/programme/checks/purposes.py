"""Purposes: declared with a notice, covering what there is, and never anything sensitive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from regulars.core.expressions import Condition, Mistakes, leaves
from regulars.core.expressions.tree import (
    Compare,
    Fact,
    Has,
    OneOf,
    Text,
    Value,
    questions_of,
    tests_of,
)
from regulars.core.programme.checks.points import among
from regulars.core.programme.document import Programme, Purpose
from regulars.core.programme.mistakes import Mistake, Path, nearest
from regulars.core.programme.purposes import (
    EVENT_PURPOSES,
    FIELD_PURPOSES,
    MEMBERSHIP,
    STANDARD,
    Purposes,
)
from regulars.core.programme.sensitive import is_sensitive_goods, topic_of

_CATEGORIES: Final = frozenset({"categories", "line.categories", "line.category"})
_A_FIELD: Final = re.compile(r"[a-z_]+(\.[a-z_]+)*\Z")
#: A text in quotes, or a name with what hangs on it by points.
_WORD: Final = re.compile(r"\"[^\"]*\"?|'[^']*'?|[^\W\d]\w*(?:\.\w+)*")


def check_purposes(document: Programme) -> Iterator[Mistake]:
    """What a programme declares to ask members for."""
    claimed: dict[str, str] = {}
    for name, purpose in document.purposes.items():
        path: Path = ("purposes", name)
        topic = topic_of(name)
        if topic is not None:
            yield Mistake(path, "Sensitive", {"given": name, "topic": topic}, on_key=True)
        if purpose.name is None and name not in STANDARD:
            yield Mistake(path, "PurposeNameMissing", {"purpose": name, "known": tuple(STANDARD)})
        yield from _check_covered(name, purpose, claimed, (*path, "reads"))


def _check_covered(name: str, purpose: Purpose, claimed: dict[str, str], path: Path) -> Iterator[Mistake]:
    for place, read in enumerate(purpose.reads):
        here, topic = (*path, place), topic_of(read)
        if topic is not None:
            yield Mistake(here, "Sensitive", {"given": read, "topic": topic})
        elif _A_FIELD.match(read) and read not in FIELD_PURPOSES:
            known = (*FIELD_PURPOSES, *EVENT_PURPOSES)
            yield Mistake(here, "ReadsUnknown", {"given": read, "suggestion": nearest(read, known)})
        if claimed.setdefault(read, name) != name:
            yield Mistake(here, "ReadsTwice", {"given": read, "purpose": claimed[read]})


def check_purpose_named(purpose: str | None, document: Programme, path: Path) -> Iterator[Mistake]:
    """The purpose of a rule must be one that the programme asks for."""
    known = Purposes(document).known
    if purpose is not None and purpose not in known:
        yield Mistake((*path, "purpose"), "PurposeUnknown", among(purpose, known))


def check_event_read(event: str, purpose: str, purposes: Purposes, path: Path) -> Iterator[Mistake]:
    """The event that a rule looks at belongs to membership or to its purpose, and is nothing sensitive."""
    belongs, topic = purposes.of(event), topic_of(event)
    if topic is not None:
        yield Mistake((*path, "on"), "Sensitive", {"given": event, "topic": topic})
    if belongs not in {MEMBERSHIP, purpose}:
        facts = {"field": event, "purpose": belongs, "given": purpose}
        yield Mistake((*path, "on"), "PurposeMissing", facts)


def check_reads(
    tree: Condition, text: str, path: Path, *, purposes: Purposes, purpose: str | None
) -> Iterator[Mistake]:
    """Everything that a condition reads must belong to membership or to its own purpose; None is that of a track."""
    belongs: dict[str, str] = {}
    for leaf in leaves(tree):
        belongs |= purposes.of_leaf(leaf)
    for name, needed in belongs.items():
        if needed not in {MEMBERSHIP, purpose}:
            code = "PurposeOfTrack" if purpose is None else "PurposeMissing"
            facts = {"field": name, "purpose": needed, "given": purpose or MEMBERSHIP}
            yield _at(text, name, path, code, facts)
    if purpose != MEMBERSHIP:
        for category in _goods(tree, of_any_field=False):
            yield _at(text, category, path, "SensitiveGoods", {"given": category})


def check_words(text: str, path: Path, mistakes: Mistakes) -> tuple[list[Mistake], Mistakes]:
    """Names in a condition that no programme may speak of, and the mistakes that do not only follow from them."""
    found: list[Mistake] = []
    covered: set[tuple[int, int]] = set()
    for word in _WORD.finditer(text):
        name = word.group()
        topic = None if name[0] in "\"'" else topic_of(name)
        if topic is not None:
            found.append(_placed(text, word.start(), path, "Sensitive", {"given": name, "topic": topic}))
            covered |= {_place(text, place) for place in range(word.start(), word.end())}
    return found, tuple(each for each in mistakes if (each.line, each.column) not in covered)


def check_behaviour(tree: Condition, text: str, path: Path) -> Iterator[Mistake]:
    """Events and properties that a condition asks for, and the goods by which it remembers somebody."""
    questions = dict(questions_of(tree)).values()
    for question in questions:
        # What stands without quotes was found among the words already.
        named = (*question.events, *((question.property.name,) if question.property is not None else ()))
        for name in named:
            topic = topic_of(name)
            if topic is not None:
                yield _at(text, name, path, "Sensitive", {"given": name, "topic": topic})
        for goods in _goods(question.where, of_any_field=True):
            yield _at(text, goods, path, "SensitiveGoods", {"given": goods})


def _compared(tree: Condition) -> Iterator[tuple[Value, Value]]:
    """Every fact with a value that it is compared with."""
    for test in tests_of(tree):
        match test:
            case Compare(left=left, right=right):
                yield left, right
            case OneOf(item=item, values=values):
                yield from ((item, value) for value in values)
            case Has(collection=collection, item=item):
                yield collection, item
            case _:
                pass


def _goods(tree: Condition | None, *, of_any_field: bool) -> Iterator[str]:
    """Sensitive goods that a condition names: as a category, or in any text of a question."""
    for left, right in _compared(tree) if tree is not None else ():
        is_category = isinstance(left, Fact) and left.field.name in _CATEGORIES
        if isinstance(right, Text) and (of_any_field or is_category) and is_sensitive_goods(right.value):
            yield right.value


def _at(text: str, name: str, path: Path, code: str, facts: dict[str, str]) -> Mistake:
    """A mistake at the first place where a condition names something, in quotes or without."""
    words = _WORD.finditer(text)
    start = next((word.start() for word in words if word.group().strip("\"'") == name), 0)
    return _placed(text, start, path, code, facts)


def _placed(text: str, start: int, path: Path, code: str, facts: dict[str, str]) -> Mistake:
    line, column = _place(text, start)
    return Mistake(path, code, dict(facts), line, column)


def _place(text: str, start: int) -> tuple[int, int]:
    before = text[:start]
    return before.count("\n") + 1, start - (before.rfind("\n") + 1)

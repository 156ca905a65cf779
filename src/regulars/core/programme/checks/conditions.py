"""Conditions in their place: readable, and true on some receipt of some day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from regulars.core.expressions import (
    Condition,
    Vocabulary,
    canonical,
    compile_condition,
    fields_read,
    functions_read,
    never_matches,
    questions_of,
)
from regulars.core.expressions.tree import Every, Some
from regulars.core.facts import EPOCH_DAY
from regulars.core.programme.checks.behaviour import check_event
from regulars.core.programme.checks.purposes import check_behaviour, check_reads, check_words
from regulars.core.programme.document import Programme
from regulars.core.programme.mistakes import Fact, Mistake, Path
from regulars.core.programme.purposes import MEMBERSHIP, Purposes
from regulars.core.programme.vocabulary import behaviour_vocabulary, read_condition

_CALENDAR: Final = frozenset({"day", "month", "year", "weekday", "date"})
#: Every meeting of a weekday with a date comes round within 28 years, leap years included, or within 40
#: across a century that has no leap day.
_YEARS_AHEAD: Final = 40


class Checked(NamedTuple):
    """What conditions are checked against."""

    vocabulary: Vocabulary
    first_day: int
    purposes: Purposes

    @classmethod
    def against(cls, document: Programme, vocabulary: Vocabulary) -> Checked:
        try:
            first = date.fromisoformat(document.effective_from)
        except ValueError:
            first = date(2000, 1, 1)
        return cls(vocabulary, min(first, date(9900, 1, 1)).toordinal(), Purposes(document))

    def of_behaviour(self, document: Programme) -> Checked:
        """The same for a rule on something that is no purchase."""
        return self._replace(vocabulary=behaviour_vocabulary(document))


def check_condition(
    text: str | None, path: Path, *, checked: Checked, per_line: bool, purpose: str | None = MEMBERSHIP
) -> Iterator[Mistake]:
    """Every mistake in one condition; one that can be read but never holds is a mistake too.

    `purpose` is what it is read for; None for a track, which has none.
    """
    if text is None:
        return
    found = read_condition(text, vocabulary=checked.vocabulary, per_line=per_line)
    sensitive, mistakes = check_words(text, path, found if isinstance(found, tuple) else ())
    yield from sensitive
    if isinstance(found, tuple):
        for each in mistakes:
            facts: dict[str, Fact] = dict(each.facts)
            yield Mistake(path, f"condition.{each.code}", facts, line=each.line, column=each.column)
        return
    for name in dict.fromkeys(name for _, question in questions_of(found) for name in question.events):
        yield from check_event(name, path)
    yield from check_behaviour(found, text, path)
    yield from check_reads(found, text, path, purposes=checked.purposes, purpose=purpose)
    impossible = never_matches(found) or _dayless(found, checked.first_day) or _eventless(found)
    if impossible:
        yield Mistake(path, "NeverTrue", {"part": impossible})


def _eventless(tree: Condition) -> str | None:
    """What a question demands of an event that no event can be: then it asks about nothing."""
    for _, question in questions_of(tree):
        where = question.where
        if where is not None and (impossible := never_matches(where)):
            return impossible
    return None


def _dayless(tree: Condition, first_day: int) -> str | None:
    """The part that holds on no day from the first of this version: 30 February, or a year gone by."""
    match tree:
        case Some(parts=parts):
            found = [_dayless(part, first_day) for part in parts]
            return canonical(tree) if all(found) else None
        case Every(parts=parts):
            dated = tuple(part for part in parts if _reads_calendar(part))
            if dated and _holds_never(dated[0] if len(dated) == 1 else Every(dated), first_day):
                return canonical(Every(dated))
            return next((part for part in (_dayless(each, first_day) for each in parts) if part), None)
        case _:
            return canonical(tree) if _reads_calendar(tree) and _holds_never(tree, first_day) else None


def _reads_calendar(tree: Condition) -> bool:
    """Whether a condition asks about the day and about nothing else."""
    fields = fields_read(tree)
    return bool(fields) and fields <= _CALENDAR and not functions_read(tree)


def _holds_never(tree: Condition, first_day: int) -> bool:
    holds = compile_condition(tree)
    return not any(holds(day) for day in _days_from(first_day))


class _DayFacts(NamedTuple):
    """The calendar's facts, named as on a receipt."""

    day: int
    month: int
    year: int
    weekday: int
    date: int


@lru_cache(maxsize=4)
def _days_from(first_day: int) -> tuple[_DayFacts, ...]:
    first = date.fromordinal(first_day)
    days = (first + timedelta(days=ahead) for ahead in range(_YEARS_AHEAD * 366))
    return tuple(
        _DayFacts(day.day, day.month, day.year, day.isoweekday(), day.toordinal() - EPOCH_DAY) for day in days
    )

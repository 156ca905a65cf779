"""When points become usable and run out, as it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from regulars.core.periods import FIRST_YEAR, LAST_YEAR
from regulars.core.programme.checks.numbers import one_of
from regulars.core.programme.document import ExpiryTerms, Pending, PointsCurrency
from regulars.core.programme.mistakes import Mistake, Path


def check_date(text: str, path: Path) -> Iterator[Mistake]:
    """A date that is written like one may still be none: there is no 30 February."""
    try:
        year = date.fromisoformat(text).year
    except ValueError:
        yield Mistake(path, "DateUnreadable", {"given": text})
        return
    if not FIRST_YEAR <= year <= LAST_YEAR:
        yield Mistake(path, "DateTooFar", {"given": text, "first": FIRST_YEAR, "last": LAST_YEAR})


def check_days(
    days: Mapping[str, str | None], path: Path, code: str, *, first: str = "first", last: str = "given"
) -> Iterator[Mistake]:
    """A first and a last day by their keys, either of which may be left out; `code` tells of the wrong order, by those facts."""
    wrong = [
        mistake for key, day in days.items() if day is not None for mistake in check_date(day, (*path, key))
    ]
    yield from wrong
    since, until = days.values()
    if not wrong and since is not None and until is not None and until < since:
        yield Mistake((*path, list(days)[1]), code, {first: since, last: until})


def check_expiry(expiry: str | ExpiryTerms | None, path: Path) -> Iterator[Mistake]:
    """An expiry says one thing: so long after activation or activity, or at the end of certain dates."""
    if not isinstance(expiry, ExpiryTerms):
        return
    yield from one_of({"rolling": expiry.rolling, "sliding": expiry.sliding, "dates": expiry.dates}, path)
    for place, text in enumerate(expiry.dates or []):
        yield from _check_year_day(text, (*path, "dates", place))
    for key, terms in (("rolling", expiry.rolling), ("sliding", expiry.sliding)):
        if terms is not None:
            spans = {"days": terms.days, "months": terms.months, "years": terms.years}
            yield from one_of(spans, (*path, key))


def slides(expiry: str | ExpiryTerms | None) -> bool:
    """Whether points live by the last activity."""
    return isinstance(expiry, ExpiryTerms) and expiry.sliding is not None


def check_sliding_of_level(
    expiry: str | ExpiryTerms | None, points: PointsCurrency, path: Path
) -> Iterator[Mistake]:
    """Points have one clock: a level says only how long, and only where the points themselves slide."""
    if expiry is None:
        return
    name = {"points": str(path[-2])}
    if slides(expiry) != slides(points.expiry):
        yield Mistake(path, "SlidingUnwanted" if slides(expiry) else "SlidingWanted", name)
    elif isinstance(expiry, ExpiryTerms) and expiry.sliding is not None:
        for key in ("activity", "late_activity"):
            if getattr(expiry.sliding, key) is not None:
                yield Mistake((*path, "sliding", key), "ActivityUnwanted")


def _check_year_day(text: str, path: Path) -> Iterator[Mistake]:
    """29 February is one: in a year without it, the end of February is meant."""
    try:
        date.fromisoformat(f"2000-{text}")
    except ValueError:
        yield Mistake(path, "YearDayUnreadable", {"given": text})


def check_pending(pending: str | Pending | None, path: Path) -> Iterator[Mistake]:
    """Points wait so many days, until a date, or for an event that may never come."""
    if not isinstance(pending, Pending):
        return
    ways = {"days": pending.days, "until": pending.until, "until_event": pending.until_event}
    yield from one_of(ways, path)
    if pending.until_event is not None and pending.timeout is None:
        yield Mistake((*path, "until_event"), "TimeoutMissing", {"event": pending.until_event})
    if pending.timeout is not None and pending.until_event is None and any(ways.values()):
        yield Mistake((*path, "timeout"), "TimeoutUnwanted")
    if pending.until is not None:
        yield from check_date(pending.until, (*path, "until"))

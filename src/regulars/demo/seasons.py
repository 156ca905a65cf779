"""The shop's year: the seasons that fill it, what people then look for, and the prices of the day."""

from datetime import date, timedelta
from functools import cache

from msgspec import Struct

# Feasts of the lunar calendar, looked up rather than computed; a year beyond these tables simply has none.
LUNAR_NEW_YEAR = (
    *(date(2023, 1, 22), date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6)),
    *(date(2028, 1, 26), date(2029, 2, 13), date(2030, 2, 3), date(2031, 1, 23), date(2032, 2, 11)),
)
MID_AUTUMN = (
    *(date(2023, 9, 29), date(2024, 9, 17), date(2025, 10, 6), date(2026, 9, 25), date(2027, 9, 15)),
    *(date(2028, 10, 3), date(2029, 9, 22), date(2030, 9, 12), date(2031, 10, 1), date(2032, 9, 19)),
)


class Season(Struct, frozen=True):
    """`lift` multiplies everybody's visits, `wanted` the choice of goods, `price` what goods and books cost."""

    name: str
    name_zh: str
    name_en: str
    lift: float
    wanted: tuple[tuple[str, float], ...] = ()
    price: float = 1.0


NEW_YEAR = Season("new_year", "年節", "New Year", 1.35, (("gifts", 2.5), ("food", 2.0)))
MOTHERS_DAY = Season("mothers_day", "母親節", "Mother's Day", 1.3, (("gifts", 2.5), ("home", 1.6)), 0.9)
SUMMER = Season("summer", "暑假", "Summer holidays", 1.08, (("books", 1.3), ("cinema", 1.3), ("toys", 1.8)))
MID_AUTUMN_FEAST = Season("mid_autumn", "中秋", "Mid-Autumn", 1.3, (("gifts", 3.0), ("food", 1.6)))
ANNIVERSARY = Season("anniversary", "週年慶", "Anniversary sale", 2.3, (("home", 1.5), ("online", 1.8)), 0.85)
CHRISTMAS = Season("christmas", "聖誕", "Christmas", 1.25, (("gifts", 2.0), ("stationery", 1.5)))

SEASONS = (NEW_YEAR, MOTHERS_DAY, SUMMER, MID_AUTUMN_FEAST, ANNIVERSARY, CHRISTMAS)


@cache
def seasons_on(day: date) -> tuple[Season, ...]:
    return tuple(season for season in SEASONS if _is_on(season, day))


def is_closed(day: date) -> bool:
    """New Year's Eve and New Year's Day are spent with the family; only the online store takes orders."""
    return any(feast - timedelta(days=1) <= day <= feast for feast in LUNAR_NEW_YEAR)


def busyness(*, day: date, pull: float) -> float:
    """How full a day is beside a plain one, for somebody whom seasons pull that strongly (0 not at all)."""
    lift = 1.0
    for season in seasons_on(day):
        lift *= season.lift**pull
    return lift


def price_of_the_day(day: date) -> float:
    """Two sales at once do not add up: the better one counts."""
    return min((season.price for season in seasons_on(day)), default=1.0)


def mothers_day(year: int) -> date:
    """The second Sunday of May."""
    first = date(year, 5, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7)


def _is_on(season: Season, day: date) -> bool:
    if season is NEW_YEAR:
        return _in_days_before(LUNAR_NEW_YEAR, day, days=18)
    if season is MID_AUTUMN_FEAST:
        return _in_days_before(MID_AUTUMN, day, days=21)
    if season is MOTHERS_DAY:
        return _in_days_before((mothers_day(day.year),), day, days=14)
    starts, ends = _FIXED[season.name]
    return starts <= (day.month, day.day) <= ends


def _in_days_before(feasts: tuple[date, ...], day: date, *, days: int) -> bool:
    return any(feast - timedelta(days=days) <= day <= feast for feast in feasts)


# First and last (month, day), both included.
_FIXED = {
    "summer": ((7, 1), (8, 31)),
    "anniversary": ((11, 5), (11, 15)),
    "christmas": ((12, 8), (12, 25)),
}

"""Local days in any zone, and the spans that programmes count in."""

from datetime import UTC, date, datetime

import pytest

from regulars.core.periods import Calendar, add_months, end_of_months, instant, moment

HOUR = 3_600_000_000


def day(text):
    return date.fromisoformat(text).toordinal()


def hours_of(zone, text):
    calendar = Calendar(zone)
    return (calendar.start_of(day(text) + 1) - calendar.start_of(day(text))) / HOUR


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-01-31", 1, "2024-02-29"),  # The day clamps to the end of February.
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-12-15", 1, "2025-01-15"),
        ("2024-08-31", 18, "2026-02-28"),
    ],
)
def test_months_are_added_by_the_calendar(start, months, end):
    assert add_months(day(start), months) == day(end)


@pytest.mark.parametrize(
    ("inside", "span", "last_month", "end"),
    [
        ("2024-02-10", 1, 12, "2024-02-29"),
        ("2024-02-10", 3, 12, "2024-03-31"),
        ("2024-07-01", 6, 12, "2024-12-31"),
        ("2024-12-31", 12, 12, "2024-12-31"),
        ("2024-04-01", 12, 3, "2025-03-31"),  # A year that ends in March.
        ("2024-03-31", 12, 3, "2024-03-31"),
    ],
)
def test_a_period_ends_with_its_last_day(inside, span, last_month, end):
    assert end_of_months(day(inside), span, last_month=last_month) == day(end)


@pytest.mark.parametrize(
    ("zone", "text", "hours"),
    [
        ("Asia/Taipei", "2024-03-31", 24),
        ("Europe/London", "2024-03-31", 23),
        ("Europe/London", "2024-10-27", 25),
        ("Australia/Lord_Howe", "2024-10-06", 23.5),
        ("Australia/Lord_Howe", "2024-04-07", 24.5),
        ("America/Sao_Paulo", "2018-11-04", 23),  # Midnight itself was skipped: the day began at one o'clock.
        ("America/Havana", "2024-11-03", 25),  # Midnight came twice: the day began with the first.
        ("Pacific/Apia", "2011-12-30", 0),  # A day that never was.
    ],
)
def test_a_day_is_as_long_as_its_zone_makes_it(zone, text, hours):
    assert hours_of(zone, text) == hours


@pytest.mark.parametrize(
    "zone", ["Asia/Taipei", "America/Sao_Paulo", "America/Havana", "Australia/Lord_Howe"]
)
def test_a_day_begins_with_its_first_instant(zone):
    calendar = Calendar(zone)
    for local in range(day("2018-01-01"), day("2019-03-01")):
        starts = calendar.start_of(local)
        assert calendar.local(starts)[0] == local
        assert calendar.local(starts - 1)[0] == local - 1
        assert (calendar.day_of(starts), calendar.day_of(starts - 1)) == (local, local - 1)


def test_the_local_date_is_that_of_the_zone_and_minutes_are_the_wall_clocks():
    at = instant(datetime(2024, 3, 1, 16, 30, tzinfo=UTC))

    assert Calendar("Asia/Taipei").local(at) == (day("2024-03-02"), 30)
    assert Calendar("Europe/London").local(at) == (day("2024-03-01"), 16 * 60 + 30)


def test_a_time_without_a_zone_is_read_in_the_shops_and_the_first_of_two_equal_ones_is_meant():
    london = Calendar("Europe/London")

    assert moment(london.read(datetime(2024, 10, 27, 1, 30))) == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)  # noqa: DTZ001 - that is the point.
    assert moment(london.read(datetime(2024, 1, 1))) == datetime(2024, 1, 1, tzinfo=UTC)  # noqa: DTZ001 - that is the point.

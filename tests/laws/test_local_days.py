"""Laws of local days, in every zone there is: they follow each other without a gap, and what ends on one ends with it."""

from datetime import UTC, date, datetime
from zoneinfo import available_timezones

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from regulars.core.periods import NEVER, Calendar, add_months, end_of_months, instant, moment
from regulars.core.programme.document import Expiry, Pending
from regulars.core.programme.terms import Terms, last_day

MINUTE = 60_000_000
HOUR = 60 * MINUTE
FIRST, LAST = date(1946, 1, 1).toordinal(), date(2100, 12, 31).toordinal()
ZONES = sorted(available_timezones() - {"Factory", "localtime"})

#: Days that no clock of the place ever showed, for the place changed sides of the date line.
SKIPPED = {
    **dict.fromkeys(("Pacific/Apia", "Pacific/Fakaofo"), "2011-12-30"),
    **dict.fromkeys(("Pacific/Enderbury", "Pacific/Kanton", "Pacific/Kiritimati"), "1994-12-31"),
    **dict.fromkeys(("Pacific/Kwajalein", "Kwajalein"), "1993-08-21"),
}
#: Here the clocks once went back a minute after midnight, so that the last hour of the day before came again.
#: By the wall it is the day before; the next day had begun already, and it goes on beginning then.
EVENING_TWICE = {
    "America/St_Johns", "Canada/Newfoundland", "America/Goose_Bay", "America/Moncton", "Pacific/Guam", "Pacific/Saipan",
}  # fmt: skip
#: Days of other lengths, missing midnights and a leap day: what laws should look at oftener than chance would.
STRANGE = (
    ("Australia/Lord_Howe", "2025-10-05"), ("Australia/Lord_Howe", "2025-04-06"), ("Asia/Taipei", "1946-05-15"),
    ("Asia/Taipei", "1974-04-01"), ("Asia/Taipei", "1979-10-01"), ("America/Sao_Paulo", "2018-11-04"),
    ("America/Sao_Paulo", "2018-02-17"), ("Asia/Beirut", "2022-03-27"), ("Africa/Cairo", "2024-04-26"),
    ("Africa/Cairo", "2024-10-31"), ("America/Havana", "2024-11-03"), ("Pacific/Apia", "2011-12-29"),
    ("Pacific/Apia", "2011-12-30"), ("Pacific/Kiritimati", "1994-12-31"), ("Europe/London", "2024-02-29"),
    ("America/St_Johns", "2010-11-06"), ("Antarctica/Troll", "2024-03-31"), ("Asia/Pyongyang", "2018-05-04"),
)  # fmt: skip

places_and_days = st.one_of(
    st.tuples(st.sampled_from(ZONES), st.integers(FIRST, LAST)),
    st.tuples(st.sampled_from(STRANGE), st.integers(-2, 2)).map(
        lambda near: (near[0][0], date.fromisoformat(near[0][1]).toordinal() + near[1])
    ),
)
many = settings(max_examples=settings.default.max_examples * 10)


def is_skipped(zone, day):
    return SKIPPED.get(zone) == date.fromordinal(day).isoformat()


@pytest.mark.parametrize(
    ("zone", "day", "begins", "hours"),
    [
        pytest.param("Asia/Taipei", "2026-03-01", "00:00", 24, id="a day as any other"),
        pytest.param("Asia/Taipei", "1974-04-01", "01:00", 23, id="Taipei loses its first hour"),
        pytest.param("Asia/Taipei", "1974-09-30", "00:00", 25, id="Taipei's last hour comes again"),
        pytest.param("Asia/Taipei", "1946-05-15", "01:00", 23, id="Taipei after the war"),
        pytest.param("Australia/Lord_Howe", "2025-10-05", "00:00", 23.5, id="half an hour less"),
        pytest.param("Australia/Lord_Howe", "2025-04-06", "00:00", 24.5, id="half an hour more"),
        pytest.param("Europe/London", "2024-03-31", "00:00", 23, id="spring"),
        pytest.param("Europe/London", "2024-10-27", "00:00", 25, id="autumn"),
        pytest.param("America/Sao_Paulo", "2018-11-04", "01:00", 23, id="no midnight in São Paulo"),
        pytest.param("Asia/Beirut", "2022-03-27", "01:00", 23, id="no midnight in Beirut"),
        pytest.param("Africa/Cairo", "2024-04-26", "01:00", 23, id="no midnight in Cairo"),
        pytest.param("Africa/Cairo", "2024-10-31", "00:00", 25, id="Cairo's evening comes again before midnight"),
        pytest.param("America/Havana", "2024-11-03", "00:00", 25, id="midnight twice: the first begins the day"),
        pytest.param("Antarctica/Troll", "2024-03-31", "00:00", 22, id="two hours at once"),
        pytest.param("Pacific/Apia", "2011-12-30", "00:00", 0, id="a day that never was"),
        pytest.param("America/St_Johns", "2010-11-06", "00:00", 24, id="an evening that comes again too late"),
    ],
)  # fmt: skip
def test_a_day_begins_at_its_first_instant_and_is_as_long_as_the_place_lived_it(zone, day, begins, hours):
    calendar, number = Calendar(zone), date.fromisoformat(day).toordinal()
    start = calendar.start_of(number)

    assert (calendar.start_of(number + 1) - start) / HOUR == hours
    lived, minute = calendar.local(start)
    assert f"{minute // 60:02}:{minute % 60:02}" == begins
    assert lived == number + (hours == 0)


@many
@given(place=places_and_days)
def test_days_follow_each_other_without_a_gap(place):
    zone, day = place
    calendar = Calendar(zone)
    start, end = calendar.start_of(day), calendar.start_of(day + 1)

    if is_skipped(zone, day):
        assert start == end
        return
    assert start < end
    assert calendar.local(start)[0] == calendar.local(start + 1)[0] == day
    assert calendar.local(start - 1)[0] == day - 1 - is_skipped(zone, day - 1)
    assert calendar.local(end - 1)[0] == day


@many
@given(place=places_and_days, into=st.integers(0, 25 * HOUR - 1))
def test_an_instant_lies_in_the_day_that_the_wall_shows(place, into):
    zone, day = place
    calendar = Calendar(zone)
    at = calendar.start_of(day) + into

    lived, minute = calendar.local(at)
    assert calendar.start_of(lived) <= at
    assert 0 <= minute < 24 * 60
    if at >= calendar.start_of(lived + 1):
        assert zone in EVENING_TWICE
        assert at - calendar.start_of(lived + 1) < HOUR
        assert minute >= 23 * 60


@many
@given(place=places_and_days, into=st.integers(0, 25 * HOUR - 1))
def test_what_the_wall_shows_reads_as_the_first_instant_at_which_it_does(place, into):
    zone, day = place
    calendar = Calendar(zone)
    at = calendar.start_of(day) + into
    lived, minute = calendar.local(at)

    read = calendar.read(datetime.combine(date.fromordinal(lived), datetime.min.time()).replace(
        hour=minute // 60, minute=minute % 60))  # fmt: skip

    assert calendar.local(read) == (lived, minute)
    assert read <= at
    assert moment(at).tzinfo is UTC
    assert instant(moment(at)) == at


EXPIRIES = st.sampled_from(
    [
        {"rolling": {"days": 1}},
        {"rolling": {"days": 30}},
        {"rolling": {"months": 1}},
        {"rolling": {"months": 1, "round_up_to": "month"}},
        {"rolling": {"months": 5, "round_up_to": "quarter"}},
        {"rolling": {"years": 1, "round_up_to": "half_year"}},
        {"rolling": {"years": 4, "round_up_to": "year"}},
        {"dates": ["02-29", "03-31", "11-03", "12-30"]},
        "end_of_next_year",
    ]
).map(lambda terms: msgspec.convert(terms, Expiry))
PENDINGS = st.one_of(st.none(), st.integers(1, 40).map(lambda days: Pending(days=days)))


@many
@given(place=places_and_days, expiry=EXPIRIES, pending=PENDINGS, into=st.integers(0, 22 * HOUR - 1))
def test_points_never_run_out_inside_a_day_on_which_they_can_be_used(place, expiry, pending, into):
    zone, day = place
    assume(not is_skipped(zone, day))
    calendar = Calendar(zone)
    at = calendar.start_of(day) + into
    assume(calendar.local(at)[0] == day and at >= 0)  # No shop gave points before 1970.

    active, ends = Terms(calendar, expiry, pending).of(day, at)

    first = day + (pending.days if pending else 0)
    last = last_day(expiry, first)
    assert first <= last
    assert (active, ends) == (calendar.start_of(first) if pending else at, calendar.start_of(last + 1))
    # They can be used at every instant of their last day, and at none of the next; only a day that never was is short.
    if not is_skipped(zone, last):
        assert active < ends
        assert calendar.local(ends - 1)[0] == last
    assert calendar.local(ends)[0] > last


@given(place=places_and_days)
def test_what_never_runs_out_has_no_last_day(place):
    zone, day = place
    at = max(0, Calendar(zone).start_of(day))

    assert last_day("never", day) is None
    assert Terms(Calendar(zone), "never", None).of(day, at) == (at, NEVER)


@many
@given(day=st.integers(FIRST, LAST), months=st.integers(1, 1200))
def test_so_many_months_later_is_the_same_day_of_the_month_or_its_last(day, months):
    before, after = date.fromordinal(day), date.fromordinal(add_months(day, months))

    assert (after.year - before.year) * 12 + after.month - before.month == months
    if after.day != before.day:
        assert after.day < before.day
        assert date.fromordinal(after.toordinal() + 1).day == 1


@many
@given(day=st.integers(FIRST, LAST), span=st.sampled_from((1, 3, 6, 12)))
def test_a_period_ends_with_a_month_and_holds_its_day(day, span):
    end = end_of_months(day, span)
    after = date.fromordinal(end + 1)

    assert day <= end < add_months(day, span) + 31
    assert (after.day, (after.month - 1) % span) == (1, 0)
    assert end_of_months(end, span) == end
    assert end_of_months(end + 1, span) == add_months(end + 1, span) - 1

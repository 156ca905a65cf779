"""Times are believed when they name a zone, and read on the shop's wall when they do not."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from regulars.core.periods import Calendar, instant
from regulars.events.orderfiles import Mapping
from regulars.events.orderfiles.refusals import DateOrderUnknown
from regulars.events.orderfiles.words import notice_sentence, refusal_sentence

TAIPEI = ZoneInfo("Asia/Taipei")
FIRST_OF_DECEMBER = instant(datetime(2010, 12, 1, 7, 45, tzinfo=TAIPEI))


def happened(staged):
    [(_, [event])] = list(staged.by_member())
    return event


def told(staged):
    return {notice.code: notice.facts.get("count") for notice in staged.report.notices}


WAYS = (
    "2010-12-01 07:45:00", "2010-12-01T07:45", "2010-12-01T07:45:00.000", "2010/12/1 7:45", "2010/12/01 07:45:00",
    "20101201 0745", "20101201074500", "2010.12.1 7:45", "2010年12月1日 07:45", "2010/12/1 上午 07:45:00",
    "2010/12/1 上午07:45", "2010/12/1 7:45 AM", "民國99年12月1日 07:45", "099/12/01 07:45", "0991201 0745",
    "民國99/12/01 7:45", "2010/12/1 0745", "2010/12/1 074500",
    "2010-11-30T23:45:00Z", "2010-11-30 23:45:00 UTC", "2010-12-01 00:45:00+01:00", "2010-12-01 07:45:00 +0800",
    "2010-11-30T18:45:00-05",
)  # fmt: skip


def test_one_moment_is_written_in_many_ways(shop):
    shop.zone = "Asia/Taipei"

    staged = shop.rows(*(f"{way},{way},ada,tea,1,1" for way in WAYS))

    [(_, orders)] = list(staged.by_member())
    day = datetime(2010, 12, 1, tzinfo=TAIPEI).toordinal()
    moments = {order.id: (order.occurred_at, order.day, order.minute) for order in orders}
    assert moments == dict.fromkeys(WAYS, (FIRST_OF_DECEMBER, day, 465))
    assert told(staged)["years_of_the_republic"] == 4


def test_in_the_afternoon_the_clock_says_pm(shop):
    shop.zone = "Asia/Taipei"

    assert happened(shop.rows("1,2010/12/1 下午 03:20:00,ada,tea,1,1")).minute == 15 * 60 + 20
    assert happened(shop.rows("1,2010/12/1 03:20 PM,ada,tea,1,1")).minute == 15 * 60 + 20


@pytest.mark.parametrize(
    "header", ["date,time", "日期,時間", "日期,交易時間", "交易日期,交易時間", "訂單日期,時間"]
)
def test_a_day_and_a_time_may_stand_in_two_columns(shop, header):
    shop.zone = "Asia/Taipei"
    days = ["2010-12-01", "2010/12/1", "2010-12-01 00:00:00", "2010/12/1 0:00"]

    staged = shop.rows(
        *(f"{n},{day},07:45:00,ada,tea,1,1" for n, day in enumerate(days)),
        header=f"order_id,{header},member,product,quantity,price\n",
    )

    [(_, orders)] = list(staged.by_member())
    assert [order.occurred_at for order in orders] == [FIRST_OF_DECEMBER] * 4


def test_a_day_without_a_time_is_its_first_minute_and_is_told(shop):
    shop.zone = "Asia/Taipei"
    staged = shop.rows("1,2010-12-01,ada,tea,1,1")

    assert happened(staged).minute == 0
    assert told(staged)["times_missing"] == 1


def test_times_without_a_zone_are_told_with_the_zone_they_were_read_in(shop):
    shop.zone = "Asia/Taipei"
    staged = shop.rows("1,2010-12-01 07:45:00,ada,tea,1,1", "2,2010-12-01T07:45:00Z,ada,tea,1,1")

    [notice] = [each for each in staged.report.notices if each.code == "times_without_zone"]
    english = "Times without a zone in 1 rows were read in the programme's zone, Asia/Taipei."
    assert notice_sentence(notice, "en") == english


@pytest.mark.parametrize(
    ("wall", "utc", "minute", "doubtful"),
    [
        pytest.param("2024-03-31 00:59:00", "2024-03-31 00:59", 59, 0, id="before the clocks go forward"),
        pytest.param("2024-03-31 01:30:00", "2024-03-31 01:30", 150, 1, id="in the hour that is skipped"),
        pytest.param("2024-03-31 02:00:00", "2024-03-31 01:00", 120, 0, id="after the clocks went forward"),
        pytest.param("2024-10-27 00:59:00", "2024-10-26 23:59", 59, 0, id="before the hour that comes twice"),
        pytest.param("2024-10-27 01:30:00", "2024-10-27 00:30", 90, 1, id="the first of two"),
        pytest.param("2024-10-27 02:00:00", "2024-10-27 02:00", 120, 0, id="after the second"),
        pytest.param("2024-07-01 00:00:00", "2024-06-30 23:00", 0, 0, id="a summer's midnight"),
        pytest.param("2024-01-01 23:59:59", "2024-01-01 23:59:59", 1439, 0, id="a winter's last second"),
    ],
)
def test_days_on_which_clocks_change_are_exact(shop, wall, utc, minute, doubtful):
    staged = shop.rows(f"1,{wall},ada,tea,1,1")

    order = happened(staged)
    assert order.occurred_at == instant(datetime.fromisoformat(utc + "+00:00"))
    assert order.minute == minute
    assert told(staged).get("times_doubtful", 0) == doubtful


@pytest.mark.parametrize(
    "zone", ["Europe/London", "Asia/Taipei", "America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu"]
)
def test_every_hour_of_a_year_is_where_the_calendar_puts_it(shop, zone):
    shop.zone = zone
    calendar = Calendar(zone)
    walls = [datetime(2023, 1 + n % 12, 1 + n % 28, n % 24, n % 60) for n in range(0, 4000, 7)]  # noqa: DTZ001 - a wall.
    walls += [
        datetime(2023, month, day, hour, 30)  # noqa: DTZ001 - a wall.
        for month in (3, 4, 9, 10)
        for day in range(1, 31)
        for hour in range(4)
    ]
    staged = shop.rows(*(f"{n},{wall:%Y-%m-%d %H:%M:%S},ada,tea,1,1" for n, wall in enumerate(walls)))

    [(_, orders)] = list(staged.by_member())
    found = {int(order.id): (order.occurred_at, order.day, order.minute) for order in orders}
    expected = {n: (at := calendar.read(wall), *calendar.local(at)) for n, wall in enumerate(walls)}
    assert found == expected


@pytest.mark.parametrize("zone", ["Europe/London", "Australia/Lord_Howe", "Pacific/Apia"])
def test_instants_with_a_zone_get_the_local_day_of_the_programme(shop, zone):
    shop.zone = zone
    calendar = Calendar(zone)
    stamps = [1_293_840_000 + n * 86_400 * 3 + n * 977 for n in range(250)]
    staged = shop.rows(
        *(
            f"{n},{datetime.fromtimestamp(at, ZoneInfo('UTC')):%Y-%m-%dT%H:%M:%SZ},ada,tea,1,1"
            for n, at in enumerate(stamps)
        )
    )

    [(_, orders)] = list(staged.by_member())
    assert {(order.occurred_at, order.day, order.minute) for order in orders} == {
        (at * 1_000_000, *calendar.local(at * 1_000_000)) for at in stamps
    }


@pytest.mark.parametrize(
    ("dates", "order", "days"),
    [
        (["13/4/2010", "3/4/2010"], "dates_day_first", ["2010-04-03", "2010-04-13"]),
        (["4/13/2010 8:26", "3/4/2010 8:26"], "dates_month_first", ["2010-03-04", "2010-04-13"]),
    ],
)
def test_one_date_after_the_twelfth_decides_for_the_whole_file(shop, dates, order, days):
    staged = shop.rows(*(f"{n},{date},ada,tea,1,1" for n, date in enumerate(dates)))

    [(_, orders)] = list(staged.by_member())
    assert [datetime.fromordinal(each.day).date().isoformat() for each in orders] == days
    assert order in told(staged)


@pytest.mark.parametrize("dates", [["3/4/2010", "5/6/2010"], ["13/4/2010", "4/13/2010"]])
def test_day_or_month_is_never_guessed(shop, dates):
    with pytest.raises(DateOrderUnknown) as refused:
        shop.rows(*(f"{n},{date},ada,tea,1,1" for n, date in enumerate(dates)))

    assert refused.value.facts["example"] == min(dates)
    assert "dates: day-first" in refusal_sentence(refused.value, "en")


def test_a_mapping_may_say_which_comes_first(shop):
    shop.mapping = Mapping(dates="month-first")

    assert (
        datetime.fromordinal(happened(shop.rows("1,3/4/2010,ada,tea,1,1")).day).date().isoformat()
        == "2010-03-04"
    )


def test_a_date_that_is_none_is_set_aside(shop):
    none = ["2023-02-29", "2024-13-01", "tomorrow", "2024-06-01 25:00:00", "2024-06-01 07:45 XM", "45000"]

    staged = shop.rows(
        "1,2024-06-01 12:00:00,ada,tea,1,1", *(f"x{n},{date},ada,tea,1,1" for n, date in enumerate(none))
    )

    assert [row["occurred_at"] for row in shop.aside(staged)] == none
    assert staged.report.set_aside == {"date_none": len(none)}


def test_a_day_that_no_shop_has_seen_is_set_aside(shop):
    never = [
        "1969-12-31 23:00:00",
        "0001-01-01 00:00:00",
        "2200-01-01 00:00:00",
        "9999-12-31 00:00:00",
        "24/6/1",
    ]

    staged = shop.rows(
        "1,2024-06-01 12:00:00,ada,tea,1,1", *(f"x{n},{date},ada,tea,1,1" for n, date in enumerate(never))
    )

    assert staged.report.set_aside == {"date_out_of_range": len(never)}


def test_a_row_that_lies_ahead_is_set_aside_where_the_books_are_written(shop):
    rows = (
        "1,2024-06-01 12:00:00,ada,tea,1,1",
        "2,2024-06-01 12:00:01,ada,tea,1,1",
        "3,2024-06-01T11:00:00Z,ada,tea,1,1",
        "4,2024-06-01T11:00:01Z,ada,tea,1,1",
        "5,2042-06-01,ada,tea,1,1",
    )

    anyway = shop.rows(*rows)
    shop.until = datetime(2024, 6, 1, 12, tzinfo=ZoneInfo("Europe/London"))
    staged = shop.rows(*rows)

    assert anyway.report.set_aside == {}
    assert [row["order_id"] for row in shop.aside(staged)] == ["2", "4", "5"]
    assert staged.report.set_aside == {"date_ahead": 3}

"""What a member is told about the next level, about keeping this one, and about losing it."""

import pytest
from one_member import BASE, Member, card, version

from regulars.core.periods import NEVER


def holder(**parts):
    return Member(version(BASE, tracks=card(**parts)))


@pytest.mark.parametrize(
    ("spent", "rank", "missing"),
    [(0, 0, 1000), (680, 0, 320), (1000, 1, 4000), (4999, 1, 1), (5000, 2, None)],
)
def test_what_is_missing_to_the_next_level(spent, rank, missing):
    ada = holder()
    ada.buys("2024-01-05", spent)
    ahead = ada.ahead("2024-01-06")

    assert (ahead.total, ahead.rank, ahead.up_missing) == (spent, rank, missing)


def test_what_left_the_window_is_missing_again():
    ada = holder(window={"rolling": {"days": 30}})
    ada.buys("2024-01-05", 680)

    assert ada.ahead("2024-02-03 23:59").up_missing == 320
    assert ada.ahead("2024-02-04 00:00").up_missing == 1000


def test_a_level_that_follows_its_window_says_when_it_falls():
    ada = holder(window={"rolling": {"days": 30}})
    ada.buys("2024-01-05", 600)
    ada.buys("2024-01-10", 600)
    ahead = ada.ahead("2024-01-11")

    # Without the first 600 the second does not reach 1,000.
    assert (ada.clock(ahead.falls_at), ahead.keep_missing, ahead.kept_until) == (
        "2024-02-04 00:00",
        None,
        NEVER,
    )


def test_a_level_with_a_date_says_what_keeps_it_and_for_how_long():
    ada = holder(window="calendar_year", validity="end_of_next_year")
    ada.buys("2024-03-05", 1500)
    ada.buys("2025-02-05", 300)
    ahead = ada.ahead("2025-02-06")

    # At the end of 2025 the year's own 300 count: 700 are missing by then, and they hold it to the end of 2027.
    assert (ahead.keep_missing, ada.clock(ahead.kept_until), ada.clock(ahead.falls_at)) == (
        700, "2028-01-01 00:00", "2026-01-01 00:00",
    )  # fmt: skip


def test_a_level_that_is_earned_again_already_misses_nothing_and_does_not_fall():
    ada = holder(window="calendar_year", validity="end_of_next_year")
    ada.buys("2024-03-05", 1500)
    ada.buys("2025-02-05", 1000)
    ahead = ada.ahead("2025-02-06")

    assert (ahead.keep_missing, ahead.falls_at, ada.clock(ahead.kept_until)) == (
        None,
        NEVER,
        "2028-01-01 00:00",
    )


@pytest.mark.parametrize(
    "parts", [{"validity": "forever"}, {"validity": {"months": 12}, "at_end": "keep"}, {}]
)
def test_what_cannot_be_lost_is_not_said_to_fall(parts):
    ada = holder(**parts)
    ada.buys("2024-03-05", 1500)
    ahead = ada.ahead("2024-03-06")

    assert (ahead.keep_missing, ahead.falls_at) == (None, NEVER)


def test_the_lowest_level_can_neither_be_kept_nor_lost():
    ahead = holder(validity={"months": 12}).ahead("2024-03-06")

    assert (ahead.rank, ahead.keep_missing, ahead.falls_at, ahead.kept_until) == (0, None, NEVER, NEVER)

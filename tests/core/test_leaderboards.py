"""Leaderboards: whose number stands where, and which names may."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from one_member import Member, daily, version

from regulars.core.leaderboards import LONGEST_NAME, NicknameUnfit, nickname, number_of, places
from regulars.core.periods import NEVER

NAME = {"zh-Hant": "榜", "en": "Board"}
QUEST = {
    "id": "quest", "name": NAME, "start": "by_itself", "window": {"first_day": "2024-03-01", "last_day": "2024-03-31"},
    "goal": {"count": 'distinct("Checked In", "store")', "stages": [{"at_least": 2}]},
}  # fmt: skip
BOARDS = [
    {"id": "mornings", "name": NAME, "check_in": "daily"},
    {"id": "corners", "name": NAME, "mission": "quest"},
]


def member(**check_in):
    return Member(version(missions=[daily(1, 2, 5, **check_in), QUEST], leaderboards=BOARDS))


def number(ada, at, board="mornings"):
    current = ada.fold.programme.versions[-1]
    found = next(one for one in current.document.leaderboards if one.id == board)
    return number_of(current, found, ada.fold.wallet, ada.instant(at))


@pytest.mark.parametrize(
    ("at", "days"),
    [
        pytest.param("2024-03-03 20:00", 3, id="today is there"),
        pytest.param("2024-03-04 20:00", 3, id="today may still come"),
        pytest.param("2024-03-05 00:00", 0, id="a day was missed"),
    ],
)
def test_days_in_a_row_stand_there_as_long_as_they_go_on(at, days):
    ada = member()
    for date in ("2024-03-01", "2024-03-02", "2024-03-03"):
        ada.checks_in(f"{date} 10:00")

    assert number(ada, at).number == days


def test_a_freeze_keeps_a_row_on_the_board():
    ada = member(freeze={"every": 3})
    for date in ("2024-03-01", "2024-03-02", "2024-03-03"):
        ada.checks_in(f"{date} 10:00")

    assert [number(ada, at).number for at in ("2024-03-05 09:00", "2024-03-06 09:00")] == [3, 0]


def test_a_row_is_looked_at_again_when_its_day_is_over():
    ada = member(day_starts_at="04:00")
    ada.checks_in("2024-03-01 10:00")

    assert number(ada, "2024-03-02 01:00").until == ada.instant("2024-03-02 04:00")
    assert number(ada, "2024-03-02 05:00").until == ada.instant("2024-03-03 04:00")


def test_of_a_mission_stands_there_what_was_counted():
    ada = member()
    assert number(ada, "2024-03-01 09:00", "corners") == (0, NEVER)
    for store in ("cafe", "books", "cafe"):
        ada.checks_in("2024-03-02 10:00", store=store)

    assert number(ada, "2024-04-20 09:00", "corners") == (2, NEVER)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ada", "Ada"),
        ("  山  貓 ", "山 貓"),
        ("ＡＢＣ", "ABC"),
        ("a\x00b\u200ec", "abc"),
        ("晴日 2026", "晴日 2026"),
        ("😀", "😀"),
    ],
)
def test_a_name_is_written_in_one_way(typed, shown):
    assert nickname(typed) == shown


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "empty"), (" \t\u200b", "empty"), ("x" * (LONGEST_NAME + 1), "long"), ("ada@shop.tw", "tells_who"),
        ("0912-345-678", "tells_who"), ("8012 0000 01", "tells_who"), ("(02) 2345 678", "tells_who"), ("０９１２３４５", "tells_who"),
    ],
)  # fmt: skip
def test_a_name_that_tells_who_it_is_is_refused(typed, why):
    with pytest.raises(NicknameUnfit) as no:
        nickname(typed)
    assert no.value.facts == {"why": why, "most": 20}


@given(st.lists(st.integers(1, 9)).map(lambda numbers: sorted(numbers, reverse=True)))
def test_a_place_is_one_more_than_those_who_have_more(numbers):
    assert places(numbers) == [1 + sum(other > one for other in numbers) for one in numbers]

"""Things that went wrong with streaks elsewhere, each by its name, kept so that they never happen here."""

import pytest
from one_member import Member, daily, version

from regulars.core.missions.checking_in import check_ins_of
from regulars.core.missions.streaks import streak_of


def streak(member):
    terms = member.fold.programme.versions[-1].missions.check_ins["daily"]
    return streak_of(terms, check_ins_of(member.fold.wallet, "daily")).current


@pytest.mark.parametrize(
    ("zone", "moments"),
    [
        # Elsewhere a day was 24 hours, or that of UTC: one of these was then the same day, or the day after next.
        ("Asia/Taipei", ("2024-03-01 23:59", "2024-03-02 00:01", "2024-03-03 07:59", "2024-03-04 08:01")),
        (
            "America/New_York",
            ("2024-03-09 20:00", "2024-03-10 23:59", "2024-03-11 00:00", "2024-03-12 23:59"),
        ),
        ("Europe/London", ("2024-10-26 00:00", "2024-10-27 23:59", "2024-10-28 00:00", "2024-10-29 23:59")),
    ],
)
def test_streaks_wrong_across_zones(zone, moments):
    ada = Member(version(missions=[daily(1, 2, 3, 4)], zone=zone))

    assert [ada.checks_in(at)[0][1] for at in moments] == [1, 2, 3, 4]
    assert streak(ada) == 4


def test_streaks_wrong_across_zones_where_somebody_flies_back_over_the_line_of_dates():
    """The same date twice is one day, and an earlier one than the last is none."""
    ada = Member(version(missions=[daily(1, 2, 3, zone="member")]))

    ada.checks_in("2024-03-10 21:00", local_time="2024-03-11T02:00")  # Auckland.
    assert ada.checks_in("2024-03-11 10:00", local_time="2024-03-10T16:00") == []  # Honolulu, the day before.
    assert ada.checks_in("2024-03-11 18:30", local_time="2024-03-11T00:30") == []  # And the 11th once more.
    assert streak(ada) == 1


def test_a_double_tap_is_two_days_of_a_streak():
    ada = Member(version(missions=[daily(1, 2)]))

    assert [ada.checks_in("2024-03-01 09:00") for _ in range(2)] == [[("earn", 1)], []]

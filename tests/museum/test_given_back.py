"""Things that went wrong elsewhere with points that go back, or are taken back, each by its name."""

import pytest
from one_member import BASE, Member, line, version

from regulars.core.refusals import HoldOver


@pytest.fixture
def ada():
    """Ada has 100 coins."""
    member = Member(version(BASE))
    member.is_given("2024-01-05 10:00", 100)
    return member


def test_a_hold_is_captured_twice(ada):
    ada.holds("2024-01-05 12:00", 60)
    ada.posts("2024-01-05 12:05")

    with pytest.raises(HoldOver):
        ada.posts("2024-01-05 12:06")
    assert ada.outstanding() == 40


def test_more_points_go_back_than_were_spent(ada):
    """Points taken exceed the discount that they gave, or come back oftener than they were taken."""
    ada.buys("2024-01-06 10:00", line(900, 3), unearning=90, name="a")
    ada.spends("2024-01-06 10:00", 90, order="a")
    for _ in range(4):
        ada.brings_back("2024-01-07", "tea", order="a")
    ada.cancels("2024-01-07", "a")

    back = [entry.points for entry in ada.entries if entry.kind == "restore"]
    assert (back, ada.outstanding()) == ([30, 30, 30], 100)


def test_a_double_refund(ada):
    ada.buys("2024-01-06 10:00", line(900, 3), name="a")
    ada.brings_back("2024-01-07", "tea", order="a")
    ada.cancels("2024-01-07", "a")
    ada.cancels("2024-01-07", "a")
    ada.brings_back("2024-01-07", ("tea", 3), order="a")

    assert [entry.points for entry in ada.entries if entry.kind == "revoke"] == [-30, -60]
    assert ada.outstanding() == 100

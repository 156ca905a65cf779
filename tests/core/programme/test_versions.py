"""The versions of a programme by the time from which each holds."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from one_member import version

from regulars.core.periods import instant
from regulars.core.programme.compiled import compile_programme


@pytest.mark.parametrize(
    ("at", "number", "shown"),
    [
        ("2023-12-31 23:59", None, 1),
        ("2024-01-01 00:00", 1, 1),
        ("2024-02-29 23:59", 1, 1),
        ("2024-03-01 00:00", 2, 2),
        ("2034-03-01 00:00", 2, 2),
    ],
)
def test_before_all_versions_none_holds_and_the_first_stands_in(at, number, shown):
    programme = compile_programme(version(begins="2024-01-01"), version(begins="2024-03-01"))
    moment = instant(datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Asia/Taipei")))

    holds = programme.at(moment)
    assert (holds and holds.number) == number
    assert programme.at_or_first(moment).number == shown

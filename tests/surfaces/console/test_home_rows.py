"""What the overview says of points that run out soon, and of members who wait, of one and of several."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from regulars.console.home_rows import _desk, _endings_said
from regulars.core.programme.document import Words
from regulars.desk.health import Log
from regulars.insight.answers import Health, PointsOwed
from regulars.telling.voice import Voice

NOTHING_WAITS = Log(events=0, since=None, is_standing=False, is_used=False, aside=0)
STAMPS = Words(zh_hant="咖啡章", en="Coffee stamps")


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (1, "1 member waits for what fell due, since 2026/11/24 09:00"),
        (1_000, "1,000 members wait for what fell due, since 2026/11/24 09:00"),
    ],
)
def test_who_waits_is_said_of_one_and_of_several(due, said):
    health = Health(due, datetime(2026, 11, 24, 1, tzinfo=UTC), None, 0, None, NOTHING_WAITS)

    with translation.override("en"):
        assert _desk(health, Voice(language="en")).said == said


@pytest.mark.parametrize(
    ("soon", "language", "said"),
    [
        (1, "en", "1 of 9 coffee stamps runs out within 90 days."),
        (2, "en", "2 of 9 coffee stamps run out within 90 days."),
        (0, "en", "0 of 9 coffee stamps run out within 90 days."),
        (1, "zh-hant", "共 9 個咖啡章，其中 1 個咖啡章在 90 天內到期。"),
    ],
)
def test_what_runs_out_soon_is_said_of_one_and_of_several(soon, language, said):
    stamps = PointsOwed(
        currency="stamps",
        name=STAMPS,
        issued=9,
        outstanding=9,
        pending=0,
        worth=Decimal(0),
        soon=soon,
        endings=(),
    )

    with translation.override(language):
        assert _endings_said(stamps, Voice(language=language)) == said

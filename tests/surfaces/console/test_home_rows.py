"""What the overview says of points that run out soon, of one and of several."""

from decimal import Decimal

import pytest
from django.utils import translation

from regulars.console.home_rows import _endings_said
from regulars.core.programme.document import Words
from regulars.insight.answers import PointsOwed
from regulars.telling.voice import Voice

STAMPS = Words(zh_hant="咖啡章", en="Coffee stamps")


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

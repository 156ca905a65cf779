"""A voice is made once for a programme, and another programme has another one."""

from datetime import date

from regulars.core.programme.document import PointsCurrency, Programme, Words
from regulars.telling.voice import voice_for


def shop(points):
    name = Words(zh_hant="店", en="Shop")
    return Programme(
        programme="shop", name=name, zone="Asia/Taipei", currency="TWD", effective_from=date(2026, 1, 1),
        points={"points": PointsCurrency(name=Words(zh_hant="點", en=points))},
    )  # fmt: skip


def test_each_programme_speaks_with_its_own_names_whoever_spoke_before():
    one, other = shop("Points"), shop("Stars")

    said = [voice_for(each, "en").points["points"].en for each in (one, other, one)]

    assert said == ["Points", "Stars", "Points"]


def test_a_voice_knows_its_language_and_its_reader():
    one = shop("Points")
    asked = (("en-GB", False), ("fr", False), ("en", True), ("en", False))

    found = [voice_for(one, language, is_staff=is_staff) for language, is_staff in asked]

    assert [(voice.language, voice.is_staff) for voice in found] == [
        ("en", False),
        ("zh-hant", False),
        ("en", True),
        ("en", False),
    ]

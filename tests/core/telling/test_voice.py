"""A voice is made once for a programme, and another programme has another one; in English it can count."""

from datetime import date

import pytest

from regulars.core.programme.document import PointsCurrency, Programme, Words
from regulars.telling import (
    alerts,
    benefits,
    challenges,
    occasions,
    reasons,
    referral,
    rewards,
    tracks,
)
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


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"left": 1, "days": 1}, "1 seat is left for 1 day"),
        ({"left": 2, "days": 0}, "2 seats are left for 0 days"),
        ({"left": "1,000", "days": "1"}, "1,000 seats are left for 1 day"),
    ],
)
def test_english_counts_one_and_many(facts, said):
    sentence = ("{left:seat|seats} {left:|is|are} left for {days:day|days}", "剩 {left} 席，{days} 天")

    assert voice_for(shop("Points"), "en").say(sentence, **facts) == said


def test_a_word_follows_points_that_are_written_out():
    english = voice_for(shop("Points"), "en")
    pair = ("{points:was|were} used", "使用{points}")

    assert [english.say(pair, points=points) for points in ("1 point", "10 points")] == [
        "1 point was used", "10 points were used",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "key", "facts", "said"),
    [
        (alerts._SAID, "supply.low", {"left": "1", "put_in": "10"}, "1 of 10 is left"),
        (alerts._SAID, "pool.low", {"left": "1"}, "1 code is left"),
        (benefits.SENTENCES, "early_days", {"count": 1}, "Registration opens 1 day earlier"),
        (challenges.SENTENCES, "plays_left", {"count": 1}, "1 play left today"),
        (occasions.SENTENCES, "left", {"count": 1}, "1 seat left"),
        (reasons.SENTENCES, "shortfall", {"points": "1 coffee stamp"},
         "1 coffee stamp of what the goods that came back had given had been used already, and was not taken back"),
        (reasons.SENTENCES, "given_for_ever", {"points": "1 point"}, "1 point went over, and never runs out"),
        (referral._TERMS, "limit", {"times": 1, "span": "in one month"}, "At most 1 friend in one month"),
        (rewards.SENTENCES, "lapses_soon", {"days": 1}, "1 day is left to fetch it; then the points come back."),
        (tracks.SENTENCES, "months", {"count": 1}, "A level holds for 1 month."),
    ],
)  # fmt: skip
def test_what_there_is_one_of_is_told_as_one(table, key, facts, said):
    assert voice_for(shop("Points"), "en").say(table[key], **facts) == said

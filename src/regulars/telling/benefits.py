"""What a level gives, in sentences: the shop's own words, and those for what takes effect by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from regulars.core.programme.benefits import Gives, gives
from regulars.core.programme.document import Level, Words
from regulars.telling.figures import points_of
from regulars.telling.voice import Pair, Voice

SENTENCES: Final[dict[str, Pair]] = {
    "multiply": ("{times} times the points", "點數 {times} 倍"),
    "multiply_of": ("{times} times the {points}", "{points} {times} 倍"),
    "gift": ("{points} for your birthday", "生日禮 {points}"),
    "exclusive": ("Rewards for this level alone", "專屬好禮"),
    "early_hours": ("Registration opens {count:hour|hours} earlier", "提前 {count} 小時報名"),
    "early_days": ("Registration opens {count:day|days} earlier", "提前 {count} 天報名"),
    "free_shipping": ("Free shipping", "免運費"),
}
_HOURS_A_DAY: Final = 24


def of_level(level: Level, voice: Voice) -> tuple[str, ...]:
    """Everything that a level of a programme gives."""
    return benefits(level.benefits, gives(level), voice)


def benefits(words: Sequence[Words], given: Gives, voice: Voice) -> tuple[str, ...]:
    """The shop's words first, then what takes effect by itself."""
    return (*(voice.of(one) for one in words), *_given(given, voice))


def _given(given: Gives, voice: Voice) -> Iterator[str]:
    for points, times in given.multiply.items():
        if points == voice.main or points not in voice.points:
            yield voice.say(SENTENCES["multiply"], times=times)
        else:
            yield voice.say(SENTENCES["multiply_of"], times=times, points=voice.of(voice.points[points]))
    for points, amount in given.birthday_gift.items():
        name = voice.points.get(points, Words(zh_hant=points, en=points))
        yield voice.say(SENTENCES["gift"], points=points_of(amount, name, voice))
    if given.exclusive:
        yield voice.say(SENTENCES["exclusive"])
    if given.early_registration_hours:
        days, hours = divmod(given.early_registration_hours, _HOURS_A_DAY)
        kind = "early_hours" if hours else "early_days"
        yield voice.say(SENTENCES[kind], count=given.early_registration_hours if hours else days)
    if given.free_shipping:
        yield voice.say(SENTENCES["free_shipping"])

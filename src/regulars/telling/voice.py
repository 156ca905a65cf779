"""Who is spoken to: in which language, by which clock, and by which names the shop calls its things."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from string import Formatter
from typing import Final, Literal
from zoneinfo import ZoneInfo

import msgspec

from regulars.core.programme.benefits import rule_names
from regulars.core.programme.document import Programme, Words
from regulars.core.programme.purposes import STANDARD, purpose_name
from regulars.telling.windows import Looking

Language = Literal["zh-hant", "en"]
Pair = tuple[str, str]
"""One sentence twice: English, 繁體中文. The names in braces are the same in both.

In the English one `{days:day|days}` is a number with its word, and `{left:|is|are}` the word alone that goes with a number.
"""

NO_NAMES: Final[Mapping[str, Words]] = {}
NO_GOODS: Final[Mapping[str, str]] = {}
NO_WINDOWS: Final[Mapping[str, Looking]] = {}
_CHINESE: Final = "一-鿿"
_LATIN: Final = "A-Za-z0-9$"
_CHINESE_BEFORE_LATIN: Final = re.compile(f"([{_CHINESE}])([{_LATIN}])")
_LATIN_BEFORE_CHINESE: Final = re.compile(f"([{_LATIN}%])([{_CHINESE}])")


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """`rules` and `points` name what only has an id; `goods` names products by their code, where known.

    `orders` gives the date of purchases by their id, where known; `windows` says how far back each track looks.
    """

    language: Language
    zone: str = "Asia/Taipei"
    money: str = "TWD"
    rules: Mapping[str, Words] = NO_NAMES
    points: Mapping[str, Words] = NO_NAMES
    goods: Mapping[str, str] = NO_GOODS
    orders: Mapping[str, str] = NO_GOODS
    windows: Mapping[str, Looking] = NO_WINDOWS
    purposes: Mapping[str, Words] = NO_NAMES
    rewards: Mapping[str, Words] = NO_NAMES
    is_staff: bool = False

    @property
    def is_chinese(self) -> bool:
        return self.language == "zh-hant"

    @property
    def main(self) -> str:
        """The points that the programme names first, which need no name beside their number."""
        return next(iter(self.points), "")

    def of(self, words: Words) -> str:
        """What the shop wrote, in the reader's language."""
        return words.zh_hant if self.is_chinese else words.en

    def pick(self, pair: Pair) -> str:
        """One of the two sentences, with its names still in braces."""
        return pair[self.is_chinese]

    def fill(self, pair: Pair, **facts: object) -> str:
        """One of the two sentences with its facts and nothing else, as a part of another one."""
        return filled(self.pick(pair), facts)

    def say(self, pair: Pair, **facts: object) -> str:
        """One of the two sentences with its facts; Chinese gets a space beside letters and figures."""
        said = self.fill(pair, **facts)
        return spaced(said) if self.is_chinese else said[:1].upper() + said[1:]

    def here(self, at: datetime) -> datetime:
        """The moment on the shop's clock."""
        return at.astimezone(ZoneInfo(self.zone))

    def named(self, rule: str) -> str:
        """What the shop calls a rule; its id where the rule is no longer known."""
        return self.of(self.rules[rule]) if rule in self.rules else rule

    def purpose(self, purpose: str) -> str:
        """What the shop calls a purpose of its own, and everybody the others."""
        found = self.purposes.get(purpose) or STANDARD.get(purpose)
        return self.of(found) if found else purpose


def voice_for(programme: Programme, language: str, *, is_staff: bool = False) -> Voice:
    """The voice of a shop whose programme this is; a language that it does not speak becomes Chinese."""
    spoken: Language = "en" if language.startswith("en") else "zh-hant"
    known = _voices.get((spoken, is_staff))
    if known is None or known[0] is not programme:
        known = _voices[spoken, is_staff] = (programme, _voice(programme, spoken, is_staff=is_staff))
    return known[1]


#: By language and reader the last voice, and the programme whose it is: one is in force for weeks, and speaks with every answer.
_voices: Final[dict[tuple[Language, bool], tuple[Programme, Voice]]] = {}


def _voice(programme: Programme, language: Language, *, is_staff: bool) -> Voice:
    return Voice(
        language=language,
        zone=programme.zone,
        money=programme.currency,
        rules=rule_names(programme),
        points={name: points.name for name, points in programme.points.items()},
        windows={name: track.window for name, track in programme.tracks.items()},
        purposes={name: purpose_name(name, one) for name, one in programme.purposes.items()},
        rewards={one.id: one.name for one in programme.rewards},
        is_staff=is_staff,
    )


class _Counting(Formatter):
    """Chooses the word that goes with a number, by itself or with the points that it counts: `1`, `1 point`."""

    def format_field(self, value: object, format_spec: str) -> str:
        if "|" not in format_spec:
            return format(value, format_spec)
        *alone, one, more = format_spec.split("|")
        word = one if str(value).partition(" ")[0] == "1" else more
        return word if alone else f"{value} {word}"


_counting: Final = _Counting()


def filled(sentence: str, facts: Mapping[str, object]) -> str:
    """A sentence with its facts; few count something, and the others are quicker."""
    return _counting.vformat(sentence, (), facts) if "|" in sentence else sentence.format(**facts)


def in_both(programme: Programme, say: Callable[[Voice], str]) -> Words:
    """What is said in one language, said in both."""
    return Words(zh_hant=say(voice_for(programme, "zh-hant")), en=say(voice_for(programme, "en")))


def spaced(text: str) -> str:
    """Put a thin habit of Chinese typesetting in: a space between Chinese and letters or figures."""
    return _LATIN_BEFORE_CHINESE.sub(r"\1 \2", _CHINESE_BEFORE_LATIN.sub(r"\1 \2", text))

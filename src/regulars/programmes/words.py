"""Mistakes in words: what is wrong, and what to write instead, in the reader's language."""

from __future__ import annotations

import re
from typing import Final, Literal

from regulars.core.programme.mistakes import Fact, Mistake
from regulars.lib.showing import harmless
from regulars.programmes.budget_words import BUDGET_SENTENCES
from regulars.programmes.challenge_words import CHALLENGE_SENTENCES
from regulars.programmes.condition_sentences import CONDITION_SENTENCES
from regulars.programmes.coupon_sentences import COUPON_SENTENCES
from regulars.programmes.leaderboard_words import LEADERBOARD_SENTENCES
from regulars.programmes.mission_words import MISSION_SENTENCES
from regulars.programmes.purpose_sentences import PURPOSE_SENTENCES, TOPIC_WORDS
from regulars.programmes.reward_words import REWARD_SENTENCES
from regulars.programmes.sentences import SENTENCES

Language = Literal["en", "zh-Hant"]

_OF_PARTS: Final = (
    PURPOSE_SENTENCES
    | COUPON_SENTENCES
    | MISSION_SENTENCES
    | REWARD_SENTENCES
    | CHALLENGE_SENTENCES
    | BUDGET_SENTENCES
    | LEADERBOARD_SENTENCES
)

_LONGEST_SHOWN: Final = 80
_CONDITION: Final = "condition."

#: Kinds that sentences speak of: (English, 繁體中文).
_KINDS: Final = {
    "mapping": ("a part with keys", "一段欄位設定"),
    "list": ("a list", "清單"),
    "nothing": ("nothing", "空白"),
    "text": ("a text", "文字"),
    "texts": ("a set of texts", "一組文字"),
    "number": ("a number", "數字"),
    "whole_number": ("a whole number", "整數"),
    "money": ("an amount of money", "金額"),
    "flag": ("a yes or no", "是非"),
    "date": ("a date", "日期"),
}
#: What Python's grammar has and conditions do not: (English, 繁體中文).
_GRAMMAR: Final = {
    "call": ("calls but those of its own functions", "自有函式以外的呼叫"),
    "subscript": ("square brackets behind a value", "值後面的方括號"),
    "ellipsis": ("`...`", " `...` "),
    "field in a list": ("fields inside a list", "清單裡的欄位"),
}
_KIND_FACTS: Final = frozenset({"expected", "found", "kind", "left", "right"})
#: Facts that are numbers, signs or whole conditions, and read better without quotes.
_BARE_FACTS: Final = frozenset({
    "size", "limit", "line", "length", "least", "most", "count", "digits", "decimals", "priority",
    "function", "operator", "problem", "encoding", "character",
})  # fmt: skip


def sentence(mistake: Mistake, language: Language) -> str:
    """What is wrong, in one sentence, with a second one where there is something to suggest."""
    chinese = language == "zh-Hant"
    template = _template(mistake.code)[chinese]
    suggestion = mistake.facts.get("suggestion")
    said = template.format_map(
        {name: _shown(name, fact, chinese=chinese) for name, fact in mistake.facts.items()}
    )
    # Chinese quotes bring their own room with them.
    said = said.replace(" 「", "「").replace("」 ", "」") if chinese else said[:1].upper() + said[1:]
    return f"{said}{_suggested(str(suggestion), chinese=chinese)}" if suggestion else said


def _template(code: str) -> tuple[str, str]:
    if code.startswith(_CONDITION):
        return CONDITION_SENTENCES[code.removeprefix(_CONDITION)]
    return _OF_PARTS.get(code) or SENTENCES[code]


def _suggested(suggestion: str, *, chinese: bool) -> str:
    shown = _quoted(suggestion, chinese=chinese)
    return f"是不是要寫{shown}？" if chinese else f" Did you mean {shown}?"


def _shown(name: str, fact: Fact, *, chinese: bool) -> str:
    if isinstance(fact, tuple):
        parts = [_printable(part) for part in fact]
        return ("、" if chinese else ", ").join(parts) or ("（沒有）" if chinese else "(none)")
    text = _printable(str(fact))
    if name == "encoding" and fact is None:
        return "別的編碼" if chinese else "something else"
    if name in _KIND_FACTS and text in _KINDS:
        return _KINDS[text][chinese]
    if name == "topic":
        return TOPIC_WORDS[text][chinese]
    if name == "what" and text in _GRAMMAR:
        return _GRAMMAR[text][chinese]
    is_bare = name in _BARE_FACTS or isinstance(fact, int) or re.fullmatch(r"-?[0-9.]+", text)
    return text if is_bare else _quoted(text, chinese=chinese)


def _quoted(text: str, *, chinese: bool) -> str:
    return f"「{_printable(text)}」" if chinese else f"“{_printable(text)}”"


def _printable(text: str) -> str:
    return harmless(text, longest=_LONGEST_SHOWN)

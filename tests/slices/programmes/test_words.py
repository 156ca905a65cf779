"""Mistakes in words: complete in both languages, and saying what to write instead."""

import re
import string
from typing import get_args

import pytest

from regulars.core.expressions.mistakes import Code
from regulars.core.programme.mistakes import CODES, Mistake
from regulars.programmes.budget_words import BUDGET_SENTENCES
from regulars.programmes.challenge_words import CHALLENGE_SENTENCES
from regulars.programmes.condition_sentences import CONDITION_SENTENCES
from regulars.programmes.coupon_sentences import COUPON_SENTENCES
from regulars.programmes.mission_words import MISSION_SENTENCES
from regulars.programmes.purpose_sentences import PURPOSE_SENTENCES
from regulars.programmes.reading import read_programme
from regulars.programmes.reward_words import REWARD_SENTENCES
from regulars.programmes.sentences import SENTENCES as FRAME_SENTENCES
from regulars.programmes.words import sentence

SENTENCES = (
    FRAME_SENTENCES
    | PURPOSE_SENTENCES
    | COUPON_SENTENCES
    | MISSION_SENTENCES
    | REWARD_SENTENCES
    | CHALLENGE_SENTENCES
    | BUDGET_SENTENCES
)
CHINESE = re.compile("[\u4e00-\u9fff]")


def facts_named_in(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_mistake_has_a_sentence_and_every_sentence_a_mistake():
    assert set(SENTENCES) == set(CODES)
    assert set(CONDITION_SENTENCES) == set(get_args(Code))


@pytest.mark.parametrize("code", [*SENTENCES, *CONDITION_SENTENCES])
def test_both_languages_say_the_same_facts(code):
    english, chinese = SENTENCES.get(code) or CONDITION_SENTENCES[code]

    assert facts_named_in(chinese) <= facts_named_in(english) | set(CODES.get(code, ()))
    assert CHINESE.search(chinese)
    assert not CHINESE.search(english)


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_speaks_of_facts_that_its_mistake_has(code):
    for template in SENTENCES[code]:
        assert facts_named_in(template) <= set(CODES[code])


@pytest.mark.parametrize(
    ("mistake", "english", "chinese"),
    [
        (
            Mistake((), "KeyUnknown", {"key": "pre", "known": ("points", "per"), "suggestion": "per"}),
            "There is no “pre” here. Possible: points, per. Did you mean “per”?",
            "這裡沒有「pre」這個欄位。可用的有：points、per。是不是要寫「per」？",
        ),
        (
            Mistake((), "KindWrong", {"expected": "whole_number", "found": "list"}),
            "Expected a whole number, found a list.",
            "這裡應該是整數，讀到的是清單。",
        ),
        (
            Mistake((), "MultiplyTooSmall", {"given": "0.5"}),
            "0.5 times adds nothing: 2 means double, 1.5 means half as much again. Write more than 1.",
            "0.5 倍不會多給點數：2 是兩倍，1.5 是多一半。請寫大於 1 的數字。",
        ),
        (
            Mistake((), "FileNotUtf8", {"encoding": "Big5"}),
            "The file is not in UTF-8; it looks like Big5. Save it again as UTF-8.",
            "檔案不是 UTF-8 編碼，看起來是 Big5。請另存為 UTF-8。",
        ),
        (
            Mistake((), "condition.unknown_field", {"said": "chanel", "suggestion": "channel"}),
            "There is no field “chanel”. Did you mean “channel”?",
            "沒有「chanel」這個欄位。是不是要寫「channel」？",
        ),
    ],
)
def test_a_sentence_says_what_is_wrong_and_what_is_meant(mistake, english, chinese):
    assert sentence(mistake, "en") == english
    assert sentence(mistake, "zh-Hant") == chinese


CONDITIONS = [
    "", "total", "total >", "(total > 1", "total = 1", "total => 1", "Total > 1", "total > 1 AND hour > 2",
    "total > '1'", "total > 1.5", "total > 1,000", "total > 99999999999999999999999999999999999999999", "total * total > 1",
    "channel > 'a'", "channel in 'online'", "'a' in channel", "channel in []", "channel in [store]", "hour in [1.5]",
    "categories == 'books'", "'books' in total", "date > '2026-02-30'", "date > 5", "level > 1", "total() > 1",
    "level('card')", "level('crad') == 'gold'", "level() == 'gold'", "level(total) == 'a'", "level(x='card') == 'a'",
    "total > (1, 2)", "(total > 1) > 2", "total ** 2 > 1", "lambda: 1", "line.price > 3", "channel == 'online",
    "channel == “online”", "total > 5 if hour else 2", "f'x' == channel", "1 in [1]", "channel 'a'", "a" * 2001, "(" * 50,
    "brands + 1 > 2", "hour + total > 1", "channel in ['a' 'b']", "x.y.z", "foo('a')", "total > 1;", "__import__('os')",
]  # fmt: skip


@pytest.mark.parametrize("condition", CONDITIONS)
def test_no_mistake_in_a_condition_is_without_words(condition):
    quoted = condition.replace("'", "''")
    text = f"""
programme: x
name: {{zh-Hant: 名, en: X}}
zone: UTC
currency: TWD
effective_from: 2026-01-01
points: {{coin: {{name: {{zh-Hant: 名, en: X}}}}}}
earning: [{{id: a, name: {{zh-Hant: 名, en: X}}, earn: coin, bonus: 1, when: '{quoted}'}}]
tracks: {{card: {{name: {{zh-Hant: 名, en: X}}, metric: orders, levels: [{{id: white, name: {{zh-Hant: 名, en: X}}, threshold: 0}}]}}}}
"""
    mistakes = [each.mistake for each in read_programme(text).mistakes]

    assert mistakes
    for mistake in mistakes:
        for language in ("en", "zh-Hant"):
            said = sentence(mistake, language)
            assert said.endswith((".", "?", "。", "？", "”", "」")), said
            assert "{" not in said.replace(condition, "")


def test_a_terminal_is_not_told_what_to_do_by_a_file():
    said = sentence(Mistake((), "ZoneUnknown", {"given": "\x1b[2J" + "x" * 500, "suggestion": None}), "en")

    assert "\x1b" not in said
    assert len(said) < 200

"""Both languages say the same: the same facts in every pair, and Chinese where Chinese is meant."""

import re
from string import Formatter

import pytest
from made_answers import CHINESE, ENGLISH

from regulars.core.programme.document import RollingWindow, Track, Validity, Window
from regulars.telling import (
    aside,
    balances,
    history,
    levels,
    missions,
    missions_ahead,
    reasons,
    rewards,
    titles,
    tracks,
    voice,
)

TABLES = {
    "balances": balances.SENTENCES, "history": history.SENTENCES, "places": titles.PLACES,
    "titles": titles.SENTENCES, "aside": aside.SENTENCES, "levels": levels.SENTENCES, "reasons": reasons.SENTENCES, "periods": reasons.PERIODS,
    "tracks": tracks.SENTENCES, "missions": missions.SENTENCES, "missions ahead": missions_ahead.SENTENCES, "rewards": rewards.SENTENCES,
}  # fmt: skip
PAIRS = [(f"{name}.{key}", pair) for name, table in TABLES.items() for key, pair in table.items()]
CJK = re.compile("[一-鿿]")


def _facts(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize(("key", "pair"), PAIRS)
def test_both_sentences_hold_the_same_facts(key, pair):
    english, chinese = pair

    assert _facts(english) == _facts(chinese)
    assert not CJK.search(english)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("再買3件", "再買 3 件"),
        ("滿NT$500免運", "滿 NT$500 免運"),
        ("金卡，5", "金卡，5"),
        ("plain", "plain"),
    ],
)
def test_chinese_gets_a_space_beside_figures(text, told):
    assert voice.spaced(text) == told


def _track(**changes):
    facts = {"name": {"zh-Hant": "卡", "en": "Card"}, "metric": "net_spend", "levels": []}
    return Track(**facts | changes)


@pytest.mark.parametrize(
    ("track", "chinese", "english"),
    [
        (_track(window=Window(RollingWindow(months=12))), "近 12 個月的實付金額（扣除退貨）。",
         "What you paid, less what you returned, in the last 12 months."),
        (_track(metric="items", lines="x", window="calendar_year"), "同一年內的適用商品購買件數。",
         "How many items that count you bought, in one calendar year."),
    ],
)  # fmt: skip
def test_what_counts_on_a_track(track, chinese, english):
    assert tracks.what_counts(track, CHINESE) == chinese
    assert tracks.what_counts(track, ENGLISH) == english


@pytest.mark.parametrize(
    ("track", "chinese"),
    [
        (_track(), "累積達到門檻期間有效。"),
        (_track(validity="end_of_next_year"), "升等後保留到隔年底。期滿時依當時的累積重新評等。"),
        (_track(validity=Validity(6), at_end="one_down"), "升等後保留 6 個月。期滿時達標就續等，未達標降一級。"),
    ],
)  # fmt: skip
def test_how_long_a_level_holds(track, chinese):
    assert tracks.how_long(track, CHINESE) == chinese

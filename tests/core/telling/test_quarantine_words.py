"""Every reason for which an event stands aside has a title and a sentence, in both languages."""

import string

import pytest

from regulars.events.intake.words import REASONS
from regulars.events.understanding.refusals import NotUnderstood
from regulars.telling.quarantine import SENTENCES, TITLES, title, why
from regulars.telling.voice import Voice

ENGLISH, CHINESE = Voice(language="en"), Voice(language="zh-hant")
OF_THE_DESK = {"EventRetold", "Undecidable"}
ALL = sorted({*REASONS, *OF_THE_DESK, *(kind.__name__ for kind in NotUnderstood.__subclasses__())})


@pytest.mark.parametrize("reason", ALL)
def test_a_reason_has_its_words(reason):
    words = tuple(REASONS[reason].values()) if reason in REASONS else SENTENCES[reason]
    facts = {name: "x" for text in words for _, name, _, _ in string.Formatter().parse(text) if name}

    assert reason in TITLES
    assert why(reason, facts, ENGLISH) != why(reason, facts, CHINESE)


def test_no_title_is_left_over():
    assert sorted(TITLES) == ALL


def test_a_reason_without_words_speaks_by_its_name_and_facts():
    assert why("Unheard", {"a": 1, "b": 2}, ENGLISH) == "Unheard: a = 1, b = 2"
    assert title("Unheard", ENGLISH) == "Unheard"

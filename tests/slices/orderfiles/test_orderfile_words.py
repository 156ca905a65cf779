"""Every code has its sentence, in both languages, with the same facts."""

from __future__ import annotations

import inspect
import re
from importlib.resources import files

import pytest

from regulars.events.orderfiles import refusals, words

ALL = {
    "set aside": words.SET_ASIDE,
    "notices": words.NOTICES,
    "refusals": words.REFUSALS,
    "csv": words.CSV_PROBLEMS,
}


@pytest.mark.parametrize("name", ALL)
def test_both_languages_say_the_same_facts(name):
    for code, sentences in ALL[name].items():
        assert list(sentences) == ["zh-Hant", "en"], code
        facts = [set(re.findall(r"{(\w+)", sentence)) for sentence in sentences.values()]
        assert facts[0] == facts[1], code


def test_every_refusal_has_a_sentence():
    kinds = {
        name for name, kind in inspect.getmembers(refusals, inspect.isclass)
        if issubclass(kind, refusals.OrderFileRefused) and kind is not refusals.OrderFileRefused
    }  # fmt: skip

    assert kinds == set(words.REFUSALS)


def test_every_fact_of_a_sentence_is_a_fact_of_its_refusal():
    for code, sentences in words.REFUSALS.items():
        told = set(re.findall(r"{(\w+)", sentences["en"]))
        known = set(re.findall(r"\w+", getattr(refusals, code).__doc__.split("Facts:")[1]))
        assert told <= known, code


def test_every_reason_in_the_questions_has_a_sentence():
    folder = files("regulars.events.orderfiles") / "sql"
    asked = set()
    for name in ("lines.sql", "orders.sql"):
        text = (folder / name).read_text(encoding="utf-8")
        end = text.rindex("AS reason")
        reasons = text[max(0, end - 8000) : end]
        asked |= set(re.findall(r"THEN '(\w+)'", reasons)) - {
            "sale", "return", "cancellation", "milestone", "TWD", "CNY",
        }  # fmt: skip
    asked |= set(re.findall(r"SET reason = '(\w+)'", (folder / "milestones.sql").read_text(encoding="utf-8")))

    assert asked == set(words.SET_ASIDE)

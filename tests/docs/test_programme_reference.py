"""The reference of the programme file: whole, in the program's own words, and with an example that reads."""

import re
from pathlib import Path

import pytest

from regulars.core.expressions.questions import ASKED
from regulars.core.programme.vocabulary import FIELDS
from regulars.programmes.condition_words import WORDS
from regulars.programmes.meanings import MEANINGS, PARTS, fields_of
from regulars.programmes.reading import read_programme

REFERENCE = (Path(__file__).parents[2] / "docs" / "reference" / "programme.md").read_text()


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_field_stands_in_the_reference_with_its_meaning(part):
    section = REFERENCE.partition(f"### {part.__name__}\n")[2].partition("\n### ")[0]

    for field in fields_of(part):
        assert re.search(
            rf"\| `{field}` \|.*\| {re.escape(MEANINGS[part.__name__][field][0])} \|", section
        ), field


def test_every_meaning_is_of_a_field():
    assert {name: set(fields) for name, fields in MEANINGS.items()} == {
        part.__name__: set(fields_of(part)) for part in PARTS
    }


def test_every_word_of_conditions_stands_in_the_reference():
    assert set(WORDS) == {field.name for field in FIELDS} | {"level", "at_least", *ASKED}
    for name, (meaning, _) in WORDS.items():
        assert re.search(rf"\| `{name}[`(].*\| {re.escape(meaning)} \|", REFERENCE), name


def test_the_example_reads_without_a_mistake():
    example = next(
        block for block in re.findall(r"```yaml\n(.*?)```", REFERENCE, re.DOTALL) if "earning:" in block
    )

    assert read_programme(example).mistakes == ()

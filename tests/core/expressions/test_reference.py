"""The reference tells the truth: its examples are read, and its program runs."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

BLOCKS = re.findall(
    r"```python\n(.*?)```",
    (Path(__file__).parents[3] / "docs/reference/expressions.md").read_text("utf-8"),
    re.DOTALL,
)


@pytest.mark.parametrize("text", BLOCKS[0].splitlines())
def test_each_example_is_read(read, text):
    assert read(text)


@pytest.mark.parametrize("text", BLOCKS[1].splitlines())
def test_each_question_is_read(read, text):
    assert read(text)


def test_the_program_runs():
    names = {}
    exec(BLOCKS[2], names)  # noqa: S102 it is our own page

    assert names["holds"](SimpleNamespace(total=50_000, store="main")) is True
    assert names["holds"](SimpleNamespace(total=50_000, store=None)) is False

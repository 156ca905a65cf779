"""Whatever a name or a text holds, the engine reads back the same."""

import duckdb
import pytest

from regulars.lib.quoting import literal, quoted

HARMFUL = ["plain", "O'Brien", 'the "big" one', "'; DROP TABLE file; --", '"', "'", "", "商品", "a\\b"]


@pytest.mark.parametrize("text", HARMFUL)
def test_a_text_comes_back_as_it_is(text):
    assert duckdb.connect().execute(f"SELECT {literal(text)}").fetchone() == (text,)


@pytest.mark.parametrize("name", [each for each in HARMFUL if each])
def test_a_name_comes_back_as_it_is(name):
    assert duckdb.connect().execute(f"SELECT 1 AS {quoted(name)}").description[0][0] == name

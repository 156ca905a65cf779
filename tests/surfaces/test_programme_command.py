"""`regulars programme check`, `diff` and `schema`, as they are typed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from regulars.cli.programme import command

EXAMPLES = Path(__file__).parents[2] / "examples" / "programmes"


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_a_good_file_is_summed_up():
    result = run("check", EXAMPLES / "plain.yaml", "--lang", "en")

    assert result.exit_code == 0
    assert result.output == (
        "Plain programme (plain)\n"
        "GBP · Europe/London · from 2009-01-01\n"
        "\n"
        "Points\n"
        "  points: Points · one costs 0.01 GBP · expire at the end of the next year\n"
        "\n"
        "Earning (1)\n"
        "  base: 1 point for every full £10\n"
        "\n"
        "Tracks\n"
        "  card: Card · net spend over the last 12 months · White 0 → Silver 500 → Gold 2000\n"
    )


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                (
                    "9:7: There is no time zone “Europe/Londn”. Use a name such as Asia/Taipei. "
                    "Did you mean “Europe/London”?"
                ),
                "29:7: There is no “pre” here. Possible: points, per. Did you mean “per”?",
            ],
        ),
        (
            "zh-Hant",
            [
                "9:7: 沒有「Europe/Londn」這個時區。請用 Asia/Taipei 這樣的名稱。是不是要寫「Europe/London」？",
                "29:7: 這裡沒有「pre」這個欄位。可用的有：points、per。是不是要寫「per」？",
            ],
        ),
    ],
)
def test_every_mistake_is_printed_with_its_place(tmp_path, language, lines):
    file = tmp_path / "wrong.yaml"
    text = (EXAMPLES / "plain.yaml").read_text()
    file.write_text(text.replace("Europe/London", "Europe/Londn").replace("per: 10", "pre: 10"))

    result = run("check", file, "--lang", language)

    assert result.exit_code == 1
    assert result.output.splitlines() == [f"{file}:{line}" for line in lines]


def test_a_file_in_big5_is_named_as_such(tmp_path):
    file = tmp_path / "big5.yaml"
    file.write_bytes((EXAMPLES / "cafe.yaml").read_text().encode("big5", errors="ignore"))

    result = run("check", file, "--lang", "en")

    assert result.exit_code == 1
    assert "it looks like Big5" in result.output


def test_a_difference_is_one_line_each(tmp_path):
    before, after = EXAMPLES / "plain.yaml", tmp_path / "after.yaml"
    text = before.read_text()
    after.write_text(text.replace("per: 10.00", "per: 5.00").replace("threshold: 500", "threshold: 400"))

    assert run("diff", before, after, "--lang", "en").output.splitlines() == [
        "~ earning › base › rate › per: 10 → 5",
        "~ tracks › card › levels › silver › threshold: 500 → 400",
    ]
    assert run("diff", before, before, "--lang", "en").output == "Nothing changed.\n"


def test_the_schema_is_json():
    assert json.loads(run("schema").output)["title"] == "Regulars programme"

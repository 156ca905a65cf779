"""A notice exists in both languages or not at all (G6)."""

from pathlib import Path

import pytest

from regulars.programmes.reading import read_programme

EXAMPLES = sorted((Path(__file__).parents[3] / "examples" / "programmes").glob("*.yaml"))
SHOP = next(file for file in EXAMPLES if file.name == "select-shop.yaml").read_text()


@pytest.mark.parametrize("language", ["en", "zh-Hant", "version"])
def test_a_notice_without_one_of_its_keys_is_a_mistake(language):
    head, _, notices = SHOP.partition("\npurposes:\n")
    lacking = notices.replace(f"      {language}: ", "      x-nothing: ", 1)

    mistakes = [
        (one.mistake.path, one.mistake.code)
        for one in read_programme(f"{head}\npurposes:\n{lacking}").mistakes
    ]

    assert (("purposes", "marketing", "notice", language), "KeyMissing") in mistakes


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_every_notice_of_our_examples_says_something_in_both(file):
    for purpose in read_programme(file.read_text()).document.purposes.values():
        assert min(len(purpose.notice.zh_hant), len(purpose.notice.en)) > 40

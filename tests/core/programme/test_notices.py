"""A notice exists in both languages or not at all (G6)."""

from pathlib import Path

import pytest

from regulars.programmes.reading import read_programme
from regulars.programmes.words import sentence

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


MARKETING = read_programme(SHOP).document.purposes["marketing"].notice


def rewritten(*languages, version=None):
    """The shop's programme with other words in the notice of marketing."""
    head, mark, notices = SHOP.partition("\npurposes:\n")
    for language in languages:
        start = f"      {language}: >-\n        "
        notices = notices.replace(start, f"{start}No. ", 1)
    if version:
        notices = notices.replace(f'"{MARKETING.version}"', f'"{version}"', 1)
    return head + mark + notices


def mistakes(text, *published):
    documents = [read_programme(one).document for one in published]
    return [
        (one.line, sentence(one.mistake, "en"), sentence(one.mistake, "zh-Hant"))
        for one in read_programme(text, published=documents).mistakes
    ]


CHANGED = {
    "the English": (("en",), "en", "en"),
    "the Chinese": (("zh-Hant",), "zh-Hant", "zh-Hant"),
    "both": (("en", "zh-Hant"), "zh-Hant, en", "zh-Hant、en"),
}


@pytest.mark.parametrize("what", CHANGED)
def test_another_text_under_a_version_that_was_published_is_a_mistake_at_the_version(what):
    languages, english, chinese = CHANGED[what]
    place = SHOP[: SHOP.index("version:", SHOP.index("\n  marketing:\n"))].count("\n") + 1

    assert mistakes(rewritten(*languages), SHOP) == [
        (
            place,
            (
                f"The notice of “marketing” was published as version “2026-11” with another text ({english}). "
                "Members agreed to that text, so it never changes: give the new one a `version:` of its own."
            ),
            (
                f"「marketing」的告知事項「2026-11」版已經公布過，內容不同（{chinese}）。"
                "會員同意的是當時的文字，不能更改；請為新的文字換一個 `version:`。"
            ),
        )
    ]


def test_a_new_text_with_a_version_of_its_own_is_none_and_neither_is_the_old_one_again():
    renewed = rewritten("en", version="2027-01")

    assert mistakes(renewed, SHOP) == []
    assert mistakes(SHOP, SHOP, renewed) == []


def test_what_was_published_long_ago_keeps_its_words_as_well():
    renewed = rewritten("en", version="2027-01")

    assert len(mistakes(rewritten("zh-Hant"), SHOP, renewed)) == 1


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_every_notice_of_our_examples_says_something_in_both(file):
    for purpose in read_programme(file.read_text()).document.purposes.values():
        assert min(len(purpose.notice.zh_hant), len(purpose.notice.en)) > 40

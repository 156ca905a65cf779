"""The commands that ask the books, as processes over the shop of the examples."""

import re
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
CARD = "8012 5433 81"


@pytest.fixture
def shop(new_shop, sunny_select):
    return new_shop(template=sunny_select)


def test_a_moment_without_a_zone_is_on_the_shops_clock_wherever_the_machine_stands(shop):
    shop.environment["TZ"] = "America/New_York"

    # Their first receipt is of 16:51:27 in Taipei.
    before = shop.run("explain", CARD, "--at", "2025-11-02T16:51", "--lang", "en")
    after = shop.run("explain", CARD, "--at", "2025-11-02T16:52", "--lang", "en")

    assert "[Y251102-10007]" not in before
    assert "[Y251102-10007]" in after


def test_a_card_may_be_typed_without_its_blanks(shop):
    told = shop.run("explain", CARD, "--at", "2025-11-12", "--lang", "en")

    assert shop.run("explain", "8012543381", "--at", "2025-11-12", "--lang", "en") == told
    assert shop.refused("explain", "8012543382").startswith("No member has the card 8012543382.")


def test_a_moment_ahead_tells_what_will_have_happened_by_itself(shop):
    said = shop.run("explain", CARD, "--at", "2199-01-01", "--limit", "0", "--lang", "en")
    in_chinese = shop.run("explain", CARD, "--at", "2199-01-01", "--limit", "0", "--lang", "zh-Hant")

    assert "Will have happened by itself by 2199/01/01" in said.splitlines()
    assert "Points ran out" in said
    assert "到 2199/01/01 為止，會自動發生的事" in in_chinese.splitlines()


@pytest.mark.parametrize(
    ("at", "english", "chinese"),
    [
        (
            "2008-12-31",
            "The programme begins at 2009-01-01, and this is 2008-12-31.",
            "方案從 2009-01-01 開始，而這筆是 2008-12-31。",
        ),
        (
            "10000-01-01",
            "10000-01-01 is too far ahead; the end of 2199 is the latest.",
            "10000-01-01 太遠了，最遠可看到 2199 年底。",
        ),
    ],
)
def test_a_moment_at_which_nothing_can_be_shown_is_refused(shop, at, english, chinese):
    assert shop.refused("explain", CARD, "--at", at, "--lang", "en").strip() == english
    assert shop.refused("explain", CARD, "--at", at, "--lang", "zh-Hant").strip() == chinese


def test_no_event_at_all_may_be_asked_for(shop):
    said = shop.run("explain", CARD, "--at", "2025-11-03", "--limit", "0", "--lang", "en")

    assert said.splitlines()[-1] == "  12 more items that count and you are Bookworm"


def test_a_plan_says_that_nobody_moves_where_a_track_only_begins(shop):
    text = (EXAMPLES / "programmes" / "select-shop.yaml").read_text(encoding="utf-8")
    ahead = shop.folder / "ahead.yaml"
    # A second track of the same kind beside the first, wherever in the file the tracks stand.
    reader = re.search(r"^  reader:\n(?:    .*\n)+", text, re.MULTILINE)[0]
    longer = text.replace(reader, reader + reader.replace("  reader:\n", "  visitor:\n", 1), 1)
    ahead.write_text(longer.replace("2009-01-01", "2099-01-01"), encoding="utf-8")

    said = shop.run("programme", "plan", ahead, "--lang", "en")

    assert said.splitlines()[-2:] == [
        "It would hold from 2099/01/01 00:00.",
        "None of the 13 members changes level on that day.",
    ]


def test_a_plan_says_which_questions_know_nothing_of_what_was_before(shop):
    text = (EXAMPLES / "programmes" / "select-shop.yaml").read_text(encoding="utf-8")
    ahead = shop.folder / "ahead.yaml"
    asking = """earning:
  - id: third
    name: { zh-Hant: 第三次, en: The third time }
    earn: points
    bonus: 10
    when: count("Order Completed", within="90d") == 2
"""
    ahead.write_text(
        text.replace("2009-01-01", "2099-01-01").replace("earning:\n", asking, 1), encoding="utf-8"
    )

    said = {
        language: shop.run("programme", "plan", ahead, "--lang", language) for language in ("en", "zh-Hant")
    }

    assert 'It counts from then on, and nothing before: count("Order Completed", within="90d")' in said["en"]
    assert '從那時起算，之前的不計入：count("Order Completed", within="90d")' in said["zh-Hant"]


def test_totals_name_every_kind_of_points_of_the_programme(new_shop):
    shop = new_shop()
    shop.run("programme", "publish", EXAMPLES / "programmes" / "select-shop.yaml")

    said = shop.run("totals", "--at", "2026-01-01", "--lang", "en")

    assert "stamps: Outstanding                0" in said


def test_a_plan_refuses_what_could_not_be_published(shop):
    said = shop.refused("programme", "plan", EXAMPLES / "programmes" / "select-shop.yaml", "--lang", "en")

    assert said.startswith("A new version cannot begin in the past")


@pytest.mark.parametrize(
    "arguments", [("check", "--shop"), ("plan",), ("publish",)], ids=["check", "plan", "publish"]
)
def test_a_notice_keeps_its_words_and_the_file_says_where_it_does_not(shop, arguments):
    text = (EXAMPLES / "programmes" / "select-shop.yaml").read_text(encoding="utf-8")
    head, mark, notices = text.replace("2009-01-01", "2099-01-01").partition("\npurposes:\n")
    ahead = shop.folder / "ahead.yaml"
    changed = notices.replace("      en: >-\n        ", "      en: >-\n        Please. ", 1)
    ahead.write_text(head + mark + changed, encoding="utf-8")

    said = {
        language: shop.mistakes("programme", *arguments, ahead, "--lang", language)
        for language in ("en", "zh-Hant")
    }

    line = (head + mark + notices[: notices.index("version:")]).count("\n") + 1
    assert said["en"].startswith(f"{ahead}:{line}:16: The notice of “marketing” was published as version ")
    assert said["zh-Hant"].startswith(f"{ahead}:{line}:16: 「marketing」的告知事項")
    assert shop.run("programme", "check", ahead, "--lang", "en").startswith("Sunny Select")

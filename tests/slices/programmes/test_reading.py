"""A programme's text, read: every mistake with the line and column at which an editor puts the cursor."""

from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from regulars.core.programme.document import Programme
from regulars.programmes import tree
from regulars.programmes.reading import read_programme

EXAMPLES = sorted((Path(__file__).parents[3] / "examples" / "programmes").glob("*.yaml"))

CORNER = """\
programme: corner
name: {zh-Hant: 轉角, en: Corner}
zone: Asia/Taipei
currency: TWD
effective_from: 2026-01-01
points:
  coin:
    name: {zh-Hant: 點數, en: Points}
    worth: 0.10
earning:
  - id: base
    name: {zh-Hant: 每 50 元 1 點, en: 1 point for NT$50}
    earn: coin
    rate: {points: 1, per: 50}
    when: total >= 10
tracks:
  card:
    name: {zh-Hant: 卡, en: Card}
    metric: net_spend
    levels:
      - {id: white, name: {zh-Hant: 白卡, en: White}, threshold: 0}
      - {id: gold, name: {zh-Hant: 金卡, en: Gold}, threshold: 6000}
"""


def mistakes_in(text):
    reading = read_programme(text)
    assert (reading.document is None) == bool(reading.mistakes)
    return [
        (each.line, each.column, each.mistake.code, dict(each.mistake.facts)) for each in reading.mistakes
    ]


def changed(before, after):
    assert CORNER.count(before) == 1
    return CORNER.replace(before, after)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_example_reads_without_a_mistake(file):
    assert read_programme(file.read_bytes()).mistakes == ()


def test_there_are_the_promised_examples():
    assert [file.stem for file in EXAMPLES] == ["bookshop", "cafe", "coin", "plain", "select-shop"]


def test_a_document_is_the_same_after_a_way_through_json():
    for file in EXAMPLES:
        document = read_programme(file.read_bytes()).document
        assert msgspec.json.decode(msgspec.json.encode(document), type=Programme) == document


def test_numbers_are_exact_and_texts_are_texts():
    document = read_programme(changed("en: Corner", "en: No")).document

    assert document.points["coin"].worth == "0.1"
    assert document.earning[0].rate.per == 50
    assert document.name.en == "No"
    assert document.effective_from == "2026-01-01"


def test_a_byte_order_mark_and_windows_lines_are_no_mistake():
    assert mistakes_in(b"\xef\xbb\xbf" + CORNER.replace("\n", "\r\n").encode()) == []


def test_python_and_c_read_alike(monkeypatch):
    text = changed("total >= 10", "'chanel == 1'")
    with_c = mistakes_in(text)
    monkeypatch.setattr(tree, "_LOADER", yaml.SafeLoader)

    assert (
        mistakes_in(text)
        == with_c
        == [(15, 12, "condition.unknown_field", {"said": "chanel", "suggestion": "channel"})]
    )


ONE_MISTAKE = {
    "nothing": ("", (1, 1, "FileEmpty", {})),
    "only blanks and a comment": ("# later\n", (1, 1, "FileEmpty", {})),
    "Big5": (CORNER.encode("big5"), (2, 17, "FileNotUtf8", {"encoding": "Big5"})),
    "UTF-16": (CORNER.encode("utf-16"), (1, 1, "FileNotUtf8", {"encoding": "UTF-16"})),
    "bytes of nothing": (b"a: \xff\xff", (1, 4, "FileNotUtf8", {"encoding": None})),
    "far too much": ("#" * 1_000_001, (1, 1, "FileTooLarge", {"size": 1_000_001, "limit": 1_000_000})),
    "a tab": ("name:\n\ten: x\n", (2, 1, "TabUsed", {})),
    "a bell": ("name: x\nzone: \x07\n", (2, 7, "CharacterUnusable", {"character": "U+0007"})),
    "a second colon": ("name: a: b\n", (1, 8, "ColonUnquoted", {})),
    "an open quote": ("name: 'x\nzone: y\n", (1, 7, "QuoteOpen", {})),
    "an at sign": ("name: @x\n", (1, 7, "StartUnquoted", {"character": "@"})),
    "half a character": ("name: \ud800", (1, 7, "CharacterUnusable", {"character": "U+D800"})),
    "two documents": ("a: 1\n---\nb: 2\n", (2, 1, "SeveralDocuments", {})),
    "an alias": ("a: &x 1\nb: *x\n", (2, 4, "AliasUsed", {"alias": "x"})),
    "a tag": (
        "a: !!python/name:os.system 1\n",
        (1, 4, "TagUsed", {"tag": "tag:yaml.org,2002:python/name:os.system"}),
    ),
    "a well of brackets": ("[" * 200 + "]" * 200, (1, 17, "TooDeep", {"limit": 16})),
    "a key of several": ("? [a, b]\n: 1\n", (1, 3, "KeyNotText", {})),
    "a list for a programme": ("- 1\n", (1, 1, "KindWrong", {"expected": "mapping", "found": "list"})),
    "a key twice": (
        CORNER + "zone: UTC\n",
        (23, 1, "KeyTwice", {"key": "zone", "line": 3}),
    ),
    "a name with a capital": (
        changed("programme: corner", "programme: Corner Café"),
        (1, 12, "NameUnusable", {"given": "Corner Café", "suggestion": "corner-caf"}),
    ),
    "a missing zone": (changed("zone: Asia/Taipei\n", ""), (1, 1, "KeyMissing", {"key": "zone"})),
    "a missing language": (
        changed("{zh-Hant: 點數, en: Points}", "{zh-Hant: 點數}"),
        (8, 5, "KeyMissing", {"key": "en"}),
    ),
    "an empty value": (changed("zone: Asia/Taipei", "zone:"), (3, 6, "ValueMissing", {"key": "zone"})),
    "a slip in a key": (
        changed("per: 50", "pre: 50"),
        (14, 23, "KeyUnknown", {"key": "pre", "known": ("points", "per"), "suggestion": "per"}),
    ),
    "a slip in a word": (
        changed("net_spend", "net-spent"),
        (
            19,
            13,
            "NotOneOf",
            {
                "given": "net-spent",
                "allowed": (
                    "categories",
                    "counter",
                    "items",
                    "missions",
                    "net_spend",
                    "orders",
                    "points_balance",
                    "points_earned",
                    "visits",
                ),
                "suggestion": "net_spend",
            },
        ),
    ),
    "a slip where a part may stand": (
        changed("worth: 0.10", "expiry: newer"),
        (
            9,
            13,
            "NotOneOfNorKeys",
            {
                "given": "newer",
                "allowed": ("end_of_next_year", "never"),
                "keys": ("rolling", "sliding", "dates"),
                "suggestion": "never",
            },
        ),
    ),
    "thousands with a comma": (
        changed("threshold: 6000", 'threshold: "6,000"'),
        (22, 62, "NumberUnreadable", {"given": "6,000", "suggestion": "6000"}),
    ),
    "digits of full width": (
        changed("per: 50}", "per: ５０}"),
        (14, 28, "NumberUnreadable", {"given": "５０", "suggestion": "50"}),
    ),
    "a part where a text is expected": (
        changed("zone: Asia/Taipei", "zone: {city: Taipei}"),
        (3, 7, "KindWrong", {"expected": "text", "found": "mapping"}),
    ),
    "a text where a list is expected": (
        changed("    when: total", "    caps: 5 a day\n    when: total"),
        (15, 11, "KindWrong", {"expected": "list", "found": "text"}),
    ),
    "a date in another order": (
        changed("2026-01-01", "01/01/2026"),
        (5, 17, "DateUnreadable", {"given": "01/01/2026"}),
    ),
    "a time of day without its minutes": (
        CORNER
        + "missions: [{id: daily, name: {zh-Hant: 簽到, en: Daily}, check_in: {of: coin, ladder: [1], day_starts_at: 4}}]\n",
        (23, 105, "TimeOfDayUnreadable", {"given": "4"}),
    ),
    "a small currency": (changed("currency: TWD", "currency: twd"), (4, 11, "CurrencyUnknown", None)),
    "half a bonus": (
        changed("rate: {points: 1, per: 50}", "bonus: 1.5"),
        (14, 12, "NumberNotWhole", {"given": "1.5"}),
    ),
    "no bonus": (
        changed("rate: {points: 1, per: 50}", "bonus: 0"),
        (14, 12, "NumberTooSmall", {"given": "0", "least": 1}),
    ),
    "a condition in the middle of a line": (
        changed("total >= 10", "total >= 10 and chanel == 'online'"),
        (15, 27, "condition.unknown_field", {"said": "chanel", "suggestion": "channel"}),
    ),
    "a condition in quotes": (
        changed("total >= 10", '"chanel == 1"'),
        (15, 12, "condition.unknown_field", {"said": "chanel", "suggestion": "channel"}),
    ),
    "a condition over several lines": (
        changed("total >= 10", "total >= 10\n        and chanel == 1"),
        (16, 13, "condition.unknown_field", {"said": "chanel", "suggestion": "channel"}),
    ),
    "a condition in a block": (
        changed("total >= 10", "|  # two lines\n      total >= 10 and\n        chanel == 1"),
        (17, 9, "condition.unknown_field", {"said": "chanel", "suggestion": "channel"}),
    ),
    "a condition in a folded block": (
        changed("total >= 10", ">-\n      total >= 10 and\n\n      chanel == 1"),
        (18, 7, "condition.unknown_field", {"said": "chanel", "suggestion": "channel"}),
    ),
    "a condition that ends too early": (
        changed("total >= 10", "total >="),
        (15, 11, "condition.not_an_expression", {}),
    ),
    "a slip behind doubled quotes": (
        changed("total >= 10", "'channel == ''online'' and chanel == 1'"),
        (15, 11, "condition.unknown_field", {"said": "chanel", "suggestion": "channel"}),
    ),
    "a condition that begins with a quote": (
        changed("when: total >= 10", 'lines: "books" in line.categories # only books'),
        (15, 12, "QuoteGoesOn", {"suggestion": "'\"books\" in line.categories'"}),
    ),
    "a condition that begins with a quote and has both kinds": (
        changed("when: total >= 10", "lines: 'a' in line.categories or \"b\" in line.categories"),
        (15, 12, "QuoteGoesOn", {"suggestion": "\"'a' in line.categories or 'b' in line.categories\""}),
    ),
}


@pytest.mark.parametrize(("text", "expected"), ONE_MISTAKE.values(), ids=ONE_MISTAKE)
def test_one_mistake_is_named_alone_and_in_its_place(text, expected):
    (found,) = mistakes_in(text)

    line, column, code, facts = expected
    assert found[:3] == (line, column, code)
    assert facts is None or found[3] == facts


def test_all_mistakes_come_at_once_and_in_order():
    text = CORNER
    for before, after in {
        "zone: Asia/Taipei": "zone: Asia/Taipeh",
        "per: 50": "per: 0",
        "total >= 10": "total >= 10 and weekday == 9",
        "metric:": "metrik:",
        "threshold: 6000": "threshold: -1",
    }.items():
        text = text.replace(before, after)

    assert [(line, column, code) for line, column, code, _ in mistakes_in(text)] == [
        (3, 7, "ZoneUnknown"),
        (14, 28, "NumberNotPositive"),
        (15, 11, "NeverTrue"),
        (19, 5, "KeyUnknown"),
        (22, 62, "NumberNegative"),
        (22, 62, "LevelsUnordered"),
    ]


def test_a_part_that_could_not_be_read_is_not_blamed_twice():
    text = CORNER.replace("rate:", "rade:").replace("threshold: 0}", "threshold: none}")

    assert [code for *_, code, _ in mistakes_in(text)] == ["KeyUnknown", "NumberUnreadable"]


@given(st.text(alphabet=" \n\t:-[]{}#'\"&*!|>%@`abrt0159.,中\x00\ud800", max_size=60))
def test_no_text_is_a_crash(text):
    assert read_programme(text).document is None


@given(st.binary(max_size=40))
def test_no_bytes_are_a_crash(raw):
    assert read_programme(raw).document is None


@given(
    st.integers(0, len(CORNER)),
    st.integers(0, 12),
    st.sampled_from(["", " ", "x", "0", "-", ":", "{", "\n", "中"]),
)
def test_a_text_that_was_hurt_gives_a_sound_document_or_a_mistake(at, width, put):
    reading = read_programme(CORNER[:at] + put + CORNER[at + width :])

    if reading.document is None:
        assert reading.mistakes
    else:
        plain = msgspec.to_builtins(reading.document)
        assert msgspec.convert(plain, Programme) == reading.document

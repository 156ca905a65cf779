"""What a programme may read for which purpose, and what it may never read."""

import pytest
from corner_programme import NAME, earning, level, programme, rule, track

from regulars.core.programme.check import check
from regulars.core.programme.purposes import FIELD_PURPOSES, MEMBERSHIP, PERSONALISATION, Purposes
from regulars.core.programme.sensitive import TOPICS, is_sensitive_goods, topic_of
from regulars.core.programme.vocabulary import FIELDS
from regulars.programmes.purpose_sentences import TOPIC_WORDS
from regulars.programmes.words import sentence

NOTICE = {"version": "2026-11", "zh-Hant": "告知", "en": "Notice"}


def purpose(*reads, **parts):
    return {"name": NAME, "notice": NOTICE, "reads": list(reads), **parts}


def gift(when=None, **parts):
    return rule("gift", bonus=5, **({"when": when} if when else {}), **parts)


def first(document):
    """The one mistake, as (path, code, column)."""
    mistakes = check(document)
    assert len(mistakes) == 1, mistakes
    return mistakes[0].path, mistakes[0].code, mistakes[0].column


def test_every_field_has_a_purpose():
    assert set(FIELD_PURPOSES) == {field.name for field in FIELDS} | {"level"}


def test_a_nickname_is_for_the_membership_alone_and_no_rule_reads_it():
    named = earning(gift('member.nickname == "Ada"'))
    moved = earning(gift(purpose="marketing"), purposes={"marketing": purpose("member.nickname")})

    assert "member.nickname" not in FIELD_PURPOSES
    assert [mistake.path[0] for mistake in check(named)] == ["earning"]
    assert [mistake.path[0] for mistake in check(moved)] == ["purposes"]


def test_looking_is_not_buying():
    purposes = Purposes(programme())

    assert purposes.of("Order Completed") == MEMBERSHIP
    assert purposes.of("Product Viewed") == PERSONALISATION
    assert purposes.of("Something Of The Shop's Own") == PERSONALISATION


def test_a_field_that_was_moved_needs_its_purpose():
    birthday = {"birthday": purpose("member.birth_month")}
    told = earning(gift("total > 5 and\nmember.birth_month == month", purpose="birthday"), purposes=birthday)
    untold = earning(gift("total > 5 and\nmember.birth_month == month"), purposes=birthday)

    assert check(told) == []
    assert first(untold) == (("earning", 1, "when"), "PurposeMissing", 0)
    assert check(untold)[0].line == 2
    assert check(untold)[0].facts == {
        "field": "member.birth_month",
        "purpose": "birthday",
        "given": "membership",
    }


def test_a_rule_of_one_purpose_reads_nothing_of_another():
    purposes = {"birthday": purpose("member.birth_month"), "marketing": purpose()}
    document = earning(gift("member.birth_month == 3", purpose="marketing"), purposes=purposes)

    assert first(document) == (("earning", 1, "when"), "PurposeMissing", 0)


MISTAKES = {
    "a purpose that nobody is asked for": (
        {"earning": [rule("base", bonus=1, purpose="marketting")], "purposes": {"marketing": purpose()}},
        (("earning", 0, "purpose"), "PurposeUnknown", None),
    ),
    "a purpose of one's own without a name": (
        {"purposes": {"letters": {"notice": NOTICE}}},
        (("purposes", "letters"), "PurposeNameMissing", None),
    ),
    "a field that there is not": (
        {"purposes": {"marketing": purpose("member.birth_mont")}},
        (("purposes", "marketing", "reads", 0), "ReadsUnknown", None),
    ),
    "one field for two purposes": (
        {"purposes": {"marketing": purpose("store"), "analytics": purpose("store")}},
        (("purposes", "analytics", "reads", 0), "ReadsTwice", None),
    ),
    "a purpose that is sensitive by itself": (
        {"purposes": {"health-tips": purpose()}},
        (("purposes", "health-tips"), "Sensitive", None),
    ),
    "a sensitive event": (
        {"purposes": {"marketing": purpose("Clinic Visited")}},
        (("purposes", "marketing", "reads", 0), "Sensitive", None),
    ),
    "a sensitive event in Chinese": (
        {"purposes": {"marketing": purpose("看診完成")}},
        (("purposes", "marketing", "reads", 0), "Sensitive", None),
    ),
    "a track that reads what needs a consent": (
        {
            "tracks": {"card": track(level("white", 0), when='store == "A1"')},
            "purposes": {"analytics": purpose("store")},
        },
        (("tracks", "card", "when"), "PurposeOfTrack", 0),
    ),
    "a membership year by a day that needs a consent": (
        {
            "tracks": {"card": track(level("white", 0), window="membership_year")},
            "purposes": {"analytics": purpose("member.days")},
        },
        (("tracks", "card", "window"), "PurposeOfTrack", None),
    ),
    "a track by goods that tell too much": (
        {"tracks": {"card": track(level("white", 0), lines='"pharmacy/medicine" in line.categories')}},
        (("tracks", "card", "lines"), "SensitiveGoods", 0),
    ),
    "a rule with a purpose by goods that tell too much": (
        {
            "earning": [
                rule("base", bonus=1, purpose="marketing", when='total > 5 and "藥品" in categories')
            ],
            "purposes": {"marketing": purpose()},
        },
        (("earning", 0, "when"), "SensitiveGoods", 14),
    ),
}


QUESTIONS = {
    "looking is for personalisation": ('count("Product Viewed", within="7d") > 2', "PurposeMissing", 6),
    "so are its properties": ('distinct("Product Viewed", "product_id", within="7d") > 2', "PurposeMissing", 9),
    "a sensitive event": ('count("Clinic Visited", within="7d") > 2', "Sensitive", 6),
    "a sensitive property": ('distinct("Checked In", "blood_type", within="7d") > 2', "Sensitive", 23),
    "a sensitive property in where": (
        'count("Checked In", within="7d", where=religion == "x") > 2', "Sensitive", 39,
    ),
    "sensitive goods remembered": (
        'count("Order Completed", within="7d", where="驗孕" in categories) > 2', "SensitiveGoods", 44,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("when", "code", "column"), QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_of_behaviour(when, code, column):
    found = check(earning(gift(when)))

    assert (found[0].code, found[0].column) == (code, column)


def test_a_rule_on_looking_is_for_personalisation():
    assert first(earning(gift(on="Product Viewed"))) == (("earning", 1, "on"), "PurposeMissing", None)
    assert first(earning(gift(on="Clinic Visited", purpose="personalisation"), purposes={"personalisation": purpose()})) == (
        ("earning", 1, "on"), "Sensitive", None,
    )  # fmt: skip
    assert check(earning(gift(on="Checked In"))) == []


def test_a_rule_on_behaviour_reads_no_sensitive_property():
    found = check(earning(gift(on="Checked In", when='religion == "x"')))

    assert [(mistake.code, mistake.column) for mistake in found] == [("Sensitive", 0)]


def test_checking_in_and_buying_belong_to_the_membership():
    assert check(earning(gift('count("Checked In", within="7d") > 2'))) == []
    assert check(earning(gift('sum("Order Completed", "total", within="90d") > 3000'))) == []


def test_a_rule_for_personalisation_may_ask_what_somebody_looked_at():
    asked = earning(
        gift('count("Product Viewed", within="7d") > 2', purpose="personalisation"),
        purposes={"personalisation": purpose()},
    )

    assert check(asked) == []


@pytest.mark.parametrize(("parts", "mistake"), MISTAKES.values(), ids=MISTAKES)
def test_one_mistake(parts, mistake):
    document = programme(**parts)

    assert first(document) == mistake
    for language in ("en", "zh-Hant"):
        said = sentence(check(document)[0], language)
        assert "{" not in said
        assert len(said) > 10


def test_a_rule_on_one_receipt_may_leave_medicine_out():
    assert check(earning(gift('not ("藥品" in categories)'))) == []


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("member.blood_type", "health"), ("member.isPregnant", "health"), ("member.病歷", "health"), ("member.血型", "health"),
        ("member.religion", "religion"), ("member.宗教信仰", "religion"),
        ("member.political_views", "politics"), ("member.政黨", "politics"),
        ("member.sexual_orientation", "sex_life"), ("member.性傾向", "sex_life"),
        ("member.trade_union", "union"), ("member.工會會員", "union"),
        ("member.ethnicity", "ethnicity"), ("member.原住民", "ethnicity"),
        ("member.latitude", "location"), ("member.gpsPosition", "location"), ("member.經緯度", "location"),
        ("member.fingerprint", "biometrics"), ("member.臉部特徵", "biometrics"),
    ],
)  # fmt: skip
def test_the_compiler_refuses_what_no_programme_may_speak_of(name, topic):
    document = earning(gift(f'total > 5 and {name} == "x"'))

    assert first(document) == (("earning", 1, "when"), "Sensitive", 14)
    (mistake,) = check(document)
    assert mistake.facts == {"given": name, "topic": topic}
    assert TOPIC_WORDS[topic][0] in sentence(mistake, "en")
    assert TOPIC_WORDS[topic][1] in sentence(mistake, "zh-Hant")


def test_every_topic_has_words():
    assert set(TOPICS) == set(TOPIC_WORDS)


@pytest.mark.parametrize(
    "name",
    ["store", "Product Viewed", "Wealth Report Opened", "member.unionist_", "screen_orientation", "raceway", "會員編號", "商品分類"],
)  # fmt: skip
def test_what_only_looks_like_it_passes(name):
    assert topic_of(name) is None


@pytest.mark.parametrize(
    ("category", "is_sensitive"),
    [
        ("pharmacy/cold", True), ("個人用品/保險套", True), ("Pregnancy Tests", True), ("books/religion", True),
        ("books/literature", False), ("food/tea", False), ("婦嬰用品/尿布", False), ("保健食品", False),
    ],
)  # fmt: skip
def test_goods_that_tell_too_much(category, is_sensitive):
    assert is_sensitive_goods(category) is is_sensitive

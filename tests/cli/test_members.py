"""`regulars members`, as an operator types it: merges, cards, and what somebody agreed to."""

import pytest
from own_shop import OwnShop

CARD, OTHER = "8012 5433 81", "8012 5838 30"


@pytest.fixture(scope="module")
def with_mei(new_database, sunny_select, tmp_path_factory):
    """Name a database in which mei works, beside what happened there before."""
    shop = OwnShop(new_database("with_mei", template=sunny_select), tmp_path_factory.mktemp("with_mei"))
    shop.run("createstaff", "mei", "--role", "support")
    return "with_mei"


@pytest.fixture
def shop(new_shop, with_mei):
    return new_shop(template=with_mei)


def wallet_of(shop, card):
    return shop.ask(f"SELECT wallet_id FROM people_identifier WHERE shown = '{card}' OR value = '{card}'")


def told(shop, card=CARD):
    return shop.run("members", "consents", card, "--lang", "en").splitlines()


def test_a_yes_on_paper_and_a_no_by_telephone_each_have_a_receipt(shop):
    assert told(shop)[0] == "Marketing messages: not asked yet"

    shop.run("members", "agree", CARD, "marketing", "--channel", "paper", "--by", "mei")
    assert told(shop)[0].startswith("Marketing messages: yes, since ")

    shop.run("members", "withdraw", CARD, "marketing", "--channel", "phone", "--by", "mei")
    said = told(shop)

    assert said[0].startswith("Marketing messages: no, since ")
    receipts = [line.split("  ")[2:] for line in said if line.startswith("  ")]
    assert receipts == [
        ["Consent withdrawn: Marketing messages", "by telephone"],
        ["Agreed to: Marketing messages", "on paper", "notice 2026-11"],
    ]
    assert shop.ask("SELECT count(*) FROM accounts_auditrecord WHERE verb = 'record_consent'") == 2
    assert shop.run("verify")


def test_the_words_are_there_in_chinese(shop):
    shop.run("members", "agree", CARD, "marketing", "--by", "mei")
    said = shop.run("members", "consents", CARD, "--lang", "zh-Hant")

    assert "：同意（" in said
    assert "櫃台" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("agree", CARD, "marketing", "--by", "nobody"), "Nobody who works here signs in as nobody."),
        (("agree", CARD, "partner", "--by", "mei"), "Members are not asked for partner; they are asked for: "),
        (("agree", CARD, "marketing", "--notice", "1999", "--by", "mei"), "The notice of marketing never had the version 1999; "),
        (("withdraw", CARD, "membership", "--by", "mei"), "A membership is its own base: "),
        (("agree", "8012 0000 00", "marketing", "--by", "mei"), "No member has the number 8012 0000 00."),
        (("merge", CARD, CARD, "--reason", "x"), "Both are the same member, "),
        (("merge", CARD, OTHER, "--reason", " "), "Say why the two are one person."),
        (("unmerge", CARD), "is no member and no merge that could be taken back."),
        (("replace-card", CARD, OTHER), "Somebody has this card already."),
        (("card-stolen", CARD), f"The card {CARD} is in use."),
    ],
    ids=lambda given: " ".join(given[:3]) if isinstance(given, tuple) else "",
)  # fmt: skip
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_changed(shop, words, said):
    before = shop.ask("SELECT count(*) FROM accounts_auditrecord")

    assert said in shop.refused("members", *words)
    assert shop.ask("SELECT count(*) FROM accounts_auditrecord") == before
    assert shop.ask("SELECT count(*) FROM people_consentreceipt") == 0


def test_two_members_become_one_and_two_again(shop):
    first, second = wallet_of(shop, CARD), wallet_of(shop, OTHER)

    one = shop.run("members", "merge", CARD, OTHER, "--reason", "one person").strip()
    assert wallet_of(shop, CARD) == wallet_of(shop, OTHER) == int(one[1:])

    assert set(shop.run("members", "unmerge", one).split()) == {f"#{first}", f"#{second}"}
    assert (wallet_of(shop, CARD), wallet_of(shop, OTHER)) == (first, second)
    assert shop.run("verify")


def test_a_member_may_be_named_by_number(shop):
    first, second = wallet_of(shop, CARD), wallet_of(shop, OTHER)

    assert shop.run("members", "merge", f"#{first}", f"#{second}", "--reason", "one person").startswith("#")


def test_a_lost_card_is_replaced_and_later_called_stolen(shop):
    wallet_id = wallet_of(shop, CARD)

    shop.run("members", "replace-card", CARD, "9000-0001")
    assert wallet_of(shop, "9000-0001") == wallet_of(shop, CARD) == wallet_id

    shop.run("members", "card-stolen", CARD)
    assert shop.ask("SELECT count(*) FROM people_formeridentifier WHERE why = 'stolen'") == 1
    assert wallet_of(shop, "9000-0001") == wallet_id

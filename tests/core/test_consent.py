"""What a member agrees to and withdraws, and the rules that exist for them because of it."""

import pytest
from one_member import BASE, Member, asks, version

from regulars.core.consent import holds
from regulars.core.effects import Reason
from regulars.core.refusals import MembershipStays, NoticeUnknown, PurposeUnknown

GIFT = {"bonus": 5, "purpose": "personalisation", "when": "member.birth_month == month"}
PURPOSES = {"personalisation": asks("member.birth_month"), "marketing": asks()}
NOT_AGREED = Reason("not_agreed", ("rule1", "personalisation"))


def ada(*more, **parts):
    """Ada was born in March; the base gives 1 for 10, and the gift of 5 is for those who agreed to be known."""
    member = Member(version(BASE, GIFT, *more, purposes=PURPOSES, **parts))
    member.tells("2024-01-02", born_in=3)
    return member


def test_a_rule_with_a_purpose_is_off_until_somebody_agrees():
    member = ada()

    assert member.buys("2024-03-01", 100) == [("earn", 10)]
    assert member.reasons == [NOT_AGREED]


def test_who_agreed_gets_what_the_rule_gives():
    member = ada()
    member.agrees("2024-02-01")

    assert member.buys("2024-03-01", 100) == [("earn", 10), ("earn", 5)]
    assert member.reasons == []


def test_a_withdrawal_holds_at_once():
    member = ada()
    member.agrees("2024-02-01")
    member.withdraws("2024-03-01 12:00")

    assert member.buys("2024-03-01 12:01", 100) == [("earn", 10)]


def test_a_withdrawal_holds_for_an_order_from_before_it_that_is_told_later():
    member = ada()
    member.agrees("2024-02-01")
    member.withdraws("2024-03-02")

    assert member.buys("2024-03-01", 100) == [("earn", 10)]


def test_a_yes_does_not_reach_back():
    member = ada()
    member.agrees("2024-03-02")

    assert member.buys("2024-03-01", 100) == [("earn", 10)]


def test_to_agree_to_one_purpose_is_to_agree_to_no_other():
    member = ada()
    member.agrees("2024-02-01", "marketing")

    assert member.buys("2024-03-01", 100) == [("earn", 10)]


@pytest.mark.parametrize("told", [("yes", "no"), ("no", "yes")])
def test_what_was_said_last_stands_whatever_was_told_last(told):
    member = ada()
    words = {"yes": lambda: member.agrees("2024-02-01"), "no": lambda: member.withdraws("2024-02-02")}
    for one in told:
        words[one]()

    assert member.buys("2024-03-01", 100) == [("earn", 10)]
    assert (Reason("word_stands", ("personalisation",)) in member.reasons) is (told == ("no", "yes"))


@pytest.mark.parametrize("told", [("yes", "no"), ("no", "yes")])
def test_of_two_words_at_one_instant_no_stands(told):
    member = ada()
    words = {"yes": member.agrees, "no": member.withdraws}
    for one in told:
        words[one]("2024-02-01")

    assert not holds(member.fold.wallet, "personalisation", member.instant("2024-03-01"))


def test_somebody_may_agree_again():
    member = ada()
    member.agrees("2024-02-01")
    member.withdraws("2024-02-02")
    member.agrees("2024-02-03")

    assert member.buys("2024-03-01", 100) == [("earn", 10), ("earn", 5)]


def test_a_return_settles_what_was_earned_whatever_was_withdrawn_since():
    """Withdrawing makes nothing about an earlier purchase better or worse."""
    stays, leaves = ada(), ada()
    for member in (stays, leaves):
        member.agrees("2024-02-01")
        member.buys("2024-03-01", 100, name="o")
    leaves.withdraws("2024-03-02")

    kept = [member.brings_back("2024-03-03", "tea", order="o") for member in (stays, leaves)]

    assert kept[0] == kept[1] == [("revoke", -10), ("revoke", -5)]


def test_multipliers_for_those_who_agreed_build_on_the_base():
    double = {"multiply": 2, "purpose": "marketing"}
    member = ada(double)

    assert member.buys("2024-01-05", 100) == [("earn", 10)]
    member.agrees("2024-02-01", "marketing")
    assert member.buys("2024-02-05", 100) == [("earn", 10), ("earn", 10)]


def test_levels_count_the_same_for_everybody():
    tracks = {"card": {"metric": "net_spend", "levels": {"white": 0, "gold": 100}}}
    member = Member(version(BASE, GIFT, purposes=PURPOSES, tracks=tracks))
    member.buys("2024-03-01", 100)

    assert member.level() == "gold"


def test_nobody_agrees_to_what_is_not_asked():
    member = ada()

    with pytest.raises(PurposeUnknown) as no:
        member.agrees("2024-02-01", "partner")
    assert no.value.facts == {"purpose": "partner", "known": ["personalisation", "marketing"]}
    assert member.fold.wallet.consents == {}


def test_nobody_agrees_to_a_notice_that_never_was():
    with pytest.raises(NoticeUnknown) as no:
        ada().agrees("2024-02-01", notice="2")
    assert no.value.facts == {"purpose": "personalisation", "given": "2", "known": ["1"]}


def test_the_membership_itself_is_neither_agreed_to_nor_withdrawn():
    member = ada()

    with pytest.raises(MembershipStays):
        member.agrees("2024-02-01", "membership")
    with pytest.raises(MembershipStays):
        member.withdraws("2024-02-01", "membership")


def test_a_notice_of_an_earlier_version_may_be_told_of_later():
    """A form on paper is typed in days after the notice has changed."""
    first = version(BASE, purposes={"marketing": asks(notice="1")})
    second = version(BASE, purposes={"marketing": asks(notice="2")}, begins="2024-06-01")
    member = Member(first, second)
    member.agrees("2024-05-30", "marketing", "1")
    member.withdraws("2024-06-02", "marketing")
    member.agrees("2024-06-03", "marketing", "2")

    assert member.fold.wallet.consents["marketing"].notice == "2"


def test_who_agreed_may_withdraw_after_nobody_is_asked_any_more():
    member = Member(
        version(BASE, purposes={"marketing": asks()}), version(BASE, purposes={}, begins="2024-06-01")
    )
    member.agrees("2024-05-30", "marketing")
    member.withdraws("2024-06-02", "marketing")

    assert not member.fold.wallet.consents["marketing"].is_given


LOOKED = 'count("Product Viewed", within="30d") >= 2'
WATCHED = {"bonus": 7, "purpose": "personalisation", "when": LOOKED}


def watched():
    return Member(version(BASE, WATCHED, purposes={"personalisation": asks()}))


def test_what_somebody_looked_at_is_remembered_only_with_their_consent():
    member = watched()
    member.does("2024-03-01", "Product Viewed")
    assert member.fold.wallet.traces == {}

    member.agrees("2024-03-02")
    member.does("2024-03-03", "Product Viewed")
    assert member.buys("2024-03-04", 100) == [("earn", 10)]
    member.does("2024-03-05", "Product Viewed")
    assert member.buys("2024-03-06", 100) == [("earn", 10), ("earn", 7)]


def test_what_was_remembered_is_forgotten_at_the_withdrawal():
    member = watched()
    member.agrees("2024-03-02")
    member.does("2024-03-03", "Product Viewed")
    member.does("2024-03-03", "Product Viewed")
    member.withdraws("2024-03-04")
    assert member.fold.wallet.traces == {}

    member.agrees("2024-03-05")
    assert member.buys("2024-03-06", 100) == [("earn", 10)]


def test_a_gift_for_looking_is_for_those_who_agreed():
    gift = {"bonus": 3, "purpose": "personalisation", "on": "Product Viewed"}
    member = Member(version(BASE, gift, purposes={"personalisation": asks()}))

    assert member.does("2024-03-01", "Product Viewed") == []
    assert member.reasons == [NOT_AGREED]
    member.agrees("2024-03-02")
    assert member.does("2024-03-03", "Product Viewed") == [("earn", 3)]


def test_a_withdrawal_of_another_purpose_forgets_nothing():
    member = Member(version(BASE, WATCHED, purposes={"personalisation": asks(), "marketing": asks()}))
    member.agrees("2024-03-02")
    member.does("2024-03-03", "Product Viewed")
    member.withdraws("2024-03-04", "marketing")

    assert len(member.fold.wallet.traces) == 1


def test_a_version_that_asks_where_none_asked_before_forgets_those_who_were_not_asked():
    free = version({**WATCHED, "purpose": None}, purposes={"membership": asks("Product Viewed")})
    asking = version(WATCHED, purposes={"personalisation": asks()}, begins="2024-06-01")
    member = Member(free, asking)
    member.does("2024-05-30", "Product Viewed")
    assert len(member.fold.wallet.traces) == 1

    member.waits("2024-06-01")

    assert member.fold.wallet.traces == {}

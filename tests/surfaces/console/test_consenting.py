"""A member's word written down by the staff: once, with a receipt, and in the audit trail."""

import pytest
from django.urls import reverse

from regulars.accounts.queries import audit_trail
from regulars.people.consents import receipts_of

ADA = "8012 0000 01"
FORM = {"purpose": "marketing", "answer": "yes", "channel": "paper", "language": "zh-Hant", "key": "k-1"}


@pytest.fixture
def say(wallet_of, signed_in):
    """Return a function that sends the form as somebody of a role."""

    def sent(role="support", **typed):
        return signed_in(role).post(reverse("console:member-consent", args=[wallet_of(ADA)]), FORM | typed)

    return sent


def test_a_yes_on_paper_has_a_receipt_that_names_who_wrote_it_down(say, wallet_of):
    assert say().status_code == 302

    (receipt,) = receipts_of(wallet_of(ADA))
    assert (receipt.purpose, receipt.is_given, receipt.channel) == ("marketing", True, "paper")
    assert receipt.by.startswith("staff:")
    (row,) = audit_trail(verb="record_consent")
    assert row.facts["purpose"] == "marketing"


def test_the_same_form_sent_twice_is_written_down_once(say, wallet_of):
    say()
    say()

    assert len(receipts_of(wallet_of(ADA))) == 1
    assert len(audit_trail(verb="record_consent")) == 1


def test_a_no_is_as_short_as_a_yes(say, wallet_of):
    say()
    say(answer="no", key="k-2")

    assert [one.is_given for one in receipts_of(wallet_of(ADA))] == [False, True]


def test_what_the_programme_does_not_ask_for_is_refused_in_words(say, wallet_of):
    answer = say(purpose="partner")

    assert answer.status_code == 422
    assert receipts_of(wallet_of(ADA)) == ()


@pytest.mark.parametrize("role", ["marketer", "analyst"])
def test_others_may_not(say, wallet_of, role):
    assert say(role=role).status_code == 403
    assert receipts_of(wallet_of(ADA)) == ()


def test_the_page_shows_how_the_member_stands(say, signed_in, wallet_of):
    say()
    page = signed_in("analyst").get(reverse("console:member", args=[wallet_of(ADA)])).content.decode()

    assert 'id="consents"' in page
    assert "member-consent" not in page
    assert "同意（" in page or "yes, since" in page

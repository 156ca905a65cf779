"""A member's yes and no to purposes over HTTP, with the receipts that stay."""

import pytest

from regulars.desk.verify import verify
from regulars.people.models import ConsentReceipt, PrivacyNotice
from regulars.programmes.queries import current

YES = {"id": "C-1", "purpose": "marketing", "given": True, "notice_version": "2026-11", "language": "en"}
NO = {"id": "C-2", "purpose": "marketing", "given": False}


@pytest.fixture
def ada(till):
    till.post("orders", {"id": "A-1", "member": "M-1", "occurred_at": "2026-03-03T12:30:00",
                         "lines": [{"product": "mug", "quantity": 1, "amount": 1200}]})  # fmt: skip
    return till


def _marketing(till):
    told = till.get("members/M-1/consents").json()
    return next(one for one in told["purposes"] if one["purpose"] == "marketing")


def test_nothing_is_agreed_to_until_somebody_says_so(ada):
    told = ada.get("members/M-1/consents").json()

    assert [(one["purpose"], one["is_given"]) for one in told["purposes"]] == [
        ("marketing", False),
        ("personalisation", False),
    ]
    assert told["receipts"] == []


def test_a_yes_has_a_receipt_with_the_very_text(ada):
    answered = ada.put("members/M-1/consents", YES)
    told = ada.get("members/M-1/consents").json()

    assert (answered.status_code, answered.json()["status"]) == (200, "decided")
    assert _marketing(ada)["is_given"]
    (receipt,) = told["receipts"]
    notice = current().versions[0].document.purposes["marketing"].notice
    assert receipt["notice"] == notice.en
    assert (receipt["purpose"], receipt["is_given"], receipt["notice_version"]) == (
        "marketing",
        True,
        "2026-11",
    )
    assert (receipt["channel"], receipt["language"], len(receipt["notice_hash"])) == ("api", "en", 64)
    assert "Withdraw" in told["how_to_withdraw"]["en"]


def test_a_no_needs_nothing_but_itself_and_has_a_receipt_too(ada):
    ada.put("members/M-1/consents", YES)
    assert ada.put("members/M-1/consents", NO).status_code == 200

    assert not _marketing(ada)["is_given"]
    assert [one["is_given"] for one in ada.get("members/M-1/consents").json()["receipts"]] == [False, True]
    assert verify(current()).broken == ()


def test_the_same_word_twice_is_heard_once(ada):
    first, second = (ada.put("members/M-1/consents", YES).json()["status"] for _ in range(2))

    assert (first, second) == ("decided", "repeated")
    assert ConsentReceipt.objects.count() == 1


def test_a_text_that_many_were_shown_is_kept_once(ada):
    for number, card in enumerate(("M-1", "M-2")):
        ada.post("orders", {"id": f"B-{number}", "member": card, "occurred_at": "2026-03-03T12:30:00",
                            "lines": [{"product": "mug", "quantity": 1, "amount": 1200}]})  # fmt: skip
        ada.put(f"members/{card}/consents", {**YES, "id": f"C-{card}"})

    assert ConsentReceipt.objects.count() == 2
    assert PrivacyNotice.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"purpose": "partner"}, 422, "PurposeUnknown"),
        ({"purpose": "membership"}, 422, "MembershipStays"),
        ({"notice_version": "1999"}, 422, "NoticeUnknown"),
        ({"notice_version": None}, 422, "FieldUnusable"),
        ({"language": "fr"}, 422, "FieldUnusable"),
        ({"id": None}, 400, "IdempotencyKeyMissing"),
    ],
)
def test_what_cannot_be_agreed_to_changes_nothing(ada, more, status, code):
    answered = ada.put("members/M-1/consents", {**YES, **more})

    assert (answered.status_code, answered.json()["code"]) == (status, code)
    assert ConsentReceipt.objects.count() == 0


def test_of_a_card_that_nobody_has_nothing_is_known(ada):
    assert ada.get("members/M-9/consents").json()["code"] == "CardUnknown"
    assert ada.put("members/M-9/consents", YES).json()["code"] == "CardUnknown"


def test_a_word_is_in_the_history_in_the_reader_s_words(ada):
    ada.put("members/M-1/consents", YES)

    (first, *_) = ada.get("members/M-1/history").json()["happenings"]
    assert first["event"]["type"] == "consent_given"

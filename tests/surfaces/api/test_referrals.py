"""A member's own code, and somebody new who came by it, over HTTP."""

from datetime import UTC, datetime

import pytest

TERMS = """
referral:
  name: { zh-Hant: 好友推薦, en: Bring a friend }
  reward: { points: 100, of: points }
  welcome: { points: 50, of: points }
  at_least: 300
"""


@pytest.fixture
def programme_text(programme_text):
    """Let members of Sunny Select bring friends by terms of our own."""
    before, _, after = programme_text.partition("\nreferral:")
    rest = after.partition("\n\n")[2]
    return f"{before}\n{rest}\n{TERMS}"


@pytest.fixture
def code(till):
    """The code of M-1, who has bought."""
    till.post("orders", _order("M-1", "A-1"))
    return till.get("members/M-1/invitation").json()["code"]


def _order(member, name):
    lines = [{"product": "mug", "quantity": 1, "amount": 1200}]
    return {"id": name, "occurred_at": datetime.now(UTC).isoformat(), "member": member, "lines": lines}


def _code(answer):
    return answer.status_code, answer.json()["code"]


def test_a_member_reads_their_code_and_what_a_friend_brings(till, code):
    told = till.get("members/M-1/invitation").json()

    assert told["code"] == code
    assert told["reward"]["points"] == 100
    assert (told["welcome"]["points"], told["return_window"], told["at_least"]) == (50, 14, "300")
    assert told["friends"] == []


def test_somebody_new_is_bound_and_the_member_sees_no_name(till, code):
    sent = {"id": "I-1", "code": code.lower().replace("-", " "), "friend": "M-9"}

    assert till.post("invitations", sent).json()["status"] == "decided"
    assert till.post("invitations", sent).json()["status"] == "repeated"
    till.post("orders", _order("M-9", "B-1"))
    (friend,) = till.get("members/M-1/invitation").json()["friends"]
    assert set(friend) == {"invited_at", "state", "points", "currency"}
    assert friend["state"] == "waits"


def test_what_is_refused(till, code):
    till.post("orders", _order("M-2", "C-1"))
    other = till.get("members/M-2/invitation").json()["code"]
    till.post("invitations", {"id": "I-1", "code": code, "friend": "M-9"})

    def no(**sent):
        return _code(till.post("invitations", sent))

    assert no(id="I-2", code="0000-0000-000", friend="M-8") == (404, "InvitationUnknown")
    assert no(id="I-3", code=code, friend="M-1") == (409, "InvitedOneself")
    assert no(id="I-4", code=other, friend="M-9") == (409, "AlreadyInvited")
    assert no(id="I-5", code=code, friend="M-2") == (409, "FriendKnown")
    assert no(code=code, friend="M-7") == (400, "IdempotencyKeyMissing")


class TestWithoutIt:
    """A shop that gives nothing for bringing friends."""

    @pytest.fixture
    def programme_text(self, programme_text):
        return programme_text.replace(TERMS, "")

    def test_says_so(self, till):
        till.post("orders", _order("M-1", "A-1"))

        assert _code(till.get("members/M-1/invitation")) == (409, "NoReferral")

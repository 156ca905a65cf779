"""Corrections beyond the programme's cap: one person proposes, another approves, and nobody does both."""

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from regulars.accounts.queries import audit_trail, verify_audit
from regulars.accounts.staff import create_staff
from regulars.desk.history import history
from regulars.desk.queries import account
from regulars.proposals.models import Proposal
from regulars.proposals.queries import waiting

ADA = "8012 0000 01"
FORM = {"currency": "points", "points": "501", "reason": "活動漏給點數", "key": "k-1"}


@pytest.fixture
def programme_text(programme_text):
    """Let one person adjust 500 points and no more."""
    return programme_text.replace("    take_back: ", "    adjustment_cap: 500\n    take_back: ", 1)


@pytest.fixture
def ask(wallet_of, signed_in):
    """Return a function that sends the form as somebody of a role."""

    def sent(role="support", **typed):
        address = reverse("console:member-adjust", args=[wallet_of(ADA)])
        return signed_in(role).post(address, FORM | typed, follow=True)

    return sent


@pytest.fixture
def decide(signed_in):
    """Return a function that approves or rejects the one that waits, or waited."""

    def sent(role, decision, number=None):
        number = number or Proposal.objects.latest("pk").pk
        return signed_in(role).post(
            reverse("console:proposal-decide", args=[number]), {"decision": decision}, follow=True
        )

    return sent


@pytest.fixture
def usable(wallet_of):
    return lambda: account(wallet_of(ADA), now=timezone.now()).balances[0].usable


@pytest.mark.parametrize("points", ["501", "-501"])
def test_more_than_the_cap_waits(ask, usable, points):
    before = usable()

    page = ask(points=points).content.decode()

    assert "so it waits until a second one approves it" in page
    assert "1 adjustment of this member waits for a second person." in page
    assert (usable(), [one.points for one in waiting()]) == (before, [int(points)])


@pytest.mark.parametrize("points", ["500", "-5"])
def test_up_to_the_cap_is_posted_at_once(ask, usable, points):
    before = usable()

    ask(points=points)

    assert (usable(), waiting()) == (before + int(points), ())


def test_points_without_a_cap_are_posted_at_once(ask):
    ask(currency="stamps", points="900")

    assert waiting() == ()


def test_a_second_person_approves(ask, decide, usable, wallet_of):
    ask()
    before = usable()

    page = decide("owner", "approve").content.decode()

    latest = history(wallet_of(ADA), now=timezone.now(), limit=1)[0]
    assert "Approved: the points are adjusted." in page
    assert (usable(), waiting()) == (before + 501, ())
    assert latest.event.reason == "活動漏給點數"


def test_the_audit_trail_has_both_people_and_none_of_the_words(ask, decide, wallet_of):
    ask()
    decide("owner", "approve")

    posted, proposed = audit_trail()[:2]
    number = Proposal.objects.get().pk
    assert (proposed.by, proposed.verb, proposed.subject) == (
        "support", "propose_adjustment", f"member:{wallet_of(ADA)}",
    )  # fmt: skip
    assert proposed.facts == {"currency": "points", "points": 501, "proposal": number}
    assert (posted.by, posted.verb) == ("owner", "adjust_points")
    assert posted.facts == {"currency": "points", "points": 501, "event": "k-1", "proposal": number}
    assert verify_audit().broken is None


def test_nobody_approves_what_they_proposed(ask, decide, usable):
    ask("owner")
    before = usable()

    answer = decide("owner", "approve")

    assert answer.status_code == 422
    assert "You proposed this yourself; a second person approves it." in answer.content.decode()
    assert (usable(), len(waiting())) == (before, 1)


def test_the_database_holds_it_too(ask):
    ask()
    row = Proposal.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.update(decision="approved", decided_by=row.proposed_by, decided_at=timezone.now())


def test_a_rejected_one_moves_nothing_and_is_written_down(ask, decide, usable):
    ask()
    before = usable()

    decide("owner", "reject")

    assert (usable(), waiting()) == (before, ())
    assert audit_trail()[0].verb == "reject_adjustment"


def test_whoever_proposed_it_may_take_it_back(ask, decide):
    ask()
    decide("support", "reject")

    assert waiting() == ()


@pytest.mark.parametrize("first", ["approve", "reject"])
def test_one_is_decided_once(ask, decide, usable, first):
    ask()
    decide("owner", first)
    before = usable()

    answer = decide("owner", "approve")

    assert "Somebody has decided about this already." in answer.content.decode()
    assert usable() == before


def test_the_same_form_sent_twice_proposes_once(ask):
    ask()
    ask()

    assert len(waiting()) == 1
    assert len(audit_trail(verb="propose_adjustment")) == 1


def test_an_approval_counts_against_the_limit_of_whoever_approves(ask, decide, usable):
    create_staff(name="second", role="support", password="only for tests")
    ask("owner", points="1001")
    before = usable()

    answer = decide("second", "approve")

    assert "Your role may adjust 1000 points in 24 hours; 1000 are left." in answer.content.decode()
    assert (usable(), len(waiting())) == (before, 1)


def test_points_that_are_gone_by_then_leave_the_proposal_waiting(ask, decide, usable):
    ask(points=f"-{usable() + 400}")

    answer = decide("owner", "approve")

    assert "cannot be taken away" in answer.content.decode()
    assert len(waiting()) == 1


def test_an_unknown_one_is_refused(decide, shop):
    assert "No such adjustment waits." in decide("owner", "approve", number=999).content.decode()


def test_somebody_who_has_left_is_named_by_number(ask, decide, signed_in):
    ask()
    number = get_user_model().objects.get(username="support").pk
    get_user_model().objects.filter(username="support").delete()

    page = signed_in("owner").get(reverse("console:proposals")).content.decode()

    assert f"Proposed by #{number}" in page

"""Points adjusted by a person: once, with a reason, within a limit, and written down."""

import pytest
from django.urls import reverse
from django.utils import timezone

from regulars.accounts.queries import audit_trail, verify_audit
from regulars.desk.history import history
from regulars.desk.queries import account

ADA = "8012 0000 01"
FORM = {"currency": "points", "points": "100", "reason": "換貨補點", "key": "k-1"}


@pytest.fixture
def adjust(wallet_of, signed_in):
    """Return a function that sends the form as somebody of a role."""

    def sent(role="owner", **typed):
        address = reverse("console:member-adjust", args=[wallet_of(ADA)])
        return signed_in(role).post(address, FORM | typed)

    return sent


@pytest.fixture
def usable(wallet_of):
    return lambda: account(wallet_of(ADA), now=timezone.now()).balances[0].usable


def test_points_come_with_a_reason_that_the_member_can_read(adjust, usable, wallet_of):
    before = usable()

    answer = adjust()

    assert answer.status_code == 302
    assert usable() == before + 100
    latest = history(wallet_of(ADA), now=timezone.now(), limit=1)[0]
    assert (latest.source, latest.event.reason, latest.event.points) == ("console", "換貨補點", 100)


def test_the_same_form_sent_twice_adjusts_once(adjust, usable):
    before = usable()

    adjust()
    again = adjust(points="100")

    assert usable() == before + 100
    assert again.status_code in {302, 422}
    assert len(audit_trail(verb="adjust_points")) == 1


def test_the_audit_trail_says_who_and_how_many_but_not_the_words(adjust, wallet_of):
    adjust("support", points="-30")

    row = audit_trail(verb="adjust_points")[0]
    assert (row.by, row.subject) == ("support", f"member:{wallet_of(ADA)}")
    assert row.facts == {"currency": "points", "points": -30, "event": "k-1"}
    assert verify_audit().broken is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"reason": "  "}, "Give a reason. The member will read it."),
        ({"points": "0"}, "Give a number of points other than 0, and 1000000 at most."),
        ({"points": "many"}, "Give a number of points other than 0, and 1000000 at most."),
        ({"points": "9999999"}, "Give a number of points other than 0, and 1000000 at most."),
        ({"points": "-5000"}, "so 5000 cannot be taken away."),
        ({"currency": "miles"}, "The programme has no points miles."),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(adjust, usable, typed, said):
    before = usable()

    answer = adjust(**typed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert usable() == before
    assert audit_trail(verb="adjust_points") == ()


def test_what_was_typed_is_still_there_after_a_refusal(adjust):
    page = adjust(reason="", points="70").content.decode()

    assert 'name="points" inputmode="numeric" required maxlength="10" value="70"' in page


def test_support_adjusts_a_thousand_points_a_day_in_all(adjust, usable):
    before = usable()
    assert adjust("support", points="600").status_code == 302

    over = adjust("support", points="-401", key="k-2")
    within = adjust("support", points="400", key="k-3")

    assert over.status_code == 422
    assert "Your role may adjust 1000 points in 24 hours; 400 are left." in over.content.decode()
    assert within.status_code == 302
    assert usable() == before + 1_000


def test_an_owner_has_no_limit(adjust, usable):
    before = usable()

    assert adjust("owner", points="5000").status_code == 302
    assert usable() == before + 5_000

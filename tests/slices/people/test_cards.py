"""A lost card is replaced: it collects for its member all the same, and one that was stolen does not."""

from datetime import UTC, datetime

import pytest

from regulars.lib.cursors import raw_cursor
from regulars.people.actions import known_wallets_of, wallets_of
from regulars.people.cards import CardNotReplaced, CardNotTheirs, CardTaken, replace_card, say_stolen
from regulars.people.cases import identifiers, waiting
from regulars.people.logins import give_login
from regulars.people.members import person, wallet_of
from regulars.people.models import FormerIdentifier, Identifier, Member

NOW = datetime(2026, 3, 1, tzinfo=UTC)
OLD, NEW = "8012 0001", "9000-0001"
pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return at_the_till(OLD)


def at_the_till(card):
    return wallets_of(raw_cursor(), values={card})[card]


def replace(ada, lost=OLD, new=NEW, **how):
    replace_card(wallet_id=ada, lost=lost, new=new, by=None, now=NOW, **how)


def stolen(ada, card=OLD):
    say_stolen(wallet_id=ada, stolen=card, by=None, now=NOW)


def cases():
    return [(case.kind, case.wallet_id, case.other, case.value) for case in waiting()]


def test_a_lost_card_that_is_used_again_collects_for_its_member_and_a_person_is_told_once(ada):
    replace(ada)
    assert cases() == []

    assert at_the_till("8012-0001") == ada
    assert at_the_till(OLD) == ada

    assert cases() == [("replaced", ada, None, "80120001")]
    assert Member.objects.count() == 1


def test_looking_a_lost_card_up_tells_nobody(ada):
    replace(ada)

    assert wallet_of(OLD) == ada
    assert known_wallets_of(raw_cursor(), values={OLD}) == {OLD: ada}
    assert cases() == []


def test_the_new_card_is_the_one_that_is_shown(ada):
    replace(ada)

    assert person(ada).cards == (NEW,)
    assert [(one.value, one.replaced_at) for one in identifiers(ada)] == [(OLD, NOW), (NEW, None)]


def test_a_stolen_card_makes_a_member_who_has_nothing_and_is_shown_beside_the_one_whose_it_was(ada):
    replace(ada, is_stolen=True)
    assert wallet_of(OLD) is None

    somebody = at_the_till(OLD)

    assert somebody != ada
    assert cases() == [("stolen", somebody, ada, "80120001")]
    former = FormerIdentifier.objects.get()
    assert (former.shown, former.wallet_id, former.until, former.why) == (OLD, ada, NOW, "stolen")


def test_a_card_that_nobody_stole_tells_nobody(ada):
    replace(ada, is_stolen=True)
    at_the_till("7777")

    assert cases() == []


def test_a_replaced_card_may_turn_out_to_be_stolen(ada):
    replace(ada)
    stolen(ada)

    assert at_the_till(OLD) != ada
    assert [case[0] for case in cases()] == ["stolen"]


def test_a_card_in_use_is_not_called_stolen_before_there_is_another(ada):
    with pytest.raises(CardNotReplaced):
        stolen(ada)

    assert wallet_of(OLD) == ada


@pytest.mark.parametrize("card", ["7777", "", "9" * 300])
def test_nobody_elses_card_is_taken_away(ada, card):
    for take in (lambda: stolen(ada, card), lambda: replace(ada, lost=card)):
        with pytest.raises(CardNotTheirs):
            take()


def test_an_old_card_of_ones_own_may_be_given_again(ada):
    replace(ada)
    replace(ada, lost=NEW, new=OLD)

    assert person(ada).cards == (OLD,)
    assert Identifier.objects.get(value="80120001").replaced_at is None


def test_a_card_that_somebody_has_is_not_given(ada):
    at_the_till("7777")
    for card in ("7777", OLD):
        with pytest.raises(CardTaken):
            replace(ada, new=card)


def test_whoever_signed_in_with_the_old_number_signs_in_with_the_new_one(ada):
    give_login(ada, username=OLD, password="only for tests")
    replace(ada)

    assert Member.objects.get(wallet_id=ada).user.username == "90000001"

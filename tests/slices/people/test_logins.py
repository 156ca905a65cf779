"""A member signs in with the number on the card, and nobody takes another's name."""

import pytest
from django.contrib.auth import authenticate, get_user_model

from regulars.people.logins import LoginTaken, give_login, plain, wallet_of_login
from regulars.people.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return Member.objects.create(nickname="Ada")


def test_a_login_leads_to_its_member(ada):
    give_login(ada.wallet_id, username="8012 0000 01", password="first-password")

    user = authenticate(username="8012000001", password="first-password")
    assert wallet_of_login(user.pk) == ada.wallet_id


def test_given_again_it_changes_the_password_and_makes_no_second_account(ada):
    give_login(ada.wallet_id, username="8012 0000 01", password="first-password")
    give_login(ada.wallet_id, username="8012000001", password="second-password")

    assert authenticate(username="8012000001", password="first-password") is None
    assert authenticate(username="8012000001", password="second-password").member == ada
    assert get_user_model().objects.count() == 1


def test_a_new_card_renames_the_login(ada):
    give_login(ada.wallet_id, username="8012000001", password="first-password")
    give_login(ada.wallet_id, username="8012000009", password="first-password")

    assert authenticate(username="8012000001", password="first-password") is None
    assert get_user_model().objects.count() == 1


def test_a_name_of_somebody_else_is_refused_and_nothing_moves(ada):
    get_user_model().objects.create_user("owner", password="first-password")

    with pytest.raises(LoginTaken) as refused:
        give_login(ada.wallet_id, username="owner", password="second-password")

    assert refused.value.facts == {"username": "owner"}
    assert authenticate(username="owner", password="second-password") is None
    ada.refresh_from_db()
    assert ada.user is None


def test_staff_have_no_wallet():
    assert wallet_of_login(get_user_model().objects.create_user("owner").pk) is None


@pytest.mark.parametrize("typed", ["8012 3341 09", "8012-3341-09", " 8012334109 "])
def test_a_card_number_is_the_same_however_it_is_spaced(typed):
    assert plain(typed) == "8012334109"

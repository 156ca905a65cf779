"""Staff have an account and one role each."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User

from regulars.accounts.roles import ROLES, roles_of
from regulars.accounts.staff import NameTaken, RoleUnknown, create_staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES)
def test_somebody_new_may_sign_in_with_the_password_that_was_made_up(role):
    password = create_staff(name="ada", role=role)

    assert roles_of(authenticate(username="ada", password=password)) == {role}


def test_a_name_is_given_once():
    create_staff(name="ada", role="owner", password="first of the two")

    with pytest.raises(NameTaken):
        create_staff(name="ada", role="analyst", password="second of the two")

    assert roles_of(authenticate(username="ada", password="first of the two")) == {"owner"}


def test_a_role_that_is_none_is_refused_and_nobody_is_made():
    with pytest.raises(RoleUnknown):
        create_staff(name="ada", role="king")

    assert User.objects.count() == 0

"""Who works here: Django's accounts, with one group for each role."""

import secrets

from django.contrib.auth.models import Group, User
from django.db import IntegrityError, transaction

from regulars.accounts.actions import record
from regulars.accounts.roles import ROLES
from regulars.core.refusals import Refusal


class NameTaken(Refusal):
    """Somebody signs in under this name already. Facts: name."""


class RoleUnknown(Refusal):
    """There is no such role. Facts: role, known."""


class StaffUnknown(Refusal):
    """Nobody who works here signs in under this name. Facts: name."""


def staff_called(name: str) -> User:
    """Who signs in under a name, and still works here."""
    found = User.objects.filter(username=name, is_staff=True, is_active=True).first()
    if found is None:
        raise StaffUnknown(name=name)
    return found


def create_staff(*, name: str, role: str, password: str = "") -> str:
    """Give somebody an account with one role, and return the password, made up where none was given."""
    if role not in ROLES:
        raise RoleUnknown(role=role, known=list(ROLES))
    password = password or secrets.token_urlsafe(9)
    try:
        with transaction.atomic():
            user = User.objects.create_user(username=name, password=password, is_staff=True)
            user.groups.add(Group.objects.get_or_create(name=role)[0])
            record(by=None, verb="create_staff", subject=f"staff:{user.pk}", facts={"role": role})
    except IntegrityError:
        raise NameTaken(name=name) from None
    return password

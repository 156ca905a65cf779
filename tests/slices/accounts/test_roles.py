"""Who may do what."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from regulars.accounts.roles import MAY, ROLES, adjusted_a_day_most, may, roles_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(django_user_model):
    def with_roles(*roles):
        user = django_user_model.objects.create_user("-".join(roles) or "nobody")
        user.groups.set(Group.objects.filter(name__in=roles))
        return user

    return with_roles


def test_the_roles_are_there_from_the_first_migration_on():
    assert set(Group.objects.values_list("name", flat=True)) >= set(ROLES)


@pytest.mark.parametrize("verb", MAY)
def test_an_owner_may_do_everything(somebody, verb):
    assert may(somebody("owner"), verb)


@pytest.mark.parametrize("verb", MAY)
def test_a_member_who_signs_in_may_do_nothing_here(somebody, verb):
    assert not may(somebody(), verb)
    assert not may(AnonymousUser(), verb)


def test_an_analyst_reads_without_personal_details(somebody):
    analyst = somebody("analyst")

    assert {verb for verb in MAY if may(analyst, verb)} == {
        "see_figures", "see_members", "see_programme", "see_events", "see_occasions", "see_rewards",
    }  # fmt: skip


def test_somebody_who_left_may_do_nothing_any_more(somebody):
    owner = somebody("owner")
    owner.is_active = False

    assert roles_of(owner) == frozenset()


@pytest.mark.parametrize(
    ("roles", "most"),
    [(("support",), 1_000), (("owner",), None), (("owner", "support"), None), (("marketer",), 0), ((), 0)],
)
def test_support_adjusts_points_up_to_a_limit(somebody, roles, most):
    assert adjusted_a_day_most(somebody(*roles)) == most

"""Every address of the console, tried by every role, by a member, and by nobody."""

import pytest
from django.urls import reverse
from django.utils import timezone

from regulars.accounts.guessing import RESTS
from regulars.accounts.models import FailedSignIn
from regulars.accounts.roles import MAY, ROLES, roles_of
from regulars.console import urls

pytestmark = pytest.mark.django_db

#: The only addresses without a door.
OPEN = {"sign-in", "sign-out"}
PLACES = {
    "budget": "rule:basket-3000", "delivery": 1, "identity": "daily", "name": "tote", "number": 1, "offer": "sunny-ride", "wallet_id": 1,
}  # fmt: skip
PAGES = {pattern.name: pattern for pattern in urls.urlpatterns}


def _address(name):
    return reverse(f"console:{name}", kwargs={key: PLACES[key] for key in PAGES[name].pattern.converters})


def _verb(name):
    return getattr(_behind(PAGES[name].callback), "needs", None)


def _behind(view):
    """The door itself, below what asks for the method."""
    while not hasattr(view, "needs") and hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return view


@pytest.mark.parametrize("name", sorted(PAGES.keys() - OPEN))
def test_every_page_has_a_door(name):
    assert _verb(name) in MAY


@pytest.mark.parametrize("name", sorted(PAGES.keys() - OPEN))
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_comes_in(client, name, method):
    answer = getattr(client, method)(_address(name))

    assert (answer.status_code, answer.headers.get("Location", "").partition("?")[0]) in {
        (302, reverse("console:sign-in")),
        (405, ""),
    }


@pytest.mark.parametrize("name", sorted(PAGES.keys() - OPEN))
@pytest.mark.parametrize("role", [*ROLES, "member"])
def test_a_page_opens_for_the_roles_of_the_table_alone(
    shop, django_user_model, signed_in, client, name, role
):
    if role == "member":
        client.force_login(django_user_model.objects.create_user("somebody"))
    browser = client if role == "member" else signed_in(role)
    user = django_user_model.objects.get(username="somebody" if role == "member" else role)

    statuses = {getattr(browser, method)(_address(name)).status_code for method in ("get", "post")}

    is_allowed = not MAY[_verb(name)].isdisjoint(roles_of(user))
    assert (403 in statuses) != is_allowed
    assert 500 not in statuses


def test_a_piece_of_a_page_sends_nobody_to_sign_in_as_a_whole(client):
    answer = client.get(reverse("console:members"), headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, reverse("console:sign-in"))


def test_a_member_cannot_sign_in_here(client, django_user_model):
    django_user_model.objects.create_user("somebody", password="only for tests")

    answer = client.post(reverse("console:sign-in"), {"username": "somebody", "password": "only for tests"})

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_signing_in_leads_back_to_where_one_wanted_to_go(client, staff):
    staff()
    wanted = reverse("console:audit")
    answer = client.get(wanted, follow=True)

    answer = client.post(
        answer.request["PATH_INFO"],
        {"username": "owner", "password": "only for tests", "next": wanted},
    )

    assert answer.headers["Location"] == wanted


def _try(client, password, name="owner", **where):
    form = {"username": name, "password": password}
    return client.post(reverse("console:sign-in"), form, **where).content.decode()


def test_a_name_that_is_guessed_rests_and_then_opens_again(client, staff):
    staff()
    client.cookies["language"] = "en"
    for _ in range(10):
        assert "is not right" in _try(client, "wrong")

    assert "Too many wrong passwords" in _try(client, "only for tests")
    assert "_auth_user_id" not in client.session

    FailedSignIn.objects.update(at=timezone.now() - RESTS)
    _try(client, "only for tests")
    assert "_auth_user_id" in client.session


def test_a_stranger_elsewhere_does_not_lock_somebody_out(client, staff):
    staff()
    for _ in range(10):
        _try(client, "wrong", REMOTE_ADDR="203.0.113.9")

    _try(client, "only for tests", REMOTE_ADDR="198.51.100.7")

    assert "_auth_user_id" in client.session

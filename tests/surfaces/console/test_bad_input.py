"""The console under a hostile hand: every mistake at its line, every door shut, and nothing changed by any of it."""

import pytest
from django.test import Client
from django.urls import reverse

from regulars.programmes.queries import draft_text, published

PASSWORD = "only for tests"
CHECK, PLAN, PUBLISH, TRY = (
    reverse(f"console:{name}") for name in ("draft-check", "plan", "publish", "backtests")
)

MISTAKES = {
    "no YAML": ("a: [", None),
    "nothing": ("", "The file is empty."),
    "a scalar": ("hello", "Expected a part with keys, found a text."),
    "an alias": ("a: &a [x]\nb: [*a]\n", "The alias “a” points to another place of the file."),
    "a bomb": ("a: " + "[" * 1000, "More than 16 levels stand inside each other here."),
    "a NUL": ("programme: a\x00b", "The character U+0000 cannot stand in a programme."),
    "a tag": ("a: !!python/object:os.system x", "means nothing in a programme. Delete it."),
}


@pytest.fixture
def marketer(shop, signed_in):
    return signed_in("marketer")


@pytest.mark.parametrize("what", MISTAKES)
def test_a_text_that_is_no_programme_is_one_sentence_at_its_line(marketer, what):
    text, sentence = MISTAKES[what]

    answer = marketer.post(CHECK, {"text": text})

    page = answer.content.decode()
    assert answer.status_code in {200, 400, 422}
    assert sentence is None or sentence in page
    assert draft_text() is None


@pytest.mark.parametrize("address", [PLAN, PUBLISH, TRY])
@pytest.mark.parametrize("role", ["support", "analyst"])
def test_a_role_that_may_not_publish_changes_nothing(shop, signed_in, address, role):
    answer = signed_in(role).post(address, {"begins": "2099-01-01", "mark": "none", "text": "x"})

    assert answer.status_code in {403, 405, 422}
    assert [version.number for version in published()] == [1]


def test_a_form_without_its_token_is_one_page_and_403(shop):
    browser = Client(enforce_csrf_checks=True)
    browser.login(username="owner", password=PASSWORD)

    answer = browser.post(PUBLISH, {"begins": "2099-01-01"})

    assert answer.status_code == 403
    assert [version.number for version in published()] == [1]


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_a_wrong_password_and_an_unknown_name_are_answered_alike(shop, language):
    browser = Client(headers={"Accept-Language": language})
    said = {
        name: browser.post(reverse("console:sign-in"), {"username": name, "password": "wrong"})
        for name in ("owner", "nobody-at-all")
    }

    pages = {
        name: answer.content.decode().replace(name, "…").split("<form")[1].split("value=", 2)[2][70:]
        for name, answer in said.items()
    }
    assert {answer.status_code for answer in said.values()} <= {200, 401, 422}
    assert pages["owner"] == pages["nobody-at-all"]

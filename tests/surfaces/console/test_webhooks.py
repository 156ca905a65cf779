"""Webhooks in the console: made with a secret that is shown once, their log read, sent again, and revoked."""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from regulars.accounts.queries import audit_trail
from regulars.lib.cursors import raw_cursor
from regulars.telling import webhooks as words
from regulars.telling.voice import Voice
from regulars.webhooks import actions
from regulars.webhooks.kinds import KINDS
from regulars.webhooks.models import Delivery, Endpoint

LIST = reverse("console:webhooks")
URL = "https://shop.example/news"


@pytest.fixture(autouse=True)
def _nobody_known():
    actions.forget_wanted()
    yield
    actions.forget_wanted()


@pytest.fixture
def made(shop, signed_in):
    """Make one as the owner, and answer the browser, the page that shows its secret, and its number."""

    def make(language="en", url=URL, kinds=KINDS):
        browser = signed_in("owner", language)
        page = browser.post(reverse("console:webhook-make"), {"url": url, "kinds": kinds})
        actions.forget_wanted()
        return browser, page, Endpoint.objects.order_by("-id").values_list("pk", flat=True).first()

    return make


def tell():
    with transaction.atomic():
        actions.tell(raw_cursor(), "member.merged", {"member": 1, "parts": [2, 3]})


def test_a_secret_is_shown_once(made):
    browser, page, number = made()

    assert "whsec_" in page.content.decode()
    assert "whsec_" not in browser.get(LIST).content.decode()
    assert "whsec_" not in browser.get(reverse("console:webhook", args=[number])).content.decode()
    assert audit_trail(verb="make_webhook")[0].subject == f"webhook:{number}"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Nobody is told anything yet"), ("zh-hant", "還沒有通知任何系統")]
)
def test_without_any_the_page_says_what_they_are_for(shop, signed_in, language, said):
    assert said in signed_in("owner", language).get(LIST).content.decode()


@pytest.mark.parametrize(
    ("url", "kinds", "said"),
    [
        ("http://shop.example/", KINDS, "Nothing can be sent there."),
        ("https://127.0.0.1/", KINDS, "Nothing can be sent there."),
        (URL, [], "Choose at least one thing"),
        (URL, ["weather.changed"], "Choose at least one thing"),
    ],
)
def test_what_cannot_be_told_is_refused_and_what_was_typed_stays(made, url, kinds, said):
    _, page, number = made(url=url, kinds=kinds)

    assert (page.status_code, number) == (422, None)
    assert said in page.content.decode()
    assert url in page.content.decode()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("waits", "It answered 500.", "Again at", "Send now")),
        ("zh-hant", ("待傳送", "對方回應 500。", "再試", "立即傳送")),
    ],
)
def test_the_log_says_how_far_each_got_and_why(made, language, said):
    browser, _, number = made(language)
    tell()
    Delivery.objects.update(attempts=2, status=500)

    page = browser.get(reverse("console:webhook", args=[number])).content.decode()

    assert all(one in page for one in said)
    assert "&quot;member&quot;: 1" in page


def test_anything_is_sent_again_by_a_press(made):
    browser, _, number = made()
    tell()
    Delivery.objects.update(state="given_up", attempts=14)

    page = browser.post(
        reverse("console:webhook-again", args=[number, Delivery.objects.get().pk]), follow=True
    )

    assert "It is sent again now" in page.content.decode()
    assert Delivery.objects.get().state == "waiting"


def test_a_long_log_goes_on_below(made, monkeypatch):
    monkeypatch.setattr("regulars.console.views.webhooks.PAGE", 2)
    browser, _, number = made()
    for _ in range(3):
        tell()
    address = reverse("console:webhook", args=[number])
    numbers = list(Delivery.objects.order_by("-id").values_list("pk", flat=True))

    assert f"?before={numbers[1]}" in browser.get(address).content.decode()
    rest = browser.get(f"{address}?before={numbers[1]}").content.decode()
    assert rest.count("msg_") == 1
    assert "Show earlier" not in rest


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Two secrets", "End the older secret", "with the newer secret alone")),
        ("zh-hant", ("兩組密鑰", "停用舊密鑰", "只用新密鑰簽章")),
    ],
)
def test_a_secret_is_changed_by_two_presses(made, language, said):
    browser, first, number = made(language)
    newer = browser.post(reverse("console:webhook-renew", args=[number])).content.decode()

    assert "whsec_" in newer
    assert re.findall("whsec_[^<]+", newer) != re.findall("whsec_[^<]+", first.content.decode())
    page = browser.get(reverse("console:webhook", args=[number])).content.decode()
    assert "whsec_" not in page
    ended = browser.post(reverse("console:webhook-end-older", args=[number]), follow=True).content.decode()
    assert all(one in page + ended for one in said)
    assert said[0] not in ended


def test_there_is_no_older_secret_to_end_and_an_ended_one_has_none(made):
    browser, _, number = made()
    address = reverse("console:webhook-end-older", args=[number])
    assert "It has one secret" in browser.post(address, follow=True).content.decode()
    browser.post(reverse("console:webhook-revoke", args=[number]))
    page = browser.post(reverse("console:webhook-renew", args=[number]), follow=True)
    assert "It has ended" in page.content.decode()


def test_a_revoked_one_is_told_nothing_and_keeps_its_log(made):
    browser, _, number = made()
    tell()
    page = browser.post(reverse("console:webhook-revoke", args=[number]), follow=True).content.decode()
    actions.forget_wanted()
    tell()

    assert "Revoked on" in page
    assert [one.state for one in Delivery.objects.all()] == ["ended"]
    assert "Send again" not in page
    refused = browser.post(
        reverse("console:webhook-again", args=[number, Delivery.objects.get().pk]), follow=True
    )
    assert "It has ended" in refused.content.decode()


@pytest.mark.parametrize("role", ["marketer", "support", "analyst"])
def test_only_an_owner_may(made, signed_in, role):
    _, _, number = made()
    browser = signed_in(role)

    assert browser.get(LIST).status_code == 403
    for name in ("revoke", "renew", "end-older"):
        assert browser.post(reverse(f"console:webhook-{name}", args=[number])).status_code == 403


def test_what_there_is_not_is_no_page(shop, signed_in):
    browser = signed_in("owner")
    assert browser.get(reverse("console:webhook", args=[999])).status_code == 404
    assert browser.post(reverse("console:webhook-revoke", args=[999])).status_code == 404


def test_every_kind_has_words():
    assert tuple(words.KINDS) == KINDS
    assert words.outcome(None, "", Voice(language="en")) == ""

"""The member's yes and no: the same number of steps each, nothing chosen beforehand, and receipts to take away."""

import json
import re

import pytest

from regulars.people.consents import receipts_of
from regulars.people.members import wallet_of

ADA, BOB = "8012 0000 01", "8012 0000 02"
FORM = re.compile(r"<form.*?</form>", re.DOTALL)


def _forms(page):
    return [form for form in FORM.findall(page.content.decode()) if 'name="purpose"' in form]


def _fields(form):
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    (answer,) = re.findall(r'name="answer" value="(\w+)"', form)
    return {**hidden, "answer": answer}


@pytest.fixture
def press(shop, read, client):
    """Return a function that opens the page and presses the button of a purpose; it answers the page after it."""

    def pressed(purpose="marketing", **more):
        form = next(one for one in _forms(read("/privacy/")) if f'value="{purpose}"' in one)
        sent = {**_fields(form), **more}
        answered = client.post("/privacy/consent/", sent)
        assert (answered.status_code, answered.headers["Location"]) == (302, "/privacy/")
        return sent, read("/privacy/").content.decode()

    return pressed


def test_everything_is_off_and_nothing_is_chosen_beforehand(shop, read):
    page = read("/privacy/")

    assert [_fields(form)["answer"] for form in _forms(page)] == ["yes", "yes"]
    assert "checkbox" not in page.content.decode()
    assert "checked" not in page.content.decode()


def test_withdrawing_takes_as_many_steps_as_agreeing(press):
    """G3: one page and one press, for either; and both buttons look the same."""
    agreed, after = press()
    withdrawn, _ = press()

    assert (agreed["answer"], withdrawn["answer"]) == ("yes", "no")
    assert after.count('class="button wide" name="answer"') == 2
    assert [one.is_given for one in receipts_of(wallet_of(ADA))] == [False, True]


def test_a_press_twice_says_it_once(press, client):
    sent, _ = press()
    client.post("/privacy/consent/", sent)

    assert len(receipts_of(wallet_of(ADA))) == 1


def test_a_receipt_holds_the_very_text_in_the_language_that_was_read(press, read):
    press()
    (receipt,) = receipts_of(wallet_of(ADA))

    assert "簡訊" in receipt.notice
    assert (receipt.language, receipt.channel, receipt.notice_version) == ("zh-Hant", "web", "2026-11")
    assert receipt.notice in read("/privacy/", language="en").content.decode()


def test_a_notice_that_changed_under_the_thumb_is_shown_again(press):
    press(notice="1999")

    assert receipts_of(wallet_of(ADA)) == ()


def test_the_receipts_can_be_taken_away(press, read):
    press()
    file = read("/privacy/consent-receipts.json")

    told = json.loads(file.content)
    assert "attachment" in file.headers["Content-Disposition"]
    assert [one["purpose"] for one in told["receipts"]] == ["marketing"]
    assert told["how_to_withdraw"]["zh-Hant"].startswith("在會員網頁的「隱私」")


def test_nobody_reads_what_somebody_else_said(press, read):
    press()

    assert json.loads(read("/privacy/consent-receipts.json", card=BOB).content)["receipts"] == []


def test_strangers_are_led_to_the_sign_in(shop, client):
    assert client.get("/privacy/").headers["Location"].startswith("/sign-in/")
    assert client.post("/privacy/consent/").headers["Location"].startswith("/sign-in/")

"""A secret is changed while both hold: whoever knows either of them believes what comes, and nothing is missed."""

import re
import time
from pathlib import Path

import pytest
from django.db import transaction

from regulars.accounts.queries import audit_trail
from regulars.lib.cursors import raw_cursor
from regulars.webhooks import actions, endpoints
from regulars.webhooks.endpoints import EndpointEnded, EndpointUnknown, NoNewerSecret

pytestmark = pytest.mark.django_db(transaction=True)
HOWTO = Path(__file__).parents[3] / "docs/howto/verify-a-webhook.md"


@pytest.fixture(scope="module")
def is_ours():
    """What the how-to shows to whoever receives."""
    (code,) = re.findall(r"```python\n(.*?)```", HOWTO.read_text(encoding="utf-8"), re.DOTALL)
    known = {}
    exec(code, known)  # noqa: S102 - it is our own page.
    return known["is_ours"]


@pytest.fixture
def believed(receiver, send_all, is_ours):
    """Return a function that has something told, and answers which of some secrets would believe it."""

    def told(*secrets):
        with transaction.atomic():
            actions.tell(raw_cursor(), "member.merged", {"member": 1, "parts": [2, 3]})
        send_all()
        _, headers, body = receiver.came[-1]
        return [is_ours(secret, headers, body) for secret in secrets]

    return told


def test_while_there_are_two_both_hold_and_then_the_newer_one_alone(receiver, listen, believed):
    older = listen(receiver.url)
    assert believed(older.secret) == [True]

    newer = endpoints.renew(older.number, by=None)
    assert believed(older.secret, newer.secret) == [True, True]
    assert endpoints.one_of(older.number).has_two

    endpoints.end_older_secret(older.number, by=None)
    assert believed(older.secret, newer.secret) == [False, True]
    assert not endpoints.one_of(older.number).has_two
    assert [row.verb for row in audit_trail(limit=2)] == ["end_webhook_secret", "renew_webhook_secret"]


def test_one_that_was_lost_is_replaced_and_the_one_in_use_stays(receiver, listen, believed):
    older = listen(receiver.url)
    lost, newer = (endpoints.renew(older.number, by=None) for _ in range(2))

    assert believed(older.secret, lost.secret, newer.secret) == [True, False, True]


def test_the_newer_signature_stands_first_with_one_blank_between(receiver, listen, believed):
    older = listen(receiver.url)
    believed()
    endpoints.renew(older.number, by=None)
    believed()

    first, second = receiver.came[-1][1]["webhook-signature"].split(" ")
    assert first.startswith("v1,")
    assert second.startswith("v1,")
    assert first != second


def test_the_how_to_believes_nothing_that_was_changed_or_is_old(receiver, listen, believed, is_ours):
    secret = listen(receiver.url).secret
    assert believed(secret) == [True]
    _, headers, body = receiver.came[-1]

    assert not is_ours(secret, headers, body + b" ")
    assert not is_ours(secret, headers | {"webhook-timestamp": str(int(time.time()) - 301)}, body)
    assert not is_ours(secret, headers | {"webhook-signature": "v2,abc v1,"}, body)


def test_what_cannot_be_changed_is_refused(receiver, listen):
    made = listen(receiver.url)
    with pytest.raises(NoNewerSecret):
        endpoints.end_older_secret(made.number, by=None)
    endpoints.revoke(made.number, by=None)
    for verb in (endpoints.renew, endpoints.end_older_secret):
        with pytest.raises(EndpointEnded):
            verb(made.number, by=None)
        with pytest.raises(EndpointUnknown):
            verb(made.number + 1, by=None)

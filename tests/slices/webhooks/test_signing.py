"""Signatures as everybody's libraries check them, and pauses that grow."""

from datetime import timedelta

import pytest

from regulars.webhooks.schedule import LONGEST, pause_after
from regulars.webhooks.signing import headers, secret_of, signature

#: The example that the makers of Standard Webhooks publish.
SECRET, NAME, AT, BODY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'  # fmt: skip


def test_the_published_example_comes_out():
    assert signature(SECRET, NAME, AT, BODY) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_headers_are_those_of_the_standard():
    found = headers([SECRET], NAME, AT, BODY)

    assert (found["webhook-id"], found["webhook-timestamp"]) == (NAME, "1614265330")
    assert found["webhook-signature"] == signature(SECRET, NAME, AT, BODY)


@pytest.mark.parametrize("other", [("another", AT, BODY), (NAME, AT + 1, BODY), (NAME, AT, BODY + b" ")])
def test_whatever_is_changed_changes_the_signature(other):
    assert signature(SECRET, *other) != signature(SECRET, NAME, AT, BODY)


def test_each_endpoint_and_each_installation_has_a_secret_of_its_own():
    secrets = {secret_of(salt, key) for salt in (b"a" * 16, b"b" * 16) for key in ("one", "two")}

    assert len(secrets) == 4
    assert all(one.startswith("whsec_") and len(one) == 50 for one in secrets)


@pytest.mark.parametrize(
    ("attempts", "chance", "asked", "seconds"),
    [
        (1, 0.0, None, 5), (1, 1.0, None, 2.5), (2, 0.0, None, 20), (3, 0.0, None, 80), (4, 0.5, None, 240),
        (9, 0.0, None, 21_600), (10_000, 0.0, None, 21_600), (1, 0.0, 60, 60), (3, 0.0, 60, 80), (1, 0.0, 10**6, 21_600),
    ],
)  # fmt: skip
def test_pauses_grow_and_what_was_asked_for_is_kept_to(attempts, chance, asked, seconds):
    assert pause_after(attempts, chance=chance, asked_for=asked) == timedelta(seconds=seconds)
    assert pause_after(attempts, chance=chance, asked_for=asked) <= LONGEST

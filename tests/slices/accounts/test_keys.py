"""A till's key: shown once, kept as a fingerprint, and refused once it is revoked."""

import pytest

from regulars.accounts import keys
from regulars.accounts.models import ApiKey

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _trust_nothing_of_before():
    keys._trusted.clear()


def test_a_key_tells_its_source():
    key = keys.make("till-1")

    assert keys.source_of(key) == "till-1"
    assert keys.source_of(key + "x") is None


def test_a_key_is_not_kept():
    key = keys.make("till-1")

    kept = ApiKey.objects.values().get(source="till-1")

    assert key.encode() not in b"".join(
        bytes(value) for value in kept.values() if isinstance(value, memoryview)
    )
    assert key not in str(kept)


def test_two_keys_differ():
    assert keys.make("till-1") != keys.make("till-2")


def test_a_revoked_key_is_refused_and_its_name_stays_taken():
    key = keys.make("till-1")
    keys.revoke("till-1")
    keys.revoke("till-1")

    assert keys.source_of(key) is None
    with pytest.raises(keys.SourceNameTaken):
        keys.make("till-1")


def test_a_revoked_key_is_believed_no_longer_than_promised(monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(keys, "monotonic", lambda: clock[0])
    key = keys.make("till-1")
    assert keys.source_of(key) == "till-1"
    keys.revoke("till-1")

    clock[0] += keys.TRUSTED_SECONDS

    assert keys.source_of(key) is None


def test_the_key_of_nobody_cannot_be_revoked():
    keys.make("till-1")

    with pytest.raises(keys.SourceUnknown) as refused:
        keys.revoke("till-9")

    assert refused.value.facts == {"source": "till-9", "known": ["till-1"]}


@pytest.mark.parametrize("name", ["", "Till", "1till", "till 1", "till\n", "t" * 41, "收銀機"])
def test_a_source_that_cannot_be_typed_everywhere_is_refused(name):
    with pytest.raises(keys.SourceNameUnusable):
        keys.make(name)

    assert not ApiKey.objects.exists()


def test_keys_are_listed_by_source_with_when_they_ended():
    keys.make("till-2")
    keys.make("till-1")
    keys.revoke("till-2")

    assert [(one.source, one.revoked_at is None) for one in keys.made()] == [
        ("till-1", True),
        ("till-2", False),
    ]

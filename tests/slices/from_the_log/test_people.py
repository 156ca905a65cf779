"""Whom events of the wire mean, and what members do without buying."""

from datetime import UTC, datetime

import pytest
from corner_shop import PROGRAMME
from words import ask, coins, completed, logged, track, wallet

from regulars.programmes import queries
from regulars.programmes.actions import publish


def identify(user, message, *, device=None, **traits):
    said = {"type": "identify", "userId": user, "messageId": message, "traits": traits}
    return said | ({"anonymousId": device} if device else {})


def members():
    return ask("SELECT count(*) FROM people_member")[0][0]


def test_what_a_device_tells_after_somebody_signed_in_on_it_is_theirs(tell, decide):
    tell(completed(1, user=None))
    tell(identify("Ada", "i", device="D1"), completed(2, user=None))
    decide()

    assert coins() == 30
    assert ask("SELECT source_id, wallet_id IS NULL FROM events_event ORDER BY source_id") == [
        ("1", True),
        ("2", False),
    ]


def test_an_alias_joins_the_device_that_was_there_before(tell, decide):
    tell({"type": "alias", "userId": "Ada", "previousId": "D1", "messageId": "a"}, completed(1, user=None))
    decide()

    assert coins() == 30


def test_two_who_share_a_telephone_stay_two(tell, decide):
    tell(identify("Ada", "a", phone="0912-345-678"), identify("Bob", "b", phone="0912345678"))
    tell(completed(1, user="Ada"), completed(2, user="Bob"))
    decide()

    assert (coins("Ada"), coins("Bob"), members()) == (30, 30, 2)


@pytest.fixture
def checking_in(web):
    """A programme that has an ear for visits."""
    rule = """  - { id: visit, name: { zh-Hant: 簽到, en: Visit }, earn: coin, on: Checked In, bonus: 7, when: store_id == "TPE-1" }
"""
    queries._compiled.cache_clear()
    from regulars.programmes.models import Version  # noqa: PLC0415 - models exist once Django is ready.

    Version.objects.all().delete()
    publish(text=PROGRAMME.replace("tracks:\n", f"{rule}tracks:\n", 1), now=datetime(2026, 1, 1, tzinfo=UTC))


def test_behaviour_that_a_rule_reads_is_decided(tell, decide, checking_in):
    tell(
        track("Checked In", "c", store_id="TPE-1"),
        track("Checked In", "d", store_id="KHH-1"),
        track("Checked In", "e", None, store_id="TPE-1"),
        track("Product Viewed", "v", product_id="cup"),
    )
    decide()

    assert coins() == 7
    assert logged() == [("Checked In", "c"), ("Checked In", "d")]


def test_who_only_looked_has_no_wallet(tell, decide):
    tell(track("Product Viewed", "v", product_id="cup"))
    decide()

    assert wallet() is None
    assert members() == 0


def posthogs(event, message, **more):
    return {
        "event": event,
        "distinct_id": "Ada",
        "uuid": message,
        "timestamp": "2026-03-01T03:00:00Z",
        **more,
    }


def told_of(user):
    return ask(
        "SELECT nickname FROM people_member JOIN people_identifier USING (wallet_id) WHERE value = %s", user
    )


def test_what_posthog_sets_once_counts_where_nothing_was_told_before(tell, decide):
    tell(
        posthogs("$set_once", "a", **{"$set_once": {"nickname": "First", "birth_month": 3}}),
        posthogs("$set_once", "b", **{"$set_once": {"nickname": "Second", "birth_month": 4}}),
        is_posthog=True,
    )
    decide()
    assert (told_of("Ada"), wallet("Ada").birth_month) == ([("First",)], 3)

    tell(
        posthogs("$set", "c", **{"$set": {"nickname": "Third", "birth_month": 5}}),
        posthogs("$set_once", "d", **{"$set_once": {"nickname": "Fourth", "birth_month": 6}}),
        is_posthog=True,
    )
    decide()
    assert (told_of("Ada"), wallet("Ada").birth_month) == ([("Third",)], 5)

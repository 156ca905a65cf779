"""Eight desks and a clock at once on the same few members: nobody waits in a circle, nothing is lost, nothing doubled."""

from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier, Event

import pytest
from corner_shop import given_back, order, spend, told, when
from django.db import connection

from regulars.desk.clock import run_due
from regulars.desk.posting import Answer, Arrival
from regulars.desk.queries import account, wallet_of
from regulars.desk.replying import Asked, Brought, post_brought
from regulars.desk.verify import verify
from regulars.events.models import Event as Logged
from regulars.replies.actions import Reply

DESKS, BATCHES = 8, 6
AT = "2026-03-02 10:00"
LATER = when("2026-04-20 10:00")


def _brought(desk, number):
    """A batch in which each desk names the members in an order of its own, and events that others tell as well."""
    members = ["Ada", "Bob", None]
    Random(f"{desk} {number}").shuffle(members)
    for member in members:
        name = f"{desk}-{number}-{member}"
        yield Brought(Arrival("till", member, order(f"A-{name}", AT, ("novel", 2))))
        # Every desk hears of this order: one of them decides it.
        yield Brought(Arrival("till", member, order(f"B-{number}-{member}", AT, ("tea", 1))))
        if member is not None:
            asked = Asked(f"s/{name}", b"1", lambda answer: Reply(200, "", answer.status.encode()))
            yield Brought(Arrival("till", member, spend(f"S-{name}", AT, 5)), asked)
            yield Brought(
                Arrival("till", member, given_back(f"R-{name}", AT, ("novel", 1), order=f"A-{name}"))
            )


def _work(shop, desk, ready):
    ready.wait()
    try:
        return [
            outcome for number in range(BATCHES) for outcome in post_brought(shop, list(_brought(desk, number)))
        ]  # fmt: skip
    finally:
        connection.close()


def _tick(shop, is_over):
    try:
        while not is_over.is_set():
            run_due(shop, now=LATER)
    finally:
        connection.close()


@pytest.fixture
def rich(live_shop):
    """Ada and Bob with enough to spend, part of which runs out while the desks work."""
    for member in ("Ada", "Bob"):
        told(live_shop, order(f"A-{member}", "2026-03-01 10:00", ("atlas", 30)), member=member)
    return live_shop


def test_eight_desks_and_a_clock_on_two_members_agree(rich):
    ready, is_over = Barrier(DESKS), Event()
    with ThreadPoolExecutor(DESKS + 1) as pool:
        clock = pool.submit(_tick, rich, is_over)
        try:
            desks = list(pool.map(lambda desk: _work(rich, desk, ready), range(DESKS)))
        finally:
            is_over.set()
        clock.result()

    outcomes = [outcome for desk in desks for outcome in desk]
    assert {type(outcome) for outcome in outcomes} == {Answer, Reply}
    assert {outcome.body for outcome in outcomes if isinstance(outcome, Reply)} == {b"decided"}
    statuses = [outcome.status for outcome in outcomes if isinstance(outcome, Answer)]
    # Of an order that all eight tell, one desk decides; nobody's orders are recorded once by one of them too.
    assert statuses.count("repeated") == (DESKS - 1) * BATCHES * 3
    assert Logged.objects.filter(no__isnull=False).count() == 2 + 2 * BATCHES * (3 * DESKS + 1)
    assert Logged.objects.filter(no=None).count() == BATCHES * (DESKS + 1)
    for member in ("Ada", "Bob"):
        coin = account(wallet_of(member), now=LATER).balances[0]
        assert coin.spent == 5 * DESKS * BATCHES
        assert coin.issued - coin.revoked == coin.usable + coin.spent
        # Two novels come to 760: 76 coins, of which one novel's half goes back; each shared tea is 12.
        assert coin.issued - coin.revoked == 3840 + 50 + 38 * DESKS * BATCHES + 12 * BATCHES
    assert verify(rich).broken == ()

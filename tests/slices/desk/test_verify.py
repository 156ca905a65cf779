"""`verify` finds nothing in good books, and names what does not hold in bad ones."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal

import pytest
from corner_shop import busy_days, given_back, order, told, when
from django.db import connection
from django.db.models import F

from regulars.desk.clock import run_due
from regulars.desk.models import Move, Receipt, Wallet
from regulars.desk.posting import post
from regulars.desk.verify import verify
from regulars.events.models import Event
from regulars.ledger.models import Allocation, Entry

I1 = "I1 a lot is what remains and what was taken"
I2 = "I2 the balance is what remains less the debt"
I7 = "I7 outstanding is issued and restored less spent, expired and revoked"
I11 = "I11 entries are numbered without gaps"
I12 = "I12 a debit is what it drew and what is owed"


@pytest.fixture
def books(shop):
    """Ada, whose leaves ran out, and others who were busy; all of it holds."""
    told(shop, order("A-1", "2026-01-01 10:00", ("atlas", 3)), member="Eve")
    run_due(shop, now=when("2026-02-20 00:00"))
    post(shop, busy_days(1))
    assert verify(shop).broken == ()
    return shop


@pytest.fixture
def eve(books):
    with connection.cursor() as cursor:
        cursor.execute("SELECT wallet_id FROM people_identifier WHERE value = 'Eve'")
        return cursor.fetchone()[0]


def broken(shop, wallet_id):
    """What is broken with somebody; nobody else's books may be."""
    found = verify(shop).broken
    assert {one.wallet_id for one in found} <= {wallet_id}
    return [one.what for one in found]


def test_good_books_are_proved_with_what_they_hold(books):
    proof = verify(books)

    assert (proof.wallets, proof.events, proof.entries) == (
        Wallet.objects.exclude(body=b"").count(),
        Event.objects.exclude(no=None).count(),
        Entry.objects.count(),
    )
    assert sum(proof.points.values()) == sum(Entry.objects.values_list("points", flat=True))
    assert proof.broken == ()


def test_an_entry_whose_points_were_changed_is_found(books, eve):
    Entry.objects.filter(wallet_id=eve, no=1).update(points=F("points") + 1)

    assert broken(books, eve) == ["entries", I1, I2, I7]


def test_an_entry_that_is_missing_is_found(books, eve):
    Entry.objects.filter(wallet_id=eve, no=1).delete()

    assert {"entries", "causes", I11} <= set(broken(books, eve))


def test_an_entry_that_says_another_cause_is_found(books, eve):
    Entry.objects.filter(wallet_id=eve, kind="expire").update(event_no=1)

    assert broken(books, eve) == ["causes"]


def test_an_allocation_that_was_changed_is_found(books, eve):
    Allocation.objects.filter(wallet_id=eve).update(points=F("points") + 1)

    assert broken(books, eve) == ["allocations", I1, I12]


def test_an_allocation_to_a_lot_that_never_was_is_found(books, eve):
    Allocation.objects.filter(wallet_id=eve).update(lot_no=99)

    assert "allocations" in broken(books, eve)


def test_one_other_byte_in_a_wallet_is_found(books, eve):
    body = bytes(Wallet.objects.get(wallet_id=eve).body)
    for place in range(0, len(body), 7):
        changed = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
        Wallet.objects.filter(wallet_id=eve).update(body=changed)
        assert "wallet" in broken(books, eve)


def test_a_level_move_that_is_missing_is_found(books, eve):
    Move.objects.filter(wallet_id=eve).first().delete()

    assert broken(books, eve) == ["moves"]


def test_a_level_in_the_list_that_the_wallet_does_not_have_is_found(books, eve):
    Wallet.objects.filter(wallet_id=eve).update(levels=["card:white", "reader:none"])

    assert broken(books, eve) == ["levels"]


def test_a_due_time_that_would_come_too_late_is_found(books, eve):
    Wallet.objects.filter(wallet_id=eve).update(next_due_at=None)

    assert broken(books, eve) == ["due"]


def test_what_was_decided_of_an_order_and_was_changed_or_is_missing_is_found(books, eve):
    decided = bytes(Event.objects.get(wallet_id=eve).receipt)
    Event.objects.filter(wallet_id=eve).update(receipt=decided.replace(b"\x03", b"\x02"))
    assert broken(books, eve) == ["receipts"]

    Event.objects.filter(wallet_id=eve).update(receipt=None)
    assert broken(books, eve) == ["receipts"]


def test_a_receipt_after_a_return_that_was_changed_or_is_missing_is_found(books, eve):
    told(books, given_back("R-1", "2026-03-01 10:00", ("atlas", 2), order="A-1"), member="Eve")
    assert verify(books).broken == ()
    body = bytes(Receipt.objects.get(wallet_id=eve).body)
    Receipt.objects.filter(wallet_id=eve).update(body=body.replace(b"\x02", b"\x01"))
    assert broken(books, eve) == ["receipts"]

    Receipt.objects.filter(wallet_id=eve).delete()
    assert broken(books, eve) == ["receipts"]


def test_an_event_that_is_missing_or_was_changed_is_found(books, eve):
    body = bytes(Event.objects.get(wallet_id=eve).body)
    Event.objects.filter(wallet_id=eve).update(body=body.replace(b"3840", b"3850"))
    assert "receipts" in broken(books, eve)

    Event.objects.filter(wallet_id=eve).delete()
    assert broken(books, eve) == ["events"]


def test_a_wallet_that_is_missing_is_found(books, eve):
    Wallet.objects.filter(wallet_id=eve).delete()

    assert broken(books, eve) == ["wallet is missing"]


def test_what_is_posted_while_the_books_are_proved_does_not_look_broken(live_shop):
    """Each member is read as of one moment, though a till goes on selling to them."""
    post(live_shop, busy_days(2))
    stop = Signal()

    def sell():
        try:
            number = 0
            while not stop.is_set():
                number += 1
                told(live_shop, order(f"more-{number}", "2026-12-01 10:00", ("tea", 1)), member="Ada")
            return number
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        selling = pool.submit(sell)
        proofs = [verify(live_shop) for _ in range(15)]
        stop.set()
        assert selling.result() > 0

    assert [proof.broken for proof in proofs] == [()] * 15


def test_a_changed_event_that_decides_nothing_is_found_by_its_digest(books, eve):
    body = bytes(Event.objects.get(wallet_id=eve).body)
    Event.objects.filter(wallet_id=eve).update(body=body.replace(b'"atlas"', b'"globe"'))

    assert broken(books, eve) == ["body of till A-1"]


def test_an_order_of_nobody_that_was_changed_is_found(books):
    told(books, order("N-1", "2026-03-01 10:00", ("tea", 1)), member=None)
    assert verify(books).broken == ()
    body = bytes(Event.objects.get(source_id="N-1").body)

    Event.objects.filter(source_id="N-1").update(body=body.replace(b"120", b"999"))

    assert [(one.wallet_id, one.what) for one in verify(books).broken] == [(0, "body of till N-1")]

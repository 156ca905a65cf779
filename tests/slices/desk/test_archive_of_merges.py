"""A shop in which members were merged and parted, cards lost and points handed on comes out of its archive whole."""

from datetime import UTC, datetime, timedelta

import pytest
from archived_shop import emptied, every_row
from corner_shop import CALENDAR, PROGRAMME, given_back, order, spend, told, when

from regulars.core.events import (
    ConsentGiven,
    ConsentWithdrawn,
    HoldPosted,
    PointsGiven,
    PointsHeld,
)
from regulars.core.periods import instant
from regulars.desk.archive.rebuilding import rebuild
from regulars.desk.archive.writing import archive
from regulars.desk.clock import run_due
from regulars.desk.merging import merge, unmerge
from regulars.desk.models import Wallet
from regulars.desk.queries import wallet_of
from regulars.desk.verify import verify
from regulars.events.models import DecidedInMerge, Event
from regulars.ledger.models import Entry
from regulars.lib.cursors import raw_cursor
from regulars.people.actions import wallets_of
from regulars.people.cards import replace_card
from regulars.people.models import Identifier
from regulars.programmes import queries
from regulars.programmes.actions import publish

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PURPOSES = """
purposes:
  marketing:
    notice: { version: "1", zh-Hant: 我們會寄送優惠給您。, en: We send you offers. }
"""
WHOLE_SHOP = PROGRAMME.replace("    worth: 1\n", "    worth: 1\n    transfer: allowed\n") + PURPOSES


@pytest.fixture
def shop(live_database):
    queries._compiled.cache_clear()
    publish(text=WHOLE_SHOP, now=datetime(2026, 1, 1, tzinfo=UTC))
    yield queries.current()
    queries._compiled.cache_clear()


def at(text):
    """The moment and the local day, as events say them."""
    moment = instant(when(text))
    return moment, CALENDAR.local(moment)[0]


def join(shop, first, second, moment):
    return merge(
        shop, first=wallet_of(first), second=wallet_of(second), now=when(moment), by=None, reason="one"
    )


def part(shop, wallet_id, moment):
    return unmerge(shop, wallet_id=wallet_id, now=when(moment), by=None)


def tick(shop, moment=None):
    while run_due(shop, now=when(moment) if moment else NOW):
        pass


def everybody_buys(shop):
    for number, card in enumerate(("Ada", "Bob", "Cyd", "Dot", "Eve", "Fay")):
        told(
            shop,
            order(f"1{card}", f"2026-03-0{number + 1} 10:00", ("atlas", 1 + number % 2), ("tea", 2)),
            member=card,
        )
    told(shop, order("nobody", "2026-03-09 10:00", ("tea", 1)), member=None)


def much_happens(shop):
    """Answer the merge that lasts; another pair was merged and parted, and a third merge lies in a merge."""
    everybody_buys(shop)
    told(shop, ConsentGiven("y", *at("2026-03-08 10:00"), "marketing", "1", channel="web", language="en"))
    told(shop, PointsGiven("g", *at("2026-03-08 11:00"), "coin", 20, "Dot", "thank you"))
    told(shop, PointsHeld("h", *at("2026-03-08 12:00"), "coin", 30, 400 * 86_400 * 1_000_000))
    told(shop, PointsHeld("k", *at("2026-03-08 12:00"), "coin", 9, 400 * 86_400 * 1_000_000), member="Cyd")
    lasting = join(shop, "Ada", "Bob", "2026-03-10 12:00")
    told(
        shop,
        given_back("r", "2026-03-11 10:00", ("atlas", 1), order="1Bob"),
        spend("s", "2026-03-12 10:00", 60),
    )
    tick(shop, "2026-04-20 00:00")

    passing = join(shop, "Cyd", "Dot", "2026-04-21 12:00")
    told(shop, ConsentWithdrawn("n", *at("2026-04-22 10:00"), "marketing", "web", "en"), member="Dot")
    told(shop, HoldPosted("p", *at("2026-04-22 10:00"), "k"), member="Cyd")
    told(
        shop,
        spend("t", "2026-04-22 11:00", 500),
        order("2Dot", "2026-04-23 10:00", ("novel", 3)),
        member="Dot",
    )
    outer = join(shop, "Eve", "Cyd", "2026-05-01 12:00")
    told(shop, order("3Cyd", "2026-05-02 10:00", ("tea", 4)), member="Cyd")
    told(shop, given_back("q", "2026-05-03 10:00", ("atlas", 1), order="1Dot"), member="Eve")
    part(shop, outer, "2026-06-20 12:00")
    part(shop, passing, "2026-06-21 12:00")
    told(shop, order("4Dot", "2026-06-22 10:00", ("pen", 3)), member="Dot")

    replace_card(wallet_id=wallet_of("Fay"), lost="Fay", new="Fay-2", by=None, now=when("2026-07-01 10:00"))
    replace_card(wallet_id=lasting, lost="Bob", new="Bob-2", by=None, now=when("2026-07-01 10:00"))
    wallets_of(raw_cursor(), values={"Gus", "Hal"})
    join(shop, "Gus", "Hal", "2026-07-02 12:00")
    told(shop, order("2Bob", "2026-07-03 10:00", ("tea", 1)), member="Bob-2")
    tick(shop)
    return lasting


def rebuilt(folder):
    emptied()
    rebuild(folder)
    shop = queries.current()
    tick(shop)
    return shop


def test_every_row_of_every_table_comes_back(shop, tmp_path):
    much_happens(shop)
    before = every_row()
    assert verify(shop).broken == ()
    assert DecidedInMerge.objects.count() == 7
    assert Entry.objects.filter(effect="overdrawn:coin").exists()
    assert all(
        before[table] for table in ("people_merge", "people_part", "desk_cameby", "events_decidedinmerge")
    )
    assert any('"is_sealed": true' in row and '"body": "\\\\x"' in row for row in before["desk_wallet"])
    archive(tmp_path, now=NOW)

    again = rebuilt(tmp_path)

    assert every_row() == before
    assert verify(again).broken == ()


def test_what_happens_after_the_rebuild_is_what_would_have_happened_without_it(shop, tmp_path):
    lasting = much_happens(shop)
    archive(tmp_path, now=NOW)
    first = afterwards(shop, lasting)

    assert afterwards(rebuilt(tmp_path), lasting) == first


def afterwards(shop, lasting):
    """Part the merge that lasted, and answer all rows but for the moments at which somebody wrote them."""
    told(shop, order("5", "2026-11-24 10:00", ("tea", 2)), member="Bob-2")
    told(shop, given_back("z", "2026-11-25 10:00", ("atlas", 1), order="1Ada"), member="Ada")
    part(shop, lasting, "2026-11-26 10:00")
    assert wallet_of("Ada") != wallet_of("Bob-2")
    told(shop, order("6", "2026-11-27 10:00", ("novel", 1)), member="Ada")
    assert verify(shop).broken == ()
    rows = every_row()
    written_now = {"events_event", "people_identifier", "people_member", "events_consumer"}
    return {table: found for table, found in rows.items() if table not in written_now}


def test_a_day_is_written_again_when_its_events_go_to_another_member(shop, tmp_path):
    everybody_buys(shop)
    merged = join(shop, "Ada", "Bob", "2026-03-10 12:00")
    told(shop, order("2", "2026-03-12 10:00", ("tea", 2)), member="Bob")
    Event.objects.update(received_at=NOW - timedelta(days=3))
    archive(tmp_path, now=NOW)
    part(shop, merged, "2026-03-20 12:00")
    before = every_row()
    archive(tmp_path, now=NOW)

    rebuilt(tmp_path)

    assert every_row()["events_event"] == before["events_event"]
    assert verify(queries.current()).broken == ()


def test_a_rebuild_that_was_killed_between_two_members_of_a_merge_goes_on(shop, tmp_path, monkeypatch):
    much_happens(shop)
    before = every_row()
    archive(tmp_path, now=NOW)
    emptied()
    monkeypatch.setattr("regulars.desk.archive.rebuilding.CHUNK", 1)
    for _ in range(Wallet.objects.count() + len(before["desk_wallet"])):
        try:
            rebuild(tmp_path, on_progress=_killed)
        except KeyboardInterrupt:
            tick(queries.current())
        else:
            break
        if Wallet.objects.exclude(body=b"").count() == sum(
            '"body": "\\\\x"' not in row for row in before["desk_wallet"]
        ):
            break
    tick(queries.current())

    assert every_row() == before


def _killed(_done, _all):
    raise KeyboardInterrupt


def test_a_lost_card_stays_one_that_was_replaced_and_the_new_one_theirs(shop, tmp_path):
    much_happens(shop)
    fay = wallet_of("Fay-2")
    archive(tmp_path, now=NOW)
    rebuilt(tmp_path)

    assert wallet_of("Fay-2") == wallet_of("Fay") == fay
    assert Identifier.objects.get(value="Fay").replaced_at is not None
    assert Identifier.objects.get(value="Fay-2").replaced_at is None

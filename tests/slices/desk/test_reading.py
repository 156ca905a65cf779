"""A member at any moment: as it was told then, as it is, and as it will be if nothing more happens."""

import pytest
from corner_shop import busy_days, given_back, order, spend, told, when
from msgspec.structs import replace

from regulars.desk.history import history, next_page
from regulars.desk.posting import post
from regulars.desk.queries import MemberUnknown, account, wallet_of
from regulars.lib.instants import moment

BOUGHT = order("A-1", "2026-03-01 10:00", ("atlas", 3))


def test_an_account_adds_up_to_its_lots(shop):
    told(shop, BOUGHT, spend("S-1", "2026-03-02 10:00", 100))
    ada = account(wallet_of("Ada"), now=when("2026-03-03 10:00"))

    coin, leaf = ada.balances
    # 3,840 gives 384 coins and 50 for a thousand; three items give 6 leaves that wait for two weeks.
    assert (coin.usable, coin.pending, coin.owed, coin.issued, coin.spent) == (334, 0, 0, 434, 100)
    assert (coin.worth, coin.money) == (334, "TWD")
    assert [(lot.amount, lot.remaining, lot.rule_name.en) for lot in coin.lots] == [
        (384, 284, "Every ten"),
        (50, 50, "A thousand"),
    ]
    assert (leaf.usable, leaf.pending) == (0, 6)
    assert (leaf.next_release.at, leaf.next_release.points) == (when("2026-03-15 00:00"), 6)
    assert (leaf.next_expiry.at, leaf.next_expiry.points) == (when("2026-04-15 00:00"), 6)


def test_an_account_of_many_lots_tells_the_first_and_counts_them_all(shop):
    bought = [order(f"A-{day}", f"2026-03-{day:02} 10:00", ("tea", 1)) for day in range(1, 9)]
    told(shop, *bought)

    few, all_of_them = (
        account(wallet_of("Ada"), now=when("2026-03-09 10:00"), lots_most=most).balances[0]
        for most in (3, 100)
    )

    assert [lot.no for lot in few.lots] == [lot.no for lot in all_of_them.lots][:3]
    assert (len(all_of_them.lots), few.lots_in_all, few.usable) == (8, 8, 8 * 12)
    assert [heap.points for heap in few.by_end] == [12] * 8
    assert few.by_end[0].until == few.next_expiry.at == when("2027-03-02 00:00")
    assert replace(few, lots=()) == replace(all_of_them, lots=())


def test_an_account_says_what_is_missing_and_until_when(shop):
    told(shop, order("A-1", "2026-03-01 10:00", ("novel", 3)))
    card, reader = account(wallet_of("Ada"), now=when("2026-03-03 10:00")).standings

    assert (card.level, card.total, card.up.level, card.up.missing, card.falls_at) == (
        "white",
        1140,
        "gold",
        1860,
        None,
    )
    assert (reader.level, reader.until, reader.up, reader.keep) == (
        "reader",
        when("2026-05-01 00:00"),
        None,
        None,
    )


def test_an_account_is_right_though_the_clock_is_late(shop):
    told(shop, BOUGHT)

    leaf = account(wallet_of("Ada"), now=when("2026-04-15 00:00")).balances[1]

    assert (leaf.usable, leaf.expired) == (0, 6)


def test_an_account_may_be_asked_ahead(shop):
    told(shop, BOUGHT)

    ahead = account(wallet_of("Ada"), now=when("2026-03-02 10:00"), at=when("2027-03-01 00:00"))

    # A rolling year: what was bought on 1 March 2026 counts up to the end of 28 February 2027.
    assert (ahead.standings[0].level, ahead.balances[0].usable) == ("white", 434)


@pytest.mark.parametrize("seed", range(4))
def test_the_account_at_a_past_moment_is_what_it_said_then(shop, seed):
    said = {}
    for arrival in busy_days(seed, late=(0,)):
        now = moment(arrival.event.occurred_at)
        if now < max(said, default=now):
            continue  # A repeat; what comes late has a test of its own.
        post(shop, [arrival])
        if wallet_of("Ada") is not None:
            said[now] = account(wallet_of("Ada"), now=now)

    last = max(said)
    for then, account_then in said.items():
        again = account(wallet_of("Ada"), now=last, at=then)
        if account_then.orders:
            assert (again.balances, again.standings, again.orders) == (
                account_then.balances, account_then.standings, account_then.orders,
            )  # fmt: skip


def test_a_history_tells_each_event_with_what_it_wrote_the_last_first(shop):
    told(
        shop,
        BOUGHT,
        given_back("R-1", "2026-03-05 10:00", ("atlas", 1)),
        order("A-2", "2026-05-05 10:00", ("pen", 1)),
    )

    page = history(wallet_of("Ada"), now=when("2026-05-06 10:00"))

    assert [(one.kind, [(entry.kind, entry.points) for entry in one.entries]) for one in page] == [
        ("Order Completed", [("earn", 4), ("earn", 2)]),
        ("Time Passed", []),  # The reader's badge ran for two months, until 1 May.
        ("Time Passed", [("expire", -4)]),
        # Two books still come to a thousand, so the gift for that stays.
        ("Order Refunded", [("revoke", -128), ("revoke", -2)]),
        ("Order Completed", [("earn", 384), ("earn", 50), ("earn", 6)]),
    ]


def test_a_history_in_pages_is_the_whole_history(shop):
    post(shop, busy_days(3))
    now = when("2026-12-01 00:00")
    whole = history(wallet_of("Ada"), now=now, limit=500)

    pages, before = [], None
    while page := history(wallet_of("Ada"), now=now, before=before, limit=4):
        pages += page
        before = next_page(page)
        if before is None:
            break

    assert [(one.no, one.at) for one in pages if one.no] == [(one.no, one.at) for one in whole if one.no]


def test_somebody_whom_nobody_knows_is_refused(shop):
    assert wallet_of("Nobody") is None
    with pytest.raises(MemberUnknown):
        account(404, now=when("2026-03-01 10:00"))


def test_a_member_to_whom_nothing_happened_yet_has_an_empty_account(shop):
    told(shop, spend("S-1", "2026-03-01 10:00", 5))

    ada = account(wallet_of("Ada"), now=when("2026-03-01 10:00"))

    assert [(balance.usable, balance.lots) for balance in ada.balances] == [(0, ()), (0, ())]
    assert [one.level for one in ada.standings] == ["white", "none"]


def test_what_arrived_late_is_part_of_the_account_from_when_it_was_decided(shop):
    told(shop, order("A-1", "2026-03-01 10:00", ("tea", 1)), order("A-2", "2026-03-09 10:00", ("tea", 1)))
    said = account(wallet_of("Ada"), now=when("2026-03-09 10:00"), at=when("2026-03-06 10:00"))

    told(shop, order("A-3", "2026-03-05 10:00", ("atlas", 1)))

    again = account(wallet_of("Ada"), now=when("2026-03-10 10:00"), at=when("2026-03-06 10:00"))
    assert (again.balances, again.standings, again.orders) == (said.balances, said.standings, 1)
    assert account(wallet_of("Ada"), now=when("2026-03-10 10:00"), at=when("2026-03-09 10:00")).orders == 3

"""Two members become one in the database and two again, and every row comes out as if it had never been."""

from collections import Counter

import pytest
from corner_shop import busy_days, everything_written, given_back, order, spend, told, when
from django.db import transaction

from regulars.core.events import Spend
from regulars.core.wallet import outstanding, owed
from regulars.desk.clock import run_due
from regulars.desk.merging import MergeReasonMissing, merge, preview, unmerge
from regulars.desk.models import Wallet
from regulars.desk.posting import post
from regulars.desk.queries import account, wallet_of
from regulars.desk.verify import verify
from regulars.desk.wallets import decode_wallet
from regulars.insight.funding import funding
from regulars.insight.members import Wanted, member_list
from regulars.insight.totals import totals
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import moment
from regulars.people.actions import wallets_of
from regulars.people.merges import MemberClosed, MergedMeanwhile, MergeUnknown, SameMember
from regulars.people.models import Identifier

pytestmark = pytest.mark.django_db
LATER = when("2027-06-01 00:00")


def join(shop, first="Ada", second="Bob", at="2026-03-15 12:00"):
    return merge(
        shop, first=wallet_of(first), second=wallet_of(second), now=when(at), by=None, reason="one person"
    )


def part(shop, wallet_id, at="2026-06-01 12:00"):
    return unmerge(shop, wallet_id=wallet_id, now=when(at), by=None)


def state(card):
    return decode_wallet(bytes(Wallet.objects.get(wallet_id=wallet_of(card)).body))


def proved(shop):
    proof = verify(shop)
    assert proof.broken == ()
    return proof


def coins(card, at):
    return account(wallet_of(card), now=when(at)).balances[0]


def test_points_levels_and_orders_of_both_are_one_s(shop):
    told(shop, order("1", "2026-03-01 10:00", ("atlas", 2)))
    told(shop, order("2", "2026-03-02 10:00", ("atlas", 1)), member="Bob")
    before = coins("Ada", "2026-03-10 10:00").usable, coins("Bob", "2026-03-10 10:00").usable

    merged = join(shop)

    assert wallet_of("Ada") == wallet_of("Bob") == merged
    assert coins("Ada", "2026-03-16 10:00").usable == sum(before)
    assert account(merged, now=when("2026-03-16 10:00")).standings[0].level == "gold"
    assert state("Ada").orders == 2
    told(shop, order("3", "2026-03-17 10:00", ("tea", 1)), member="Bob")
    told(shop, spend("s", "2026-03-18 10:00", sum(before)))
    assert coins("Bob", "2026-03-19 10:00").usable == 12
    proved(shop)


def test_an_order_of_before_comes_back_after(shop):
    told(shop, order("1", "2026-03-01 10:00", ("atlas", 2)), spend("s", "2026-03-02 10:00", 100, order="1"))
    told(
        shop,
        order("2", "2026-03-01 10:00", ("atlas", 1)),
        spend("s2", "2026-03-03 10:00", 50, order="2"),
        member="Bob",
    )
    before = coins("Ada", "2026-03-04 10:00").usable + coins("Bob", "2026-03-04 10:00").usable
    join(shop)

    told(shop, given_back("r", "2026-03-20 10:00", ("atlas", 1), order="2"), member="Ada")
    told(shop, given_back("q", "2026-03-21 10:00", ("atlas", 2), order="1"), member="Bob")

    given = coins("Ada", "2026-03-22 10:00")
    assert (given.usable, given.owed) == (0, 0)
    assert before == (256 + 50 - 100) + (128 + 50 - 50)
    proved(shop)


def test_told_again_it_is_known_whoever_the_card_is_by_now(shop):
    first = order("1", "2026-03-01 10:00", ("tea", 1))
    told(shop, first)
    told(shop, order("2", "2026-03-01 11:00", ("tea", 1)), member="Bob")
    merged = join(shop)
    later = order("3", "2026-04-01 10:00", ("tea", 2))
    assert [one.status for one in told(shop, first, later, later)] == ["repeated", "decided", "repeated"]
    part(shop, merged)
    assert [one.status for one in told(shop, first, later)] == ["repeated", "repeated"]
    assert told(shop, first, member="Bob")[0].refusal.code == "EventRetold"
    proved(shop)


def play(shop, arrivals, merged_at=None, parted_at=None):
    """Post one after the other, with a clock that is never late; answer what became of each."""
    statuses, clock, merged = [], when("2025-12-31 00:00"), None
    for number, arrival in enumerate(arrivals):
        if number == merged_at:
            merged = merge(
                shop, first=wallet_of("Ada"), second=wallet_of("Bob"), now=clock, by=None, reason="x"
            )
        if number == parted_at:
            unmerge(shop, wallet_id=merged, now=clock, by=None)
        clock = max(clock, moment(arrival.event.occurred_at))
        while run_due(shop, now=clock):
            pass
        statuses += [one.status for one in post(shop, [arrival])]
    while run_due(shop, now=LATER):
        pass
    return statuses


@pytest.mark.parametrize("seed", [3, 7, 20, 31])
def test_a_merge_that_was_taken_back_leaves_every_row_as_if_it_had_never_been(shop, seed):
    arrivals = [one for one in busy_days(seed, anonymous=False) if not isinstance(one.event, Spend)]
    with transaction.atomic():
        said = play(shop, arrivals)
        apart = everything_written()
        proved(shop)
        transaction.set_rollback(True)

    again = play(shop, arrivals, len(arrivals) // 3, len(arrivals) * 2 // 3)

    assert again == said
    together = everything_written()
    together["event"] = [row for row in together["event"] if row[4] != "Members Joined"]
    assert together == apart
    proved(shop)


def test_what_the_merge_spent_and_the_member_alone_had_not_is_owed(shop):
    told(shop, order("1", "2026-03-01 10:00", ("tea", 10)))
    told(shop, order("2", "2026-03-01 11:00", ("tea", 5)), member="Bob")
    merged = join(shop)
    told(shop, spend("s", "2026-03-20 10:00", 150), member="Bob")

    part(shop, merged)

    ada, bob = (state(card).purses["coin"] for card in ("Ada", "Bob"))
    assert (outstanding(ada), owed(ada)) == (120 + 50, 0)
    assert (outstanding(bob), owed(bob)) == (60 - 150, 90)
    proved(shop)
    told(shop, order("3", "2026-06-20 10:00", ("tea", 8)), member="Bob")
    assert coins("Bob", "2026-06-21 10:00").usable == 6
    proved(shop)


def test_a_merge_of_merges_is_taken_back_from_the_last(shop):
    for card in ("Ada", "Bob", "Cyd"):
        told(shop, order(f"1{card}", "2026-03-01 10:00", ("tea", 10)), member=card)
    inner = join(shop)
    told(shop, order("2", "2026-03-20 10:00", ("tea", 1)), member="Bob")
    outer = join(shop, "Cyd", "Ada", at="2026-04-01 10:00")
    told(shop, order("3", "2026-04-02 10:00", ("tea", 2)), member="Bob")
    told(shop, given_back("r", "2026-04-03 10:00", ("tea", 5), order="1Bob"), member="Bob")
    proved(shop)
    with pytest.raises(MergedMeanwhile) as refused:
        part(shop, inner)
    assert refused.value.facts == {"given": inner, "into": outer}

    part(shop, outer)
    assert wallet_of("Ada") == wallet_of("Bob") == inner != wallet_of("Cyd")
    assert outstanding(state("Cyd").purses["coin"]) == 170
    proved(shop)
    part(shop, inner)

    assert len({wallet_of(card) for card in ("Ada", "Bob", "Cyd")}) == 3
    assert outstanding(state("Ada").purses["coin"]) == 170
    assert state("Bob").orders == 3
    proved(shop)


def test_identifiers_go_back_to_whom_they_belong(shop):
    wallets_of_cards = {card: told(shop, order(card, "2026-03-01 10:00", ("tea", 1)), member=card)[0].wallet_id for card in ("Ada", "Bob")}  # fmt: skip
    Identifier.objects.create(kind="phone", value="+886912345678", wallet_id=wallets_of_cards["Bob"])
    merged = join(shop)
    assert set(Identifier.objects.values_list("value", "wallet_id", "person")) == {
        ("Ada", merged, wallets_of_cards["Ada"]), ("Bob", merged, wallets_of_cards["Bob"]),
        ("+886912345678", merged, wallets_of_cards["Bob"]),
    }  # fmt: skip
    Identifier.objects.create(kind="card", value="new", wallet_id=merged)

    part(shop, merged)

    assert set(Identifier.objects.values_list("value", "wallet_id", "person")) == {
        ("Ada", wallets_of_cards["Ada"], None), ("Bob", wallets_of_cards["Bob"], None),
        ("+886912345678", wallets_of_cards["Bob"], None), ("new", wallets_of_cards["Ada"], None),
    }  # fmt: skip


def test_a_preview_writes_nothing_and_says_what_the_merge_will_be(shop):
    told(shop, order("1", "2026-03-01 10:00", ("tea", 10)))
    told(shop, order("2", "2026-03-01 11:00", ("tea", 5)), member="Bob")
    before = everything_written()

    seen = preview(shop, first=wallet_of("Bob"), second=wallet_of("Ada"), now=when("2026-03-15 12:00"))

    assert everything_written() == before
    assert seen.parts == (wallet_of("Ada"), wallet_of("Bob"))
    join(shop)
    assert state("Ada") == seen.after


def test_what_is_refused(shop):
    told(shop, order("1", "2026-03-01 10:00", ("tea", 10)))
    told(shop, order("2", "2026-03-01 11:00", ("tea", 5)), member="Bob")
    ada, bob = wallet_of("Ada"), wallet_of("Bob")
    with pytest.raises(SameMember):
        join(shop, "Ada", "Ada")
    with pytest.raises(MergeReasonMissing):
        merge(shop, first=ada, second=bob, now=LATER, by=None, reason="  ")
    with pytest.raises(MergeUnknown):
        part(shop, ada)
    merged = join(shop)
    with pytest.raises(MemberClosed) as refused:
        merge(shop, first=ada, second=merged, now=LATER, by=None, reason="x")
    assert refused.value.facts == {"given": ada, "into": merged}
    part(shop, merged)
    with pytest.raises(MergeUnknown):
        part(shop, merged)


def test_members_without_books_may_be_merged_too(shop):
    wallets_of(raw_cursor(), values={"Ada", "Bob"})
    merged = join(shop)
    told(shop, order("1", "2026-04-01 10:00", ("tea", 10)), member="Bob")
    proved(shop)
    part(shop, merged)
    assert state("Bob").orders == 1
    proved(shop)


def test_lists_and_figures_count_living_members_once(shop):
    told(shop, order("1", "2026-03-01 10:00", ("tea", 10)), spend("s", "2026-03-02 10:00", 30))
    told(shop, order("2", "2026-03-01 11:00", ("tea", 5)), member="Bob")
    at = when("2026-03-20 12:00")
    apart = totals(at=at)
    listed = member_list(Wanted(), now=at)
    merged = join(shop)

    one = totals(at=at)
    assert [row.wallet_id for row in member_list(Wanted(), now=at).rows] == [merged]
    assert listed.total == 2
    assert one.points == apart.points
    assert one.orders == apart.orders
    assert (apart.members, one.members) == (2, 1)

    told(shop, order("3", "2026-03-16 12:00", ("tea", 10)))
    more = totals(at=at)
    part(shop, merged, at="2026-03-18 10:00")
    again = totals(at=at)
    assert again.points == more.points
    assert again.members == 2
    assert len(member_list(Wanted(), now=at).rows) == 2


def test_who_pays_for_points_is_exact_through_merges(shop):
    def exact(at="2026-07-01 12:00"):
        owed_by = Counter()
        for one in funding(at=when(at)):
            owed_by[one.currency] += one.outstanding
            assert one.outstanding == one.issued - one.revoked - one.spent - one.expired - one.given
        in_all = totals(at=when(at)).points_by_currency
        assert {name: owed_by[name] for name in in_all} == {
            name: one.outstanding for name, one in in_all.items()
        }

    told(shop, order("1", "2026-03-01 10:00", ("atlas", 2)), spend("s", "2026-03-02 10:00", 200, order="1"))
    told(
        shop, order("2", "2026-03-01 11:00", ("atlas", 1)), spend("q", "2026-03-02 10:00", 170), member="Bob"
    )
    told(shop, given_back("r", "2026-03-03 11:00", ("atlas", 1), order="2"), member="Bob")
    exact()
    merged = join(shop)
    exact()
    told(shop, given_back("u", "2026-03-20 11:00", ("atlas", 1), order="1"), member="Bob")
    told(shop, spend("t", "2026-03-21 11:00", 20), member="Bob")
    exact()
    assert funding(at=when("2026-07-01 12:00"))
    outer = (
        join(shop, "Cyd", "Ada", at="2026-04-01 10:00")
        if told(shop, order("3", "2026-03-05 10:00", ("tea", 9)), member="Cyd")
        else 0
    )
    told(shop, given_back("v", "2026-04-20 11:00", ("atlas", 1), order="1"))
    exact()
    part(shop, outer)
    exact()
    part(shop, merged)
    exact()
    proved(shop)

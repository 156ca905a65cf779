"""The desk takes each event in once, whoever tells it again, in whatever batches, from however many threads."""

from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from corner_shop import (
    busy_days,
    cancelled,
    everything_written,
    forget_everything,
    given_back,
    lines,
    order,
    spend,
    told,
)
from django.db import connection
from msgspec.structs import replace

from regulars.core.fold import Fold, start
from regulars.core.receipts import Receipts
from regulars.core.refusals import NotEnoughPoints, Refusal
from regulars.desk.models import Receipt, Wallet
from regulars.desk.posting import Arrival, EventRetold, post
from regulars.desk.sources import under_source
from regulars.desk.verify import verify
from regulars.desk.wallets import decode_wallet, encode
from regulars.events.models import Event
from regulars.ledger.models import Entry
from regulars.people.models import Member

TEA = order("A-1", "2026-03-01 10:00", ("tea", 2), ("novel", 1))


def wallet(card="Ada"):
    row = Wallet.objects.get(wallet_id=Member.objects.raw(
        "SELECT wallet_id FROM people_identifier WHERE value = %s", [card])[0].wallet_id)  # fmt: skip
    return decode_wallet(bytes(row.body))


def coins(card="Ada"):
    return sum(lot.remaining for lot in wallet(card).purses["coin"].lots)


def test_a_receipt_earns_and_is_answered_with_what_it_wrote(shop):
    [answer] = told(shop, TEA)

    # 2 × 120 + 380 = 620: 62 coins; 3 items of 2 leaves each.
    assert answer.status == "decided"
    assert [(entry.rule, entry.points) for entry in answer.effects.entries] == [("base", 62), ("items", 6)]
    assert (coins(), wallet().events, wallet().orders) == (62, 1, 1)


def test_a_receipt_sent_twice_earns_once(shop):
    first, second = told(shop, TEA, TEA)
    once = everything_written()
    told(shop, TEA)

    assert (first.status, second.status) == ("decided", "repeated")
    assert (second.wallet_id, second.no, second.effects) == (first.wallet_id, first.no, None)
    assert coins() == 62
    assert everything_written() == once


def test_what_makes_nobody_is_refused_where_nobody_has_the_card_and_its_neighbours_go_through(shop):
    given = spend("S-1", "2026-03-02 10:00", 5)
    strange = [Arrival("till", name, given, makes_nobody=True) for name in ("Bob", " b o b ")]

    answers = post(shop, [*strange, Arrival("till", "Ada", TEA)])

    assert [one.refusal.facts["card"] for one in answers[:2]] == ["Bob", " b o b "]
    assert answers[2].status == "decided"
    assert Member.objects.count() == 1


def test_whom_a_neighbour_of_the_same_batch_makes_is_known_to_it(shop):
    given = Arrival("till", " Ada", spend("S-1", "2026-03-02 10:00", 5), makes_nobody=True)

    answers = post(shop, [Arrival("till", "Ada", TEA), given])

    assert [one.status for one in answers] == ["decided", "decided"]
    assert coins() == 57


def test_a_receipt_told_otherwise_the_second_time_is_refused_and_nothing_moves(shop):
    told(shop, TEA)
    before = everything_written()

    [answer] = told(shop, replace(TEA, lines=lines(("atlas", 1))))

    assert answer.status == "refused"
    assert isinstance(answer.refusal, EventRetold)
    assert answer.refusal.facts == {"source": "till", "id": "A-1"}
    assert everything_written() == before


@pytest.mark.parametrize("member", ["Bob", "Cyd", None])
def test_a_receipt_told_of_somebody_else_the_second_time_is_refused_and_nobody_is_made(shop, member):
    told(shop, TEA)
    told(shop, order("B-1", "2026-03-01 10:00", ("tea", 1)), member="Bob")
    before, members = everything_written(), Member.objects.count()

    [answer] = told(shop, TEA, member=member)

    assert isinstance(answer.refusal, EventRetold)
    assert everything_written() == before
    assert Member.objects.count() == members


def test_what_was_nobodys_does_not_become_somebodys_by_telling_it_again(shop):
    first, second, third = (told(shop, TEA, member=member)[0] for member in (None, None, "Ada"))

    assert (first.status, second.status) == ("anonymous", "repeated")
    assert isinstance(third.refusal, EventRetold)
    assert Entry.objects.count() == 0


def test_repeats_within_one_batch_are_heard_once(shop):
    otherwise = replace(TEA, lines=lines(("atlas", 1)))

    answers = post(shop, [Arrival("till", "Ada", event) for event in (TEA, TEA, otherwise, TEA)])

    assert [answer.status for answer in answers] == ["decided", "repeated", "refused", "repeated"]
    assert coins() == 62
    assert verify(shop).broken == ()


def test_nobodys_order_is_recorded_and_earns_nobody_anything(shop):
    [answer] = told(shop, TEA, member=None)

    row = Event.objects.get()
    assert (answer.status, answer.wallet_id) == ("anonymous", None)
    assert (row.source_id, row.wallet_id, row.no, row.kind) == ("A-1", None, None, "Order Completed")
    assert (Member.objects.count(), Wallet.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_spending_what_is_not_there_is_refused_and_leaves_no_trace(shop):
    told(shop, TEA)
    before = everything_written()

    [answer] = told(shop, spend("S-1", "2026-03-02 10:00", 63))

    assert isinstance(answer.refusal, NotEnoughPoints)
    assert answer.refusal.facts == {"currency": "coin", "needed": 63, "usable": 62}
    assert everything_written() == before
    # It was not recorded, so it may be asked again when there is enough.
    [answer] = told(shop, replace(spend("S-1", "2026-03-02 10:00", 63), points=62))
    assert (answer.status, coins()) == ("decided", 0)


def test_whoever_was_refused_first_begins_with_what_is_taken_in(shop):
    refused, decided = post(
        shop, [Arrival("till", "Ada", spend("S-1", "2026-03-01 09:00", 1)), Arrival("till", "Ada", TEA)]
    )

    assert (refused.status, decided.status) == ("refused", "decided")
    assert wallet().tracks["card"].since == TEA.occurred_at
    assert verify(shop).broken == ()


def test_two_sources_may_use_one_id_for_one_member(shop):
    other = order("A-1", "2026-03-02 10:00", ("pen", 2))
    told(shop, TEA, source="till")
    told(shop, other, source="web")

    told(shop, given_back("R-1", "2026-03-03 10:00", ("pen", 1), order="A-1"), source="web")
    told(shop, cancelled("C-1", "2026-03-03 11:00", "A-1"), source="till")

    # 62 of the till's receipt and 9 of the web's; the till's went back whole, of the web's 9 five (4.5, halves up).
    assert coins() == 4
    assert [one.order_id.split("\x1f") for one in Receipt.objects.order_by("order_id")] == [
        ["A-1", "till"],
        ["A-1", "web"],
    ]
    assert verify(shop).broken == ()


def test_goods_bought_elsewhere_may_come_back_here(shop):
    told(shop, TEA, source="web")

    [answer] = told(shop, given_back("R-1", "2026-03-03 10:00", ("novel", 1), order="A-1"), source="till")

    assert [(entry.kind, entry.points) for entry in answer.effects.entries] == [
        ("revoke", -38),
        ("revoke", -2),
    ]
    assert verify(shop).broken == ()


@pytest.mark.parametrize("seed", range(5))
def test_the_same_arrivals_in_any_batches_write_the_same(shop, seed):
    arrivals, chance = busy_days(seed), Random(seed)
    for arrival in arrivals:
        post(shop, [arrival])
    one_by_one = everything_written()
    assert verify(shop).broken == ()

    forget_everything()
    rest = arrivals
    while rest:
        size = chance.choice((1, 2, 5, 30, 100))
        post(shop, rest[:size])
        rest = rest[size:]

    assert everything_written() == one_by_one
    assert verify(shop).broken == ()


@pytest.mark.parametrize("seed", range(5, 8))
def test_what_the_desk_writes_is_what_folding_gives(shop, seed):
    arrivals = busy_days(seed, sources=("till",), anonymous=False)
    post(shop, arrivals)
    folds, seen = {}, set()

    for arrival in arrivals:
        if arrival.event.id not in seen:
            fold = folds.get(arrival.member)
            if fold is None or not fold.wallet.events:
                fold = Fold(shop, start(shop, arrival.event.occurred_at), Receipts())
                folds[arrival.member] = fold
            try:
                fold.take(under_source(arrival.source, arrival.event, fold.receipts))
                seen.add(arrival.event.id)
            except Refusal:
                continue

    assert {card: encode(fold.wallet) for card, fold in folds.items()} == {
        card: encode(wallet(card)) for card in folds
    }


def in_threads(work, arguments):
    def closing(argument):
        try:
            return work(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(closing, arguments))


def test_two_threads_that_tell_the_same_at_once_are_heard_once(live_shop):
    arrivals = [
        Arrival("till", card, order(f"A-{number}", "2026-03-01 10:00", ("tea", 1)))
        for number, card in enumerate(("Ada", "Bob", None, "Cyd", None, "Ada"))
    ]

    answers = in_threads(
        lambda batch: post(live_shop, batch), [arrivals, arrivals[::-1], arrivals, arrivals[::-1]]
    )

    by_event = zip(answers[0], answers[1][::-1], answers[2], answers[3][::-1], strict=True)
    for told_of in by_event:
        statuses = sorted(answer.status for answer in told_of)
        assert statuses in (["decided", *["repeated"] * 3], ["anonymous", *["repeated"] * 3])
    assert (Event.objects.count(), coins("Ada"), coins("Bob")) == (6, 24, 12)
    assert verify(live_shop).broken == ()


def test_one_member_hammered_from_twenty_threads_is_right(live_shop):
    told(live_shop, order("A-0", "2026-03-01 08:00", ("atlas", 1)))  # 128 coins, and 50 for a thousand: 178.

    def shopping(number):
        at = f"2026-03-01 1{number % 10}:00"
        bought = Arrival("till", "Ada", order(f"A-{number + 1}", at, ("tea", 1)))
        used = Arrival("till", "Ada", spend(f"S-{number}", at, 20))
        return [post(live_shop, [one])[0] for one in (bought, used)]

    answers = in_threads(shopping, range(20))

    # 20 × 12 coins came in; 178 + 240 = 418 pays for 20 spendings of 20, so none is refused.
    assert {answer.status for pair in answers for answer in pair} == {"decided"}
    assert coins() == 178 + 20 * 12 - 20 * 20
    assert sorted(Event.objects.values_list("no", flat=True)) == list(range(1, 42))
    assert verify(live_shop).broken == ()


def test_points_for_one_spending_are_spent_once_by_twenty_threads(live_shop):
    told(live_shop, TEA)

    answers = in_threads(
        lambda number: post(
            live_shop, [Arrival("till", "Ada", spend(f"S-{number}", "2026-03-02 10:00", 60))]
        )[0],
        range(20),
    )

    assert sorted(answer.status for answer in answers) == ["decided", *["refused"] * 19]
    assert coins() == 2

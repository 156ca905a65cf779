"""What members do beside buying: what it is called, and that nobody is touched by what the programme does not read."""

import msgspec
from one_member import BASE, Member, version

from regulars.core.events import Behaviour, Event, Order, name_of
from regulars.core.programme.compiled import compile_programme

VIEWED = Behaviour(
    "v1", 1, 738000, 600, "Product Viewed", {"product_id": "tea", "price": 12000, "is_new": True}
)


def test_behaviour_bears_a_name_of_its_own_and_all_else_that_of_its_kind():
    assert name_of(VIEWED) == "Product Viewed"
    assert name_of(Order("o1", 1, 738000, 600, ())) == "Order Completed"


def test_what_is_written_of_behaviour_reads_as_the_same():
    assert msgspec.json.decode(msgspec.json.encode(VIEWED), type=Event) == VIEWED


def test_a_programme_that_asks_nothing_reads_no_behaviour():
    assert not compile_programme(version(BASE)).reads("Product Viewed")


def test_behaviour_that_nobody_reads_only_counts_as_an_event():
    shopper = Member(version(BASE))
    before = shopper.fold.wallet.copy()

    shopper.does("2024-03-01 10:00", "Product Viewed", product_id="tea")

    after = shopper.fold.wallet
    assert (after.events, after.as_of) == (before.events + 1, shopper.instant("2024-03-01 10:00"))
    assert (after.purses, after.entries, after.orders) == (before.purses, before.entries, before.orders)

"""Things that went wrong where several spoke at once, or twice, each by its name; on a real database."""

from corner_shop import cancelled, order, spend, told, when
from django.db import transaction
from msgspec.structs import replace
from racing import at_once

from regulars.desk.clock import run_due
from regulars.desk.posting import Arrival, EventRetold, post
from regulars.desk.verify import verify
from regulars.ledger.models import Entry

TEA = order("A-1", "2026-03-01 10:00", ("tea", 2), ("novel", 1))  # 620: 62 coins, 6 leaves.


def coins():
    return sum(Entry.objects.filter(currency="coin").values_list("points", flat=True))


def test_two_commits_race_for_one_balance(live_shop):
    told(live_shop, TEA)

    def spending(number):
        arrival = Arrival("till", "Ada", spend(f"S-{number}", "2026-03-02 10:00", 60))
        return lambda: post(live_shop, [arrival])[0]

    for attempt in range(5):
        answers = at_once(spending(f"{attempt}-{number}") for number in range(4))
        decided = [answer.status for answer in answers].count("decided")
        assert decided == (attempt == 0)
    assert coins() == 2
    assert verify(live_shop).broken == ()


def test_check_then_act_on_a_counter(live_shop):
    """A cap of 80 points a day is one cap, though four tills look at it at one moment."""
    told(live_shop, order("A-0", "2026-02-01 10:00", ("pen", 1)))
    bought = [
        Arrival("till", "Ada", order(f"B-{number}", "2026-03-01 10:00", ("atlas", 1))) for number in range(4)
    ]
    at_once(lambda one=one: post(live_shop, [one]) for one in bought)

    assert sum(Entry.objects.filter(rule="big").values_list("points", flat=True)) == 80
    assert verify(live_shop).broken == ()


def test_the_same_key_twice_in_one_batch(shop):
    answers = post(shop, [Arrival("till", "Ada", event) for event in (TEA, TEA)])

    assert [answer.status for answer in answers] == ["decided", "repeated"]
    assert coins() == 62


def test_a_retry_that_carries_another_body(shop):
    told(shop, TEA)
    [answer] = told(shop, replace(TEA, lines=TEA.lines * 2))

    assert isinstance(answer.refusal, EventRetold)
    assert coins() == 62


def test_a_refund_that_is_told_again_takes_again(shop):
    told(shop, TEA, order("A-2", "2026-03-01 11:00", ("pen", 4)))  # 180: 18 coins.
    back = cancelled("C-1", "2026-03-02 10:00", "A-1")
    told(shop, back, back)

    assert coins() == 18


def test_a_checkpoint_by_the_highest_id_loses_a_row_that_commits_late(live_shop):
    """Whoever was written first and commits last must not be passed over because a higher number was seen."""
    told(live_shop, order("B-0", "2026-01-01 10:00", ("pen", 1)), member="First")
    told(live_shop, order("B-1", "2026-01-01 10:00", ("pen", 1)), member="Second")

    def tick(day):
        return lambda: run_due(live_shop, now=when(day))

    with transaction.atomic():
        # The first member's wallet is being written while the clock passes, and commits after it.
        told(live_shop, order("B-2", "2026-01-02 10:00", ("pen", 1)), member="First")
        assert at_once([tick("2026-04-01 00:00")]) == [1]
    assert at_once([tick("2026-04-01 00:01")]) == [1]

    left = Entry.objects.filter(currency="leaf").values_list("points", flat=True)
    assert sum(left) == 0
    assert verify(live_shop).broken == ()

"""The shop's words become the core's events without losing anything that a decision reads."""

from datetime import UTC, date, datetime

from regulars.core.events import Cancellation as CoreCancellation
from regulars.core.events import Line as CoreLine
from regulars.core.events import Order, Profile
from regulars.core.events import Return as CoreReturn
from regulars.core.events import ReturnLine as CoreReturnLine
from regulars.core.events import Spend as CoreSpend
from regulars.core.periods import instant
from regulars.demo.corners import TAIPEI
from regulars.demo.into_core import events_of, whose
from regulars.demo.stream import Cancellation, Joined, Line, Return, ReturnedLine, Sale, Spend

CARD = "8012 3341 09"
# Half past midnight in Taipei is still the day before in UTC.
AT = datetime(2026, 5, 3, 0, 30, tzinfo=TAIPEI)
INSTANT = instant(datetime(2026, 5, 2, 16, 30, tzinfo=UTC))
DAY = date(2026, 5, 3).toordinal()
MUG = Line("HT-01", "霧面馬克杯", 2, 1160, ("home/tableware",), "丸田陶作")


def test_a_member_who_joins_becomes_a_profile():
    assert events_of(Joined(CARD, "小魚", 5, AT), currency="points") == (
        Profile(f"M-{CARD}", INSTANT, DAY, joined_day=DAY, birth_month=5),
    )


def test_a_sale_becomes_an_order_on_the_local_day():
    sale = Sale("W260503-10001", AT, CARD, "online", "online", (MUG,))

    assert events_of(sale, currency="points") == (
        Order(
            "W260503-10001",
            INSTANT,
            DAY,
            30,
            (CoreLine("HT-01", 2, 1160, ("home/tableware",), "丸田陶作", "霧面馬克杯"),),
            "online",
            "online",
        ),
    )


def test_points_towards_a_receipt_are_spent_before_it_and_earn_nothing():
    sale = Sale("W1", AT, CARD, "online", "online", (MUG,), points_used=30, paid_with_points=30)

    spend, order = events_of(sale, currency="points")

    assert spend == CoreSpend("T-W1", INSTANT, DAY, "points", 30, "W1")
    assert isinstance(order, Order)
    assert order.unearning == 30


def test_returns_cancellations_and_treats_keep_what_they_refer_to():
    back = Return("R-W1", AT, "W1", CARD, "online", "online", (ReturnedLine("HT-01", 1, 580),))
    off = Cancellation("X-W1", AT, "W1", CARD, "online", "online")
    treat = Spend("P-W1", AT, CARD, 60, "美式咖啡一杯", "A cup of coffee")

    assert [event for told in (back, off, treat) for event in events_of(told, currency="points")] == [
        CoreReturn("R-W1", INSTANT, DAY, (CoreReturnLine("HT-01", 1),), "W1"),
        CoreCancellation("X-W1", INSTANT, DAY, "W1"),
        CoreSpend("P-W1", INSTANT, DAY, "points", 60, "美式咖啡一杯"),
    ]


def test_everything_says_whose_it_is():
    assert whose(Joined(CARD, "小魚", 5, AT)) == CARD
    assert whose(Cancellation("X-W1", AT, "W1", None, "online", "online")) is None

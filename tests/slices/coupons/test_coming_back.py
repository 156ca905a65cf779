"""A coupon that comes back with its order: when nothing is left of it, in the transaction of the return, and once."""

from datetime import UTC, datetime, timedelta

import opened_coupon_shop
import pytest
from coupon_shop import bought, printed
from django.db import transaction

from regulars.core.events import Cancellation, Exchange, Return, ReturnLine
from regulars.coupons.models import Code, Hold, Use
from regulars.desk.coupons.holding import commit, hold, roll_back
from regulars.desk.posting import Arrival, post
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import instant
from regulars.supplies.queries import left

SHOP = opened_coupon_shop.SHOP.replace("percent: 10}", "percent: 10, comes_back: true}").replace(
    "limits: [{times: 10, per: all}]}", "limits: [{times: 10, per: all}], comes_back: true}"
)


@pytest.fixture
def forgiving(monkeypatch, coupon_shop):
    """The shop with coupons, of which two come back with their order."""
    from regulars.programmes import queries  # noqa: PLC0415 - models are ready only within a test.
    from regulars.programmes.actions import publish  # noqa: PLC0415 - as above.

    queries._compiled.cache_clear()
    publish(text=SHOP.replace("2020-01-01", "2021-01-01"), now=datetime(2020, 6, 1, tzinfo=UTC))
    return queries.current()


def buys(shop, *codes, amounts=(500, 300), member="Ada"):
    """A basket of two things with codes, paid for; answers its order."""
    hold(shop, bought(shop, *amounts), codes, source="till", name="B", minutes=5)
    return commit(shop, bought(shop, *amounts, order="O"), source="till", name="B", member=member).order


def comes_back(shop, *lines, name="R", order="O", amount=None, member="Ada", source="till"):
    at = instant(datetime.now(UTC))
    back = Return(name, at, shop.calendar.local(at)[0], tuple(lines), order, amount)
    (answer,) = post(shop, [Arrival(source, member, back)])
    return answer


def states():
    return dict(Use.objects.values_list("coupon", "state"))


FIRST, SECOND = ReturnLine("goods 0", 1), ReturnLine("goods 1", 1)


@pytest.mark.parametrize(
    ("returns", "expected"),
    [
        pytest.param([[FIRST, SECOND]], "rolled_back", id="everything at once"),
        pytest.param([[FIRST], [SECOND]], "rolled_back", id="one after the other"),
        pytest.param([[FIRST]], "redeemed", id="a part"),
        pytest.param([[SECOND], [SECOND]], "redeemed", id="the same part twice"),
        pytest.param([[ReturnLine("goods 0", amount=10**6)]], "redeemed", id="all of the money of one line"),
        pytest.param([[FIRST, ReturnLine("goods 1", amount=10**6)]], "rolled_back", id="goods and all of the money"),
        pytest.param([[FIRST, ReturnLine("goods 1", amount=1)]], "redeemed", id="goods and some of the money"),
    ],
)  # fmt: skip
def test_it_comes_back_when_nothing_is_left_of_the_order(forgiving, returns, expected):
    printed("T-1")
    buys(forgiving, "T-1")
    for number, lines in enumerate(returns):
        comes_back(forgiving, *lines, name=f"R{number}")

    assert states() == {"tea": expected}
    assert Code.objects.get().state == ("issued" if expected == "rolled_back" else "redeemed")
    if expected == "rolled_back":
        assert hold(forgiving, bought(forgiving), ["T-1"], source="till", name="again", minutes=5).end == ""


def test_of_a_set_only_those_come_back_that_say_so(forgiving):
    printed("T-1")
    buys(forgiving, "T-1", "TEN", "THREE")
    assert left(["coupon:ten"])["coupon:ten"].taken == 1

    comes_back(forgiving, FIRST, SECOND)

    assert states() == {"tea": "rolled_back", "ten": "rolled_back", "three": "redeemed"}
    assert left(["coupon:ten"])["coupon:ten"].taken == 0
    assert Hold.objects.get().end == "committed", "one of its coupons is still used"


def test_one_that_does_not_say_so_stays_used(coupon_shop):
    printed("T-1")
    buys(coupon_shop, "T-1")

    comes_back(coupon_shop, FIRST, SECOND)

    assert states() == {"tea": "redeemed"}


def test_what_the_till_rolled_back_comes_back_once(forgiving):
    buys(forgiving, "TEN")
    roll_back(source="till", name="B")
    for _ in range(2):
        comes_back(forgiving, FIRST, SECOND)

    assert left(["coupon:ten"])["coupon:ten"].taken == 0
    assert states() == {"ten": "rolled_back"}


def test_goods_may_come_back_at_another_till(forgiving):
    buys(forgiving, "TEN")

    comes_back(forgiving, FIRST, SECOND, source="web")

    assert states() == {"ten": "rolled_back"}


def test_an_exchange_is_no_return(forgiving):
    buys(forgiving, "TEN")
    other = bought(forgiving, 800, order="X").order
    at = instant(datetime.now(UTC))
    exchange = type(other)(
        "X", at, other.day, other.minute, other.lines, "main", exchange=Exchange((FIRST, SECOND), "O")
    )
    (answer,) = post(forgiving, [Arrival("till", "Ada", exchange)])

    assert answer.status == "decided"
    assert states() == {"ten": "redeemed"}


def test_after_sixty_days_it_stays_used(forgiving):
    buys(forgiving, "TEN")
    Hold.objects.update(ended_at=datetime.now(UTC) - timedelta(days=61))

    comes_back(forgiving, FIRST, SECOND)

    assert states() == {"ten": "redeemed"}


def test_a_return_that_is_refused_or_rolled_back_gives_nothing_back(forgiving):
    buys(forgiving, "TEN")
    with transaction.atomic():
        comes_back(forgiving, FIRST, SECOND)
        transaction.set_rollback(True)

    assert states() == {"ten": "redeemed"}
    assert raw_cursor().execute("SELECT count(*) FROM coupons_use WHERE state = 'redeemed'").fetchone() == (
        1,
    )


def test_a_cancelled_order_gives_every_coupon_back_as_ever(forgiving):
    buys(forgiving, "TEN", "THREE")
    at = instant(datetime.now(UTC))
    post(forgiving, [Arrival("till", "Ada", Cancellation("C", at, forgiving.calendar.local(at)[0], "O"))])

    assert states() == {"ten": "rolled_back", "three": "rolled_back"}

"""What the demo shop tells is the same each time, in order, and could have happened."""

import hashlib
from collections import Counter, defaultdict
from datetime import date, timedelta

import msgspec
import pytest

from regulars.demo.corners import CORNERS
from regulars.demo.goods import GOOD_BY_SKU
from regulars.demo.orders import stream
from regulars.demo.purse import POINTS_REST, TWD_PER_POINT_EARNED
from regulars.demo.seasons import is_closed
from regulars.demo.stream import Cancellation, Happening, Joined, Return, Sale, Spend

ENDS_ON = date(2026, 10, 31)


@pytest.fixture(scope="module")
def told() -> list[Happening]:
    return list(stream(seed=1, ends_on=ENDS_ON, members=400))


@pytest.fixture(scope="module")
def sales(told) -> dict[str, Sale]:
    return {happening.id: happening for happening in told if isinstance(happening, Sale)}


@pytest.fixture(scope="module")
def returns(told) -> list[Return]:
    return [happening for happening in told if isinstance(happening, Return)]


def fingerprint(happenings) -> str:
    return hashlib.sha256(msgspec.json.encode(list(happenings))).hexdigest()


def test_the_same_seed_tells_the_same_story_on_every_machine(told):
    assert fingerprint(told) == "695154c06356396615cf8ff978bac89cfd141b9a0a29960f03c502cfeedc2090"
    assert fingerprint(stream(seed=1, ends_on=ENDS_ON, members=400)) == fingerprint(told)


def test_another_seed_tells_another_story(told):
    assert fingerprint(stream(seed=2, ends_on=ENDS_ON, members=400)) != fingerprint(told)


def test_more_members_leave_those_that_were_there_as_they_were(told):
    fewer = list(stream(seed=1, ends_on=ENDS_ON, members=50))
    cards = {happening.card for happening in fewer if isinstance(happening, Joined)}

    def theirs(happenings):
        return [h for h in happenings if isinstance(h, Sale | Return | Spend) and h.member in cards]

    assert theirs(fewer) == theirs(told)


def test_everything_comes_in_time_order(told):
    moments = [happening.occurred_at for happening in told]

    assert moments == sorted(moments)


def test_everything_but_joining_falls_into_the_year(told):
    days = [happening.occurred_at.date() for happening in told if not isinstance(happening, Joined)]

    assert min(days) == ENDS_ON - timedelta(days=364)
    assert max(days) == ENDS_ON


def test_no_two_things_share_a_number(told):
    numbers = [happening.card if isinstance(happening, Joined) else happening.id for happening in told]

    assert [number for number, count in Counter(numbers).items() if count > 1] == []


def test_nobody_buys_before_joining(told):
    joined_at = {happening.card: happening.occurred_at for happening in told if isinstance(happening, Joined)}
    bought = [happening for happening in told if isinstance(happening, Sale) and happening.member]

    assert [sale for sale in bought if sale.occurred_at <= joined_at[sale.member]] == []


def test_a_return_with_a_receipt_brings_back_what_that_member_bought(sales, returns):
    with_receipt = [back for back in returns if back.of]

    assert len(with_receipt) > 40
    for back in with_receipt:
        sale = sales[back.of]
        bought = {line.product: line for line in sale.lines}
        assert sale.member == back.member
        assert sale.occurred_at < back.occurred_at
        assert all(0 < line.quantity <= bought[line.product].quantity for line in back.lines)
        assert all(0 <= line.amount <= bought[line.product].amount for line in back.lines)


def test_a_few_returns_come_without_a_receipt_and_some_of_those_match_nothing(sales, returns):
    bought = {(sale.member, line.product) for sale in sales.values() for line in sale.lines}
    without = [back for back in returns if back.of is None]
    matched = [all((back.member, line.product) in bought for line in back.lines) for back in without]

    assert Counter(matched) == {True: 6, False: 3}


def test_what_was_called_off_does_not_come_back(told, sales):
    called_off = [happening for happening in told if isinstance(happening, Cancellation)]
    came_back = {happening.of for happening in told if isinstance(happening, Return)}

    assert len(called_off) > 5
    for off in called_off:
        assert off.of not in came_back
        assert sales[off.of].occurred_at < off.occurred_at


def test_every_line_is_a_good_from_the_shelves_and_none_is_negative(sales):
    for sale in sales.values():
        assert sale.lines
        assert len({line.product for line in sale.lines}) == len(sale.lines)
        for line in sale.lines:
            good = GOOD_BY_SKU[line.product]
            assert (line.name, line.brand, line.categories) == (good.name, good.brand, (good.category,))
            assert line.quantity > 0
            assert 0 <= line.amount <= good.price * line.quantity


def test_physical_corners_sell_only_while_their_doors_are_open(sales):
    closed = [
        sale
        for sale in sales.values()
        if not CORNERS[sale.channel].is_open(sale.occurred_at.timetz())
        or (sale.channel != "online" and is_closed(sale.occurred_at.date()))
    ]

    assert closed == []


def test_seasonal_goods_are_sold_in_their_season_alone(sales):
    days = {
        sale.occurred_at.date()
        for sale in sales.values()
        for line in sale.lines
        if line.categories == ("gifts/mid-autumn",)
    }

    assert min(days) >= date(2026, 9, 4)
    assert max(days) <= date(2026, 9, 25)


def test_nobody_spends_points_that_she_cannot_have(told):
    earned: defaultdict[str, list] = defaultdict(list)
    spent: Counter[str] = Counter()
    for happening in told:
        if isinstance(happening, Sale) and happening.member:
            spent[happening.member] += happening.points_used
            earned[happening.member].append(
                (
                    happening.occurred_at,
                    (happening.total - happening.paid_with_points) // TWD_PER_POINT_EARNED,
                )
            )
        if isinstance(happening, Spend):
            spent[happening.member] += happening.points
        if isinstance(happening, Sale | Spend) and happening.member:
            rested = [
                points for at, points in earned[happening.member] if at + POINTS_REST <= happening.occurred_at
            ]
            assert spent[happening.member] <= sum(rested)
    assert sum(spent.values()) > 1000

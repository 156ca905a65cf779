"""Coupons, generated: parts sum to the discount, a price is only ever lowered, and what is told is what is done."""

from hypothesis import given, note
from hypothesis import strategies as st
from msgspec import convert

from regulars.core.coupons.baskets import Basket
from regulars.core.coupons.qualifying import Candidate, qualify
from regulars.core.coupons.stacking import best, exact, may_stack, stacked
from regulars.core.events import Line, Order
from regulars.core.programme.check import check
from regulars.core.programme.compiled import Version
from regulars.core.programme.document import Programme

NAME = {"zh-Hant": "名稱", "en": "A name"}
GROUPS = {"one": "highest", "first": "first", "many": "all"}
AMOUNTS = st.integers(0, 2_000)


@st.composite
def coupons(draw, number):
    """One coupon of any kind; priorities differ, so that groups know who goes first."""
    way = draw(
        st.one_of(
            st.fixed_dictionaries({"amount": st.integers(1, 900)}),
            st.fixed_dictionaries(
                {"percent": st.integers(1, 100), "base": st.sampled_from(["rest", "list"])},
                optional={"most": st.integers(1, 500)},
            ),
            st.fixed_dictionaries({"fixed_price": st.integers(0, 300)}),
            st.fixed_dictionaries({"gift": st.fixed_dictionaries({"times": st.integers(1, 5)})}),
            st.fixed_dictionaries({"shipping": st.just("free")}, optional={"most": st.integers(1, 90)}),
        )
    )
    scope = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "minimum": st.integers(1, 1_500),
                "lines": st.sampled_from(['line.product == "a"', "line.price >= 100"]),
                "when": st.sampled_from(["total >= 300", "quantity >= 2"]),
                "exclusive": st.booleans(),
                "group": st.sampled_from(sorted(GROUPS)),
            },
        )
    )
    priority = draw(st.integers(0, 3)) * 100 + number
    return {"id": f"c{number}", "name": NAME, "priority": priority, **way, **scope}


@st.composite
def tills(draw):
    """A version with up to nine coupons, and a basket."""
    made = [draw(coupons(number)) for number in range(draw(st.integers(1, 9)))]
    together = draw(st.none() | st.integers(1, 4))
    document = convert(
        {
            "programme": "corner", "name": NAME, "zone": "Asia/Taipei", "currency": "TWD",
            "effective_from": "2026-01-01", "points": {"coin": {"name": NAME}}, "groups": GROUPS,
            "coupons": made, "coupons_together": together,
        },
        Programme,
    )  # fmt: skip
    assert not check(document), check(document)
    lines = tuple(
        Line(draw(st.sampled_from("abc")), draw(st.integers(1, 4)), draw(AMOUNTS), reward=draw(st.booleans()))
        for _ in range(draw(st.integers(1, 6)))
    )
    shipping = frozenset({len(lines) - 1}) if draw(st.booleans()) else frozenset()
    note(f"{made}, {lines}, {shipping}")
    order = Order("b", 0, 739777, 720, lines, "main")
    return Version(document, 1), Basket(order, shipping=shipping)


def answered(version, basket):
    return qualify(version, basket, [Candidate(name, name) for name in version.coupons])


@given(tills())
def test_a_price_is_only_ever_lowered_and_never_below_zero(till):
    version, basket = till
    stack = best(version, basket, answered(version, basket))

    for parts in (one.parts for one in (*stack.coupons, *answered(version, basket))):
        assert all(0 <= part <= price for part, price in zip(parts, basket.prices, strict=bool(parts)))
    off = stack.by_line(len(basket.prices))
    assert all(0 <= part <= price for part, price in zip(off, basket.prices, strict=True))
    assert sum(off) == stack.amount == sum(one.amount for one in stack.coupons)


@given(tills())
def test_what_was_told_is_what_is_done(till):
    version, basket = till
    answers = answered(version, basket)
    told = best(version, basket, answers)
    named = {one.coupon for one in told.coupons}
    chosen = [one for one in answers if one.coupon in named]

    assert may_stack(version, chosen)
    assert exact(version, basket, chosen).coupons == told.coupons


@given(tills())
def test_no_single_coupon_of_a_tried_set_takes_off_more(till):
    version, basket = till
    answers = answered(version, basket)
    stack = best(version, basket, answers)
    alone = [
        one.amount
        for one in answers
        if one.why is None and version.coupons[one.coupon].document.group != "first"
    ]

    if stack.is_tried:
        assert stack.amount >= max(alone, default=0)


@given(tills(), st.randoms(use_true_random=False))
def test_the_order_in_which_codes_are_shown_never_matters(till, chance):
    version, basket = till
    answers = answered(version, basket)
    mixed = chance.sample(answers, len(answers))

    assert best(version, basket, mixed) == best(version, basket, answers)


@given(tills())
def test_a_goods_coupon_leaves_rewards_and_shipping_as_they_are(till):
    version, basket = till
    usable = [one for one in answered(version, basket) if one.why is None]

    for one in usable:
        touched = {place for place, part in enumerate(one.parts) if part}
        is_shipping = version.coupons[one.coupon].kind == "shipping"
        assert touched <= set(basket.shipping if is_shipping else basket.goods)


@given(tills())
def test_a_set_in_any_order_is_the_same_set(till):
    version, basket = till
    usable = [one for one in answered(version, basket) if one.why is None]

    assert stacked(version, basket, usable) == stacked(version, basket, usable[::-1])

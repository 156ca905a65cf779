"""A basket and some coupons in a line each: what the tables of cases are written in."""

from msgspec import convert

from regulars.core.coupons.baskets import Basket
from regulars.core.coupons.qualifying import Candidate, qualify
from regulars.core.coupons.stacking import best
from regulars.core.events import Line, Order
from regulars.core.programme.check import check
from regulars.core.programme.compiled import Version
from regulars.core.programme.document import Programme

NAME = {"zh-Hant": "名稱", "en": "A name"}
#: 2026-06-10, a Wednesday, at noon.
DAY, MINUTE = 739777, 720


def version(*coupons, groups=None, money="TWD", **parts):
    """A checked programme whose coupons are c0, c1 … unless they say otherwise."""
    document = convert(
        {
            "programme": "corner", "name": NAME, "zone": "Asia/Taipei", "currency": money,
            "effective_from": "2026-01-01", "points": {"coin": {"name": NAME}},
            "groups": groups or {},
            "tracks": {"card": {"name": NAME, "metric": "net_spend", "levels": [
                {"id": "white", "name": NAME, "threshold": 0}, {"id": "gold", "name": NAME, "threshold": 9000},
            ]}},
            "coupons": [{"id": f"c{n}", "name": NAME, **coupon} for n, coupon in enumerate(coupons)],
            **parts,
        },
        Programme,
    )  # fmt: skip
    assert not check(document), check(document)
    return Version(document, 1)


def line(amount, quantity=1, product="tea", category="drinks", *, reward=False):
    return Line(product, quantity, amount, (category,) if category else (), reward=reward)


class Somebody:
    """A member who joined a hundred days ago, in June."""

    joined_day = DAY - 100
    birth_month = 6


def basket(*lines, shipping=(), member=Somebody, levels=None, orders=1, store="main", staff=None, day=DAY):
    """`lines` are amounts or lines; `shipping` are the places of lines that are for shipping."""
    made = tuple(each if isinstance(each, Line) else line(each) for each in lines)
    order = Order("b", 0, day, MINUTE, made, store)
    return Basket(
        order, shipping=frozenset(shipping), member=member() if member else None,
        levels=levels or {"card": "white"}, orders=orders, staff=staff,
    )  # fmt: skip


def looked_at(found, bought, *, spent=None, agreed=()):
    """What every coupon of a version comes to."""
    candidates = [Candidate(f"code of {name}", name, (spent or {}).get(name, ())) for name in found.coupons]
    return qualify(found, bought, candidates, agreed=frozenset(agreed))


def off(coupon, bought, **parts):
    """What one coupon takes off by line, or why not with its facts."""
    (answer,) = looked_at(version(coupon, **parts), bought)
    return list(answer.parts) if answer.why is None else (answer.why, *answer.facts)


def best_of(found, bought):
    """The coupons of the best set with what each takes off in all."""
    stack = best(found, bought, looked_at(found, bought))
    return {one.coupon: one.amount for one in stack.coupons}

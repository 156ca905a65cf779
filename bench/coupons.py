"""How fast coupons are qualified and codes made: a basket of fifty lines, two hundred live coupons, and a pool."""

from __future__ import annotations

import random
import time
from statistics import quantiles
from typing import TYPE_CHECKING

from msgspec import convert

from regulars.core.coupons.baskets import Basket
from regulars.core.coupons.qualifying import Candidate, qualify
from regulars.core.coupons.stacking import best
from regulars.core.events import Line, Order
from regulars.core.programme.check import check
from regulars.core.programme.compiled import Version
from regulars.core.programme.document import Programme

if TYPE_CHECKING:
    from bench.figures import Figures

LINES, COUPONS, ROUNDS, CODES = 50, 200, 200, 100_000
_WAYS = ({"amount": 50}, {"percent": 10, "most": 300}, {"fixed_price": 99}, {"gift": {"times": 1}})
_SCOPES = (
    {},
    {"minimum": 500},
    {"lines": '"books" in line.categories'},
    {"when": "total >= 1000"},
    {"when": "member.orders == 0"},
)
_NAME = {"zh-Hant": "優惠", "en": "Coupon"}


def measure(figures: Figures) -> None:
    """Qualify, with the best set of them; then make codes."""
    version, baskets = _version(), [_basket(random.Random(seed)) for seed in range(ROUNDS)]
    seconds = sorted(_seconds(version, one) for one in baskets)
    figures.add(
        f"qualify {LINES} lines with {COUPONS} coupons, median", seconds[ROUNDS // 2] * 1000, "ms", most=20
    )
    figures.add("… 95th percentile", quantiles(seconds, n=20)[-1] * 1000, "ms", most=20)
    figures.add("codes made into a pool", CODES / _seconds_to_make(CODES), "codes/s", least=10_000)


def _seconds(version: Version, basket: Basket) -> float:
    candidates = [Candidate(name, name) for name in version.coupons]
    began = time.perf_counter()
    best(version, basket, qualify(version, basket, candidates))
    return time.perf_counter() - began


def _seconds_to_make(number: int) -> float:
    from django.db import transaction  # noqa: PLC0415 - models exist only after setup.

    from regulars.coupons import pools  # noqa: PLC0415 - see above.
    from regulars.lib.cursors import raw_cursor  # noqa: PLC0415 - see above.

    began = time.perf_counter()
    for start in range(0, number, pools.AT_ONCE):
        with transaction.atomic():
            pools.make(raw_cursor(), "bench", min(pools.AT_ONCE, number - start))
    return time.perf_counter() - began


def _version() -> Version:
    coupons = [
        {
            "id": f"c{number}",
            "name": _NAME,
            "priority": number,
            **_WAYS[number % len(_WAYS)],
            **_SCOPES[number % len(_SCOPES)],
        }
        for number in range(COUPONS)
    ]
    document = convert(
        {
            "programme": "bench", "name": _NAME, "zone": "Asia/Taipei", "currency": "TWD", "effective_from": "2020-01-01",
            "points": {"points": {"name": _NAME}}, "coupons": coupons,
        },
        Programme,
    )  # fmt: skip
    assert not check(document), check(document)
    return Version(document, 1)


def _basket(chance: random.Random) -> Basket:
    lines = tuple(
        Line(f"goods {chance.randrange(500)}", chance.randrange(1, 4), chance.randrange(50, 900), (chance.choice(("books", "home", "tea")),))
        for _ in range(LINES)
    )  # fmt: skip
    return Basket(Order("b", 0, 739777, 720, lines, "main"), levels={}, orders=3)

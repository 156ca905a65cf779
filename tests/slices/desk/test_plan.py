"""What a version would change is counted before it begins: also where it says itself what becomes of members."""

import pytest
from corner_shop import PROGRAMME, order, told, when

from regulars.desk.clock import run_due
from regulars.desk.models import Wallet
from regulars.desk.publishing import plan, publish
from regulars.programmes import queries

LEVELS = """      - { id: white, name: { zh-Hant: 白, en: White }, threshold: 0 }
      - { id: gold, name: { zh-Hant: 金, en: Gold }, threshold: 3000 }
"""
RENAMED = """      - { id: basic, name: { zh-Hant: 基本, en: Basic }, threshold: 0 }
      - { id: middle, name: { zh-Hant: 中, en: Middle }, threshold: 2000 }
      - { id: top, name: { zh-Hant: 頂, en: Top }, threshold: 5000 }
"""


@pytest.fixture
def members(shop):
    """Ada and Bob bought for gold, Cyd and Dot for something more than half of it, Eve hardly anything."""
    assert LEVELS in PROGRAMME
    for number, (who, pieces) in enumerate({"Ada": 5, "Bob": 3, "Cyd": 2, "Dot": 2, "Eve": 1}.items()):
        told(shop, order(f"O-{number}", "2026-03-01 10:00", ("atlas", pieces)), member=who)
    return shop


def later(migrate, levels=RENAMED):
    text = PROGRAMME.replace("effective_from: 2025-01-01", "effective_from: 2026-05-01")
    return text.replace(
        "    metric: net_spend\n", f"    metric: net_spend\n    migrate: {migrate}\n", 1
    ).replace(LEVELS, levels)


@pytest.mark.parametrize(
    ("migrate", "levels", "moves"),
    [
        (
            "{ levels: { white: middle, gold: top } }",
            RENAMED,
            # The level that is named, and then what follows the metric where it does not reach that: Ada alone has 5,000.
            {("card", "gold", "top"): 1, ("card", "gold", "middle"): 1, ("card", "white", "middle"): 2, ("card", "white", "basic"): 1},
        ),
        (
            "to_earned",
            RENAMED,
            {("card", "gold", "top"): 1, ("card", "gold", "middle"): 1, ("card", "white", "middle"): 2, ("card", "white", "basic"): 1},
        ),
        ("keep", LEVELS, {}),
    ],
)  # fmt: skip
def test_a_declared_migration_is_counted_and_then_comes_to_pass(members, migrate, levels, moves):
    text = later(migrate, levels)

    foreseen = plan(text=text)
    publish(text=text, now=when("2026-04-20 12:00"))
    run_due(queries.current(), now=when("2026-05-01 00:00"))

    assert foreseen.moves == moves
    assert (foreseen.members, foreseen.moved) == (5, sum(moves.values()))
    found = sorted(
        level
        for row in Wallet.objects.values_list("levels", flat=True)
        for level in row
        if level.startswith("card:")
    )
    assert found == sorted(
        ["card:gold"] * 2 + ["card:white"] * 3 if levels is LEVELS
        else [f"card:{after}" for (_, _, after), count in moves.items() for _ in range(count)]
    )  # fmt: skip

"""Things that went wrong elsewhere with what points buy, each by its name; on a real database."""

import sys
from pathlib import Path

import pytest
from racing import at_once

sys.path.insert(0, str(Path(__file__).parents[1] / "slices" / "rewards"))


@pytest.fixture
def rewarding(live_database):
    """The shop with rewards, on a database that really commits."""
    from reward_shop import opened  # noqa: PLC0415 - models can be read only once Django is ready.

    return opened()


def test_a_stock_is_looked_at_and_then_taken(rewarding):
    """Three bags, and six desks that all see them at one moment."""
    from reward_shop import asks, has, left, states  # noqa: PLC0415 - see above.

    from regulars.desk.posting import post  # noqa: PLC0415
    from regulars.desk.verify import verify  # noqa: PLC0415

    members = [f"M-{number}" for number in range(6)]
    for member in members:
        has(rewarding, member, 300)
    at_once(lambda member=member: post(rewarding, [asks(f"r-{member}", member=member)]) for member in members)

    assert states() == [("tote", "redeemed")] * 3
    assert left("tote") == 0
    assert verify(rewarding).broken == ()


def test_a_cancelled_reward_leaves_its_piece_gone(rewarding):
    from reward_shop import asks, has, left, redeemed, undoes  # noqa: PLC0415 - see above.

    has(rewarding, "Ada", 1000)
    assert redeemed(rewarding, asks("r"), undoes("r"), undoes("r")) == ["decided", "decided", "repeated"]
    assert left("tote") == 3

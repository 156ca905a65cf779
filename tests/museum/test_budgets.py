"""Things that went wrong elsewhere with budgets, each by its name; on a real database."""

import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from racing import at_once

sys.path.insert(0, str(Path(__file__).parents[1] / "slices" / "desk"))

RULE = "  - { id: tea, name: { zh-Hant: 茶, en: Tea }, earn: coin, bonus: 40, budget: { points: 100 } }\n"


@pytest.fixture
def under_budget(live_database):
    """The corner shop with a gift of forty under a budget of a hundred, on a database that really commits."""
    from corner_shop import PROGRAMME  # noqa: PLC0415 - models can be read only once Django is ready.

    from regulars.programmes import queries  # noqa: PLC0415
    from regulars.programmes.actions import publish  # noqa: PLC0415

    queries._compiled.cache_clear()
    publish(text=PROGRAMME.replace("tracks:\n", f"{RULE}tracks:\n", 1), now=datetime(2026, 1, 1, tzinfo=UTC))
    yield queries.current()
    queries._compiled.cache_clear()


def test_a_budget_is_looked_at_and_then_taken(under_budget):
    """Room for two gifts, and six tills that all see it at one moment."""
    from corner_shop import order  # noqa: PLC0415 - see above.

    from regulars.desk.posting import Arrival, post  # noqa: PLC0415
    from regulars.desk.verify import verify  # noqa: PLC0415
    from regulars.supplies import queries as supplies  # noqa: PLC0415

    def buying(number):
        arrival = Arrival("till", f"M-{number}", order(f"o{number}", "2026-02-01 10:00", ("pen", 1)))
        (answer,) = post(under_budget, [arrival])
        return [reason.code for reason in answer.effects.reasons]

    said = sorted(at_once(partial(buying, number) for number in range(6)))

    assert said == [["budget_spent"]] * 4 + [["budget_taken"]] * 2
    assert [(one.there, one.taken) for one in supplies.of_kind("budget")] == [(20, 80)]
    assert verify(under_budget).broken == ()

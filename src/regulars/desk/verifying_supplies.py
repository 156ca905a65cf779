"""What the books took of stock and budgets, added up and held against the supplies' own rows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from regulars.core.budgets import BACK, TAKEN, moved
from regulars.desk.budgeting import A_DAYS_BUDGET, BUDGET
from regulars.desk.redeeming import A_DAY, STOCK, taken_of
from regulars.events import queries as events
from regulars.rewards import queries as rewards
from regulars.supplies import queries as supplies

if TYPE_CHECKING:
    from regulars.core.programme.compiled import Programme

_KINDS: Final = (BUDGET, A_DAYS_BUDGET, STOCK, A_DAY)


def otherwise(programme: Programme) -> list[str]:
    """The supplies of which something else was taken than the books say; call it as of one moment."""
    rows = {one.name: one.taken for kind in _KINDS for one in supplies.of_kind(kind)}
    booked = _of_budgets() + _of_rewards(programme) if rows else Counter[str]()
    names = sorted(
        {name for name, taken in rows.items() if taken != booked[name]} | booked.keys() - rows.keys()
    )
    return [
        *(
            f"I18 a supply gave what the books took of it: {name} ({rows.get(name, 0)}, {booked[name]})"
            for name in names
        ),
        *(f"I18 a supply holds what its leases say: {name}" for name in supplies.contradictions()),
    ]


def _of_budgets() -> Counter[str]:
    booked = Counter[str]()
    for reasons in events.reasons_with(TAKEN, BACK):
        for name, points in moved(reasons):
            booked[name] += points
    return booked


def _of_rewards(programme: Programme) -> Counter[str]:
    """A piece for each redemption that was not given up."""
    return Counter(
        name for reward, at, day in rewards.kept() for name in taken_of(programme, reward, at, day)
    )

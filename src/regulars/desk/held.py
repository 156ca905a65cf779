"""Redemptions that wait for money: points and piece are held together, and end together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.events import RedemptionPaid
from regulars.lib.instants import Instant, day_to_database, instant, moment
from regulars.rewards.actions import RedemptionOver

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regulars.core.events import RedemptionCancelled
    from regulars.rewards.actions import Made, Open
    from regulars.supplies.actions import OpenSupplies


def hold(supplies: OpenSupplies, made: Made, wanted: Iterable[str]) -> None:
    """Hold the piece for points that are held, until the same moment."""
    assert made.pay_by is not None, "what is held says until when"
    names = dict.fromkeys(wanted, 1)
    if names:
        supplies.hold(names, key=lease_of(made.code), until=moment(Instant(made.pay_by)))


def lease_of(code: str) -> str:
    """The key under which a piece is held until its redemption is paid."""
    return f"redemption:{code}"


def refuse_over(supplies: OpenSupplies, found: Open, event: RedemptionCancelled | RedemptionPaid) -> None:
    """Refuse where the redemption has ended, or where its time to be paid is over, whether or not the clock has looked by."""
    state, wanted = found.state, ("held",) if isinstance(event, RedemptionPaid) else ("held", "redeemed")
    if state == "held" and _is_over(supplies, found, event.occurred_at):
        state = "unpaid"
    if found.draw is not None and state == "redeemed" and day_to_database(event.day) >= found.draw:
        state = "drawn"
    if state not in wanted:
        raise RedemptionOver(redemption=event.redemption, state=state)


def _is_over(supplies: OpenSupplies, found: Open, at: int) -> bool:
    assert found.pay_by is not None, "what is held says until when"
    return instant(found.pay_by) <= at or (found.is_leased and not supplies.is_held(lease_of(found.code)))

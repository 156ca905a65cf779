"""What conditions may read of behaviour: its properties by their kind, the calendar, and the member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.facts import EPOCH_DAY, MINUTES_AN_HOUR, parts_of

if TYPE_CHECKING:
    from regulars.core.behaviour.asked import Answers
    from regulars.core.events import Behaviour
    from regulars.core.state import Wallet


class BehaviourFacts:
    """One event that is no purchase. A property stands under its own kind alone, so another kind finds nothing.

    `behaviour` answers questions, and is there only where the programme asks some.
    """

    behaviour: Answers

    def __init__(self, event: Behaviour, member: Wallet) -> None:
        self.event, self.member = event, member
        self.texts: dict[str, str] = {}
        self.numbers: dict[str, int] = {}
        self.flags: dict[str, bool] = {}
        for name, value in event.properties.items():
            if isinstance(value, str):
                self.texts[name] = value
            elif isinstance(value, bool):
                self.flags[name] = value
            else:
                self.numbers[name] = value
        self.weekday = (event.day + 6) % 7 + 1
        self.hour = event.minute // MINUTES_AN_HOUR % 24
        self.year, self.month, self.day = parts_of(event.day)
        self.date = event.day - EPOCH_DAY
        self.member_birth_month = member.birth_month
        self.member_orders = member.orders

    @property
    def levels(self) -> dict[str, str]:
        """The level held on each track."""
        return self.member.levels()

    def word(self, name: str) -> str | None:
        """A property as text, which is how values are told apart: a number as its digits, a flag as `true` or `false`."""
        value = self.event.properties.get(name)
        return str(value).lower() if isinstance(value, bool) else None if value is None else str(value)

    @property
    def member_days(self) -> int | None:
        """Days since the member joined, where we know it."""
        joined = self.member.joined_day
        return None if joined is None else self.event.day - joined

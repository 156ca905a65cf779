"""What an order file turned out to hold; a surface finds the words in `words.py`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

#: Told the name of the step and how much of the whole is done, from 0 to 1.
Progress = Callable[[str, float], None]


class Notice(msgspec.Struct, frozen=True):
    """Something that a person should know and need not mend."""

    code: str
    facts: dict[str, str | int]


class Anonymous(msgspec.Struct, frozen=True):
    """Receipts without a customer: they count in reports and earn nobody anything. Amounts in minor units."""

    orders: int = 0
    returns: int = 0
    lines: int = 0
    sales: int = 0
    returned: int = 0


class Report(msgspec.Struct, frozen=True):
    """`lines` counts the rows of the file; everything else counts what was kept, anonymous receipts included.

    `sales` and `returned` are in minor units of `currency`.
    """

    path: str
    fingerprint: str
    format: str
    encoding: str | None
    currency: str
    zone: str
    columns: dict[str, str]
    lines: int
    lines_kept: int
    orders: int
    returns: int
    cancellations: int
    spends: int
    milestones: int
    members: int
    sales: int
    returned: int
    anonymous: Anonymous
    first_at: int
    last_at: int
    notices: tuple[Notice, ...]
    set_aside: dict[str, int]
    set_aside_file: Path | None
    seconds: float

    @property
    def events(self) -> int:
        """How many events there are, anonymous ones included."""
        return self.orders + self.returns + self.cancellations + self.spends + self.milestones

"""What a back-test answers: frozen figures, ready for JSON. Money is in minor units, which the names say."""

from __future__ import annotations

import msgspec


class Points(msgspec.Struct, frozen=True):
    """Points over the whole history. `pending` is the part of `outstanding` that is not yet usable."""

    issued: int = 0
    revoked: int = 0
    spent: int = 0
    expired: int = 0
    outstanding: int = 0
    pending: int = 0
    shortfall: int = 0
    restored: int = 0


class Money(msgspec.Struct, frozen=True):
    """The same points as what they cost the shop, in minor units. `given` is issued and not taken back."""

    currency: str
    exponent: int
    issued_minor: int = 0
    revoked_minor: int = 0
    spent_minor: int = 0
    expired_minor: int = 0
    outstanding_minor: int = 0
    pending_minor: int = 0
    shortfall_minor: int = 0
    restored_minor: int = 0
    given_minor: int = 0


class Sales(msgspec.Struct, frozen=True):
    """What members bought. `net` is without what came back; `earning` is the part since the programme began."""

    gross_minor: int = 0
    returned_minor: int = 0
    net_minor: int = 0
    earning_minor: int = 0


class Anonymous(msgspec.Struct, frozen=True):
    """Receipts without a member: they earn nobody anything."""

    orders: int = 0
    returns: int = 0
    lines: int = 0
    sales_minor: int = 0


class RuleFigures(msgspec.Struct, frozen=True):
    """What one rule gave and had to take back."""

    rule: str
    points: str
    issued: int
    revoked: int


class BudgetFigures(msgspec.Struct, frozen=True):
    """What one budget held (of each of its periods), what was given out of it, and how often it was found empty."""

    budget: str
    holds: int
    given: int
    found_empty: int


class MonthFigures(msgspec.Struct, frozen=True):
    """One local month, `YYYY-MM`. Levels, and points outstanding, are those at its end.

    `cost_minor` is what the points issued and not taken back cost the shop.
    """

    month: str
    orders: int
    sales_minor: int
    sales_returned_minor: int
    cost_minor: int
    points: dict[str, Points]
    levels: dict[str, dict[str, int]]


class ProgrammeFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one programme."""

    programme: str
    begins: str
    members: int
    orders: int
    returns: int
    cancellations: int
    lines_unmatched: int
    cancellations_unmatched: int
    orders_before_programme: int
    spends_refused: int
    points: Points
    tiers: dict[str, dict[str, int]]
    points_by_currency: dict[str, Points]
    money: Money
    sales: Sales
    cost_share: float | None
    rules: list[RuleFigures]
    budgets: list[BudgetFigures] = []
    by_month: list[MonthFigures]


class Band(msgspec.Struct, frozen=True):
    """Members by how many points more (or, below zero, fewer) they were given."""

    least: int
    most: int | None
    members: int


class Named(msgspec.Struct, frozen=True):
    """One member with the points given under the programme and under the one it is held against."""

    member: str
    given: int
    against: int
    difference: int


class LevelMove(msgspec.Struct, frozen=True):
    """Members who end on another level. `up` is null where the two programmes do not share the level."""

    track: str
    against: str
    level: str
    members: int
    up: bool | None


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """The programme less the one it is held against."""

    points: Points
    points_by_currency: dict[str, Points]
    money: Money
    cost_share: float | None
    tiers: dict[str, dict[str, int]]
    members_gaining: int
    members_losing: int
    members_same: int
    points_gained: int
    points_lost: int
    gain: list[Band]
    lose: list[Band]
    gain_most: list[Named]
    lose_most: list[Named]
    levels_moved: list[LevelMove]


class Noticed(msgspec.Struct, frozen=True):
    """Something about the file that a reader should know; `regulars.events.orderfiles.words` has the sentences."""

    code: str
    facts: dict[str, str | int]


class Result(ProgrammeFigures, frozen=True, kw_only=True):
    """A whole back-test: the figures of the first programme, then everything else."""

    until: str
    first_order: str
    last_order: str
    after_until: int
    lines: int
    set_aside: int
    set_aside_by_reason: dict[str, int]
    notices: list[Noticed]
    anonymous: Anonymous
    cores: int
    seconds: float
    orders_per_second: int
    peak_mb: int
    against: ProgrammeFigures | None = None
    difference: Difference | None = None

    def as_json(self) -> bytes:
        """The result as a JSON text, indented for people."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n"

"""Which redemptions there are: a member's, a reward's, one by its code, and those that nobody fetched in time."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import Count

from regulars.rewards.models import Redemption, State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from django.db.models import QuerySet

_COLUMNS: Final = (
    "id", "source", "source_id", "wallet_id", "reward", "kind", "currency", "points", "code", "state", "redeemed_at",
    "fetch_by", "ended_at", "ended_by", "money", "pay_by",
    "ticket", "draw", "won",
)  # fmt: skip


class Had(NamedTuple):
    """A redemption as it stands."""

    number: int
    source: str
    source_id: str
    wallet_id: int
    reward: str
    kind: str
    currency: str
    points: int
    code: str
    state: State
    redeemed_at: datetime
    fetch_by: date | None
    ended_at: datetime | None
    ended_by: str
    money: int = 0
    pay_by: datetime | None = None
    ticket: int | None = None
    draw: date | None = None
    won: dict[str, str] | None = None

    @property
    def can_be_cancelled(self) -> bool:
        """Whether the member may still take it back: a voucher may have been copied, and what was drawn was drawn."""
        return self.is_held or (self.is_open and self.kind != "voucher" and self.won is None)

    @property
    def has_code(self) -> bool:
        """Whether there is something to show in the shop: not for a donation, and for a ticket once it won."""
        if self.kind == "donation" or (self.ticket is not None and self.won is None):
            return False
        return self.is_open or self.is_held

    @property
    def is_open(self) -> bool:
        """Whether it can be handed over or cancelled."""
        return self.state == "redeemed"

    @property
    def is_held(self) -> bool:
        """Whether its money is still to be paid; until then it can be given up."""
        return self.state == "held"


def plain(code: str) -> str:
    """A code as it is kept, however somebody typed it: without spaces and dashes, and O for 0, I and L for 1."""
    typed = code.upper().translate(str.maketrans("OIL", "011"))
    return "".join(letter for letter in typed if letter.isalnum())


def with_code(code: str) -> Had | None:
    """The redemption that bears a code."""
    return _first(Redemption.objects.filter(code=plain(code)))


def named(source: str, source_id: str) -> Had | None:
    """The redemption that an event made."""
    return _first(Redemption.objects.filter(source=source, source_id=source_id))


def of_member(wallet_ids: Collection[int], *, before: int | None = None, limit: int = 50) -> tuple[Had, ...]:
    """What a member redeemed, the latest first; `wallet_ids` are all under which anything of theirs is kept."""
    return _page(Redemption.objects.filter(wallet_id__in=wallet_ids), before, limit)


def latest(
    *, state: str = "", reward: str = "", code: str = "", before: int | None = None, limit: int = 50
) -> tuple[Had, ...]:
    """Everybody's, the latest first, as asked for."""
    rows = Redemption.objects.all()
    for name, value in (("state", state), ("reward", reward), ("code__startswith", plain(code))):
        rows = rows.filter(**{name: value}) if value else rows
    return _page(rows, before, limit)


def kept() -> Iterator[tuple[str, datetime, date]]:
    """The reward, moment and day of each redemption that was not given up; a ticket that did not win was had."""
    rows = Redemption.objects.filter(state__in=("redeemed", "handed_over", "drawn"))
    return rows.values_list("reward", "redeemed_at", "day").iterator()


def counts() -> dict[str, dict[str, int]]:
    """How many of each reward stand where."""
    found: dict[str, dict[str, int]] = {}
    for reward, state, number in Redemption.objects.values_list("reward", "state").annotate(n=Count("id")):
        found.setdefault(reward, {})[state] = number
    return found


def not_fetched(*, today: date, limit: int) -> tuple[Had, ...]:
    """What should have been fetched before today, the longest waiting first."""
    rows = Redemption.objects.filter(state="redeemed", fetch_by__lt=today).order_by("fetch_by", "id")
    return tuple(Had(*row) for row in rows.values_list(*_COLUMNS)[:limit])


def _page(rows: QuerySet[Redemption], before: int | None, limit: int) -> tuple[Had, ...]:
    rows = rows if before is None else rows.filter(id__lt=before)
    return tuple(Had(*row) for row in rows.order_by("-id").values_list(*_COLUMNS)[:limit])


def _first(rows: QuerySet[Redemption]) -> Had | None:
    row = rows.values_list(*_COLUMNS).first()
    return Had(*row) if row else None

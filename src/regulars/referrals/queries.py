"""Whose a code is, who came by a member's, and how many came in all."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from django.db.models import Count, Sum

from regulars.core.codes import folded, is_code
from regulars.referrals.models import Code, Friend

if TYPE_CHECKING:
    from collections.abc import Iterable


class Came(msgspec.Struct, frozen=True):
    """Somebody who came by a member's code, without a name. `state` is waits, known, settled, rewarded or capped."""

    invited_at: datetime
    state: str
    points: int
    currency: str


class Counted(NamedTuple):
    """How many friends are in a state, and the points that were given for them."""

    state: str
    friends: int
    points: int


def inviter_of(code: str) -> int | None:
    """The wallet whose code this is, however it is typed; None where nobody has it."""
    kept = folded(code)
    if not is_code(kept):
        return None
    return Code.objects.filter(code=kept).values_list("wallet_id", flat=True).first()


def came_by(wallets: Iterable[int]) -> tuple[Came, ...]:
    """Who came by the codes of these wallets, the latest first."""
    rows = Friend.objects.filter(inviter__in=list(wallets)).order_by("-invited_at", "-wallet_id")
    return tuple(Came(one.invited_at, one.state, one.points, one.currency) for one in rows)


def is_bound(wallet_id: int) -> bool:
    """Whether somebody came by an invitation."""
    return Friend.objects.filter(wallet_id=wallet_id).exists()


def names_told() -> dict[str, int]:
    """As what whoever invited was told of each friend, with the friend's wallet."""
    told = Friend.objects.filter(state__in=("rewarded", "capped")).values_list("told_as", "wallet_id")
    return {str(name): wallet_id for name, wallet_id in told}


def counted() -> tuple[Counted, ...]:
    """All friends by what became of them."""
    rows = Friend.objects.values("state").annotate(friends=Count("wallet_id"), points=Sum("points"))
    return tuple(Counted(row["state"], row["friends"], row["points"]) for row in rows.order_by("state"))

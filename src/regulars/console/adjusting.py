"""Points adjusted by a person: with a reason that the member will read, within a limit, once, and written down."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from regulars.accounts.actions import record
from regulars.accounts.chain import Fact
from regulars.accounts.queries import adjusted_since
from regulars.accounts.roles import adjusted_a_day_most
from regulars.core.events import Adjustment
from regulars.core.refusals import Refusal
from regulars.desk.posting import Answer, Arrival, post
from regulars.lib.instants import instant
from regulars.people.members import person
from regulars.programmes.queries import current

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SOURCE: Final = "console"
POINTS_MOST: Final = 1_000_000
REASON_LONGEST: Final = 200


class ReasonMissing(Refusal):
    """The member would not learn why. No facts."""


class PointsUnusable(Refusal):
    """Neither more nor fewer points, or too many at once. Facts: most."""


class AdjustedTooMuch(Refusal):
    """More than one person of this role may adjust in 24 hours. Facts: most, left."""


class MemberWithoutCard(Refusal):
    """No card points to this member, so no event can name them. No facts."""


@transaction.atomic
def adjust(
    *, wallet_id: int, currency: str, points: int, reason: str, key: str, by: User, now: datetime
) -> Answer:
    """Add points to a member, or take some away. The same `key` a second time changes nothing."""
    if not reason.strip():
        raise ReasonMissing
    if not 0 < abs(points) <= POINTS_MOST:
        raise PointsUnusable(most=POINTS_MOST)
    _refuse_too_much(by, points, now)
    event = _event(currency, points, reason.strip()[:REASON_LONGEST], key, by, now)
    (answer,) = post(current(), [Arrival(SOURCE, _card_of(wallet_id), event)])
    if answer.refusal is not None:
        raise answer.refusal
    if answer.status == "decided":
        facts: dict[str, Fact] = {"currency": currency, "points": points, "event": event.id}
        record(by=by, verb="adjust_points", subject=f"member:{wallet_id}", facts=facts, now=now)
    return answer


def _refuse_too_much(by: User, points: int, now: datetime) -> None:
    most = adjusted_a_day_most(by)
    if most is None:
        return
    left = most - adjusted_since(by.pk, now - timedelta(hours=24))
    if abs(points) > left:
        raise AdjustedTooMuch(most=most, left=max(0, left))


def _card_of(wallet_id: int) -> str:
    who = person(wallet_id)
    if who is None or not who.cards:
        raise MemberWithoutCard
    return who.cards[0]


def _event(currency: str, points: int, reason: str, key: str, by: User, now: datetime) -> Adjustment:
    day, _ = current().calendar.local(instant(now))
    return Adjustment(key, instant(now), day, currency, points, reason, by=f"staff:{by.pk}")

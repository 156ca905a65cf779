"""Points adjusted by a person: with a reason that the member will read, within a limit, once, and written down.

What is more than the programme's cap waits until a second person approves it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

from django.db import transaction

from regulars.accounts.actions import record
from regulars.accounts.chain import Fact
from regulars.accounts.queries import adjusted_since
from regulars.accounts.roles import adjusted_a_day_most
from regulars.core.events import Adjustment
from regulars.core.refusals import Refusal
from regulars.desk.posting import Arrival, post
from regulars.lib.instants import instant
from regulars.people.members import person
from regulars.programmes.queries import current
from regulars.proposals import actions as proposals

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from regulars.proposals.queries import Proposed

SOURCE: Final = "console"
POINTS_MOST: Final = 1_000_000
REASON_LONGEST: Final = 200

Outcome = Literal["posted", "waits"]


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
) -> Outcome:
    """Add points to a member, or take some away; or have that wait. The same `key` a second time changes nothing."""
    if not reason.strip():
        raise ReasonMissing
    if not 0 < abs(points) <= POINTS_MOST:
        raise PointsUnusable(most=POINTS_MOST)
    words = reason.strip()[:REASON_LONGEST]
    if needs_two(currency, points, now):
        _propose(wallet_id, currency, points, words, key, by, now)
        return "waits"
    _refuse_too_much(by, points, now)
    _post(wallet_id, _event(currency, points, words, key, f"staff:{by.pk}", now), by, now)
    return "posted"


@transaction.atomic
def approve(*, number: int, by: User, now: datetime) -> Proposed:
    """Post what somebody else proposed. It counts against the limit of whoever approves it."""
    proposed = proposals.decide(number=number, decision="approved", by_no=by.pk, now=now)
    _refuse_too_much(by, proposed.points, now)
    who = f"staff:{proposed.proposed_by}+staff:{by.pk}"
    event = _event(proposed.currency, proposed.points, proposed.reason, proposed.key, who, now)
    _post(proposed.wallet_id, event, by, now, proposal=number)
    return proposed


@transaction.atomic
def reject(*, number: int, by: User, now: datetime) -> Proposed:
    """Drop what was proposed; whoever proposed it may take it back in the same way."""
    proposed = proposals.decide(number=number, decision="rejected", by_no=by.pk, now=now)
    record(
        by=by,
        verb="reject_adjustment",
        subject=f"member:{proposed.wallet_id}",
        facts={"proposal": number},
        now=now,
    )
    return proposed


def caps(now: datetime) -> dict[str, int]:
    """How much of each kind of points one person may adjust alone; a kind without a cap is left out."""
    programme = current()
    version = programme.at(instant(now)) or programme.versions[-1]
    return {name: one.adjustment_cap for name, one in version.document.points.items() if one.adjustment_cap}


def needs_two(currency: str, points: int, now: datetime) -> bool:
    """Whether so many points wait for a second person."""
    cap = caps(now).get(currency)
    return cap is not None and abs(points) > cap


def _propose(
    wallet_id: int, currency: str, points: int, reason: str, key: str, by: User, now: datetime
) -> None:
    _card_of(wallet_id)
    number, is_new = proposals.propose(
        wallet_id=wallet_id, currency=currency, points=points, reason=reason, key=key, by_no=by.pk, now=now
    )
    if is_new:
        facts: dict[str, Fact] = {"currency": currency, "points": points, "proposal": number}
        record(by=by, verb="propose_adjustment", subject=f"member:{wallet_id}", facts=facts, now=now)


def _post(wallet_id: int, event: Adjustment, by: User, now: datetime, **more: Fact) -> None:
    (answer,) = post(current(), [Arrival(SOURCE, _card_of(wallet_id), event)])
    if answer.refusal is not None:
        raise answer.refusal
    if answer.status == "decided":
        facts: dict[str, Fact] = {
            "currency": event.currency,
            "points": event.points,
            "event": event.id,
            **more,
        }
        record(by=by, verb="adjust_points", subject=f"member:{wallet_id}", facts=facts, now=now)


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


def _event(currency: str, points: int, reason: str, key: str, by: str, now: datetime) -> Adjustment:
    day = current().calendar.day_of(instant(now))
    return Adjustment(key, instant(now), day, currency, points, reason, by=by)

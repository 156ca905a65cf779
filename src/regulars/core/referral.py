"""A friend is brought: bound once, settled by the first purchase that is kept, and rewarded once.

The rules are in `docs/algorithms/referral.md`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec.structs import replace

from regulars.core.budgets import drawn
from regulars.core.earning import paid_by_line
from regulars.core.effects import Reason
from regulars.core.events import FriendInvited
from regulars.core.granting import grant
from regulars.core.programme.referral import REWARD, SPANS, WELCOME, span_of
from regulars.core.refusals import AlreadyInvited, FriendKnown, NoReferral
from regulars.core.reward_lines import without_rewards
from regulars.core.state import Invitation

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.events import FriendSettled
    from regulars.core.programme.compiled import Version
    from regulars.core.programme.referral import Referral
    from regulars.core.receipts import Receipt


def decide(draft: Draft, event: FriendInvited | FriendSettled) -> None:
    """Take in that somebody came by an invitation, or that a friend of theirs has bought and kept it."""
    if isinstance(event, FriendInvited):
        invited(draft, event)
    else:
        settled(draft, event)


def invited(draft: Draft, event: FriendInvited) -> None:
    """Bind a friend who is new to whoever invited them; the first one stays."""
    wallet = draft.wallet
    if _version(draft, event.occurred_at) is None:
        raise NoReferral
    if wallet.invitation is not None:
        raise AlreadyInvited
    if wallet.orders or wallet.entries:
        raise FriendKnown
    wallet.invitation = Invitation(event.by, event.occurred_at, event.day)


def weigh(draft: Draft, receipt: Receipt) -> None:
    """Look at a purchase of somebody who was invited, as it comes and as something of it comes back."""
    invitation, order = draft.wallet.invitation, receipt.order
    if invitation is None or invitation.is_over:
        return
    if order.day < invitation.day:
        # Whoever bought before was known, whichever of the two was told first.
        draft.wallet.invitation = replace(invitation, waits=(), is_over=True)
        draft.explain(Reason("friend_known"))
        return
    terms = _terms(draft, invitation.at)
    waits = tuple(one for one in invitation.waits if one[0] != order.id)
    if _left(receipt) >= terms.least:
        waits = (*waits, (order.id, terms.settles_at(order.day)))
    draft.wallet.invitation = replace(invitation, waits=waits)


def settle(draft: Draft, invitation: Invitation) -> None:
    """A purchase was kept past its window: say so to the shell, and welcome the friend."""
    draft.wallet.invitation = replace(invitation, waits=(), is_over=True)
    draft.explain(Reason("friend_settled", (invitation.by, invitation.at, invitation.settles_at)))
    version = _version(draft, invitation.at)
    assert version is not None
    welcome = _terms(draft, invitation.at).welcome
    if welcome is not None:
        _give(draft, version, WELCOME, welcome, draft.at)


def settled(draft: Draft, event: FriendSettled) -> None:
    """Reward whoever invited, as far as the limits go; beyond them nothing is given, now or later."""
    version = _version(draft, event.invited_at)
    assert version is not None, "who was bound was promised something"
    terms, used = _terms(draft, event.invited_at), draft.wallet.used
    for per, times in terms.limits:
        if used.get(f"referral/{per}", {}).get(span_of(per, event.day), 0) >= times:
            draft.explain(Reason("referral_capped", (per, times)))
            return
    if not drawn(draft, terms.budget, event.day, REWARD, terms.reward[1]):
        return
    for per in SPANS:
        spans = used.setdefault(f"referral/{per}", {})
        spans[span_of(per, event.day)] = spans.get(span_of(per, event.day), 0) + 1
    _give(draft, version, REWARD, terms.reward, event.occurred_at)


def _version(draft: Draft, at: int) -> Version | None:
    """The version in force at a moment, where it says something of friends."""
    version = draft.programme.at(at)
    return version if version is not None and version.referral is not None else None


def _terms(draft: Draft, at: int) -> Referral:
    """What was promised when a friend was bound: the words of that day hold, whatever a later version says."""
    version = _version(draft, at)
    assert version is not None, "who was bound was promised something"
    assert version.referral is not None
    return version.referral


def _left(receipt: Receipt) -> Fraction:
    """What was paid in money for an order and has not come back; a reward was not paid for."""
    paid = iter(paid_by_line(without_rewards(receipt.order)))
    amounts = [0 if line.reward else next(paid) for line in receipt.order.lines]
    shares = receipt.shares_back()
    return sum((amount * (1 - share) for amount, share in zip(amounts, shares, strict=True)), Fraction())


def _give(draft: Draft, version: Version, rule: str, gift: tuple[str, int], at: int) -> None:
    name, points = gift
    day = version.calendar.day_of(at)
    grant(
        draft, version.currencies[name], currency=name, points=points, version=version.number, day=day, at=at,
        effect=rule, rule=rule,
    )  # fmt: skip

"""Friends at the desk: bound in their own books, and rewarded in those of whoever invited them once they settled.

The rules are in `docs/algorithms/referral.md`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import msgspec
from django.db import transaction

from regulars.core.codes import shown
from regulars.core.events import FriendInvited, FriendSettled
from regulars.core.programme.document import Words
from regulars.core.refusals import FriendKnown, InvitationUnknown, InvitedOneself
from regulars.desk.clock import is_the_clocks_turn
from regulars.desk.posting import Arrival, post_within
from regulars.desk.reading import wallet_at
from regulars.desk.repeating import effects_of
from regulars.lib.agreeing import agreed
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import instant
from regulars.people.identity import Named, known_of
from regulars.people.members import person
from regulars.people.merges import everybody_of, goes_on_as
from regulars.referrals import actions as referrals
from regulars.referrals import queries
from regulars.referrals.actions import SOURCE, Told, ToTell
from regulars.referrals.queries import Came

if TYPE_CHECKING:
    from psycopg import Cursor

    from regulars.core.programme.compiled import Programme
    from regulars.core.programme.document import PointsGift
    from regulars.desk.posting import Answer

A_TIME: Final = 200
#: Whom the shop has known by a card for longer than this is no newcomer.
NEW_FOR: Final = timedelta(days=30)


class Gift(msgspec.Struct, frozen=True):
    """So many points of one kind."""

    points: int
    currency: str
    name: Words


class Invitation(msgspec.Struct, frozen=True):
    """A member's own code, what a friend brings by the version in force, and what came of it so far."""

    code: str
    name: Words
    reward: Gift
    welcome: Gift | None
    return_window: int
    at_least: str | None
    friends: tuple[Came, ...]


def invitation_of(programme: Programme, wallet_id: int, *, now: datetime) -> Invitation | None:
    """What a member reads of bringing friends; None where the programme of this moment gives nothing for it."""
    version = programme.at(instant(now))
    terms = version.document.referral if version is not None else None
    if version is None or terms is None:
        return None
    points = version.document.points

    def gift(one: PointsGift) -> Gift:
        return Gift(one.points, one.of, points[one.of].name)

    with transaction.atomic():
        cursor = raw_cursor()
        code = referrals.code_of(cursor, wallet_id)
        friends = queries.came_by(everybody_of(cursor, wallet_id))
    return Invitation(
        shown(code), terms.name, gift(terms.reward), gift(terms.welcome) if terms.welcome else None,
        terms.return_window, str(terms.at_least) if terms.at_least else None, friends,
    )  # fmt: skip


def invited_by(
    programme: Programme, *, code: str, friend: int | None, told: Named, name: str, now: datetime
) -> FriendInvited:
    """The event by which somebody new is bound to the owner of a code; `friend` is their wallet, where the card is known.

    Refuses a code that nobody has, one's own, and whoever the shop knew by something else that is `told` of them.
    """
    cursor = raw_cursor()
    owner = queries.inviter_of(code)
    inviter = None if owner is None else goes_on_as(cursor, owner)
    if owner is None or inviter is None:
        raise InvitationUnknown
    known = {goes_on_as(cursor, one) for one in known_of(cursor, told)}
    friend = None if friend is None else goes_on_as(cursor, friend)
    if inviter in {friend, *known}:
        raise InvitedOneself
    if known - {friend} or (friend is not None and _is_known_for_long(friend, now)):
        raise FriendKnown
    at = instant(now)
    return FriendInvited(name, at, programme.calendar.day_of(at), owner)


def may_be_invited(programme: Programme, wallet_id: int, *, now: datetime) -> bool:
    """Whether somebody is new enough to say whose code brought them."""
    wallet = wallet_at(programme, wallet_id, now)
    is_new = wallet.invitation is None and not wallet.orders and not wallet.entries
    return is_new and not _is_known_for_long(wallet_id, now)


def _is_known_for_long(wallet_id: int, now: datetime) -> bool:
    who = person(wallet_id)
    return who is not None and who.joined_at < now - NEW_FOR


def tell_inviters(programme: Programme, *, limit: int = A_TIME) -> int:
    """Reward for friends who settled; answers for how many. Killed in between, it rewarded for all of these or for none."""
    return agreed(lambda cursor: _tell_within(cursor, programme, limit))


def _tell_within(cursor: Cursor, programme: Programme, limit: int) -> int:
    if not is_the_clocks_turn(cursor):
        return 0
    waiting = referrals.to_tell(cursor, limit)
    if waiting:
        answers = post_within(cursor, programme, [_arrival(cursor, programme, one) for one in waiting])
        referrals.told(cursor, [_told(one, answer) for one, answer in zip(waiting, answers, strict=True)])
    return len(waiting)


def _arrival(cursor: Cursor, programme: Programme, one: ToTell) -> Arrival:
    at, wallet_id = instant(one.settled_at), goes_on_as(cursor, one.inviter)
    assert wallet_id is not None, "members stay"
    day = programme.calendar.day_of(at)
    event = FriendSettled(one.told_as, at, day, instant(one.invited_at))
    return Arrival(SOURCE, None, event, wallet_id)


def _told(one: ToTell, answer: Answer) -> Told:
    assert answer.refusal is None, answer.refusal
    assert answer.wallet_id is not None
    assert answer.no is not None
    # Told before a merge was taken back, say: it stays as it was.
    effects = answer.effects or effects_of(answer.wallet_id, answer.no)
    given = [entry for entry in effects.entries if entry.kind == "earn"]
    return Told(one.wallet_id, sum(entry.points for entry in given), given[0].currency if given else "")

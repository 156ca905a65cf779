"""Seats at occasions: the place, and the points that it costs, in one transaction.

The rules are in `docs/algorithms/registrations.md`. Locks are taken in everybody's order: the wallet, then the occasion.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import transaction

from regulars.core.events import HoldPosted, HoldVoided, PointsHeld
from regulars.core.fold import Fold, start
from regulars.core.occasions.asking import ask as decide
from regulars.core.occasions.asking import refuse_over
from regulars.core.occasions.holds import hold_name
from regulars.core.occasions.openings import mine
from regulars.core.occasions.refusals import OfferNone, SeatNone
from regulars.core.receipts import Receipts
from regulars.core.refusals import HoldOver, HoldUnknown, ProgrammeNotYet
from regulars.desk import wallets
from regulars.desk.clock import now_of_database
from regulars.desk.posting import Arrival, post_within
from regulars.lib.agreeing import Outdated, agreed
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import Instant, instant, moment
from regulars.people.merges import everybody_of, goes_on_as
from regulars.registrations import actions, changing, queries
from regulars.registrations.models import Registration

if TYPE_CHECKING:
    from psycopg import Cursor

    from regulars.core.events import Event
    from regulars.core.programme.compiled import Programme, Version
    from regulars.registrations.actions import Locked, Registered
    from regulars.registrations.making import OccasionPlanned

SOURCE: Final = "occasions"
#: A hold lives longer than the occasion is away, so that a clock that was stopped for a while still finds it.
_BEYOND: Final = timedelta(days=1) // timedelta(microseconds=1)


class _Asker(NamedTuple):
    """Whoever asks, with their wallet locked."""

    wallet_id: int
    persons: frozenset[int]
    version: Version
    levels: dict[str, str]
    now: int


def ask(programme: Programme, number: int, wallet_id: int) -> Registered:
    """Ask for a seat: what the member has already, a seat, or a place on the list; refused before their time."""
    return agreed(lambda cursor: ask_within(cursor, programme, number, wallet_id))


def accept(programme: Programme, number: int, wallet_id: int) -> Registered:
    """Take the seat that is offered; taken again, it is the same seat."""
    return agreed(lambda cursor: accept_within(cursor, programme, number, wallet_id))


def give_up(programme: Programme, number: int, wallet_id: int) -> Registered:
    """Give up a seat, an offer or a place; given up again, nothing more happens."""
    return agreed(lambda cursor: give_up_within(cursor, programme, number, wallet_id))


def ask_within(cursor: Cursor, programme: Programme, number: int, wallet_id: int) -> Registered:
    """Ask in a transaction that somebody else began and will commit."""
    asker, locked = _begin(cursor, programme, number, wallet_id)
    before = actions.of_members(cursor, number, asker.persons)
    if before is not None and before.is_there:
        return before
    who = mine(locked.occasion.openings, asker.levels, asker.version.document)
    opening = decide(locked.occasion, who, asker.version.document, now=asker.now)
    entered = actions.enter(
        cursor, locked, asker.wallet_id, groups=who.groups, opening=opening, now=asker.now, before=before
    )
    return entered if opening is None else _paid(cursor, programme, locked, entered, asker)


def accept_within(cursor: Cursor, programme: Programme, number: int, wallet_id: int) -> Registered:
    """Take an offer in a transaction that somebody else began."""
    asker, locked = _begin(cursor, programme, number, wallet_id)
    before = actions.of_members(cursor, number, asker.persons)
    if before is not None and before.state == "seated":
        return before
    refuse_over(locked.occasion, asker.now)
    if before is None or before.state != "offered":
        raise OfferNone
    return _paid(cursor, programme, locked, actions.accept(cursor, before, now=asker.now), asker)


def give_up_within(cursor: Cursor, programme: Programme, number: int, wallet_id: int) -> Registered:
    """Give up in a transaction that somebody else began."""
    asker, locked = _begin(cursor, programme, number, wallet_id)
    before = actions.of_members(cursor, number, asker.persons)
    if before is not None and before.state == "given_up":
        return before
    refuse_over(locked.occasion, asker.now)
    if before is None or not before.is_there:
        raise SeatNone
    after = before
    if before.owed == "held" and asker.now < locked.occasion.free_until:
        _move(cursor, programme, asker.wallet_id, _voided(programme, before.hold, asker.now))
        after = actions.owe(cursor, before, "")
    elif before.owed == "held":
        after = actions.owe(cursor, before, "kept")
    return actions.give_up(cursor, locked, after, now=asker.now)


def change(number: int, planned: OccasionPlanned, *, now: datetime) -> bool:
    """Change an occasion that has not begun; answers whether its time or place moved for somebody."""
    with transaction.atomic():
        return changing.change(raw_cursor(), number, planned, now=now)


def cancel(number: int, *, now: datetime, by: int | None) -> bool:
    """Call an occasion off; answers whether it was not called off yet. Held points are freed by the clock within a second."""
    with transaction.atomic():
        cursor = raw_cursor()
        locked = actions.lock(cursor, number, now=instant(now))
        if not locked.occasion.is_cancelled:
            refuse_over(locked.occasion, instant(now))
        return actions.cancel(cursor, locked, now=instant(now), by=by)


def run_due(programme: Programme, *, now: datetime, limit: int = 100) -> int:
    """End offers, make new ones, and free or spend what is held for seats; answers how much there was to do."""
    done = 0
    for number in queries.due(now=now):
        with transaction.atomic():
            done += actions.lock(raw_cursor(), number, now=instant(now)).done
    for registration in queries.owed(now=now, limit=limit):
        done += agreed(partial(_pay_off, programme, registration, now))
    return done


def _begin(cursor: Cursor, programme: Programme, number: int, wallet_id: int) -> tuple[_Asker, Locked]:
    """Lock the member and then the occasion, and let what is due at both have happened."""
    lives = goes_on_as(cursor, wallet_id)
    if lives is None:
        raise Outdated
    found = wallets.lock(cursor, [lives])[lives]
    now = instant(now_of_database())
    version = programme.at(now)
    if version is None:
        begins = moment(Instant(programme.versions[0].effective_at)).isoformat()
        raise ProgrammeNotYet(occurred_at=moment(Instant(now)).isoformat(), begins_at=begins)
    fold = Fold(programme, found or start(programme, now), Receipts())
    fold.advance(now)
    locked = actions.lock(cursor, number, now=now)
    asker = _Asker(lives, frozenset(everybody_of(cursor, lives)), version, fold.wallet.levels(), now)
    return asker, locked


def _paid(
    cursor: Cursor, programme: Programme, locked: Locked, seat: Registered, asker: _Asker
) -> Registered:
    """Hold what a seat costs. What is still held for one that was given up is its price."""
    if not locked.points:
        return seat
    if seat.owed:
        return actions.owe(cursor, seat, "held")
    name = hold_name(locked.number, seat.id, seat.holds + 1)
    day = programme.calendar.day_of(asker.now)
    lasts = locked.occasion.begins_at - asker.now + _BEYOND
    held = PointsHeld(name, asker.now, day, locked.currency, locked.points, lasts, locked.name)
    _move(cursor, programme, asker.wallet_id, held)
    return actions.owe(cursor, seat, "held", hold=name)


def _pay_off(programme: Programme, registration: int, now: datetime, cursor: Cursor) -> int:
    """Free or spend what is held for one seat; 0 where somebody else has done it."""
    row = Registration.objects.select_related("occasion").get(pk=registration)
    lives = goes_on_as(cursor, row.wallet_id)
    if lives is None:
        raise Outdated
    wallets.lock(cursor, [lives])
    changed = Registration.objects.filter(pk=registration, owed=row.owed, hold=row.hold).update(owed="")
    if not changed or not row.owed:
        return 0
    at = instant(now)
    spent = HoldPosted(f"{row.hold}~spent", at, programme.calendar.day_of(at), row.hold)
    _move(cursor, programme, lives, _voided(programme, row.hold, at) if row.owed == "free" else spent)
    return 1


def _voided(programme: Programme, hold: str, at: int) -> HoldVoided:
    return HoldVoided(f"{hold}~free", at, programme.calendar.day_of(at), hold)


def _move(cursor: Cursor, programme: Programme, wallet_id: int, event: Event) -> None:
    """Have an event decided. A hold that has ended by itself has freed its points already."""
    (answer,) = post_within(cursor, programme, [Arrival(SOURCE, None, event, wallet_id)])
    if answer.refusal is not None and not isinstance(answer.refusal, HoldOver | HoldUnknown):
        raise answer.refusal

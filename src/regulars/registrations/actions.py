"""Seats taken, given up and offered, all under the lock of their occasion."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from regulars.core.codes import BITS, code_of
from regulars.core.occasions import asking
from regulars.core.occasions.asking import Occasion, Waiting
from regulars.core.occasions.openings import Opening
from regulars.core.occasions.refusals import OccasionUnknown
from regulars.lib.instants import from_database, to_database
from regulars.registrations.queries import can_be_a_number
from regulars.webhooks.actions import tell

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from psycopg import Cursor

_MINUTE: Final = 60 * 1_000_000

_LOCK: Final = """
    SELECT id, begins_at, answer_minutes, free_until, cancelled_at IS NOT NULL, points, currency, name_zh, last_place
    FROM registrations_occasion WHERE id = %s FOR UPDATE
"""
_OPENINGS: Final = """
    SELECT no, opens_at, seats, taken, track, level, is_benefit FROM registrations_opening
    WHERE occasion_id = %s ORDER BY opens_at, is_benefit DESC, no
"""
_COLUMNS: Final = """
    id, occasion_id, wallet_id, state, place, opening, groups, code, offered_until, hold, holds, owed
"""
_OF_MEMBER: Final = f"""
    SELECT {_COLUMNS} FROM registrations_registration WHERE occasion_id = %s AND wallet_id = ANY(%s)
    ORDER BY state IN ('seated', 'offered', 'waiting') DESC, id LIMIT 1
"""  # noqa: S608 - our own names.
_LAPSE: Final = """
    UPDATE registrations_registration SET state = 'lapsed', opening = NULL, offered_until = NULL, changed_at = %(now)s
    FROM (
        SELECT id, opening FROM registrations_registration
        WHERE occasion_id = %(occasion)s AND state = 'offered' AND offered_until <= %(now)s
    ) AS offered
    WHERE registrations_registration.id = offered.id RETURNING offered.opening, wallet_id
"""
_WAITING: Final = """
    SELECT place, groups FROM registrations_registration
    WHERE occasion_id = %s AND state = 'waiting' AND groups && %s::int2[] ORDER BY place LIMIT %s
"""
_OFFER: Final = """
    UPDATE registrations_registration SET state = 'offered', opening = %s, offered_until = %s, changed_at = %s
    WHERE occasion_id = %s AND place = %s RETURNING wallet_id
"""
_TAKE: Final = """
    UPDATE registrations_opening SET taken = taken + %s WHERE occasion_id = %s AND no = %s
"""
_ENTER: Final = """
    INSERT INTO registrations_registration
        (occasion_id, wallet_id, state, place, opening, groups, code, asked_at, changed_at, hold, holds, owed)
    VALUES (%(occasion)s, %(wallet)s, %(state)s, %(place)s, %(opening)s, %(groups)s, %(code)s, %(now)s, %(now)s, '', 0, '')
    ON CONFLICT (occasion_id, wallet_id) DO UPDATE
    SET state = %(state)s, place = %(place)s, opening = %(opening)s, groups = %(groups)s, asked_at = %(now)s, changed_at = %(now)s
    RETURNING id
"""
_NEXT_PLACE: Final = (
    "UPDATE registrations_occasion SET last_place = last_place + 1 WHERE id = %s RETURNING last_place"
)
_BECOME: Final = """
    UPDATE registrations_registration SET state = %s, opening = %s, offered_until = NULL, changed_at = %s WHERE id = %s
"""
_OWE: Final = "UPDATE registrations_registration SET hold = %s, holds = %s, owed = %s WHERE id = %s"
#: Somebody else took a seat: what the first one who gave one up late still pays for is theirs again.
_FREE_FIRST: Final = """
    UPDATE registrations_registration SET owed = 'free' WHERE id = (
        SELECT id FROM registrations_registration WHERE occasion_id = %s AND owed = 'kept' AND id <> %s
        ORDER BY changed_at, id LIMIT 1
    )
"""
_CANCEL: Final = """
    UPDATE registrations_occasion SET cancelled_at = %s, cancelled_by = %s WHERE id = %s AND cancelled_at IS NULL
"""
_FREE_ALL: Final = """
    UPDATE registrations_registration SET owed = 'free' WHERE occasion_id = %s AND owed IN ('held', 'kept')
"""


class Locked(NamedTuple):
    """An occasion whose seats nobody else decides about until the transaction ends. `done` counts offers that ended or were made."""

    number: int
    occasion: Occasion
    points: int
    currency: str
    name: str
    done: int = 0


class Registered(NamedTuple):
    """What somebody has, or had, at an occasion; `waiting_before` is told by the queries."""

    id: int
    occasion: int
    wallet_id: int
    state: str
    place: int
    opening: int | None
    groups: tuple[int, ...]
    code: str
    offered_until: datetime | None
    hold: str
    holds: int
    owed: str

    @property
    def is_there(self) -> bool:
        """Whether it is a seat, an offer or a place."""
        return self.state in ("seated", "offered", "waiting")


def lock(cursor: Cursor, number: int, *, now: int) -> Locked:
    """Lock an occasion, and do what is due: offers end, and those who wait are offered what is free."""
    row = cursor.execute(_LOCK, (number,)).fetchone() if can_be_a_number(number) else None
    if row is None:
        raise OccasionUnknown(given=number)
    _, begins_at, minutes, free_until, is_cancelled, points, currency, name, _ = row
    openings = tuple(
        Opening(no, from_database(at), seats, taken, track, level, is_benefit)
        for no, at, seats, taken, track, level, is_benefit in cursor.execute(_OPENINGS, (number,)).fetchall()
    )
    occasion = Occasion(
        from_database(begins_at), openings, minutes * _MINUTE, from_database(free_until), is_cancelled
    )
    return settle(cursor, Locked(number, occasion, points, currency, name), now=now)


def settle(cursor: Cursor, locked: Locked, *, now: int) -> Locked:
    """Let what is due at a locked occasion happen."""
    if locked.occasion.is_cancelled or now >= locked.occasion.begins_at:
        return locked
    ended = cursor.execute(_LAPSE, {"occasion": locked.number, "now": to_database(now)}).fetchall()
    for opening, wallet_id in ended:
        locked = _took(cursor, locked, opening, -1)
        _tell(cursor, locked.number, wallet_id, "lapsed")
    locked = locked._replace(done=len(ended))
    reached = asking.asked_openings(locked.occasion.openings, now)
    if not reached:
        return locked
    rows = cursor.execute(_WAITING, (locked.number, list(reached), locked.occasion.free)).fetchall()
    waiting = [Waiting(place, tuple(groups)) for place, groups in rows]
    for offer in asking.offers(locked.occasion, waiting, now=now):
        locked = _took(cursor, locked, offer.opening, +1)._replace(done=locked.done + 1)
        until = to_database(offer.until)
        offered = cursor.execute(_OFFER, (offer.opening, until, to_database(now), locked.number, offer.place))
        for (wallet_id,) in offered.fetchall():
            _tell(cursor, locked.number, wallet_id, "offered")
    return locked


def of_members(cursor: Cursor, number: int, wallet_ids: Collection[int]) -> Registered | None:
    """What a member has at an occasion, by any of the wallets that are theirs."""
    row = cursor.execute(_OF_MEMBER, (number, list(wallet_ids))).fetchone()
    return _read(row) if row else None


def enter(
    cursor: Cursor,
    locked: Locked,
    wallet_id: int,
    *,
    groups: Sequence[int],
    opening: int | None,
    now: int,
    before: Registered | None,
) -> Registered:
    """Give a seat out of a quota, or a place on the list where there is none; `before` is what the member once had."""
    row = cursor.execute(_NEXT_PLACE, (locked.number,)).fetchone()
    assert row is not None
    state = "waiting" if opening is None else "seated"
    code = before.code if before else code_of(secrets.randbits(BITS))
    facts = {
        "occasion": locked.number, "wallet": before.wallet_id if before else wallet_id, "state": state, "place": row[0],
        "opening": opening, "groups": list(groups), "code": code, "now": to_database(now),
    }  # fmt: skip
    entered = cursor.execute(_ENTER, facts).fetchone()
    assert entered is not None
    if opening is not None:
        _took(cursor, locked, opening, +1)
        cursor.execute(_FREE_FIRST, (locked.number, entered[0]))
    _tell(cursor, locked.number, before.wallet_id if before else wallet_id, state)
    hold, holds, owed = (before.hold, before.holds, before.owed) if before else ("", 0, "")
    return Registered(
        entered[0], locked.number, facts["wallet"], state, row[0], opening, tuple(groups), code, None, hold, holds, owed
    )  # fmt: skip


def accept(cursor: Cursor, registered: Registered, *, now: int) -> Registered:
    """Make a seat of an offer."""
    cursor.execute(_BECOME, ("seated", registered.opening, to_database(now), registered.id))
    cursor.execute(_FREE_FIRST, (registered.occasion, registered.id))
    _tell(cursor, registered.occasion, registered.wallet_id, "seated")
    return registered._replace(state="seated", offered_until=None)


def give_up(cursor: Cursor, locked: Locked, registered: Registered, *, now: int) -> Registered:
    """Free a seat, an offer or a place, and offer what came free to the first who waits."""
    cursor.execute(_BECOME, ("given_up", None, to_database(now), registered.id))
    _tell(cursor, registered.occasion, registered.wallet_id, "given_up")
    if registered.opening is not None:
        locked = _took(cursor, locked, registered.opening, -1)
    settle(cursor, locked, now=now)
    return registered._replace(state="given_up", opening=None, offered_until=None)


def owe(cursor: Cursor, registered: Registered, owed: str, *, hold: str = "") -> Registered:
    """Keep what is held for a seat, and what is still to be done with it."""
    holds = registered.holds + (1 if hold and hold != registered.hold else 0)
    cursor.execute(_OWE, (hold or registered.hold, holds, owed, registered.id))
    return registered._replace(hold=hold or registered.hold, holds=holds, owed=owed)


def cancel(cursor: Cursor, locked: Locked, *, now: int, by: int | None) -> bool:
    """Call an occasion off, once; whatever is held for its seats is to be freed. Answers whether it was not called off yet."""
    done = cursor.execute(_CANCEL, (to_database(now), by, locked.number)).rowcount > 0
    if done:
        cursor.execute(_FREE_ALL, (locked.number,))
        tell(cursor, "occasion.cancelled", {"occasion": locked.number})
    return done


def _tell(cursor: Cursor, occasion: int, wallet_id: int, state: str) -> None:
    tell(cursor, "registration.changed", {"member": wallet_id, "occasion": occasion, "state": state})


def _took(cursor: Cursor, locked: Locked, opening: int, seats: int) -> Locked:
    cursor.execute(_TAKE, (seats, locked.number, opening))
    changed = tuple(
        replace(one, taken=one.taken + seats) if one.no == opening else one
        for one in locked.occasion.openings
    )
    return locked._replace(occasion=replace(locked.occasion, openings=changed))


def _read(row: Sequence[object]) -> Registered:
    found = Registered(*row)  # type: ignore[arg-type]  # the columns are those of the value, in its order
    return found._replace(groups=tuple(found.groups))

"""What a member has of coupons: codes given to them, printed ones that they made their own, and what they may still take."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.core.codes import folded
from regulars.core.coupons.validity import ends_at
from regulars.core.programme.document import Words
from regulars.core.refusals import CouponCodeUnknown, CouponLimit, CouponUnknown
from regulars.coupons import codes, holds, pools, queries
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import Instant, moment, to_database
from regulars.people.merges import persons_in

if TYPE_CHECKING:
    from psycopg import Cursor

    from regulars.core.coupons.compiled import Coupon
    from regulars.core.programme.compiled import Programme, Version

#: So many codes of a member's own are looked at with a basket: what ends first goes first.
LOOKED_AT: Final = 20


class Owned(NamedTuple):
    """A code that a member has. What is a partner's is used there, and not at this till."""

    number: int
    code: str
    coupon: str
    name: Words
    state: str
    ends_at: datetime | None
    used_at: datetime | None
    partner: str


def name_of(programme: Programme, pool: str) -> Words:
    """What people call a coupon or a partner's offer, by the newest version that knows it."""
    is_partners = pool.startswith(pools.PARTNER)
    wanted = pool.removeprefix(pools.PARTNER)
    for version in reversed(programme.versions):
        parts = version.document.partner_offers if is_partners else version.document.coupons
        for part in parts:
            if part.id == wanted:
                return part.name
    return Words(zh_hant=wanted, en=wanted)


def coupons_of(
    programme: Programme, wallet_id: int, *, before: int | None = None, limit: int = 100
) -> tuple[Owned, ...]:
    """A member's codes, the newest first, with those of the members who they were before."""
    persons = persons_in(raw_cursor(), wallet_id)
    return tuple(_owned(programme, one) for one in queries.of_member(persons, before=before, limit=limit))


def usable_codes(wallet_id: int | None) -> tuple[str, ...]:
    """The codes with which a member may pay less here."""
    if wallet_id is None:
        return ()
    return queries.usable_by(persons_in(raw_cursor(), wallet_id), limit=LOOKED_AT)


def may_take(programme: Programme, wallet_id: int, *, at: int) -> tuple[Coupon, ...]:
    """The coupons of which a member may take a code for themselves now."""
    version = programme.at(at)
    if version is None:
        return ()
    persons, day = persons_in(raw_cursor(), wallet_id), version.calendar.day_of(at)
    offered = [one for one in version.coupons.values() if one.document.claim and one.scope.is_on(day)]
    return tuple(one for one in offered if queries.had_by(one.id, persons) < _most_of(one))


def claim_within(
    cursor: Cursor,
    programme: Programme,
    wallet_id: int,
    coupon: str | None,
    *,
    at: int,
    code: str | None = None,
    by_member: bool = False,
) -> Owned:
    """Give a member a code of a pool, or make the printed `code` theirs, of whichever coupon it is where none is named.

    By themselves they take only what is offered, and so often.
    """
    version = programme.at(at)
    if code is not None and coupon is None:
        known = codes.found(cursor, [folded(code)]).get(folded(code))
        coupon = known.pool if known is not None else None
        if version is None or coupon is None or coupon not in version.coupons:
            raise CouponCodeUnknown
    found = version.coupons.get(coupon or "") if version is not None else None
    if (
        version is None
        or found is None
        or found.key is not None
        or _is_not_offered(found, code, by_member=by_member)
    ):
        raise CouponUnknown(coupon=coupon or "")
    if code is not None:
        return _owned(programme, _made_theirs(cursor, version, found, wallet_id, code, at))
    persons = persons_in(cursor, wallet_id)
    coupon = found.id
    holds.queue(cursor, [f"{coupon} taken by {min(persons)}"])
    if by_member and queries.had_by(coupon, persons) >= _most_of(found):
        raise CouponLimit(coupon=coupon, per="member")
    end = ends_at(found.document, version.calendar, at=Instant(at), is_claim=True)
    now = moment(Instant(at))
    (claimed,) = pools.claim(
        cursor, coupon, wallet_id=wallet_id, now=now, ends_at=to_database(end), is_claim=True
    )
    made = queries.Own(claimed.number, coupon, claimed.code, "issued", now, to_database(end), None)
    return _owned(programme, made)


def _made_theirs(
    cursor: Cursor, version: Version, coupon: Coupon, wallet_id: int, code: str, at: int
) -> queries.Own:
    """A code on paper becomes a member's own; one that is another's is told as one that never was."""
    found = codes.found(cursor, [folded(code)]).get(folded(code))
    if found is None or found.pool != coupon.id:
        raise CouponCodeUnknown
    now, end = moment(Instant(at)), found.ends_at
    if coupon.document.valid is not None and coupon.document.valid.since == "claim":
        end = to_database(ends_at(coupon.document, version.calendar, at=Instant(at), is_claim=True))
    is_theirs = found.wallet_id in persons_in(cursor, wallet_id)
    if not is_theirs and not codes.claim_printed(
        cursor, found.number, wallet_id=wallet_id, now=now, ends_at=end
    ):
        raise CouponCodeUnknown
    return queries.Own(found.number, coupon.id, found.code, "issued", now, end, None)


def _is_not_offered(coupon: Coupon, code: str | None, *, by_member: bool) -> bool:
    """Whether members cannot take one by themselves; who has a paper in hand was given it."""
    return by_member and code is None and not coupon.document.claim


def _most_of(coupon: Coupon) -> int:
    """How many codes somebody may take: as often as it can be used, once where nothing is said."""
    return next((limit.times for limit in coupon.document.limits if limit.per == "member"), 1)


def _owned(programme: Programme, one: queries.Own) -> Owned:
    return Owned(
        one.number, one.code, one.pool, name_of(programme, one.pool), one.state, _utc(one.ends_at), _utc(one.used_at),
        _partner_of(programme, one.pool),
    )  # fmt: skip


def _partner_of(programme: Programme, pool: str) -> str:
    """Whose codes a pool has; empty for the shop's own."""
    if not pool.startswith(pools.PARTNER):
        return ""
    wanted = pool.removeprefix(pools.PARTNER)
    offers = (offer for version in reversed(programme.versions) for offer in version.document.partner_offers)
    return next((offer.partner for offer in offers if offer.id == wanted), wanted)


def _utc(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(UTC)

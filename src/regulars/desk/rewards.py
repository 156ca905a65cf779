"""Rewards as somebody asks about them: what a member can get, what they have had, and how a redemption ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal

import msgspec
from django.db import transaction

from regulars.core.draft import Draft
from regulars.core.events import RedemptionCancelled, RedemptionPaid
from regulars.core.programme.document import Words
from regulars.core.reachable import Missing, Shelf, offers
from regulars.core.receipts import Receipts
from regulars.core.refusals import RedemptionUnknown
from regulars.core.rewards import Asking
from regulars.desk.answers import Standing
from regulars.desk.held import lease_of
from regulars.desk.posting import Arrival, EventRetold, post
from regulars.desk.queries import seen_as
from regulars.desk.reading import wallet_at
from regulars.desk.redeeming import A_DAY, STOCK, may_have_taken, planned_for
from regulars.ledger import queries as ledger
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import date_in, day_to_database, instant, to_database
from regulars.people.members import person
from regulars.people.merges import everybody_of, goes_on_as
from regulars.rewards import actions, donations, draws, lapsing, pictures, queries
from regulars.rewards.models import Redemption
from regulars.supplies import queries as supplies
from regulars.supplies.actions import OpenSupplies

if TYPE_CHECKING:
    from regulars.core.programme.compiled import Programme, Version
    from regulars.core.programme.rewards import Reward
    from regulars.core.reachable import Offer
    from regulars.core.state import Wallet
    from regulars.rewards.queries import Had

#: A member's pace is what they came by in so many days.
PACE_DAYS: Final = 90
LAPSED_AT_ONCE: Final = 100
CLOCK: Final = "clock"


class Lottery(msgspec.Struct, frozen=True):
    """A lottery before a member: its day, its prizes, how many tickets there are so far, and the seal, empty before the first."""

    draw: date
    age: int
    prizes: tuple[draws.Prize, ...]
    sold: int
    seal: str


class Offered(msgspec.Struct, frozen=True):
    """A reward before a member: what it is, and what is missing most; empty where it can be had now.

    `money` is to be paid too, in minor units, within so many minutes. `left` and `left_today` (for everybody together) are None where there is no end of it. What `missing` says, and `number`, `at`, `per`, `track` and `level` with it, are those
    of `core.reachable.Offer`; `standing` is where the member stands on that track.
    """

    id: str
    name: Words
    about: Words | None
    kind: str
    points: int
    money: int
    pay_within: int
    currency: str
    points_name: Words
    left: int | None
    left_today: int | None
    until: datetime | None
    missing: Missing
    number: int
    at: datetime | None
    per: str
    track: str
    level: str
    level_name: Words | None
    standing: Standing | None
    lottery: Lottery | None = None
    picture: pictures.Seen | None = None


def offered(programme: Programme, wallet_id: int, *, now: datetime) -> tuple[Offered, ...]:
    """What a member can get: what can be had now first, by price, then the rest, the nearest first. Nothing is written."""
    at = instant(now)
    version = programme.at(at)
    if version is None or not version.rewards:
        return ()
    wallet = wallet_at(programme, wallet_id, now)
    draft = Draft(programme, wallet, Receipts())
    draft.at = max(at, wallet.as_of)
    asking = Asking(at, *version.calendar.local(at))
    stocks = _stocks(version, asking)
    found = offers(draft, asking, _shelf(version, asking, stocks, _pace(wallet_id, now)))
    standings = _standings(programme, wallet_id, wallet, now) if any(one.track for one in found) else {}
    seen = pictures.of(list(version.rewards))
    return tuple(
        _offered(version, one, stocks.get(one.reward, {}), standings, seen.get(one.reward)) for one in found
    )


def had_by(wallet_id: int, *, before: int | None = None, limit: int = 50) -> tuple[Had, ...]:
    """What a member has redeemed, the latest first; also what two members redeemed before they became one."""
    return queries.of_member(everybody_of(raw_cursor(), wallet_id), before=before, limit=limit)


def holder_of(had: Had) -> int | None:
    """The wallet that a redemption belongs to by now."""
    return goes_on_as(raw_cursor(), had.wallet_id)


def cancelled(
    had: Had, programme: Programme, *, now: datetime, by: Literal["member", "shop", "time"]
) -> RedemptionCancelled:
    """The event that undoes a redemption; it can be told once."""
    at = instant(now)
    name = f"redemption-{had.number}~{'lapse' if by == 'time' else 'cancel'}"
    return RedemptionCancelled(name, at, programme.calendar.day_of(at), had.source_id, had.source, by)


def cancel(
    programme: Programme, code: str, *, source: str, by: Literal["member", "shop"], now: datetime
) -> None:
    """Cancel a redemption by its code: points, piece and room under limits go back together."""
    had = queries.with_code(code)
    if had is None:
        raise RedemptionUnknown(redemption=code)
    _undo(programme, had, source=source, by=by, now=now)


def hand_over(code: str, *, by: str, now: datetime) -> Had:
    """Hand a reward over, once."""
    with transaction.atomic():
        source, name = actions.hand_over(raw_cursor(), queries.plain(code), by=by, now=now)
    had = queries.named(source, name)
    assert had is not None
    return had


def lapse(programme: Programme, *, now: datetime, limit: int = LAPSED_AT_ONCE) -> int:
    """Give points back for what nobody fetched in time; answer of how many. Yesterday was the last day of those."""
    today = date_in(programme.calendar, now)
    due = queries.not_fetched(today=today, limit=limit)
    for had in due:
        refused = _undo(programme, had, source=CLOCK, by="time", now=now, may_refuse=True)
        if refused:
            # Its lots are not known any more, or it ended at this very moment: it is not looked at again.
            Redemption.objects.filter(pk=had.number).update(fetch_by=None)
    return len(due)


def tell_of_lapsing(programme: Programme, *, now: datetime, limit: int = LAPSED_AT_ONCE) -> int:
    """Tell of what lapses in seven days, or in one; answer of how many."""
    today = date_in(programme.calendar, now)
    with transaction.atomic():
        return lapsing.tell(raw_cursor(), today=today, limit=limit)


def let_go_of_unpaid(*, now: datetime, limit: int = LAPSED_AT_ONCE) -> int:
    """End what was not paid in time, and put its pieces back; answer of how many. Its points are the fold's to free."""
    with transaction.atomic():
        cursor = raw_cursor()
        found = actions.lock_unpaid(cursor, now=now, limit=limit)
        supplied = OpenSupplies(cursor, {name for one in found.values() for name in may_have_taken(one)})
        for one in found.values():
            supplied.release(lease_of(one.code))
        ended = [
            actions.Ended(name, "unpaid", one.pay_by or now, "time", is_told=False)
            for name, one in found.items()
        ]
        actions.end(cursor, ended)
    return len(found)


def paid(had: Had, programme: Programme, *, now: datetime, order: str | None = None) -> RedemptionPaid:
    """The event that says that the money of a redemption was paid; it can be told once by each source."""
    at = instant(now)
    name = f"redemption-{had.number}~pay"
    return RedemptionPaid(name, at, programme.calendar.day_of(at), had.source_id, had.source, order)


def pay(programme: Programme, code: str, *, source: str, now: datetime, order: str | None = None) -> Had:
    """Take in that the money of a redemption was paid: points are spent and the piece is taken, or neither."""
    had = queries.with_code(code)
    wallet_id = holder_of(had) if had else None
    if had is None or wallet_id is None:
        raise RedemptionUnknown(redemption=code)
    event = paid(had, programme, now=now, order=order)
    [answer] = post(programme, [Arrival(source, None, event, wallet_id=wallet_id)])
    if isinstance(answer.refusal, EventRetold):
        raise actions.RedemptionOver(redemption=had.code, state="redeemed")
    if answer.refusal is not None:
        raise answer.refusal
    found = queries.named(had.source, had.source_id)
    assert found is not None
    return found


def pass_on(programme: Programme, cause: str, day: date, *, by: str, now: datetime) -> int:
    """Say that what came in for a cause on a day was passed on; from then on none of it is cancelled."""
    today = date_in(programme.calendar, now)
    with transaction.atomic():
        return donations.pass_on(raw_cursor(), cause, day, today=today, by=by, now=now)


def _undo(
    programme: Programme,
    had: Had,
    *,
    source: str,
    by: Literal["member", "shop", "time"],
    now: datetime,
    may_refuse: bool = False,
) -> bool:
    event, wallet_id = cancelled(had, programme, now=now, by=by), holder_of(had)
    if wallet_id is None:
        raise RedemptionUnknown(redemption=had.code)
    [answer] = post(programme, [Arrival(source, None, event, wallet_id=wallet_id)])
    refusal = answer.refusal
    if isinstance(refusal, EventRetold):
        # Somebody said so before, at another moment: it has ended.
        refusal = actions.RedemptionOver(redemption=had.code, state="lapsed" if by == "time" else "cancelled")
    if refusal is not None and not may_refuse:
        raise refusal
    return refusal is not None


def _stocks(version: Version, asking: Asking) -> dict[str, dict[str, int]]:
    """By reward what is left of each supply that it takes from."""
    day = day_to_database(asking.day)
    planned = {reward.id: planned_for(reward, day) for reward in version.rewards.values()}
    there = supplies.left([name for plans in planned.values() for name in plans])
    return {
        reward: {
            plan.kind: there[name].there if name in there else plan.there for name, plan in plans.items()
        }
        for reward, plans in planned.items()
    }


def _shelf(
    version: Version, asking: Asking, stocks: dict[str, dict[str, int]], pace: dict[str, Fraction]
) -> Shelf:
    gone = {reward for reward, left in stocks.items() if left.get(STOCK) == 0}
    today = {reward for reward, left in stocks.items() if left.get(A_DAY) == 0}
    return Shelf(frozenset(gone), frozenset(today), version.calendar.start_of(asking.day + 1), pace)


def _pace(wallet_id: int, now: datetime) -> dict[str, Fraction]:
    earned = ledger.earned_since(wallet_id, now - timedelta(days=PACE_DAYS))
    return {currency: Fraction(points, PACE_DAYS) for currency, points in earned.items() if points > 0}


def _standings(programme: Programme, wallet_id: int, wallet: Wallet, now: datetime) -> dict[str, Standing]:
    who = person(wallet_id)
    seen = seen_as(programme, who, wallet, now) if who else None
    return {one.track: one for one in seen.standings} if seen else {}


def _offered(
    version: Version,
    offer: Offer,
    left: dict[str, int],
    standings: dict[str, Standing],
    picture: pictures.Seen | None,
) -> Offered:
    reward = version.rewards[offer.reward]
    document = reward.document
    return Offered(
        reward.id, document.name, document.about, document.kind, reward.points, reward.money, reward.pay_within // 60_000_000, reward.currency,
        version.document.points[reward.currency].name, left.get(STOCK), left.get(A_DAY), _until(reward),
        offer.missing, offer.number, to_database(offer.at) if offer.at else None, offer.per, offer.track, offer.level,
        _level_name(version, offer), standings.get(offer.track), _lottery(reward), picture,
    )  # fmt: skip


def _lottery(reward: Reward) -> Lottery | None:
    terms = reward.document.lottery
    if terms is None:
        return None
    day = day_to_database(reward.draw)
    found = draws.standing(reward.id, day)
    promised = tuple((one.number, one.name.zh_hant, one.name.en) for one in terms.prizes)
    if found is None:
        return Lottery(day, terms.age, promised, 0, "")
    return Lottery(day, terms.age, found.prizes, found.tickets, found.seal)


def _until(reward: Reward) -> datetime | None:
    end = to_database(reward.ends_at)
    return end.astimezone(UTC) if end else None


def _level_name(version: Version, offer: Offer) -> Words | None:
    if not offer.track:
        return None
    levels = version.document.tracks[offer.track].levels
    return next(level.name for level in levels if level.id == offer.level)

"""A member's history: each event with what it did to the account and why, and what time alone did in between."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Q

from regulars.core.events import PointsHeld
from regulars.desk import names
from regulars.desk.answers import Drawn, EntryView, Happening, MoveView
from regulars.desk.models import Move
from regulars.desk.moments import refuse_unshowable
from regulars.desk.seats import occasions_by_hold
from regulars.events import queries as events
from regulars.ledger import queries as ledger
from regulars.lib.instants import to_database
from regulars.programmes.queries import current

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regulars.core.programme.compiled import Programme
    from regulars.core.programme.document import Words
    from regulars.ledger.queries import DrawnFrom, Posted

Cursor = tuple["datetime", int]
"""Where the next page begins: before this moment, and before the event of this number."""


def history(
    wallet_id: int,
    *,
    now: datetime,
    before: Cursor | None = None,
    limit: int = 50,
    at: datetime | None = None,
) -> tuple[Happening, ...]:
    """Up to `limit` events, the last decided first, with what time did in between.

    `at` asks for the history as it stood then: what arrived later is left out, though it happened before.
    """
    programme = current()
    if at is not None:
        refuse_unshowable(programme, at)
    until, before_no = before or (at or now, None)
    logged = events.newest(wallet_id, before_no=before_no, until=at or now, limit=limit, known_at=at)
    oldest = logged[-1].occurred_at if len(logged) == limit else None
    by_event = ledger.of_events(wallet_id, [one.no for one in logged])
    by_time = ledger.of_time_alone(
        wallet_id, after=oldest, until=until, before_no=_unknown_from(wallet_id, at)
    )
    moved, moved_by_time = _moves(programme, wallet_id, [one.no for one in logged], oldest, until)
    drawn = _drawn(wallet_id, [*by_event, *by_time])
    seats = occasions_by_hold(one.event.id for one in logged if isinstance(one.event, PointsHeld))
    happenings = [
        _of_event(programme, one, _views(programme, by_event, drawn, one.no), moved.get(one.no, ()), seats)
        for one in logged
    ]
    return tuple(_in_order(happenings, of_time(programme, by_time, moved_by_time, drawn)))


def next_page(page: tuple[Happening, ...]) -> Cursor | None:
    """Where to go on; None after an empty page."""
    numbered = [one for one in page if one.no is not None]
    return (numbered[-1].at, numbered[-1].no or 0) if numbered else None


def _in_order(of_events: list[Happening], of_time: list[Happening]) -> list[Happening]:
    """Put what time did between the events, which keep the order in which they were decided."""
    waiting, merged = sorted(of_time, key=lambda one: one.at, reverse=True), []
    for happening in of_events:
        while waiting and waiting[0].at >= happening.at:
            merged.append(waiting.pop(0))
        merged.append(happening)
    return [*merged, *waiting]


def _unknown_from(wallet_id: int, at: datetime | None) -> int | None:
    """The first entry of what was decided only after a moment: what came late may have run out before it came."""
    return None if at is None else ledger.first_after(wallet_id, events.last_known_at(wallet_id, at))


def _moves(
    programme: Programme, wallet_id: int, numbers: list[int], oldest: datetime | None, until: datetime
) -> tuple[dict[int, tuple[MoveView, ...]], tuple[MoveView, ...]]:
    in_between = Q(event_no=None, at__lte=until) & (Q(at__gt=oldest) if oldest else Q())
    rows = Move.objects.filter(Q(event_no__in=numbers) | in_between, wallet_id=wallet_id).order_by("id")
    by_event: dict[int, tuple[MoveView, ...]] = {}
    by_time: list[MoveView] = []
    for row in rows:
        view = _move(programme, row)
        if row.event_no is None:
            by_time.append(view)
        else:
            by_event[row.event_no] = (*by_event.get(row.event_no, ()), view)
    return by_event, tuple(by_time)


def _move(programme: Programme, row: Move) -> MoveView:
    return move_view(
        programme,
        track=row.track,
        before=row.before,
        after=row.after,
        at=row.at,
        until=row.until,
        cause=row.cause,
    )


def move_view(
    programme: Programme,
    *,
    track: str,
    before: str,
    after: str,
    at: datetime,
    until: datetime | None,
    cause: str,
) -> MoveView:
    """A change of level by its names, which are those of the newest version that has them."""
    was, became = (names.level_rank(programme, track, level) for level in (before, after))
    return MoveView(
        track, names.track_name(programme, track), names.level_name(programme, track, before),
        names.level_name(programme, track, after), at, until, cause, became > was,
    )  # fmt: skip


def _drawn(wallet_id: int, postings: list[Posted]) -> dict[int, tuple[Drawn, ...]]:
    debits = [posted.entry.no for posted in postings if not posted.entry.opens_lot]
    found = sorted(ledger.drawn(wallet_id, debits), key=lambda one: one.entry_no) if debits else []
    return {
        number: tuple(map(_draw, group)) for number, group in groupby(found, key=lambda one: one.entry_no)
    }


def _draw(one: DrawnFrom) -> Drawn:
    return Drawn(one.lot_no, one.points, one.opened_at)


def _views(
    programme: Programme, postings: tuple[Posted, ...], drawn: dict[int, tuple[Drawn, ...]], number: int
) -> tuple[EntryView, ...]:
    return tuple(_view(programme, posted, drawn) for posted in postings if posted.event_no == number)


def _view(programme: Programme, posted: Posted, drawn: dict[int, tuple[Drawn, ...]]) -> EntryView:
    entry = posted.entry
    at = to_database(entry.occurred_at)
    assert at is not None
    has_dates = entry.opens_lot or not entry.points
    return EntryView(
        entry.no, entry.kind, entry.currency, names.currency_name(programme, entry.version, entry.currency),
        entry.points, at, entry.rule, names.rule_name(programme, entry.version, entry.rule), entry.version,
        entry.reverses or None, to_database(entry.activates_at) if has_dates else None,
        to_database(entry.expires_at) if has_dates else None, drawn.get(entry.no, ()),
        names.waits_for(programme, entry.version, entry.rule) if entry.points > 0 else None,
    )  # fmt: skip


def _of_event(
    programme: Programme, one: events.Logged, entries: tuple[EntryView, ...], moves: tuple[MoveView, ...],
    seats: Mapping[str, Words],
) -> Happening:  # fmt: skip
    version = names.version_of(programme, one.version)
    return Happening(
        one.no, one.occurred_at, one.kind, one.source, one.source_id, one.event, version.money, entries, moves,
        one.reasons, one.version, to_database(version.effective_at) if one.version else None,
        seats.get(one.event.id) if isinstance(one.event, PointsHeld) else None,
    )  # fmt: skip


def of_time(
    programme: Programme,
    postings: tuple[Posted, ...],
    moves: tuple[MoveView, ...],
    drawn: dict[int, tuple[Drawn, ...]],
) -> list[Happening]:
    """What time alone did, one happening for each of its moments."""
    entries: dict[datetime, list[EntryView]] = {}
    for posted in postings:
        view = _view(programme, posted, drawn)
        entries.setdefault(view.occurred_at, []).append(view)
    moved: dict[datetime, list[MoveView]] = {}
    for move in moves:
        moved.setdefault(move.at, []).append(move)
    money = programme.versions[-1].money
    return [
        Happening(
            None, at, "Time Passed", "", "", None, money, tuple(entries.get(at, ())), tuple(moved.get(at, ())), (),
            None, None,
        )
        for at in entries.keys() | moved.keys()
    ]  # fmt: skip

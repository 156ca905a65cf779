"""A member's history: each event with what it did to the account and why, and what time alone did in between."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Q

from regulars.desk import names
from regulars.desk.answers import Drawn, EntryView, Happening, MoveView
from regulars.desk.models import Move
from regulars.events import queries as events
from regulars.ledger import queries as ledger
from regulars.lib.instants import to_database
from regulars.programmes.queries import current

if TYPE_CHECKING:
    from datetime import datetime

    from regulars.core.programme.compiled import Programme
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
    """Up to `limit` events, the last decided first, with what time did in between."""
    programme = current()
    until, before_no = before or (at or now, None)
    logged = events.newest(wallet_id, before_no=before_no, until=at or now, limit=limit)
    oldest = logged[-1].occurred_at if len(logged) == limit else None
    by_event, by_time = _postings(wallet_id, [one.no for one in logged], oldest, until)
    moved, moved_by_time = _moves(programme, wallet_id, [one.no for one in logged], oldest, until)
    drawn = _drawn(wallet_id, [*by_event, *by_time])
    happenings = [
        _of_event(programme, one, _views(programme, by_event, drawn, one.no), moved.get(one.no, ()))
        for one in logged
    ]
    return tuple(_in_order(happenings, _of_time(programme, by_time, moved_by_time, drawn)))


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


def _postings(
    wallet_id: int, numbers: list[int], oldest: datetime | None, until: datetime
) -> tuple[tuple[Posted, ...], tuple[Posted, ...]]:
    by_time = ledger.of_time_alone(wallet_id, after=oldest, until=until)
    return ledger.of_events(wallet_id, numbers), by_time


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
    before, after = (names.level_rank(programme, row.track, level) for level in (row.before, row.after))
    return MoveView(
        row.track, names.track_name(programme, row.track), names.level_name(programme, row.track, row.before),
        names.level_name(programme, row.track, row.after), row.at, row.until, row.cause, after > before,
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
    return EntryView(
        entry.no, entry.kind, entry.currency, names.currency_name(programme, entry.version, entry.currency),
        entry.points, at, entry.rule, names.rule_name(programme, entry.version, entry.rule), entry.version,
        entry.reverses or None, to_database(entry.activates_at) if entry.opens_lot else None,
        to_database(entry.expires_at) if entry.opens_lot else None, drawn.get(entry.no, ()),
    )  # fmt: skip


def _of_event(
    programme: Programme, one: events.Logged, entries: tuple[EntryView, ...], moves: tuple[MoveView, ...]
) -> Happening:
    version = names.version_of(programme, one.version)
    return Happening(
        one.no, one.occurred_at, one.kind, one.source, one.source_id, one.event, version.money, entries, moves,
        one.reasons, one.version, to_database(version.effective_at) if one.version else None,
    )  # fmt: skip


def _of_time(
    programme: Programme,
    postings: tuple[Posted, ...],
    moves: tuple[MoveView, ...],
    drawn: dict[int, tuple[Drawn, ...]],
) -> list[Happening]:
    views = [_view(programme, posted, drawn) for posted in postings]
    money = programme.versions[-1].money
    return [
        Happening(
            None, at, "Time Passed", "", "", None, money, tuple(view for view in views if view.occurred_at == at),
            tuple(move for move in moves if move.at == at), (), None, None,
        )
        for at in {*(view.occurred_at for view in views), *(move.at for move in moves)}
    ]  # fmt: skip

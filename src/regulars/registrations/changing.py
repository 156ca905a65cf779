"""An occasion is changed after it was made; whoever has a seat keeps it, and what was promised with it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from regulars.core.occasions.asking import refuse_over
from regulars.lib.instants import instant
from regulars.registrations import actions
from regulars.registrations.making import OccasionUnusable, check
from regulars.registrations.models import Occasion, Opening, Registration
from regulars.webhooks.actions import tell

if TYPE_CHECKING:
    from datetime import datetime

    from psycopg import Cursor

    from regulars.registrations.making import OccasionPlanned, OpeningPlanned


class _Asked(NamedTuple):
    """What there is to keep: whether somebody has, is offered or waits for a seat, and whether points are held for one."""

    is_asked: bool
    is_paid: bool


def change(cursor: Cursor, number: int, planned: OccasionPlanned, *, now: datetime) -> bool:
    """Change an occasion under its lock; answers whether its time or place moved while somebody was there to be told.

    Seats are never fewer than those that are had or offered. What somebody asked for at a price stays at that price. Seats that came
    free are offered to whoever waits.
    """
    locked = actions.lock(cursor, number, now=instant(now))
    refuse_over(locked.occasion, instant(now))
    check(planned, now)
    row, asked = Occasion.objects.get(pk=number), _asked(number)
    _refuse_broken_promises(row, planned, asked)
    _change_openings(row, planned)
    is_moved = asked.is_asked and _moves(row, planned)
    _write(row, planned, is_moved=is_moved, now=now)
    actions.lock(cursor, number, now=instant(now))
    tell(cursor, "occasion.changed", {"occasion": number, "is_moved": is_moved})
    return is_moved


def _asked(number: int) -> _Asked:
    rows = Registration.objects.filter(occasion_id=number)
    is_asked = rows.filter(state__in=("seated", "offered", "waiting")).exists()
    return _Asked(is_asked, rows.filter(owed__in=("held", "kept")).exists())


def _moves(row: Occasion, planned: OccasionPlanned) -> bool:
    place = planned.place
    return row.begins_at != planned.begins_at or (row.place_zh, row.place_en) != (place.zh_hant, place.en)


def _refuse_broken_promises(row: Occasion, planned: OccasionPlanned, asked: _Asked) -> None:
    price = (planned.points, planned.currency if planned.points else "")
    free_until = planned.free_until or planned.begins_at
    wrong = (
        ("points", "asked", asked.is_asked and price != (row.points, row.currency)),
        # What is held for a seat is held until a day after it was to begin.
        ("begins_at", "held", asked.is_paid and planned.begins_at > row.begins_at),
        ("free_until", "promised", asked.is_paid and free_until < min(row.free_until, planned.begins_at)),
    )
    for field, problem, is_wrong in wrong:
        if is_wrong:
            raise OccasionUnusable(field=field, problem=problem)


def _change_openings(row: Occasion, planned: OccasionPlanned) -> None:
    """Keep each quota that is planned still, by its group; end what is not, where nobody has a seat out of it; add what is new."""
    found = list(Opening.objects.filter(occasion=row).order_by("no"))
    last = next(one for one in found if not one.track and not one.is_benefit)
    rest = planned.seats - sum(one.seats for one in planned.early)
    taken = sum(one.taken for one in found)
    if planned.seats < taken:
        raise OccasionUnusable(field="seats", problem="taken", taken=taken)
    known = {_group(one.track, one.level): one for one in found if one is not last}
    for early in planned.early:
        before = known.pop(_group(early.track, early.level), None)
        _keep(row, before or _new(row, found), early, planned)
    if rest < last.taken:
        raise OccasionUnusable(field="early", problem="rest_taken", taken=last.taken)
    for gone in known.values():
        if gone.taken:
            raise OccasionUnusable(field="early", problem="had", taken=gone.taken)
        gone.delete()
    Opening.objects.filter(occasion=row, no=last.no).update(seats=rest, opens_at=planned.opens_at)


def _keep(row: Occasion, opening: Opening, early: OpeningPlanned, planned: OccasionPlanned) -> None:
    if early.seats < opening.taken:
        raise OccasionUnusable(field="early", problem="taken", taken=opening.taken)
    Opening.objects.update_or_create(
        occasion=row, no=opening.no,
        defaults={
            "opens_at": early.opens_at or planned.opens_at, "seats": early.seats, "track": early.track, "level": early.level,
            "is_benefit": not early.track,
        },
    )  # fmt: skip


def _new(row: Occasion, found: list[Opening]) -> Opening:
    """A quota with a number of its own: places on the list remember numbers."""
    found.append(Opening(occasion=row, no=max(one.no for one in found) + 1, taken=0))
    return found[-1]


def _group(track: str, level: str) -> str:
    return f"{track}:{level}"


def _write(row: Occasion, planned: OccasionPlanned, *, is_moved: bool, now: datetime) -> None:
    """Whoever has a seat may give it up for nothing once its time or place moved, until it begins."""
    about = planned.about
    Occasion.objects.filter(pk=row.pk).update(
        name_zh=planned.name.zh_hant, name_en=planned.name.en, place_zh=planned.place.zh_hant, place_en=planned.place.en,
        about_zh=about.zh_hant if about else "", about_en=about.en if about else "", begins_at=planned.begins_at,
        points=planned.points, currency=planned.currency if planned.points else "",
        free_until=planned.begins_at if is_moved else planned.free_until or planned.begins_at,
        answer_minutes=planned.answer_minutes, moved_at=now if is_moved else row.moved_at,
    )  # fmt: skip

"""Members over HTTP: how somebody stands, what happened, and points used at the till."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

import msgspec
from django.utils import timezone
from ninja import Router

from regulars.api.openapi import described
from regulars.api.orders import id_of, readable
from regulars.api.posting import answer_event, programme, respond
from regulars.api.reading import EARLIEST, LATEST, body_of, page_size
from regulars.api.refusals import FieldUnusable, PointsUnnamed
from regulars.api.sent import SpendSent
from regulars.api.told import Told
from regulars.core.events import Spend
from regulars.desk.answers import Account, Happening
from regulars.desk.history import history, next_page
from regulars.desk.moments import refuse_long_year
from regulars.desk.queries import LOTS_MOST, account, wallet_of
from regulars.lib.instants import instant, moment
from regulars.people.actions import CardUnknown
from regulars.people.members import wallet_numbered

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from regulars.core.programme.compiled import Programme

_SPEND: Final = msgspec.json.Decoder(SpendSent)
LOTS_TOLD_MOST: Final = 100_000

router = Router()


class Page(msgspec.Struct, frozen=True):
    """A page of somebody's history, the newest first. `next` goes on where this one ends; null after the last."""

    happenings: tuple[Happening, ...]
    next: str | None


@router.post("/members/{card}/spends", **described("Use points at the till", sent=SpendSent, answered=Told))
def spend_points(request: HttpRequest, card: str) -> HttpResponse:
    """Use points now, where there are enough; else 409 with how many are usable, and nothing has changed."""
    now, sent = timezone.now(), body_of(request, _SPEND)
    identity, at, current = id_of(request, sent.id), instant(now), programme()
    event = Spend(
        identity, at, current.calendar.day_of(at), sent.currency or only_points(current, at), sent.points,
        sent.purpose, sent.order,
    )  # fmt: skip
    return answer_event(request, readable(card), event, now=now, is_timed=False)


@router.get("/members/{card}", **described("See how a member stands", answered=Account))
def see_member(
    request: HttpRequest,  # noqa: ARG001 - ninja wants it by this name.
    card: str,
    at: str | None = None,
    lots: int = LOTS_MOST,
) -> HttpResponse:
    """Balances down to the lots, levels and what is missing to the next; `at` asks for another moment.

    A moment ahead is a preview, with what will have happened by itself by then. Nothing is written.
    Of each kind of points the first `lots` in the order of spending are told.
    """
    most = max(0, min(lots, LOTS_TOLD_MOST))
    return respond(account(wallet_named(card), now=timezone.now(), at=_moment(at), lots_most=most))


@router.get("/members/{card}/history", **described("See what happened", answered=Page))
def see_history(
    request: HttpRequest,  # noqa: ARG001 - ninja wants it by this name.
    card: str,
    at: str | None = None,
    before: str | None = None,
    limit: int = 50,
) -> HttpResponse:
    """Each event with what it did and why, the newest first; `at` asks as of another moment."""
    limit = page_size(limit)
    page = history(wallet_named(card), now=timezone.now(), before=_place(before), limit=limit, at=_moment(at))
    is_full = sum(one.no is not None for one in page) == limit
    following = next_page(page) if is_full else None
    return respond(Page(page, f"{following[0].isoformat()},{following[1]}" if following else None))


def wallet_named(card: str) -> int:
    """The wallet that a card in an address points to, or a number after a `#`, by which webhooks name members."""
    found = wallet_of(card) if card.isprintable() else None
    if found is None and card[:1] == "#":
        found = wallet_numbered(card[1:])
    if found is None:
        raise CardUnknown(card=card)
    return found


def only_points(current: Programme, at: int) -> str:
    """The one kind of points that there is; which one is meant must be said where there are several."""
    version = current.at_or_first(at)
    known = list(version.currencies)
    if len(known) != 1:
        raise PointsUnnamed(known=known)
    return known[0]


def _moment(given: str | None, field: str = "at") -> datetime | None:
    """A moment in a query; the shop's clock where it has no zone."""
    if given is None:
        return None
    refuse_long_year(given)
    try:
        # A plus in an address means a blank, and people forget to write it as %2B.
        read = datetime.fromisoformat(given.replace(" ", "+"))
        at = instant(read) if read.tzinfo else programme().calendar.read(read)
    except (ValueError, OverflowError):
        raise FieldUnusable(field=field, problem="Invalid RFC3339 encoded datetime") from None
    if not instant(EARLIEST) <= at <= instant(LATEST):
        raise FieldUnusable(field=field, problem=f"Expected a moment from {EARLIEST:%Y} to {LATEST:%Y}")
    return moment(at)


def _place(given: str | None) -> tuple[datetime, int] | None:
    if given is None:
        return None
    text, _, number = given.rpartition(",")
    at = _moment(text, "before")
    if at is None or not number.isdecimal() or len(number) > 9:
        raise FieldUnusable(field="before", problem="Expected `next` of an earlier page")
    return at, int(number)

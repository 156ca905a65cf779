"""Donations over HTTP: what came in for each cause by day, and that a day's sum was passed on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import msgspec
from ninja import Router

from regulars.api.keys import source_of
from regulars.api.openapi import described
from regulars.api.posting import programme, respond
from regulars.api.reading import body_of, day_of, page_size
from regulars.api.sent import PassedOnSent
from regulars.desk import rewards
from regulars.desk.clock import now_of_database
from regulars.rewards import donations

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_PASS_ON: Final = msgspec.json.Decoder(PassedOnSent)

router = Router()


class DonationsTold(msgspec.Struct, frozen=True):
    """What came in for a cause on a local day. `waiting` of its points are still to be passed on; none: nothing is cancelled any more."""

    cause: str
    day: date
    currency: str
    points: int
    donations: int
    waiting: int


class DonationSums(msgspec.Struct, frozen=True):
    """The sums of some days, the latest first. `next` goes into `before`; null after the last."""

    sums: tuple[DonationsTold, ...]
    next: date | None


class PassedOnTold(msgspec.Struct, frozen=True):
    """How many donations have ended with it."""

    donations: int


NAMED: Final = (DonationsTold, DonationSums, PassedOnTold, PassedOnSent)


@router.get("/donations", **described("See what came in for causes", answered=DonationSums))
def see_donations(
    request: HttpRequest,  # noqa: ARG001 - ninja wants it by this name.
    before: str = "",
    limit: int = 50,
) -> HttpResponse:
    """The sum of each day for each cause; a page ends with a day that is told whole."""
    most = page_size(limit)
    found = donations.sums(before=day_of(before, "before") if before else None, limit=most + 1)
    page, following = found[:most], None
    if len(found) > most:
        last = found[most].day
        # A day of more causes than a page holds goes on as long as it has to.
        page = tuple(one for one in page if one.day > last) or donations.sums_of(last)
        following = page[-1].day
    told = tuple(DonationsTold(*one) for one in page)
    return respond(DonationSums(told, following))


@router.post(
    "/donations/{cause}/{day}/pass-on",
    **described("Pass a day's donations on", sent=PassedOnSent, answered=PassedOnTold),
)
def pass_on(request: HttpRequest, cause: str, day: str) -> HttpResponse:
    """Say that what came in for a cause on a day that is over was passed on: none of it is cancelled from now on. Once: 409 afterwards."""
    body_of(request, _PASS_ON)
    now = now_of_database()
    number = rewards.pass_on(programme(), cause, day_of(day, "day"), by=source_of(request), now=now)
    return respond(PassedOnTold(number))

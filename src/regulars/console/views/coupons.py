"""Coupons: what there are, what came of them, how their codes stand; codes made and taken in, and what partners may be told."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Final, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.accounts.actions import record
from regulars.console.forms.writing import items, newest
from regulars.console.pages import page, voice
from regulars.console.views import drawing
from regulars.core.coupons.counting import tellable
from regulars.core.programme.document import Coupon, PartnerOffer, Programme
from regulars.core.refusals import Refusal
from regulars.coupons import partners, pools, queries, reporters
from regulars.coupons.queries import Pool, Result
from regulars.desk.coupons import lists
from regulars.desk.coupons.making import make_codes
from regulars.programmes.queries import current
from regulars.telling import coupons as words
from regulars.telling import refusals
from regulars.telling.figures import money, whole
from regulars.telling.voice import Voice

PAGE: Final = 30
MADE_MOST: Final = 100_000


class Row(NamedTuple):
    """A coupon with what came of it. `pool` is None for a word that everybody uses."""

    of: Coupon
    name: str
    takes: str
    terms: str
    used: str
    cost: str
    members: str
    pool: Pool | None


class Week(NamedTuple):
    """A week of a partner's offer, as the shop sees it and as the partner may be told."""

    monday: str
    given: str
    used: str
    told: str
    missing: int


class OfferRow(NamedTuple):
    """A partner's offer with its pool."""

    of: PartnerOffer
    name: str
    pool: Pool | None
    weeks: tuple[Week, ...]
    secrets: tuple[reporters.Holding, ...]
    reported: reporters.Reported | None


@require_safe
@needs("see_programme")
def coupons(request: StaffRequest) -> HttpResponse:
    """List coupons and partners' offers, what came of them, and which pools run low."""
    return shown(request)


@require_safe
@needs("see_programme")
def coupon(request: StaffRequest, identity: str) -> HttpResponse:
    """Show one: what came of it, and who used it with which order."""
    document = newest()
    found = items(document, "coupons").get(identity)
    if document is None or not isinstance(found, Coupon):
        raise Http404
    given, speaking = request.GET.get("before", ""), voice()
    before = int(given) if given.isdecimal() and len(given) < 12 else None
    used = queries.uses(identity, before=before, limit=PAGE + 1)
    pool = next((one for one in queries.pools() if one.name == identity), None)
    row = _row(found, document, queries.results().get(identity), pool, speaking)
    return page(
        request, "coupon.html", here="coupons", voice=speaking, row=row,
        uses=[(one, money(one.amount, document.currency)) for one in used[:PAGE]],
        next=used[PAGE - 1].number if len(used) > PAGE else None,
    )  # fmt: skip


@require_POST
@needs("fill_pools")
def make(request: StaffRequest) -> HttpResponse:
    """Make codes; printed ones come back as a file, the only time that they are shown together."""
    coupon, is_printed, typed = (
        request.POST.get("coupon", ""), request.POST.get("printed") == "yes", request.POST.get("number", "")
    )  # fmt: skip
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 8 else 0
    if not 0 < number <= MADE_MOST:
        return shown(
            request, refusal=_("Give a number of codes up to %(most)s.") % {"most": whole(MADE_MOST)}
        )
    try:
        codes = make_codes(current(), coupon, number, is_printed=is_printed, now=timezone.now())
    except Refusal as refused:
        return shown(request, refusal=voice().of(refusals.sentence_for(refused)))
    record(by=request.user, verb="make_codes", subject=f"coupon:{coupon}", facts={"number": number})
    if is_printed:
        return _as_file(f"{coupon}.csv", [("code",), *((code,) for code in codes)])
    made = ngettext(
        "%(number)s code was made; a member can be given it.",
        "%(number)s codes were made; members can be given them.",
        number,
    )
    messages.success(request, made % {"number": whole(number)})
    return redirect("console:coupons")


@require_safe
@needs("fill_pools")
def report(request: StaffRequest, offer: str) -> HttpResponse:  # noqa: ARG001 - the door looks at it.
    """What the partner may be told: counts of at least twenty by week, and none that gives another away."""
    document = current().versions[-1].document
    weeks = partners.by_week(offer, document.zone)
    given, used = tellable([one.given for one in weeks]), tellable([one.redeemed for one in weeks])
    rows = [
        (one.monday.isoformat(), _told(given.parts[place]), _told(used.parts[place]))
        for place, one in enumerate(weeks)
    ]
    total = (_("in all"), _told(given.total), _told(used.total))
    return _as_file(f"{offer}.csv", [(_("Week"), _("Given"), _("Used")), *rows, total])


def shown(request: StaffRequest, *, refusal: str = "") -> HttpResponse:
    """The page of coupons and offers, with what was refused."""
    speaking, stands = voice(), {one.name: one for one in queries.pools()}
    document = newest()
    if document is None:
        return page(request, "coupons.html", here="coupons", voice=speaking, rows=(), offers=(), own=())
    results = queries.results()
    rows = [
        _row(one, document, results.get(one.id), stands.get(one.id), speaking) for one in document.coupons
    ]
    offers = [
        _offer(one, document, stands.get(f"{pools.PARTNER}{one.id}"), speaking)
        for one in document.partner_offers
    ]
    own = [(one.of.id, one.name) for one in rows if one.of.code is None]
    return page(
        request, "coupons.html", here="coupons", voice=speaking, rows=rows, offers=offers, own=own,
        lists=lists.latest(now=timezone.now()), partners=[(one.of.id, one.name) for one in offers],
        filled=[*own, *((one.of.id, one.name) for one in offers)], refusal=refusal, status=422 if refusal else 200,
        waiting=drawing.waiting("coupons", speaking), waiting_offers=drawing.waiting("partner_offers", speaking),
low=_low([*((one.name, one.pool) for one in rows), *((one.name, one.pool) for one in offers)]),
    )  # fmt: skip


def _low(stands: list[tuple[str, Pool | None]]) -> list[str]:
    return [name for name, pool in stands if pool is not None and pool.is_low]


def _row(one: Coupon, document: Programme, result: Result | None, pool: Pool | None, speaking: Voice) -> Row:
    return Row(
        one, speaking.of(one.name), words.takes_off(one, document, speaking), words.terms(one, document, speaking, None),
        whole(result.used if result else 0), money(result.cost if result else 0, document.currency),
        whole(result.members if result else 0), pool if one.code is None else None,
    )  # fmt: skip


def _offer(one: PartnerOffer, document: Programme, pool: Pool | None, speaking: Voice) -> OfferRow:
    found = partners.by_week(one.id, document.zone)
    given = tellable([week.given for week in found])
    weeks = tuple(
        Week(f"{week.monday:%Y/%m/%d}", whole(week.given), whole(week.redeemed), _told(part), week.missing)
        for week, part in zip(found, given.parts, strict=True)
    )
    return OfferRow(
        one, speaking.of(one.name), pool, weeks[::-1], reporters.holding(one.id), reporters.reported(one.id)
    )


def _told(count: int | None) -> str:
    return _("fewer than 20") if count is None else whole(count)


def _as_file(name: str, rows: list[tuple[str, ...]]) -> HttpResponse:
    file = StringIO()
    csv.writer(file).writerows(rows)
    # With a mark at its start, so that a spreadsheet reads the Chinese.
    answer = HttpResponse(f"\ufeff{file.getvalue()}", content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

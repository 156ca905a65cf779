"""The till page for staff: a member by card or code, what applies to a basket, and what they may have for their points."""

from __future__ import annotations

from time import monotonic
from typing import NamedTuple

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.accounts.actions import record
from regulars.console import counter, reward_rows, rewarding
from regulars.console.pages import page, voice
from regulars.core.events import Redemption
from regulars.core.refusals import CouponCodeUnknown, Refusal
from regulars.coupons.guessing import Guesser
from regulars.desk import rewards
from regulars.desk.clock import now_of_database
from regulars.desk.coupons.guessing import as_slow_as_any, counted, may_try
from regulars.desk.coupons.holding import commit_within, hold_within
from regulars.desk.coupons.qualifying import look
from regulars.desk.posting import Arrival, post
from regulars.desk.queries import account
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import instant
from regulars.lib.presses import key_of, new_key
from regulars.people.members import Person, person, wallet_of
from regulars.programmes.queries import NoProgramme, current
from regulars.telling import refusals
from regulars.telling.figures import money, points_of, whole
from regulars.telling.rewards import missing, price
from regulars.telling.voice import Voice

SOURCE = "counter"
"""The name under which the books know what was done on this page."""


class Balance(NamedTuple):
    """One kind of points."""

    name: str
    figure: str


class Reward(NamedTuple):
    """A reward before this member. `missing` is empty where it can be had now."""

    id: str
    name: str
    price: str
    missing: str


class Somebody(NamedTuple):
    """Who stands at the counter."""

    card: str
    who: Person
    nickname: str
    levels: tuple[str, ...]
    balances: tuple[Balance, ...]
    rewards: tuple[Reward, ...]
    held: tuple[reward_rows.Redeemed, ...]


@require_safe
@needs("use_till")
def till(request: StaffRequest) -> HttpResponse:
    """Ask for a card, or show who it is."""
    return _shown(request, request.GET.get("card", "").strip()[:100])


@require_POST
@needs("use_till")
def see(request: StaffRequest) -> HttpResponse:
    """What applies to the basket that was typed. Nothing is written."""
    began, card, now = monotonic(), request.POST.get("card", "").strip()[:100], timezone.now()
    wallet_id = wallet_of(card) if card.isprintable() else None
    if wallet_id is None:
        return _shown(request, card)
    programme, form = current(), _form(request)
    bought = counter.basket_of(form, programme, wallet_id, staff=request.user.get_username(), now=now)
    if bought is None:
        return _shown(request, card, form=form, refusal=_("Give each line what it is and what it costs."))
    guesser = Guesser(wallet_id, f"counter {request.user.pk}")
    try:
        may_try(guesser, now=now)
        found = look(raw_cursor(), programme, bought, counter.codes_of(form, wallet_id))
    except Refusal as refusal:
        return _shown(request, card, form=form, refusal=voice().of(refusals.sentence_for(refusal)))
    if found.wrong:
        counted(guesser, wrong=found.wrong, now=now)
        as_slow_as_any(began)
    return _shown(
        request, card, form=form, sum_=counter.sum_of(found, bought, programme, voice()), status=200
    )


@require_POST
@needs("use_till")
def pay(request: StaffRequest) -> HttpResponse:
    """Record the purchase at its lowered prices and use its coupons; sent twice, it is done once."""
    card, now, form = request.POST.get("card", "").strip()[:100], timezone.now(), _form(request)
    wallet_id, programme = (wallet_of(card) if card.isprintable() else None), current()
    name = key_of(request)
    staff = request.user.get_username()
    if wallet_id is None:
        return _shown(request, card)
    bought = counter.basket_of(form, programme, wallet_id, staff=staff, now=now, order=name)
    if bought is None:
        return _shown(request, card, form=form, refusal=_("Give each line what it is and what it costs."))
    try:
        with transaction.atomic():
            cursor, codes = raw_cursor(), request.POST.getlist("use")[: counter.CODES_MOST]
            hold_within(cursor, programme, bought, codes, source=SOURCE, name=name, minutes=15)
            paid = commit_within(cursor, programme, bought, source=SOURCE, name=name, member=card)
            record(
                by=request.user,
                verb="use_coupons",
                subject=f"wallet:{wallet_id}",
                facts={"off": paid.kept.amount},
            )
    except Refusal as refusal:
        if refusal.code == "EventRetold":
            # Sent again, with the moment of this time: what was said first stands.
            messages.info(request, _("It was recorded already."))
            return redirect(f"{reverse('console:till')}?card={card}")
        if isinstance(refusal, CouponCodeUnknown):
            counted(Guesser(wallet_id, f"counter {request.user.pk}"), wrong=1, now=now)
        return _shown(request, card, form=form, refusal=voice().of(refusals.sentence_for(refusal)))
    total = money(sum(line.amount for line in paid.order.lines), programme.versions[0].money)
    messages.success(request, _("Recorded: %(total)s to be paid.") % {"total": total})
    return redirect(f"{reverse('console:till')}?card={card}")


@require_POST
@needs("use_till")
def redeem(request: StaffRequest) -> HttpResponse:
    """Redeem a reward for the member who stands there; sent twice, it is done once."""
    card = request.POST.get("card", "").strip()[:100]
    wallet_id, programme = (wallet_of(card) if card.isprintable() else None), current()
    if wallet_id is None:
        return _shown(request, card)
    at = instant(now_of_database())
    day, minute = programme.calendar.local(at)
    name = key_of(request)
    event = Redemption(f"redeem:{name}", at, day, request.POST.get("reward", "")[:40], minute)
    (answer,) = post(programme, [Arrival(SOURCE, card, event)])
    if answer.new_refusal is not None:
        return _shown(request, card, refusal=voice().of(refusals.sentence_for(answer.new_refusal)))
    record(by=request.user, verb="redeem_reward", subject=f"wallet:{wallet_id}")
    is_held = answer.made is not None and answer.made.state == "held"
    messages.success(request, _("Held: take the money now.") if is_held else _("Redeemed."))
    return redirect(f"{reverse('console:till')}?card={card}")


@require_POST
@needs("use_till")
def take_money(request: StaffRequest) -> HttpResponse:
    """Take the money of what is held for the member who stands there."""
    card = request.POST.get("card", "").strip()[:100]
    try:
        rewarding.take_money(request.POST.get("code", "")[:40], by=request.user)
    except Refusal as refusal:
        return _shown(request, card, refusal=voice().of(refusals.sentence_for(refusal)))
    messages.success(request, _("Redeemed."))
    return redirect(f"{reverse('console:till')}?card={card}")


def _form(request: StaffRequest) -> dict[str, str]:
    return {name: text[:1000] for name, text in request.POST.items() if isinstance(text, str)}


def _shown(
    request: StaffRequest,
    card: str,
    *,
    form: dict[str, str] | None = None,
    sum_: counter.Sum | None = None,
    refusal: str = "",
    status: int | None = None,
) -> HttpResponse:
    speaking, typed = voice(), form or {}
    try:
        somebody = _somebody(card, speaking) if card else None
    except NoProgramme:
        somebody = None
    if card and somebody is None and not refusal:
        refusal = _("No member has this card.")
    return page(
        request, "till.html", here="till", voice=speaking, status=status or (422 if refusal else 200), card=card,
        somebody=somebody, refusal=refusal, lines=counter.typed_lines(typed), form=typed, sum=sum_, key=new_key(),
    )  # fmt: skip


def _somebody(card: str, speaking: Voice) -> Somebody | None:
    wallet_id = wallet_of(card) if card.isprintable() else None
    who = person(wallet_id) if wallet_id is not None else None
    if wallet_id is None or who is None:
        return None
    now = timezone.now()
    found = account(wallet_id, now=now, lots_most=0)
    return Somebody(
        card, who, found.nickname, tuple(speaking.of(one.level_name) for one in found.standings),
        tuple(Balance(speaking.of(one.name), whole(one.usable)) for one in found.balances),
        tuple(
            Reward(one.id, speaking.of(one.name), price(points_of(one.points, one.points_name, speaking), one.money, speaking), missing(one, speaking))
            for one in rewards.offered(current(), wallet_id, now=now)
            if one.lottery is None  # Whoever takes a ticket says that they are of age, on a page of their own.
        ),
        reward_rows.redeemed(tuple(one for one in rewards.had_by(wallet_id) if one.is_held), speaking),
    )  # fmt: skip

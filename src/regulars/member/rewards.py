"""What points buy: what can be had now, what is near, and what I have redeemed with its code."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

import msgspec
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from regulars.core.events import Redemption
from regulars.core.money import minor
from regulars.core.programme.rewards import PAY_WITHIN
from regulars.core.refusals import Refusal
from regulars.desk import rewards as desk
from regulars.desk.clock import now_of_database
from regulars.desk.posting import Arrival, post
from regulars.lib.instants import instant
from regulars.lib.presses import key_of, new_key
from regulars.member.cards import qr
from regulars.member.door import in_force, spoken
from regulars.member.visitor import members_only
from regulars.programmes.queries import current
from regulars.rewards import queries
from regulars.telling.figures import day, points_of, whole
from regulars.telling.refusals import sentence_for
from regulars.telling.rewards import (
    SENTENCES,
    code,
    lapsing,
    missing,
    money_of,
    odds,
    price,
    reward_named,
    state,
)
from regulars.telling.voice import Voice

if TYPE_CHECKING:
    from django.http import HttpRequest

    from regulars.desk.rewards import Offered
    from regulars.rewards.queries import Had

SOURCE: Final = "member"
_MOMENT: Final = timedelta(microseconds=1)
#: As many stand on the home, and in the list of what was redeemed.
SOON: Final = 2
LISTED: Final = 20


class Row(msgspec.Struct, frozen=True):
    """A reward in the list. `missing` is empty where it can be had; `percent` says how much of its price is there."""

    id: str
    name: str
    about: str
    price: str
    notes: tuple[str, ...]
    missing: str
    percent: int | None
    has_money: bool
    lottery: Lottery | None
    picture: str
    alt: str


class Lottery(msgspec.Struct, frozen=True):
    """What is said of a lottery beside its button."""

    odds: str
    prizes: tuple[str, ...]
    draw: str
    seal: str
    of_age: str


class Mine(msgspec.Struct, frozen=True):
    """Something redeemed. `code` is shown while it can still be handed over."""

    number: int
    name: str
    state: str
    said: str
    price: str
    day: str
    code: str
    qr: str
    can_cancel: bool
    soon: str


class Shown(msgspec.Struct, frozen=True):
    """The list."""

    shop: str
    here: tuple[Row, ...]
    ahead: tuple[Row, ...]
    mine: tuple[Mine, ...]


class OneReward(msgspec.Struct, frozen=True):
    """One reward, to be redeemed with one press. `key` names that press, so that an impatient thumb redeems once."""

    shop: str
    row: Row
    key: str
    after: str


@require_safe
@members_only
def rewards(request: HttpRequest, wallet_id: int) -> HttpResponse:
    """What there is for points, and what I have had."""
    now = timezone.now()
    document, voice = spoken(now)
    rows = rows_of(wallet_id, voice, now=now)
    mine = tuple(_mine(had, voice, voice.here(now).date()) for had in desk.had_by(wallet_id, limit=LISTED))
    page = Shown(
        voice.of(document.name), tuple(row for row in rows if not row.missing),
        tuple(row for row in rows if row.missing), mine,
    )  # fmt: skip
    return render(request, "member/rewards.html", {"page": page, "here": "rewards"})


@require_safe
@members_only
def reward(request: HttpRequest, wallet_id: int, name: str) -> HttpResponse:
    """One of them, with the button."""
    return _shown(request, wallet_id, name)


@require_POST
@members_only
def redeem(request: HttpRequest, wallet_id: int, name: str) -> HttpResponse:
    """Redeem it; pressed twice, it is redeemed once."""
    programme, now = current(), now_of_database()
    at = instant(now)
    local, minute = programme.calendar.local(at)
    key = key_of(request)
    event = Redemption(key, at, local, name, minute, request.POST.get("of_age") == "yes")
    [answer] = post(programme, [Arrival(SOURCE, None, event, wallet_id=wallet_id)])
    if answer.new_refusal is not None:
        return _shown(request, wallet_id, name, refusal=answer.new_refusal, status=422)
    had = queries.named(SOURCE, key)
    return redirect("member:redemption", had.number) if had else redirect("member:rewards")


@require_safe
@members_only
def redemption(request: HttpRequest, wallet_id: int, number: int) -> HttpResponse:
    """What I redeemed, with the code to show."""
    return _redemption(request, wallet_id, number)


@require_POST
@members_only
def cancel(request: HttpRequest, wallet_id: int, number: int) -> HttpResponse:
    """Take it back, while nothing was handed over."""
    had = _own(wallet_id, number)
    try:
        if had.can_be_cancelled:
            desk.cancel(current(), had.code, source=SOURCE, by="member", now=now_of_database())
    except Refusal as refusal:
        return _redemption(request, wallet_id, number, refusal=refusal, status=422)
    return redirect("member:redemption", number)


def rows_of(wallet_id: int, voice: Voice, *, now: datetime) -> tuple[Row, ...]:
    """Every reward in the order in which it is shown."""
    return tuple(_row(one, voice) for one in desk.offered(current(), wallet_id, now=now))


def soon(wallet_id: int, voice: Voice, *, now: datetime) -> tuple[Row, ...]:
    """For the member's home: the dearest that can be had now, and the nearest that is out of reach."""
    rows = rows_of(wallet_id, voice, now=now)
    here, ahead = [row for row in rows if not row.missing], [row for row in rows if row.missing]
    return (*here[-1:], *ahead[:SOON])[:SOON]


def _row(one: Offered, voice: Voice) -> Row:
    notes = []
    if one.left is not None and one.missing != "gone":
        notes.append(voice.say(SENTENCES["left"], count=whole(one.left)))
    if one.left_today is not None and one.missing != "day":
        notes.append(voice.say(SENTENCES["left_today"], count=whole(one.left_today)))
    if one.until is not None and one.missing != "over":
        notes.append(voice.say(SENTENCES["until"], day=day(one.until - _MOMENT, voice)))
    short = one.number if one.missing == "points" else 0
    percent = max(0, (one.points - short) * 100 // one.points) if short else None
    return Row(
        one.id, voice.of(one.name), voice.of(one.about) if one.about else "",
        price(points_of(one.points, one.points_name, voice), one.money, voice), tuple(notes), missing(one, voice), percent,
        bool(one.money), _lottery(one.lottery, voice),
        *((one.picture.address, one.picture.alt_zh if voice.is_chinese else one.picture.alt_en) if one.picture else ("", "")),
    )  # fmt: skip


def _lottery(one: desk.Lottery | None, voice: Voice) -> Lottery | None:
    if one is None:
        return None
    number = sum(each for each, *_ in one.prizes)
    return Lottery(
        odds(number, one.sold, voice),
        tuple(f"{chinese if voice.is_chinese else english} × {each}" for each, chinese, english in one.prizes),
        f"{one.draw:%Y/%m/%d}", one.seal, voice.say(SENTENCES["of_age"], age=one.age),
    )  # fmt: skip


def _shown(
    request: HttpRequest, wallet_id: int, name: str, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    document, voice = spoken(now)
    row = next((row for row in rows_of(wallet_id, voice, now=now) if row.id == name), None)
    if row is None:
        raise Http404
    page = OneReward(voice.of(document.name), row, new_key(), _after(name, voice, now))
    said = voice.of(sentence_for(refusal)) if refusal is not None and not row.missing else ""
    facts = {"page": page, "here": "rewards", "refusal": said}
    return render(request, "member/reward.html", facts, status=status)


def _after(name: str, voice: Voice, now: datetime) -> str:
    """What is to be done once it is redeemed."""
    document = next((one for one in in_force(now).rewards if one.id == name), None)
    if document is None:
        return ""
    if document.price.money is not None:
        money = money_of(minor(str(document.price.money), voice.money), voice)
        return voice.say(SENTENCES["after_money"], money=money, minutes=document.pay_within or PAY_WITHIN)
    if document.kind == "donation":
        return voice.say(SENTENCES["after_donation"])
    if document.lottery is not None:
        return voice.say(SENTENCES["after_lottery"], day=document.lottery.draw.replace("-", "/"))
    if document.kind == "voucher":
        return voice.say(SENTENCES["after_voucher"])
    if document.handed_over == "at_once":
        return voice.say(SENTENCES["after_at_once"])
    if document.fetch_within:
        return voice.say(SENTENCES["after_fetch"], days=document.fetch_within)
    return voice.say(SENTENCES["after_staff"])


def _redemption(
    request: HttpRequest, wallet_id: int, number: int, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    now, had = timezone.now(), _own(wallet_id, number)
    document, voice = spoken(now)
    page = {"shop": voice.of(document.name), "mine": _mine(had, voice, voice.here(now).date())}
    said = voice.of(sentence_for(refusal)) if refusal else ""
    facts = {"page": page, "here": "rewards", "refusal": said}
    return render(request, "member/redemption.html", facts, status=status)


def _own(wallet_id: int, number: int) -> Had:
    found = next(
        (had for had in desk.had_by(wallet_id, before=number + 1, limit=1) if had.number == number), None
    )
    if found is None:
        raise Http404
    return found


def _mine(had: Had, voice: Voice, today: date) -> Mine:
    points = points_of(had.points, voice.points[had.currency], voice) if had.currency in voice.points else ""
    return Mine(
        had.number, reward_named(had.reward, voice), had.state, state(had, voice), price(points, had.money, voice),
        day(had.redeemed_at, voice), code(had) if had.has_code else "", qr(had.code) if had.has_code else "", had.can_be_cancelled,
        lapsing(had, today, voice),
    )  # fmt: skip

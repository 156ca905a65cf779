"""Rewards over HTTP: what a member can get, redeeming, handing over, and cancelling."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import msgspec
from django.utils import timezone
from ninja import Router

from regulars.api.keys import source_of
from regulars.api.members import wallet_named
from regulars.api.openapi import described
from regulars.api.orders import id_of, readable
from regulars.api.posting import answer_event, programme, respond
from regulars.api.reading import body_of, page_size
from regulars.api.sent import HandOverSent, RedemptionEndSent, RedemptionPaidSent, RedemptionSent
from regulars.api.told import Told
from regulars.core.events import Redemption
from regulars.core.money import major
from regulars.core.programme.document import Words
from regulars.core.refusals import RedemptionUnknown
from regulars.desk import rewards
from regulars.desk.clock import now_nearly, now_of_database
from regulars.lib.instants import instant
from regulars.people.members import person
from regulars.rewards import queries
from regulars.telling.rewards import missing, odds, state
from regulars.telling.voice import in_both

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from regulars.desk.posting import Answer
    from regulars.desk.rewards import Offered
    from regulars.rewards.queries import Had
    from regulars.telling.voice import Voice

_REDEEM: Final = msgspec.json.Decoder(RedemptionSent)
_END: Final = msgspec.json.Decoder(RedemptionEndSent)
_PAY: Final = msgspec.json.Decoder(RedemptionPaidSent)
_HAND_OVER: Final = msgspec.json.Decoder(HandOverSent)
CODE_MAX: Final = 100

router = Router()


class PictureTold(msgspec.Struct, frozen=True):
    """A picture: its address on the shop's host, which never shows another one, and what is on it."""

    address: str
    alt: Words


class LotteryPrizeTold(msgspec.Struct, frozen=True):
    """So many of one prize."""

    number: int
    name: Words


class LotteryTold(msgspec.Struct, frozen=True):
    """A lottery: the day of its draw, from which `age` one may have a ticket, the prizes, the `tickets` that take part so far, and the seal.

    `odds` says how likely a ticket wins that is taken now. The `seal` is empty before the first ticket.
    """

    draw: date
    age: int
    prizes: tuple[LotteryPrizeTold, ...]
    tickets: int
    seal: str
    odds: Words


class RewardTold(msgspec.Struct, frozen=True):
    """A reward before a member. `missing` is empty where it can be had now; else the one thing that is missing most, with `number`,
    `at`, `per`, `track` and `level` as that needs them, and as a `sentence`. `money` is to be paid too, in major units. `left` and `left_today` are null where there is no end of it.
    """

    reward: str
    name: Words
    about: Words | None
    kind: str
    points: int
    money: Decimal
    currency: str
    left: int | None
    left_today: int | None
    until: datetime | None
    missing: str
    number: int
    at: datetime | None
    per: str
    track: str
    level: str
    sentence: Words
    lottery: LotteryTold | None
    picture: PictureTold | None


class Rewards(msgspec.Struct, frozen=True):
    """What can be had now, by price, then what is out of reach, the nearest first."""

    rewards: tuple[RewardTold, ...]


class RedemptionTold(msgspec.Struct, frozen=True):
    """A redemption. The member shows its `code`. `state` is held, redeemed, handed_over, cancelled, lapsed, unpaid or drawn.

    A `ticket` of a lottery bears its number in the `draw` of that day, and afterwards what it `won`, where it did. Where it is held, `money` (major units) is to be paid until `pay_by`; nothing was taken yet.
    """

    code: str
    reward: str
    kind: str
    points: int
    money: Decimal
    currency: str
    state: str
    redeemed_at: datetime
    pay_by: datetime | None
    fetch_by: date | None
    ended_at: datetime | None
    ticket: int | None
    draw: date | None
    won: Words | None
    sentence: Words


class RedeemedTold(msgspec.Struct, frozen=True):
    """The redemption, and what its event came to."""

    redemption: RedemptionTold
    event: Told


class Redemptions(msgspec.Struct, frozen=True):
    """A page of what a member redeemed, the latest first. `next` goes into `before`; null after the last."""

    redemptions: tuple[RedemptionTold, ...]
    next: int | None


NAMED: Final = (
    Rewards,
    RewardTold,
    LotteryTold,
    PictureTold,
    LotteryPrizeTold,
    RedeemedTold,
    RedemptionTold,
    Redemptions,
    RedemptionSent,
    RedemptionEndSent,
    RedemptionPaidSent,
    HandOverSent,
)


@router.get("/members/{card}/rewards", **described("See what a member can get", answered=Rewards))
def see_rewards(request: HttpRequest, card: str) -> HttpResponse:  # noqa: ARG001 - ninja wants it by this name.
    """Every reward of the moment. What is listed without anything missing is had when it is asked for in this state."""
    found = rewards.offered(programme(), wallet_named(card), now=timezone.now())
    return respond(Rewards(tuple(_reward(one) for one in found)))


@router.post(
    "/members/{card}/redemptions", **described("Redeem a reward", sent=RedemptionSent, answered=RedeemedTold)
)
def redeem(request: HttpRequest, card: str) -> HttpResponse:
    """Take the points and a piece, all or nothing; else 409 with the first reason why not, and nothing has changed."""
    now, sent, current = now_nearly(), body_of(request, _REDEEM), programme()
    at = instant(now)
    day, minute = current.calendar.local(at)
    event = Redemption(id_of(request, sent.id), at, day, sent.reward, minute, sent.of_age)
    source = source_of(request)

    def shaped(answer: Answer, told: Told) -> RedeemedTold:
        return RedeemedTold(_made(answer, source, event.id), told)

    return answer_event(request, readable(card), event, now=now, is_timed=False, shaped=shaped)


@router.get("/members/{card}/redemptions", **described("See what a member redeemed", answered=Redemptions))
def see_redemptions(
    request: HttpRequest,  # noqa: ARG001 - ninja wants it by this name.
    card: str,
    before: int | None = None,
    limit: int = 50,
) -> HttpResponse:
    """Each redemption with its code and what became of it, the latest first."""
    most = page_size(limit)
    found = rewards.had_by(wallet_named(card), before=before, limit=most)
    following = found[-1].number if len(found) == most else None
    return respond(Redemptions(tuple(_redemption(one) for one in found), following))


@router.get("/redemptions/{code}", **described("Look a redemption up", answered=RedemptionTold))
def see_redemption(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001 - as above.
    """What stands behind a code that a member shows."""
    return respond(_redemption(_known(code)))


@router.post(
    "/redemptions/{code}/hand-over",
    **described("Hand a reward over", sent=HandOverSent, answered=RedemptionTold),
)
def hand_over(request: HttpRequest, code: str) -> HttpResponse:
    """Say that the member has it now. Whoever comes second is told so: 409."""
    body_of(request, _HAND_OVER)
    had = rewards.hand_over(_known(code).code, by=source_of(request), now=now_of_database())
    return respond(_redemption(had))


@router.post(
    "/redemptions/{code}/cancel", **described("Cancel a redemption", sent=RedemptionEndSent, answered=Told)
)
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Give the points back to their lots and the piece to its stock. What was handed over stays: 409."""
    now, sent, had = now_of_database(), body_of(request, _END), _known(code)
    event = rewards.cancelled(had, programme(), now=now, by=sent.by)
    return answer_event(request, _holder(had), event, now=now, is_timed=False)


@router.post(
    "/redemptions/{code}/pay",
    **described("Take a redemption's money", sent=RedemptionPaidSent, answered=RedeemedTold),
)
def pay(request: HttpRequest, code: str) -> HttpResponse:
    """Say that the money of what is held was paid: now its points are spent and its piece is taken, or neither. At `pay_by` it is too late: 409."""
    now, sent, had = now_of_database(), body_of(request, _PAY), _known(code)
    event = rewards.paid(had, programme(), now=now, order=sent.order)

    def shaped(_: Answer, told: Told) -> RedeemedTold:
        return RedeemedTold(_redemption(_known(code)), told)

    return answer_event(request, _holder(had), event, now=now, is_timed=False, shaped=shaped)


def _known(code: str) -> Had:
    found = queries.with_code(code) if len(code) <= CODE_MAX and code.isprintable() else None
    if found is None:
        raise RedemptionUnknown(redemption=code)
    return found


def _holder(had: Had) -> str:
    """A card of the member whose redemption it is by now."""
    wallet_id = rewards.holder_of(had)
    who = person(wallet_id) if wallet_id is not None else None
    if who is None or not who.cards:
        raise RedemptionUnknown(redemption=had.code)
    return who.cards[0]


def _made(answer: Answer, source: str, name: str) -> RedemptionTold:
    """What was made now, without asking for it; what was made before is looked up."""
    had = answer.made.as_had() if answer.made is not None else queries.named(source, name)
    assert had is not None, "an event that redeems is refused, or leaves a redemption"
    return _redemption(had)


def _redemption(had: Had) -> RedemptionTold:
    return RedemptionTold(
        had.code, had.reward, had.kind, had.points, _major(had.money), had.currency, had.state, had.redeemed_at, had.pay_by, had.fetch_by,
        had.ended_at, had.ticket, had.draw, Words(zh_hant=had.won["zh-Hant"], en=had.won["en"]) if had.won else None,
        _both(lambda voice: state(had, voice)),
    )  # fmt: skip


def _reward(one: Offered) -> RewardTold:
    return RewardTold(
        one.id, one.name, one.about, one.kind, one.points, _major(one.money), one.currency, one.left, one.left_today, one.until, one.missing, one.number,
        one.at, one.per, one.track, one.level, _both(lambda voice: missing(one, voice)), _lottery(one.lottery),
        PictureTold(one.picture.address, Words(zh_hant=one.picture.alt_zh, en=one.picture.alt_en)) if one.picture else None,
    )  # fmt: skip


def _major(amount: int) -> Decimal:
    return major(amount, programme().versions[0].money)


def _lottery(one: rewards.Lottery | None) -> LotteryTold | None:
    if one is None:
        return None
    prizes = tuple(
        LotteryPrizeTold(number, Words(zh_hant=chinese, en=english))
        for number, chinese, english in one.prizes
    )
    number = sum(each.number for each in prizes)
    return LotteryTold(
        one.draw, one.age, prizes, one.sold, one.seal, _both(lambda voice: odds(number, one.sold, voice))
    )


def _both(say: Callable[[Voice], str]) -> Words:
    document = programme().at_or_first(instant(timezone.now())).document
    return in_both(document, say)

"""Problem details (RFC 9457): every no has a status, a stable code, its facts, and a sentence in both languages."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

import msgspec
from django.http import HttpResponse
from django.utils.translation import get_language_from_request

from regulars.core.programme.document import Words
from regulars.replies.actions import Reply
from regulars.telling.refusals import FAULT, sentence_for

if TYPE_CHECKING:
    from django.http import HttpRequest

    from regulars.core.refusals import Refusal

CONTENT_TYPE: Final = "application/problem+json"
STATUSES: Final = {
    "BodyUnreadable": 400,
    "IdempotencyKeyMissing": 400,
    "IdempotencyKeyUnusable": 400,
    "KeyMissing": 401,
    "KeyUnknown": 401,
    "ReportNotSigned": 401,
    "ReportRetold": 409,
    "CardUnknown": 404,
    "OrderUnknown": 404,
    "OccasionUnknown": 404,
    "ChallengeUnknown": 404,
    "LeaderboardUnknown": 404,
    "PlayUnknown": 404,
    "AddressUnknown": 404,
    "MethodUnusable": 405,
    "HoldUnknown": 404,
    "MissionUnknown": 404,
    "MakeUpUnwanted": 409,
    "MakeUpStays": 409,
    "CouponCodeUnknown": 404,
    "CouponHoldUnknown": 404,
    "CouponUnknown": 404,
    "CouponHoldOver": 409,
    "CouponHoldRetold": 409,
    "CouponLimit": 409,
    "CouponNotUsable": 409,
    "CouponsNotTogether": 409,
    "NothingToRollBack": 409,
    "PoolEmpty": 409,
    "TooManyWrongCodes": 429,
    "MissionClosed": 409,
    "NoReferral": 409,
    "InvitationUnknown": 404,
    "InvitedOneself": 409,
    "FriendKnown": 409,
    "AlreadyInvited": 409,
    "NothingToClaim": 409,
    "DebtOpen": 409,
    "RedemptionUnknown": 404,
    "DonationsStillCome": 409,
    "NothingToHandOver": 409,
    "NothingToPassOn": 409,
    "NotOfAge": 409,
    "DrawUnknown": 404,
    "RedemptionNotPaid": 409,
    "RedemptionOver": 409,
    "RewardUnknown": 404,
    "RewardLimit": 409,
    "RewardNotForYou": 409,
    "RewardNotNow": 409,
    "SoldOut": 409,
    "NotYetOpen": 409,
    "OccasionCancelled": 409,
    "OccasionOver": 409,
    "OfferNone": 409,
    "PlayOver": 409,
    "PlaysSpent": 409,
    "SeatNone": 409,
    "HoldOver": 409,
    "HoldTooSmall": 409,
    "NoProgramme": 409,
    "NotEnoughPoints": 409,
    "StillRunning": 409,
    "TransferNotAllowed": 409,
    "BodyTooLarge": 413,
    "DeskBusy": 429,
    "DatabaseDown": 503,
    "DatabaseFull": 503,
    "DatabaseNewer": 503,
    "DatabaseOlder": 503,
    "DeskSilent": 503,
}
REFUSED: Final = 422
FAULTY: Final = 500
RETRY_AFTER_SECONDS: Final = {429: 1, 503: 5}
AGAIN: Final = "Idempotent-Replayed"
"""The header that says: this was answered before, and nothing was done now."""

_log = logging.getLogger("regulars.api")


Fact = str | int | float | bool | list[str] | None


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A no. `detail` is one of the `sentences`, in the language that was asked for."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    facts: dict[str, Fact]
    sentences: Words


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal."""
    answer = shown(reply(request, refusal))
    if "retry_after" in refusal.facts:
        _retry_after(answer, int(str(refusal.facts["retry_after"])))
    return answer


def status_of(refusal: Refusal) -> int:
    """The status with which a refusal is answered."""
    return STATUSES.get(refusal.code, REFUSED)


def reply(request: HttpRequest, refusal: Refusal) -> Reply:
    """A refusal to the letter, in the language of the request."""
    return _written(request, status_of(refusal), refusal.code, refusal.facts, sentence_for(refusal))


def faulty(request: HttpRequest, fault: BaseException) -> HttpResponse:
    """Answer a fault of ours; the log has the rest of it."""
    _log.error("An API request met a fault", exc_info=fault)
    return shown(_written(request, FAULTY, "Fault", {}, Words(zh_hant=FAULT[1], en=FAULT[0])))


def shown(reply: Reply) -> HttpResponse:
    """A reply, with what its status asks for beside the body."""
    kind = CONTENT_TYPE if reply.status >= 400 else "application/json"
    answer = HttpResponse(reply.body, status=reply.status, content_type=kind)
    if reply.language:
        answer.headers["Content-Language"] = reply.language
    if reply.is_again:
        answer.headers[AGAIN] = "true"
    if reply.status in RETRY_AFTER_SECONDS:
        _retry_after(answer, RETRY_AFTER_SECONDS[reply.status])
    if reply.status == STATUSES["KeyMissing"]:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _retry_after(answer: HttpResponse, seconds: int) -> None:
    answer.headers["Retry-After"] = str(seconds)
    answer.headers["Access-Control-Expose-Headers"] = "Retry-After"


def _written(
    request: HttpRequest, status: int, code: str, facts: dict[str, object], sentences: Words
) -> Reply:
    speaks_english = get_language_from_request(request).startswith("en")
    problem = Problem(
        type=f"urn:regulars:refusal:{code}", title=code, status=status, code=code,
        facts={name: _plain(fact) for name, fact in facts.items()},
        detail=sentences.en if speaks_english else sentences.zh_hant, sentences=sentences,
    )  # fmt: skip
    return Reply(status, "en" if speaks_english else "zh-Hant", msgspec.json.encode(problem))


def _plain(fact: object) -> Fact:
    if fact is None or isinstance(fact, str | int | float):
        return fact
    return [str(one) for one in fact] if isinstance(fact, list | tuple) else str(fact)

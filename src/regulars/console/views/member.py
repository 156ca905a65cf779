"""One member: the card, the wallet to its lots, the tracks, what happened and why, at any moment; and adjusting."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.accounts.roles import adjusted_a_day_most, may
from regulars.console import adjusting, member_rows
from regulars.console.pages import page, part, voice
from regulars.console.refused import sentence_for
from regulars.core.refusals import Refusal
from regulars.desk import spoken
from regulars.desk.answers import Account
from regulars.desk.history import history as ask_history
from regulars.desk.history import next_page
from regulars.desk.queries import LOTS_MOST, MemberUnknown, account
from regulars.lib.presses import key_of, new_key, usable_key
from regulars.people.cases import identifiers
from regulars.people.merges import story_of
from regulars.programmes.queries import NoProgramme, current
from regulars.proposals.queries import waiting
from regulars.telling.figures import points_of
from regulars.telling.voice import Voice

PAGE = 20
ALL_LOTS = 1_000_000


@require_safe
@needs("see_members")
def member(request: StaffRequest, wallet_id: int) -> HttpResponse:
    """Show a member now, or as of the moment that the address asks for; nothing is written."""
    return _shown(request, wallet_id)


@require_safe
@needs("see_members")
def history(request: StaffRequest, wallet_id: int) -> HttpResponse:
    """Show more of what happened."""
    speaking = voice()
    try:
        asked = member_rows.asked_moment(request.GET, speaking)
    except Refusal as unusable:
        raise Http404 from unusable
    return part(
        request,
        "happenings.html",
        voice=speaking,
        **_happenings(request, wallet_id, speaking, asked, before=_before(request)),
    )


@require_POST
@needs("adjust_points")
def adjust(request: StaffRequest, wallet_id: int) -> HttpResponse:
    """Adjust points; a refusal is said beside the form, which keeps what was typed."""
    typed = {name: request.POST.get(name, "") for name in ("currency", "points", "reason", "key")}
    try:
        outcome = _adjust(request, wallet_id, typed)
    except Refusal as refusal:
        return _shown(request, wallet_id, typed=typed, refusal=sentence_for(refusal), status=422)
    if outcome == "waits":
        messages.info(
            request, _("This is more than one person may adjust, so it waits until a second one approves it.")
        )
    else:
        messages.success(request, _("The points are adjusted, and the member can read why."))
    return redirect("console:member", wallet_id)


@require_POST
@needs("record_consents")
def consent(request: StaffRequest, wallet_id: int) -> HttpResponse:
    """Write down what the member said about a purpose."""
    channel, language = request.POST.get("channel", ""), request.POST.get("language", "")
    try:
        spoken.say_for(
            wallet_id=wallet_id, purpose=request.POST.get("purpose", ""), is_given=request.POST.get("answer") == "yes",
            channel=next((one for one in spoken.CHANNELS if one == channel), "counter"),
            language="en" if language == "en" else "zh-Hant", key=key_of(request),
            by=request.user, now=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        return _shown(request, wallet_id, refusal=sentence_for(refusal), status=422)
    messages.success(request, _("It is written down, and stands in the member's receipts."))
    return redirect("console:member", wallet_id)


def _adjust(request: StaffRequest, wallet_id: int, typed: dict[str, str]) -> adjusting.Outcome:
    return adjusting.adjust(
        wallet_id=wallet_id,
        currency=typed["currency"],
        points=_whole_number(typed["points"]),
        reason=typed["reason"],
        key=usable_key(typed["key"]),
        by=request.user,
        now=timezone.now(),
    )


def _whole_number(text: str) -> int:
    digits = text.strip().replace("−", "-").replace(",", "")
    return int(digits) if len(digits) < 12 and digits.lstrip("+-").isdecimal() else 0


def _shown(
    request: StaffRequest,
    wallet_id: int,
    *,
    typed: dict[str, str] | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    speaking = voice()
    seen, asked, mistake = _seen(request, wallet_id, speaking)
    merged = story_of(wallet_id)
    return page(
        request,
        "member.html",
        here="members",
        status=422 if mistake else status,
        voice=speaking,
        account=seen,
        is_now=asked.at is None,
        mistake=mistake,
        clock=member_rows.clock(current()),
        ahead=_ahead(request, seen, speaking),
        wallets=member_rows.wallets(seen, speaking),
        tracks=member_rows.tracks(seen, speaking),
        form={"key": new_key(), "currency": "", "points": "", "reason": "", **(typed or {})},
        refusal=refusal,
        limit=adjusted_a_day_most(request.user),
        caps=_caps(speaking, timezone.now()),
        consents=member_rows.consents(wallet_id, speaking, timezone.now()),
        waiting=len(waiting(wallet_id=wallet_id)) if may(request.user, "adjust_points") else 0,
        identifiers=identifiers(wallet_id) if may(request.user, "see_personal_details") else (),
        merged=merged,
        is_closed=merged.into is not None or merged.is_taken_back,
        **_happenings(request, wallet_id, speaking, asked, before=None),
    )


def _seen(request: StaffRequest, wallet_id: int, speaking: Voice) -> tuple[Account, member_rows.Asked, str]:
    """The member at the moment asked for; now, and the sentence why, where that can be no moment."""
    now = timezone.now()
    try:
        asked = member_rows.asked_moment(request.GET, speaking)
        return _account(request, wallet_id, now, asked.at), asked, ""
    except Refusal as refusal:
        return _account(request, wallet_id, now, None), member_rows.Asked(), sentence_for(refusal)


def _ahead(request: StaffRequest, seen: Account, speaking: Voice) -> member_rows.Ahead | None:
    details = may(request.user, "see_personal_details")
    return member_rows.ahead(seen, speaking, with_details=details) if seen.is_ahead else None


def _caps(speaking: Voice, now: datetime) -> tuple[str, ...]:
    """Up to how many points of each kind one person adjusts alone: `500 點`."""
    return tuple(points_of(cap, speaking.points[name], speaking) for name, cap in adjusting.caps(now).items())


def _account(request: StaffRequest, wallet_id: int, now: datetime, at: datetime | None) -> Account:
    """The member, without personal details for those who may not see them."""
    try:
        seen = account(wallet_id, now=now, at=at, lots_most=_lots_most(request))
    except (MemberUnknown, NoProgramme) as unknown:
        raise Http404 from unknown
    if may(request.user, "see_personal_details"):
        return seen
    return msgspec.structs.replace(seen, cards=(), nickname="", birth_month=None)


def _lots_most(request: HttpRequest) -> int:
    return ALL_LOTS if request.GET.get("lots") == "all" else LOTS_MOST


def _happenings(
    request: StaffRequest,
    wallet_id: int,
    speaking: Voice,
    asked: member_rows.Asked,
    *,
    before: tuple[datetime, int] | None,
) -> dict[str, Any]:  # Any: a template takes what it gets.
    """One page of what happened, and where the next one begins."""
    found = ask_history(wallet_id, now=timezone.now(), before=before, limit=PAGE, at=asked.at)
    events = [one for one in found if one.no is not None]
    following = next_page(found) if len(events) == PAGE else None
    return {
        "wallet_id": wallet_id,
        "asked": asked,
        "told": member_rows.told(found, speaking, with_details=may(request.user, "see_personal_details")),
        "next_at": following[0].isoformat() if following else "",
        "next_no": following[1] if following else "",
    }


def _before(request: HttpRequest) -> tuple[datetime, int] | None:
    try:
        at = datetime.fromisoformat(request.GET.get("before", ""))
        return at, int(request.GET.get("no", ""))
    except ValueError:
        raise Http404 from None

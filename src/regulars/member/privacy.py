"""What the member agreed to: each purpose with its notice, one press for yes and one for no, and every receipt."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

import msgspec
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from regulars.core.programme.document import Words
from regulars.desk.consents import Language, Saying, asked, word_of
from regulars.desk.posting import Arrival, post
from regulars.lib.instants import instant
from regulars.lib.presses import key_of, new_key
from regulars.member.door import spoken
from regulars.member.visitor import members_only
from regulars.people.consents import Receipt, receipts_of
from regulars.people.members import person
from regulars.programmes.queries import current
from regulars.telling.consents import HOW_TO_WITHDRAW, channel
from regulars.telling.figures import clock, day
from regulars.telling.voice import Voice

if TYPE_CHECKING:
    from django.http import HttpRequest

SOURCE: Final = "member"
CHANNEL: Final = "web"


class Choice(msgspec.Struct, frozen=True):
    """A purpose as the page shows it. `key` names the next word, so that an impatient thumb says it once."""

    purpose: str
    name: str
    text: str
    version: str
    is_given: bool
    since: str
    key: str


class Slip(msgspec.Struct, frozen=True):
    """A receipt as the page shows it."""

    name: str
    is_given: bool
    said: str
    channel: str
    text: str
    version: str
    hash: str


class Privacy(msgspec.Struct, frozen=True):
    """The page."""

    shop: str
    choices: tuple[Choice, ...]
    slips: tuple[Slip, ...]
    how: str


class Download(msgspec.Struct, frozen=True):
    """The receipts as the member takes them away."""

    cards: tuple[str, ...]
    receipts: tuple[Receipt, ...]
    how_to_withdraw: Words


@require_safe
@members_only
def privacy(request: HttpRequest, wallet_id: int) -> HttpResponse:
    """Every purpose with its notice, and every receipt."""
    return render(
        request, "member/privacy.html", {"page": page_of(wallet_id, timezone.now()), "here": "account"}
    )


@require_POST
@members_only
def word(request: HttpRequest, wallet_id: int) -> HttpResponse:
    """Take a yes or a no; what was said twice is heard once. A notice that changed meanwhile is shown again."""
    given, now, programme = request.POST.get("answer") == "yes", timezone.now(), current()
    version = request.POST.get("notice", "")
    shown = {one.purpose: one.notice.version for one in asked(programme, wallet_id, now=now)}
    if given and shown.get(request.POST.get("purpose", "")) != version:
        return redirect("member:privacy")
    saying = Saying(
        purpose=request.POST.get("purpose", ""), is_given=given, notice_version=version, channel=CHANNEL,
        language=_language(),
    )  # fmt: skip
    key = key_of(request)
    event = word_of(saying, name=key, at=instant(now), programme=programme)
    (answer,) = post(programme, [Arrival(SOURCE, _card(wallet_id), event)])
    if answer.new_refusal is not None:
        raise answer.new_refusal
    return redirect("member:privacy")


@require_safe
@members_only
def receipts(request: HttpRequest, wallet_id: int) -> HttpResponse:  # noqa: ARG001 - the address names it.
    """Every receipt as a file, word by word as it is kept."""
    who = person(wallet_id)
    file = Download(who.cards if who else (), receipts_of(wallet_id), HOW_TO_WITHDRAW)
    body = msgspec.json.format(msgspec.json.encode(file), indent=2)
    headers = {"Content-Disposition": 'attachment; filename="consent-receipts.json"'}
    return HttpResponse(body, content_type="application/json; charset=utf-8", headers=headers)


def page_of(wallet_id: int, now: datetime) -> Privacy:
    """The page of a member, now."""
    document, voice = spoken(now)
    choices = tuple(
        Choice(
            one.purpose, voice.of(one.name), voice.of(one.notice.text), one.notice.version, one.is_given,
            day(one.since, voice) if one.since else "", new_key(),
        )
        for one in asked(current(), wallet_id, now=now)
    )  # fmt: skip
    slips = tuple(_slip(one, voice) for one in receipts_of(wallet_id))
    return Privacy(voice.of(document.name), choices, slips, voice.of(HOW_TO_WITHDRAW))


def _slip(one: Receipt, voice: Voice) -> Slip:
    said = f"{day(one.said_at, voice)} {clock(one.said_at, voice)}"
    return Slip(
        voice.purpose(one.purpose), one.is_given, said, channel(one.channel, voice), one.notice, one.notice_version,
        one.notice_hash,
    )  # fmt: skip


def _card(wallet_id: int) -> str:
    who = person(wallet_id)
    assert who is not None
    return who.cards[0]


def _language() -> Language:
    return "en" if (get_language() or "").startswith("en") else "zh-Hant"

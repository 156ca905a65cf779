"""Bringing a friend: my own code, what became of those who came by it, and, for somebody new, whose code brought them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import msgspec
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from regulars.core.programme.document import Words
from regulars.core.refusals import Refusal
from regulars.desk.posting import Arrival, post
from regulars.desk.referrals import invitation_of, invited_by, may_be_invited
from regulars.lib.presses import key_of, new_key
from regulars.member.door import spoken
from regulars.member.visitor import members_only
from regulars.people.identity import Named
from regulars.programmes.queries import current
from regulars.telling import referral as telling

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from regulars.core.programme.document import Programme as Document
    from regulars.telling.referral import FriendTold

SOURCE: Final = "member"


class Page(msgspec.Struct, frozen=True):
    """The page. `key` names the next press, so that an impatient thumb presses once; `code` is empty where nothing is given for it."""

    shop: str
    name: str
    code: str
    terms: tuple[str, ...]
    friends: tuple[FriendTold, ...]
    may_tell: bool
    key: str
    says: str


@require_safe
@members_only
def invite(request: HttpRequest, wallet_id: int) -> HttpResponse:
    """My code, and what came of it."""
    page = _page(wallet_id, request.GET.get("no", ""), timezone.now())
    return render(request, "member/invite.html", {"page": page, "here": "account"})


@require_POST
@members_only
def came_by(request: HttpRequest, wallet_id: int) -> HttpResponse:
    """Say whose code brought me; the first one stays."""
    programme, now = current(), timezone.now()
    name = key_of(request)
    try:
        event = invited_by(
            programme,
            code=request.POST.get("code", "")[:40],
            friend=wallet_id,
            told=Named(()),
            name=name,
            now=now,
        )
        (answer,) = post(programme, [Arrival(SOURCE, None, event, wallet_id)])
        refusal = answer.new_refusal
    except Refusal as no:
        refusal = no
    if refusal is not None:
        return redirect(f"{reverse('member:invite')}?{urlencode({'no': refusal.code})}")
    return redirect("member:invite")


def _page(wallet_id: int, no: str, now: datetime) -> Page:
    programme, (document, voice) = current(), spoken(now)
    shop, says = voice.of(document.name), telling.refused(no, voice)
    found = invitation_of(programme, wallet_id, now=now)
    if found is None:
        return Page(shop, "", "", (), (), may_tell=False, key="", says=says)
    friends = tuple(
        telling.friend(one.invited_at, one.state, one.points, _points(document, one.currency), voice)
        for one in found.friends
    )
    return Page(
        shop, voice.of(found.name), found.code, telling.terms(document, voice), friends,
        may_tell=may_be_invited(programme, wallet_id, now=now), key=new_key(), says=says,
    )  # fmt: skip


def _points(document: Document, currency: str) -> Words:
    """What the points are called; those of a version that is over keep their short name."""
    terms = document.points.get(currency)
    return terms.name if terms is not None else Words(zh_hant=currency, en=currency)

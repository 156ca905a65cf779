"""Who is who: what waits for a person, two members beside what they would be as one, and a lost card."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.console import member_rows
from regulars.console.pages import page, voice
from regulars.console.refused import sentence_for
from regulars.core.refusals import Refusal
from regulars.desk import merging
from regulars.desk.answers import Account
from regulars.desk.queries import seen_as
from regulars.people import cards, cases, resembling
from regulars.people.members import person
from regulars.programmes.queries import NoProgramme, current
from regulars.telling.voice import Voice


class Side(NamedTuple):
    """One of three columns: the first member, the second, or both as one."""

    wallet_id: int | None
    name: str
    wallets: tuple[member_rows.Wallet, ...]
    tracks: tuple[member_rows.Track, ...]
    orders: int


@require_safe
@needs("merge_members")
def waiting(request: StaffRequest) -> HttpResponse:
    """Show what is doubtful, with its reason."""
    return page(request, "identity.html", here="identity", cases=cases.waiting())


@require_POST
@needs("merge_members")
def apart(request: StaffRequest, number: int) -> HttpResponse:
    """Keep two members apart; the same doubt is not shown again."""
    if cases.apart(number=number, by=request.user, now=timezone.now()):
        messages.success(request, _("They stay two. This will not be asked again."))
    return redirect("console:identity")


@require_POST
@needs("merge_members")
def look(request: StaffRequest) -> HttpResponse:
    """Look for members who resemble each other."""
    found = resembling.look()
    said = ngettext("%(count)s pair was found that may be one person.", "%(count)s pairs were found that may be one person.", found)  # fmt: skip
    messages.success(request, said % {"count": found} if found else _("Nobody else resembles anybody."))
    return redirect("console:identity")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("merge_members")
def merge(request: StaffRequest) -> HttpResponse:
    """Show what a merge would come to, or do it."""
    typed = request.POST if request.method == "POST" else request.GET
    first, second = (_number(typed.get(name, "")) for name in ("first", "second"))
    if request.method != "POST":
        return _preview(request, first, second)
    try:
        wallet_id = merging.merge(
            current(), first=first, second=second, now=timezone.now(), by=request.user, reason=typed.get("reason", "")
        )  # fmt: skip
    except Refusal as refusal:
        return _preview(request, first, second, refusal=sentence_for(refusal))
    messages.success(request, _("The two are one member now. It can be taken back on this page."))
    return redirect("console:member", wallet_id)


@require_POST
@needs("merge_members")
def unmerge(request: StaffRequest, wallet_id: int) -> HttpResponse:
    """Take a merge back."""
    try:
        first, _second = merging.unmerge(current(), wallet_id=wallet_id, now=timezone.now(), by=request.user)
    except Refusal as refusal:
        messages.error(request, sentence_for(refusal))
        return redirect("console:member", wallet_id)
    messages.success(request, _("They are two members again, as if they had never been one."))
    return redirect("console:member", first)


@require_POST
@needs("merge_members")
def replace_card(request: StaffRequest, wallet_id: int) -> HttpResponse:
    """Give a member another card in the place of one that was lost."""
    lost, new = (request.POST.get(name, "") for name in ("lost", "new"))
    try:
        cards.replace_card(
            wallet_id=wallet_id, lost=lost, new=new, by=request.user, now=timezone.now(), is_stolen="stolen" in request.POST
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, sentence_for(refusal))
    else:
        messages.success(request, _("The card is replaced. Points and levels are as they were."))
    return redirect("console:member", wallet_id)


@require_POST
@needs("merge_members")
def card_stolen(request: StaffRequest, wallet_id: int) -> HttpResponse:
    """Take a card away that was replaced, and is in somebody else's hands."""
    try:
        cards.say_stolen(
            wallet_id=wallet_id, stolen=request.POST.get("card", ""), by=request.user, now=timezone.now()
        )
    except Refusal as refusal:
        messages.error(request, sentence_for(refusal))
    else:
        messages.success(request, _("The card points to nobody now. Whoever uses it is somebody new."))
    return redirect("console:member", wallet_id)


def _number(text: str) -> int:
    digits = text.strip().lstrip("#")
    if not digits.isdecimal() or len(digits) > 18:
        raise Http404
    return int(digits)


def _preview(request: StaffRequest, first: int, second: int, *, refusal: str = "") -> HttpResponse:
    speaking = voice()
    sides: list[Side] = []
    try:
        sides = _sides(first, second, speaking)
    except NoProgramme as nothing:
        raise Http404 from nothing
    except Refusal as refused:
        refusal = refusal or sentence_for(refused)
    return page(
        request, "merge.html", here="identity", status=422 if refusal else 200, voice=speaking, sides=sides,
        first=first, second=second, refusal=refusal,
    )  # fmt: skip


def _sides(first: int, second: int, speaking: Voice) -> list[Side]:
    now, programme = timezone.now(), current()
    seen = merging.preview(programme, first=first, second=second, now=now)
    sides = []
    for wallet_id, wallet in zip((*seen.parts, None), (*seen.before, seen.after), strict=True):
        who = person(wallet_id or seen.parts[0])
        assert who is not None, "a merge of nobody is refused"
        sides.append(_side(wallet_id, seen_as(programme, who, wallet, now), speaking))
    return sides


def _side(wallet_id: int | None, account: Account, speaking: Voice) -> Side:
    return Side(
        wallet_id, account.nickname, member_rows.wallets(account, speaking), member_rows.tracks(account, speaking),
        account.orders,
    )  # fmt: skip

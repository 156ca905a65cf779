"""Files of codes: taken in for a pool, or a partner's report; small ones at once, large ones behind a page that shows how far it is."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.accounts.actions import record
from regulars.console.forms.writing import items, newest
from regulars.console.pages import is_part, page, part, voice
from regulars.console.views.coupons import shown
from regulars.core.refusals import Refusal
from regulars.coupons.pools import PARTNER
from regulars.coupons.refusals import ListUnknown
from regulars.desk.coupons import lists
from regulars.desk.coupons.filling import pool_named
from regulars.programmes.queries import current
from regulars.telling import refusals

if TYPE_CHECKING:
    from django.core.files.base import File

    from regulars.desk.coupons.lists import Kind, Listed
    from regulars.telling.voice import Voice

#: Larger lists go by `regulars codes import`.
UPLOAD_MOST: Final = 64 * 1024 * 1024
#: So much is read before the browser is answered.
AT_ONCE_MOST: Final = 256 * 1024
WHY: Final[dict[str, Promise]] = {
    "twice": gettext_lazy("stands twice in the file"), "there": gettext_lazy("was in the pool already"),
    "unusable": gettext_lazy("is no code that can be used"),
}  # fmt: skip


@require_POST
@needs("fill_pools")
def take_in(request: StaffRequest) -> HttpResponse:
    """Put a file's codes into a pool; rows that are no new codes are told with their numbers."""
    return _begin(request, "codes", request.POST.get("pool", ""))


@require_POST
@needs("fill_pools")
def report(request: StaffRequest) -> HttpResponse:
    """Read a partner's report of codes that were used."""
    return _begin(request, "report", request.POST.get("offer", ""))


@require_safe
@needs("fill_pools")
def code_list(request: StaffRequest, number: int) -> HttpResponse:
    """Show how far one is, or what came of it."""
    speaking = voice()
    try:
        one = lists.listed(number, now=timezone.now())
    except ListUnknown:
        raise Http404 from None
    if is_part(request):
        if one.is_over:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return part(request, "code_list_progress.html", voice=speaking, one=one)
    return page(
        request, "code_list.html", here="coupons", voice=speaking, one=one, target=_named(one, speaking),
        aside=[(left.row, WHY[left.why]) for left in one.aside], more=one.left_out - len(one.aside),
    )  # fmt: skip


def _begin(request: StaffRequest, kind: Kind, name: str) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None or not file.size or file.size > UPLOAD_MOST:
        return shown(
            request,
            refusal=_(
                "Choose a file of at most 64 MB with something in it; larger ones go by regulars codes import."
            ),
        )
    try:
        pool = pool_named(current(), name)
    except Refusal as refused:
        return shown(request, refusal=voice().of(refusals.sentence_for(refused)))
    if kind == "report" and not pool.startswith(PARTNER):
        return shown(request, refusal=_("Choose the partner's offer that it is about."))
    number = lists.begin(
        target=pool, kind=kind, name=file.name or "", by=request.user.get_username(), now=timezone.now()
    )
    verb = "import_codes" if kind == "codes" else "import_report"
    record(by=request.user, verb=verb, subject=f"pool:{name}", facts={"list": number})
    path = _kept(file)
    if file.size > AT_ONCE_MOST:
        lists.start(number, path)
    else:
        lists.run(number, path)
    return redirect("console:code-list", number)


def _kept(file: File[bytes]) -> Path:
    """The file where whatever reads it finds it; it is thrown away when that is done."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(prefix="codes-", suffix=".csv", dir=settings.VAR, delete=False) as copy:
        for piece in file.chunks():
            copy.write(piece)
    return Path(copy.name)


def _named(one: Listed, speaking: Voice) -> str:
    """The coupon or offer that it is for, in the reader's language; its short name where it is no longer there."""
    name = one.target.removeprefix(PARTNER)
    document = newest()
    found = (items(document, "coupons") | items(document, "partner_offers")).get(name)
    return speaking.of(found.name) if found is not None else name

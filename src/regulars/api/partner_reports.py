"""What a partner reports: codes of an offer that were used, signed the way of Standard Webhooks, and answered alike whatever they are."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec
from django.db import transaction
from msgspec import Meta
from ninja import Router

from regulars.api.openapi import described
from regulars.api.posting import respond
from regulars.api.reading import body_of, refuse_too_long
from regulars.coupons import reporters
from regulars.coupons.refusals import ReportNotSigned
from regulars.lib.cursors import raw_cursor
from regulars.webhooks.signing import Said, is_signed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

CODES_MOST: Final = 5_000
_NAME_MOST: Final = 200

UsedCode = Annotated[str, Meta(min_length=1, max_length=100)]


class CodesUsed(msgspec.Struct, frozen=True):
    """Codes that were used at the partner's."""

    codes: Annotated[list[UsedCode], Meta(min_length=1, max_length=CODES_MOST)]


class PartnerReport(msgspec.Struct, frozen=True):
    """A message of Standard Webhooks; `timestamp` is the partner's own affair."""

    type: Literal["codes.used"]
    data: CodesUsed
    timestamp: str | None = None


class ReportTaken(msgspec.Struct, frozen=True):
    """It is on disk. Whether a code was known is said to nobody."""

    taken: Literal[True] = True


_REPORT: Final = msgspec.json.Decoder(PartnerReport)
NAMED: Final = (PartnerReport, ReportTaken)

router = Router()


@router.post(
    "/partner-reports/{offer}",
    auth=None,
    **described("Report a partner's codes as used", sent=PartnerReport, answered=ReportTaken),
)
def report(request: HttpRequest, offer: str) -> HttpResponse:
    """Signed with the secret that the shop gave the partner (`webhook-id`, `webhook-timestamp`, `webhook-signature`); no key is needed.

    A message counts once by its `webhook-id`, and only within five minutes of its timestamp.
    """
    read = request.META.get
    said = Said(
        read("HTTP_WEBHOOK_ID", ""), read("HTTP_WEBHOOK_TIMESTAMP", ""), read("HTTP_WEBHOOK_SIGNATURE", "")
    )
    sent = _believed(request, offer, said)
    with transaction.atomic():
        codes = [code.strip().replace("\0", "") for code in sent.data.codes]
        reporters.take_in(raw_cursor(), offer, said.name, request.body, codes)
    return respond(ReportTaken())


def _believed(request: HttpRequest, offer: str, said: Said) -> PartnerReport:
    """What the partner says; read only once it is known that it is the partner who says it."""
    refuse_too_long(request)
    is_named = 0 < len(said.name) <= _NAME_MOST and said.name.isascii() and said.name.isprintable()
    if not is_signed(reporters.secrets_of(offer), said, request.body, now=int(time())) or not is_named:
        raise ReportNotSigned
    return body_of(request, _REPORT)

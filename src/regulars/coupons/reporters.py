"""Partners who report by webhook: their secrets, what they sent, each message once, and what the shop sees of it."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Sum
from django.db.models.functions import Now

from regulars.accounts.actions import record
from regulars.coupons import partners
from regulars.coupons.models import Report, Reporter
from regulars.coupons.pools import PARTNER
from regulars.coupons.refusals import ReportRetold
from regulars.webhooks.signing import SALT_BYTES, secret_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import User
    from psycopg import Cursor

#: Two hold while one is changed; more are somebody's forgetting.
HOLD_MOST: Final = 2

_BEGIN: Final = """
    INSERT INTO coupons_report (offer, name, digest) VALUES (%s, %s, %s) ON CONFLICT (offer, name) DO NOTHING
"""
_BEFORE: Final = "SELECT digest FROM coupons_report WHERE offer = %s AND name = %s"
_END: Final = "UPDATE coupons_report SET codes = %s, known = %s WHERE offer = %s AND name = %s"


class Holding(NamedTuple):
    """A secret that holds; the secret itself was shown once."""

    number: int
    made_at: datetime


class Reported(NamedTuple):
    """What came of an offer's reports of the last month, for the shop's own eyes."""

    codes: int
    unknown: int
    latest: datetime


@transaction.atomic
def make(offer: str, *, by: User | None) -> str:
    """A new secret for an offer's partner, shown this once. The one before it holds too, and older ones end."""
    one = Reporter.objects.create(offer=offer, salt=secrets.token_bytes(SALT_BYTES))
    kept = (
        Reporter.objects.filter(offer=offer, ended_at=None)
        .order_by("-pk")
        .values_list("pk", flat=True)[:HOLD_MOST]
    )
    Reporter.objects.filter(offer=offer, ended_at=None).exclude(pk__in=list(kept)).update(ended_at=Now())
    record(by=by, verb="make_partner_secret", subject=f"offer:{offer}")
    return secret_of(bytes(one.salt), settings.SECRET_KEY)


@transaction.atomic
def end(number: int, *, by: User | None) -> None:
    """Believe nothing more that is signed with it. The second time changes nothing."""
    for one in Reporter.objects.select_for_update().filter(pk=number, ended_at=None):
        one.ended_at = Now()
        one.save(update_fields=["ended_at"])
        record(by=by, verb="end_partner_secret", subject=f"offer:{one.offer}")


def secrets_of(offer: str) -> list[str]:
    """The secrets of an offer that hold."""
    salts = Reporter.objects.filter(offer=offer, ended_at=None).values_list("salt", flat=True)
    return [secret_of(bytes(salt), settings.SECRET_KEY) for salt in salts]


def holding(offer: str) -> tuple[Holding, ...]:
    """The same without the secrets, the older one first."""
    rows = Reporter.objects.filter(offer=offer, ended_at=None).order_by("pk").values_list("pk", "made_at")
    return tuple(Holding(*row) for row in rows)


def take_in(cursor: Cursor, offer: str, name: str, body: bytes, codes: Sequence[str]) -> None:
    """Mark the codes of a message as used, once; what it says is never answered. Call it in a transaction."""
    digest = sha256(body).digest()
    if not cursor.execute(_BEGIN, (offer, name, digest)).rowcount:
        before = cursor.execute(_BEFORE, (offer, name), binary=True).fetchone()
        if before is not None and bytes(before[0]) != digest:
            raise ReportRetold(name=name)
        return
    told = list(dict.fromkeys(codes))
    _, known = partners.redeemed(cursor, f"{PARTNER}{offer}", told)
    cursor.execute(_END, (len(told), known, offer, name))


def reported(offer: str) -> Reported | None:
    """What was reported lately; None where nothing was."""
    found = Report.objects.filter(offer=offer).aggregate(
        codes=Sum("codes"), known=Sum("known"), latest=Max("at")
    )
    if found["latest"] is None:
        return None
    return Reported(found["codes"], found["codes"] - found["known"], found["latest"])


def forget(*, before: datetime) -> None:
    """Forget messages that came long ago: one that is so old is believed no more, and told again it changes nothing."""
    Report.objects.filter(at__lt=before).delete()

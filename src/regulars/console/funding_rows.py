"""Who pays for points, in rows."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.core.programme.document import Words
from regulars.insight.funding import Funded
from regulars.telling.figures import priced, whole
from regulars.telling.voice import Voice

_PAYERS: Final[dict[str, str | Promise]] = {
    "free": _("the shop"),
    "partner": _("partner"),
    "paid": _("the member"),
}


class Row(NamedTuple):
    """Points of one kind that one party pays for."""

    name: str
    payer: str
    issued: str
    spent: str
    expired: str
    revoked: str
    outstanding: str
    liability: str


def rows(funding: tuple[Funded, ...], voice: Voice) -> tuple[Row, ...]:
    """Every kind of points by everybody who pays for it."""
    return tuple(_row(one, voice) for one in funding)


def _row(one: Funded, voice: Voice) -> Row:
    name = voice.points.get(one.currency, Words(zh_hant=one.currency, en=one.currency))
    payer = str(_PAYERS[one.funding])
    return Row(
        voice.of(name),
        f"{payer} {one.sponsor}" if one.sponsor else payer,
        whole(one.issued),
        whole(one.spent),
        whole(one.expired),
        whole(one.revoked),
        whole(one.outstanding),
        priced(one.liability, one.money),
    )

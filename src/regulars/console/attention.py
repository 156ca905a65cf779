"""What wants attention: what runs out, with the page on which something can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.urls import NoReverseMatch, reverse

from regulars.alerts.queries import unseen
from regulars.telling import alerts as words
from regulars.telling.figures import clock, day

if TYPE_CHECKING:
    from datetime import datetime

    from regulars.alerts.queries import Shown
    from regulars.core.programme.document import Programme
    from regulars.telling.voice import Voice

#: Where something can be done about each sort of supply.
_PAGES: Final = {"coupon": "coupons", "challenge": "challenges"}


class Row(NamedTuple):
    """One thing that runs out; `address` may be empty."""

    about: str
    key: str
    name: str
    said: str
    is_gone: bool
    when: str
    address: str


def rows(document: Programme, voice: Voice, *, now: datetime) -> tuple[Row, ...]:
    """What nobody has seen yet, the latest first."""
    return tuple(_row(one, document, voice) for one in unseen(now=now))


def _row(one: Shown, document: Programme, voice: Voice) -> Row:
    name = (words.name_of_pool if one.about == "pool" else words.name_of_supply)(one.name, document, voice)
    return Row(
        one.about, one.name, name, words.said(one.about, one.line, left=one.left, put_in=one.put_in, voice=voice),
        one.line != "low", f"{day(one.at, voice)} {clock(one.at, voice)}", _address(one),
    )  # fmt: skip


def _address(one: Shown) -> str:
    if one.about == "pool":
        return reverse("console:coupons")
    sort, _, rest = one.name.partition(":")
    try:
        if sort == "reward":
            return reverse("console:reward", args=[rest.partition(":")[0]])
        if sort in {"rule", "mission", "referral"}:
            return reverse("console:budget", args=[":".join(one.name.split(":")[:2])])
        return reverse(f"console:{_PAGES[sort]}") if sort in _PAGES else ""
    except NoReverseMatch:
        return ""

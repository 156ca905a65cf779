"""What runs out, in words for the staff: of what so much is left, or nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from regulars.telling.figures import whole

if TYPE_CHECKING:
    from regulars.core.programme.document import Programme, Words
    from regulars.telling.voice import Pair, Voice

_SAID: Final[dict[str, Pair]] = {
    "supply.low": ("{left} of {put_in} {left:|is|are} left", "剩 {left}，共 {put_in}"),
    "supply.spent": ("All {put_in} are taken", "{put_in} 已全數用完"),
    "pool.low": ("{left:code is|codes are} left", "優惠碼剩 {left} 組"),
    "pool.empty": ("No code is left", "優惠碼已用完"),
}
_PARTS: Final[dict[str, Pair]] = {
    "band": ("{name}, band {part}", "{name}，第 {part} 級"),
    "plays": ("{name}, plays of everybody", "{name}，總次數"),
    "from": ("{name}, from {part}", "{name}，{part} 起"),
}
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def said(about: str, line: str, *, left: int, put_in: int, voice: Voice) -> str:
    """How much is left."""
    return voice.say(_SAID[f"{about}.{line}"], left=whole(left), put_in=whole(put_in))


def name_of_supply(name: str, document: Programme, voice: Voice) -> str:
    """What people call a supply, as `reward:tote` or `challenge:note:band:2`; its own name where nobody knows it."""
    sort, _, rest = name.partition(":")
    thing, _, part = rest.partition(":")
    words = _names(document, voice).get(f"{sort}:{thing}")
    if words is None:
        return name
    named = voice.of(words)
    if _DAY.fullmatch(part):
        return voice.say(_PARTS["from"], name=named, part=part.replace("-", "/"))
    key, _, number = part.partition(":")
    return voice.say(_PARTS[key], name=named, part=number) if key in _PARTS else named


def name_of_pool(name: str, document: Programme, voice: Voice) -> str:
    """What people call a coupon, or a partner's offer, by the name of its pool."""
    words = _names(document, voice).get(name if name.startswith("partner:") else f"coupon:{name}")
    return voice.of(words) if words else name


def _names(document: Programme, voice: Voice) -> dict[str, Words]:
    return {
        **{f"reward:{one.id}": one.name for one in document.rewards},
        **{f"coupon:{one.id}": one.name for one in document.coupons},
        **{f"partner:{one.id}": one.name for one in document.partner_offers},
        **{f"mission:{one.id}": one.name for one in document.missions},
        **{f"challenge:{one.id}": one.name for one in document.challenges},
        **{f"rule:{rule}": words for rule, words in voice.rules.items()},
        **({} if document.referral is None else {"referral:": document.referral.name}),
    }

"""The form of a challenge: what was typed, as it is written into the draft of the programme."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from regulars.core.programme.document import SLUG
from regulars.core.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulars.programmes.editing import Written

#: So many bands above the lowest have a line in the form.
BANDS: Final = 4
_LONGEST: Final = 200
_DIGITS: Final = 7


class ChallengeUnusable(Refusal):
    """Something in the form of a challenge is missing or no number. Facts: field."""


def read(typed: Mapping[str, str]) -> dict[str, Written]:
    """What was typed, as a part of the programme; whether it can stand there is for the check of the draft to say."""
    name = _text(typed, "id")
    if not re.fullmatch(SLUG, name):
        raise ChallengeUnusable(field="id")
    item: dict[str, Written] = {
        "id": name,
        "name": {"zh-Hant": _text(typed, "name_zh"), "en": _text(typed, "name_en")},
        "game": "tap_and_hold" if typed.get("game") == "tap_and_hold" else "other",
    }
    item |= {key: typed[f"day_{key}"] for key in ("from", "until") if typed.get(f"day_{key}", "").strip()}
    item |= {"earn": _text(typed, "earn")}
    plays = _numbers(typed, {"per_day": "plays_per_day", "in_all": "plays_in_all"})
    prizes = _numbers(typed, {"per_day": "prizes_per_day", "per_member": "prizes_per_member"})
    item |= {key: part for key, part in (("plays", plays), ("prizes", prizes)) if part}
    item["bands"] = [{"score": 0}, *_bands(typed)]
    item["budget"] = _number(typed, "budget")
    return item


def _bands(typed: Mapping[str, str]) -> list[Mapping[str, Written]]:
    names = {"score": "score", "points": "points", "stock": "stock"}
    return [
        _numbers(typed, {key: f"band_{name}_{number}" for key, name in names.items()})
        for number in range(1, BANDS + 1)
        if typed.get(f"band_score_{number}", "").strip()
    ]


def _numbers(typed: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Written]:
    """Those of some numbers that were typed, by their keys."""
    return {key: _number(typed, name) for key, name in names.items() if typed.get(name, "").strip()}


def _text(typed: Mapping[str, str], name: str) -> str:
    text = typed.get(name, "").strip()[:_LONGEST]
    if not text:
        raise ChallengeUnusable(field=name)
    return text


def _number(typed: Mapping[str, str], name: str) -> int:
    text = typed.get(name, "").strip()
    if not (text.isascii() and text.isdecimal()) or len(text) > _DIGITS:
        raise ChallengeUnusable(field=name)
    return int(text)

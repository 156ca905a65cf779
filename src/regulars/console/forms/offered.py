"""What forms of coupons, partners' offers and rewards share: names, days, conditions on the basket, and what is missing first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from regulars.console.forms.conditions import condition, in_words
from regulars.console.forms.conditions import fields_of as asked_in
from regulars.console.forms.typed import name_from, text
from regulars.console.templatetags.shown import slashed
from regulars.core.programme.vocabulary import vocabulary_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulars.core.programme.document import Coupon, PartnerOffer, Programme
    from regulars.core.programme.mistakes import Path
    from regulars.programmes.editing import Written
    from regulars.telling.voice import Voice

#: Of the basket and its member, and of each line.
WHEN: Final = ("level", "newcomer", "store", "channel")
LINES: Final = ("category", "brand")


def scope_of(part: Coupon | PartnerOffer, document: Programme) -> dict[str, str]:
    """For whom and for what, as fields."""
    words = vocabulary_for(document)
    return asked_in(part.when, WHEN, "when", words) | asked_in(
        part.lines, LINES, "lines", words, per_line=True
    )


def scope_typed(
    typed: Mapping[str, str], part: Coupon | PartnerOffer | None, document: Programme
) -> dict[str, Written | None]:
    """For whom and for what, as it was typed."""
    shown = scope_of(part, document) if part is not None else {}
    when, lines = (part.when, part.lines) if part is not None else (None, None)
    return {
        "when": condition(typed, WHEN, "when", before=when, shown=shown),
        "lines": condition(typed, LINES, "lines", before=lines, shown=shown),
    }


def scope_said(part: Coupon | PartnerOffer, document: Programme, voice: Voice) -> tuple[str, ...]:
    """For whom and for what, in words."""
    words = vocabulary_for(document)
    return (
        *in_words(part.lines, LINES, words, document, voice, per_line=True),
        *in_words(part.when, WHEN, words, document, voice),
    )


def days(first: str | None, last: str | None) -> str:
    """From when until when, both days included."""
    if first and last:
        return _("from %(first)s to the end of %(last)s") % {"first": slashed(first), "last": slashed(last)}
    if first:
        return _("from %(first)s on") % {"first": slashed(first)}
    return _("to the end of %(last)s") % {"last": slashed(last)} if last else ""


def without_name(typed: Mapping[str, str]) -> dict[str, str]:
    """What is said where there is no name."""
    found = {
        field: _("Give it a name in both languages.")
        for field in ("name_zh", "name_en")
        if not text(typed, field)
    }
    if not found and not name_from(typed):
        found["id"] = _("Give it a short name in small letters, such as canvas-bag.")
    return found


def limit_field(path: Path, item: Mapping[str, Written]) -> str:
    """The field of one of the limits."""
    found = item.get("limits")
    place = path[1] if len(path) > 1 else 0
    one = (
        found[place]
        if isinstance(found, list | tuple) and isinstance(place, int) and place < len(found)
        else {}
    )
    return f"limit_{one['per']}" if isinstance(one, dict) and "per" in one else "limit_member"


def unless(given: str, left_out: str) -> str | None:
    """What was chosen, where it is not what is meant anyway."""
    return None if given == left_out else given

"""The form of bringing friends: what both get, when a friend's purchase counts, and how many friends do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from regulars.console import budget_words
from regulars.console.forms.budgeted import budget_field, budget_shown, budget_typed
from regulars.console.forms.offered import limit_field
from regulars.console.forms.typed import both, in_order, kept, limits, number, text, words_of, written
from regulars.console.forms.writing import Form, by_longest
from regulars.core.programme.document import Programme, Referral
from regulars.telling import referral as telling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulars.core.programme.mistakes import Path
    from regulars.core.programme.parts import Part
    from regulars.programmes.editing import Written
    from regulars.telling.voice import Voice

SPANS: Final = ("day", "month", "year", "member")
_FIELDS: Final = {
    ("name", "zh-Hant"): "name_zh", ("name", "en"): "name_en", ("name",): "name_zh", ("reward", "of"): "reward_of",
    ("reward",): "reward", ("welcome", "of"): "welcome_of", ("welcome",): "welcome", ("return_window",): "return_window",
    ("at_least",): "at_least",
}  # fmt: skip


def fields_of(referral: Part | None, document: Programme) -> dict[str, str]:
    """What is promised as the form shows it; at first what most shops would choose."""
    if not isinstance(referral, Referral):
        return {
            "name_zh": "好友推薦", "name_en": "Bring a friend", "return_window": "14", "limit_month": "5",
            "reward_of": next(iter(document.points)), "welcome_of": next(iter(document.points)), "way": "points",
        }  # fmt: skip
    shown = {
        "reward": str(referral.reward.points), "reward_of": referral.reward.of, "return_window": str(referral.return_window),
        "at_least": str(referral.at_least or ""),
    }  # fmt: skip
    if referral.welcome is not None:
        shown |= {"welcome": str(referral.welcome.points), "welcome_of": referral.welcome.of}
    shown |= {f"limit_{one.per}": str(one.times) for one in referral.limits}
    return shown | words_of(referral.name, "name") | budget_shown(referral.budget)


def document_of(typed: Mapping[str, str], document: Programme, before: Part | None) -> dict[str, Written]:  # noqa: ARG001 - every form is asked alike.
    """What was typed, laid over what stood there."""
    made = written(before) | {"name": both(typed, "name") or {}, "reward": _gift(typed, "reward")}
    plain: dict[str, Written | None] = {
        "welcome": _gift(typed, "welcome") if text(typed, "welcome") else None,
        "return_window": number(typed, "return_window"), "at_least": number(typed, "at_least"),
        "limits": limits(typed, SPANS, made), "budget": budget_typed(typed),
    }  # fmt: skip
    for key, value in plain.items():
        made = kept(made, key, value)
    return in_order(made, Referral)


def says(referral: Part, document: Programme, voice: Voice) -> tuple[str, ...]:
    """What is promised, as members read it, and what it may come to, which only the shop reads."""
    assert isinstance(referral, Referral)
    said = telling.terms(document, voice)
    if referral.budget is None:
        return said
    budget = budget_words.said(referral.budget, document, referral.reward.of, voice)
    return (*said, _("All who invite together get no more than %(budget)s") % {"budget": budget})


def lacking(typed: Mapping[str, str]) -> dict[str, str]:
    """What has to be there before anything else can be said."""
    found = {
        field: _("Give it a name in both languages.")
        for field in ("name_zh", "name_en")
        if not text(typed, field)
    }
    return (
        found if text(typed, "reward") else found | {"reward": _("Say how many points whoever invites gets.")}
    )


def field_of(path: Path, item: Mapping[str, Written]) -> str:
    """The field that a place of it stands in."""
    if path[:1] == ("limits",):
        return limit_field(path, item)
    return budget_field(path, item) if path[:1] == ("budget",) else by_longest(path, _FIELDS)


def _gift(typed: Mapping[str, str], name: str) -> dict[str, Written]:
    return {"points": number(typed, name), "of": text(typed, f"{name}_of")}


FORM: Final = Form("referral", document_of, lacking, field_of, is_one=True)

"""The form of a reward: what points buy, for how much, when, how many of it, for whom, and how it is had."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.console.forms import lottery
from regulars.console.forms.conditions import condition, in_words
from regulars.console.forms.conditions import fields_of as asked_in
from regulars.console.forms.offered import days, limit_field, unless, without_name
from regulars.console.forms.typed import (
    both,
    in_order,
    kept,
    limits,
    name_from,
    number,
    text,
    words_of,
    written,
)
from regulars.console.forms.writing import Form, by_longest
from regulars.console.templatetags.shown import slashed
from regulars.core.money import minor
from regulars.core.programme.document import Price, Programme, Reward
from regulars.core.programme.rewards import PAY_WITHIN
from regulars.core.programme.vocabulary import reward_vocabulary
from regulars.telling.figures import points_of, whole
from regulars.telling.rewards import SENTENCES, money_of, price

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulars.core.programme.mistakes import Path
    from regulars.core.programme.parts import Part
    from regulars.programmes.editing import Written
    from regulars.telling.voice import Voice

CASES: Final = ("level", "birthday")
FUNDINGS: Final = ("free", "paid", "partner")
#: What is not handed over in the shop: it costs no money, and nobody fetches it.
_NOT_GOODS: Final = frozenset({"donation", "lottery"})
SPANS: Final = ("member", "member_month", "member_day", "day")
_LIMITS: Final[dict[str, Promise]] = {
    "member": gettext_lazy("%(times)s for each member"), "member_month": gettext_lazy("%(times)s for each member in a month"),
    "member_day": gettext_lazy("%(times)s for each member on a day"), "day": gettext_lazy("%(times)s on a day for everybody together"),
}  # fmt: skip
_FIELDS: Final = {
    ("id",): "id", ("name", "zh-Hant"): "name_zh", ("name", "en"): "name_en", ("name",): "name_zh",
    ("about", "zh-Hant"): "about_zh", ("about", "en"): "about_en", ("kind",): "kind", ("price", "of"): "of", ("price", "money"): "money", ("price", "funding"): "funding", ("pay_within",): "pay_within", ("price",): "points",
    ("from",): "from", ("until",): "until", ("stock",): "stock", ("when",): "when", ("handed_over",): "handed_over",
    ("fetch_within",): "fetch_within", ("cause",): "cause",
}  # fmt: skip


def fields_of(reward: Part | None, document: Programme) -> dict[str, str]:
    """A reward as the form shows it; of a new one what most shops would choose."""
    if not isinstance(reward, Reward):
        new = {"kind": "gift", "handed_over": "by_staff", "fetch_within": "30", "limit_member": "1"}
        return new | lottery.fields_of(None)
    shown = {
        "id": reward.id, "kind": reward.kind, "points": str(reward.price.points), "of": reward.price.of or "",
        "from": reward.from_ or "", "until": reward.until or "", "stock": str(reward.stock or ""),
        "handed_over": reward.handed_over, "fetch_within": str(reward.fetch_within or ""),
    }  # fmt: skip
    plain = {"money": reward.price.money, "pay_within": reward.pay_within}
    shown |= {name: str(value) for name, value in plain.items() if value is not None}
    shown |= {"cause": reward.cause or ""} | lottery.fields_of(reward.lottery)
    shown |= {f"paid_by_{one}": "yes" for one in reward.price.funding or ()}
    shown |= {f"limit_{one.per}": str(one.times) for one in reward.limits}
    shown |= asked_in(reward.when, CASES, "when", reward_vocabulary(document))
    return shown | words_of(reward.name, "name") | words_of(reward.about, "about")


def document_of(typed: Mapping[str, str], document: Programme, before: Part | None) -> dict[str, Written]:
    """What was typed, laid over the reward as it was. It may have mistakes, which the programme's own check names."""
    made, shown = written(before), fields_of(before, document) if before else {}
    made |= {
        "id": name_from(typed, [one.id for one in document.rewards]),
        "name": both(typed, "name") or {},
        "price": _price(typed, made.get("price")),
    }
    when = condition(typed, CASES, "when", before=getattr(before, "when", None), shown=shown)
    plain: dict[str, Written | None] = {
        "about": both(typed, "about"), "kind": unless(text(typed, "kind") or str(made.get("kind", "")), "gift"), "from": text(typed, "from"),
        "until": text(typed, "until"), "stock": number(typed, "stock"), "limits": limits(typed, SPANS, made), "when": when,
        **_of_kind(typed, text(typed, "kind"), before),
    }  # fmt: skip
    for key, value in plain.items():
        made = kept(made, key, value)
    return in_order(made, Reward)


def _of_kind(typed: Mapping[str, str], kind: str, before: Part | None) -> dict[str, Written | None]:
    """What belongs to one kind alone; whatever the form hides is not read."""
    is_goods, known = kind not in _NOT_GOODS, before.lottery if isinstance(before, Reward) else None
    return {
        "handed_over": unless(text(typed, "handed_over"), "by_staff") if is_goods else None,
        "fetch_within": number(typed, "fetch_within") if is_goods else None,
        "pay_within": number(typed, "pay_within") if is_goods else None,
        "cause": text(typed, "cause") if kind == "donation" else None,
        "lottery": lottery.document_of(typed, known) if kind == "lottery" else None,
    }


def _price(typed: Mapping[str, str], before: Written | None) -> dict[str, Written]:
    """What it costs, laid over what it cost."""
    made: dict[str, Written] = dict(before) if isinstance(before, dict) else {}
    fundings: list[Written] = [one for one in FUNDINGS if typed.get(f"paid_by_{one}")]
    plain: dict[str, Written | None] = {
        "of": text(typed, "of"), "money": number(typed, "money") if text(typed, "kind") not in _NOT_GOODS else None, "funding": fundings if 0 < len(fundings) < len(FUNDINGS) else None,
    }  # fmt: skip
    for key, value in plain.items():
        made = kept(made, key, value)
    return in_order(made | {"points": number(typed, "points")}, Price)


def says(reward: Part, document: Programme, voice: Voice) -> tuple[str, ...]:
    """A reward in a few sentences, as it will be."""
    assert isinstance(reward, Reward)
    points = document.points[reward.price.of or next(iter(document.points))]
    cents = 0 if reward.price.money is None else minor(str(reward.price.money), document.currency)
    said = [
        price(points_of(reward.price.points, points.name, voice), cents, voice),
        days(reward.from_, reward.until),
    ]
    if reward.stock is not None:
        said.append(_("%(stock)s in all") % {"stock": whole(reward.stock)})
    said += [str(_LIMITS[one.per]) % {"times": whole(one.times)} for one in reward.limits]
    if reward.lottery is not None:
        said += lottery.says(reward.lottery, voice)
    said += in_words(reward.when, CASES, reward_vocabulary(document), document, voice)
    return tuple(one for one in (*said, _after(reward, cents, voice)) if one)


def _after(reward: Reward, cents: int, voice: Voice) -> str:
    """What happens once somebody has redeemed it."""
    if cents:
        minutes = reward.pay_within or PAY_WITHIN
        return voice.say(SENTENCES["after_money"], money=money_of(cents, voice), minutes=minutes)
    if reward.kind == "lottery" and reward.lottery is not None:
        return voice.say(SENTENCES["after_lottery"], day=slashed(reward.lottery.draw))
    if reward.kind == "donation":
        key = "after_donation"
    elif reward.kind == "voucher":
        key = "after_voucher"
    elif reward.handed_over == "at_once":
        key = "after_at_once"
    else:
        key = "after_fetch" if reward.fetch_within else "after_staff"
    return voice.say(SENTENCES[key], days=reward.fetch_within)


def lacking(typed: Mapping[str, str]) -> dict[str, str]:
    """What has to be there before anything else can be said."""
    found = without_name(typed)
    if bool(text(typed, "about_zh")) != bool(text(typed, "about_en")):
        found["about_en" if text(typed, "about_zh") else "about_zh"] = _(
            "Write it in both languages, or in neither."
        )
    if not text(typed, "points"):
        found["points"] = _("Say how many points it costs.")
    if text(typed, "kind") == "lottery":
        found |= lottery.lacking(typed)
    return found


def field_of(path: Path, item: Mapping[str, Written]) -> str:
    """The field that a place of the reward stands in."""
    if path[:1] == ("limits",):
        return limit_field(path, item)
    return lottery.field_of(path[1:]) if path[:1] == ("lottery",) else by_longest(path, _FIELDS)


FORM: Final = Form("rewards", document_of, lacking, field_of)

"""The form of a coupon: what it takes off, of what, for whom, by which codes, how often, and beside which others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from regulars.console.forms.offered import (
    days,
    limit_field,
    scope_of,
    scope_said,
    scope_typed,
    unless,
    without_name,
)
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
from regulars.core.programme.checks.coupons import WAYS
from regulars.core.programme.document import Coupon, Programme
from regulars.telling import coupons as telling
from regulars.telling.figures import whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulars.core.programme.mistakes import Path
    from regulars.core.programme.parts import Part
    from regulars.programmes.editing import Written
    from regulars.telling.voice import Voice

SPANS: Final = ("member", "store", "staff", "day", "all")
_LIMITS: Final[dict[str, Promise]] = {
    "member": pgettext_lazy("of a coupon", "%(times)s for each member"), "store": gettext_lazy("%(times)s in each store"),
    "staff": gettext_lazy("%(times)s by each person at the till"), "day": gettext_lazy("%(times)s on a day for everybody together"),
    "all": gettext_lazy("%(times)s for everybody in all"),
}  # fmt: skip
_FIELDS: Final = {
    ("id",): "id", ("name", "zh-Hant"): "name_zh", ("name", "en"): "name_en", ("name",): "name_zh", ("amount",): "amount",
    ("percent",): "percent", ("fixed_price",): "fixed_price", ("gift", "product"): "product", ("gift",): "times", ("shipping",): "way",
    ("minimum",): "minimum", ("when",): "when", ("lines",): "lines", ("code",): "code", ("claim",): "claim",
    ("valid",): "valid_days", ("from",): "from", ("until",): "until", ("priority",): "priority", ("group",): "group", ("base",): "base",
}  # fmt: skip


def fields_of(coupon: Part | None, document: Programme) -> dict[str, str]:
    """A coupon as the form shows it; of a new one what most shops would choose."""
    if not isinstance(coupon, Coupon):
        return {
            "way": "amount",
            "codes": "shared",
            "times": "1",
            "base": "rest",
            "limit_member": "1",
            "valid_since": "issue",
        }
    way = _way(coupon)
    shown = {
        "id": coupon.id,
        "way": way,
        "codes": "shared" if coupon.code else "own",
        "base": coupon.base,
        "times": "1",
    }
    plain = {
        "amount": coupon.amount, "percent": coupon.percent, "fixed_price": coupon.fixed_price, f"most_{way}": coupon.most,
        "minimum": coupon.minimum, "code": coupon.code, "from": coupon.since, "until": coupon.until, "group": coupon.group,
        "claim": "yes" if coupon.claim else None, "exclusive": "yes" if coupon.exclusive else None,
        "comes_back": "yes" if coupon.comes_back else None,
    }  # fmt: skip
    shown |= {name: str(value) for name, value in plain.items() if value is not None}
    if coupon.gift is not None:
        shown |= {"product": coupon.gift.product or "", "times": str(coupon.gift.times)}
    if coupon.valid is not None:
        shown |= {"valid_days": str(coupon.valid.days), "valid_since": coupon.valid.since}
    if "priority" in written(coupon):
        shown["priority"] = str(coupon.priority)
    shown |= {f"limit_{one.per}": str(one.times) for one in coupon.limits}
    return shown | scope_of(coupon, document) | words_of(coupon.name, "name")


def document_of(typed: Mapping[str, str], document: Programme, before: Part | None) -> dict[str, Written]:
    """What was typed, laid over the coupon as it was; of the ways to lower a price, the one that was chosen alone."""
    made, way = written(before), text(typed, "way")
    made |= {"id": name_from(typed, [one.id for one in document.coupons]), "name": both(typed, "name") or {}}
    gift = kept({"times": number(typed, "times")}, "product", text(typed, "product"))
    ways: dict[str, Written] = {
        "amount": number(typed, "amount"), "percent": number(typed, "percent"), "fixed_price": number(typed, "fixed_price"),
        "gift": gift, "shipping": "free",
    }  # fmt: skip
    is_shared = text(typed, "codes") == "shared"
    valid = {"days": number(typed, "valid_days"), "from": text(typed, "valid_since") or "issue"}
    plain: dict[str, Written | None] = {
        **{name: value if name == way else None for name, value in ways.items()},
        "most": number(typed, f"most_{way}") if way in {"percent", "shipping"} else None,
        "base": unless(text(typed, "base"), "rest") if way == "percent" else None, "minimum": number(typed, "minimum"),
        **scope_typed(typed, before if isinstance(before, Coupon) else None, document),
        "code": text(typed, "code") if is_shared else None, "claim": True if not is_shared and typed.get("claim") else None,
        "valid": valid if not is_shared and text(typed, "valid_days") else None, "from": text(typed, "from"),
        "until": text(typed, "until"), "limits": limits(typed, SPANS, made), "priority": number(typed, "priority"),
        "exclusive": True if typed.get("exclusive") else None, "group": text(typed, "group"),
        "comes_back": True if typed.get("comes_back") else None,
    }  # fmt: skip
    for key, value in plain.items():
        made = kept(made, key, value)
    return in_order(made, Coupon)


def says(coupon: Part, document: Programme, voice: Voice) -> tuple[str, ...]:
    """A coupon in a few sentences, as it will be."""
    assert isinstance(coupon, Coupon)
    said = [telling.takes_off(coupon, document, voice), telling.on_from(coupon, document, voice)]
    said += scope_said(coupon, document, voice)
    said += [_code(coupon), days(coupon.since, coupon.until)]
    said += [str(_LIMITS[one.per]) % {"times": whole(one.times)} for one in coupon.limits]
    if coupon.exclusive:
        said.append(_("never together with another"))
    if coupon.comes_back:
        said.append(_("can be used again when the whole order came back"))
    return tuple(one for one in said if one)


def lacking(typed: Mapping[str, str]) -> dict[str, str]:
    """What has to be there before anything else can be said."""
    found, way = without_name(typed), text(typed, "way")
    needed = {
        "amount": ("amount", _("Say how much it takes off.")), "percent": ("percent", _("Say how many per cent it takes off.")),
        "fixed_price": ("fixed_price", _("Say what each item costs with it.")), "gift": ("times", _("Say how many items are free.")),
    }  # fmt: skip
    if way not in WAYS:
        found["way"] = _("Choose what it takes off.")
    if way in needed and not text(typed, needed[way][0]):
        found[needed[way][0]] = needed[way][1]
    if text(typed, "codes") == "shared" and not text(typed, "code"):
        found["code"] = _("Write the code that everybody uses, such as WELCOME.")
    return found


def field_of(path: Path, item: Mapping[str, Written]) -> str:
    """The field that a place of the coupon stands in."""
    if path[:1] == ("limits",):
        return limit_field(path, item)
    if path[:1] == ("most",):
        return f"most_{'shipping' if 'shipping' in item else 'percent'}"
    return by_longest(path, _FIELDS) if path else "way"


def _way(coupon: Coupon) -> str:
    return next(way for way in WAYS if getattr(coupon, way) is not None)


def _code(coupon: Coupon) -> str:
    if coupon.code is not None:
        return _("code %(code)s, the same for everybody") % {"code": coupon.code}
    own = _("members take one themselves") if coupon.claim else _("everybody has a code of their own")
    if coupon.valid is None:
        return own
    since = (
        _("from the day it was taken") if coupon.valid.since == "claim" else _("from the day it was given")
    )
    said = ngettext(
        "%(own)s, for %(days)s day %(since)s", "%(own)s, for %(days)s days %(since)s", coupon.valid.days
    )
    return said % {"own": own, "days": whole(coupon.valid.days), "since": since}


FORM: Final = Form("coupons", document_of, lacking, field_of)

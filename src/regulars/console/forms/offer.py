"""The form of a partner's offer: with which purchase a code of the partner's pool is given."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.console.forms.offered import days, scope_of, scope_said, scope_typed, without_name
from regulars.console.forms.typed import both, in_order, kept, name_from, number, text, words_of, written
from regulars.console.forms.writing import Form, by_longest
from regulars.core.programme.document import PartnerOffer, Programme
from regulars.telling.figures import priced, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulars.core.programme.mistakes import Path
    from regulars.core.programme.parts import Part
    from regulars.programmes.editing import Written
    from regulars.telling.voice import Voice

_FIELDS: Final = {
    ("id",): "id", ("name", "zh-Hant"): "name_zh", ("name", "en"): "name_en", ("name",): "name_zh", ("partner",): "partner",
    ("minimum",): "minimum", ("when",): "when", ("lines",): "lines", ("from",): "from", ("until",): "until", ("times",): "times",
}  # fmt: skip


def fields_of(offer: Part | None, document: Programme) -> dict[str, str]:
    """An offer as the form shows it; a new one is given once to each member."""
    if not isinstance(offer, PartnerOffer):
        return {"times": "1"}
    plain = {
        "partner": offer.partner, "minimum": offer.minimum, "from": offer.since, "until": offer.until, "times": offer.times
    }  # fmt: skip
    shown = {"id": offer.id} | {name: str(value) for name, value in plain.items() if value is not None}
    return shown | scope_of(offer, document) | words_of(offer.name, "name")


def document_of(typed: Mapping[str, str], document: Programme, before: Part | None) -> dict[str, Written]:
    """What was typed, laid over the offer as it was."""
    made = written(before) | {
        "id": name_from(typed, [one.id for one in document.partner_offers]),
        "name": both(typed, "name") or {},
        "partner": text(typed, "partner"),
    }
    plain: dict[str, Written | None] = {
        "minimum": number(typed, "minimum"), **scope_typed(typed, before if isinstance(before, PartnerOffer) else None, document),
        "from": text(typed, "from"), "until": text(typed, "until"), "times": number(typed, "times"),
    }  # fmt: skip
    for key, value in plain.items():
        made = kept(made, key, value)
    return in_order(made, PartnerOffer)


def says(offer: Part, document: Programme, voice: Voice) -> tuple[str, ...]:
    """An offer in a few sentences, as it will be."""
    assert isinstance(offer, PartnerOffer)
    said = [_("by %(partner)s") % {"partner": offer.partner}]
    if offer.minimum is not None:
        least = priced(Decimal(str(offer.minimum)), document.currency)
        said.append(_("with a purchase from %(amount)s on") % {"amount": least})
    said += [*scope_said(offer, document, voice), days(offer.since, offer.until)]
    if offer.times is not None:
        said.append(pgettext("of a coupon", "%(times)s for each member") % {"times": whole(offer.times)})
    said.append(_("The partner is told counts of 20 and more, and never a member."))
    return tuple(one for one in said if one)


def lacking(typed: Mapping[str, str]) -> dict[str, str]:
    """What has to be there before anything else can be said."""
    found = without_name(typed)
    return found if text(typed, "partner") else found | {"partner": _("Say whose offer it is.")}


def field_of(path: Path, item: Mapping[str, Written]) -> str:  # noqa: ARG001 - every form is asked alike.
    """The field that a place of the offer stands in."""
    return by_longest(path, _FIELDS)


FORM: Final = Form("partner_offers", document_of, lacking, field_of)

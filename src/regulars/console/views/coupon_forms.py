"""The forms of coupons and of partners' offers, which write into the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.accounts.access import StaffRequest, needs
from regulars.catalogue import queries as catalogue
from regulars.console.forms import coupon as coupon_form
from regulars.console.forms import offer as offer_form
from regulars.console.views import drawing

if TYPE_CHECKING:
    from regulars.core.programme.document import Programme
    from regulars.telling.voice import Voice


@require_http_methods(["GET", "HEAD", "POST"])
@needs("edit_programme")
def coupon(request: StaffRequest, identity: str = "") -> HttpResponse:
    """The form of a coupon."""
    return drawing.answer(request, COUPON, identity)


@require_POST
@needs("edit_programme")
def remove_coupon(request: StaffRequest, identity: str) -> HttpResponse:
    """Take a coupon out of the draft."""
    return drawing.remove(request, COUPON, identity)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("edit_programme")
def offer(request: StaffRequest, identity: str = "") -> HttpResponse:
    """The form of a partner's offer."""
    return drawing.answer(request, OFFER, identity)


@require_POST
@needs("edit_programme")
def remove_offer(request: StaffRequest, identity: str) -> HttpResponse:
    """Take a partner's offer out of the draft."""
    return drawing.remove(request, OFFER, identity)


def _choices(document: Programme, speaking: Voice) -> dict[str, object]:
    said = {"all": _("all count"), "highest": _("the highest counts"), "first": _("the first counts")}
    return {
        "levels": drawing.levels(document, speaking), "currency": document.currency, "categories": catalogue.categories(),
        "brands": catalogue.brands(), "stores": [(name, called or name) for name, called in catalogue.stores()],
        "groups": [(name, said[how]) for name, how in document.groups.items()],
    }  # fmt: skip


COUPON = drawing.Sheet(
    coupon_form.FORM, "coupon_form.html", "coupons", coupon_form.fields_of, coupon_form.says, _choices
)
OFFER = drawing.Sheet(
    offer_form.FORM, "offer_form.html", "coupons", offer_form.fields_of, offer_form.says, _choices
)

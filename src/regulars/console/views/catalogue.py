"""The catalogue: products with a search, and filters by category and brand."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.catalogue import queries
from regulars.console.pages import is_part, page, part

PAGE = 50
_LONGEST = 200


@require_safe
@needs("see_programme")
def catalogue(request: StaffRequest) -> HttpResponse:
    """Show a page of the products that fit; while one types, only the list itself."""
    asked = {
        name: request.GET.get(name, "").strip()[:_LONGEST].replace("\0", "")
        for name in ("q", "category", "brand", "after")
    }
    listed = queries.products(
        words=asked["q"], category=asked["category"], brand=asked["brand"], after=asked["after"], limit=PAGE
    )
    narrowed = {name: value for name, value in asked.items() if value and name != "after"}
    shown: dict[str, Any] = {  # Any: a template takes what it gets.
        "rows": listed.rows,
        "asked": asked,
        "is_narrowed": bool(narrowed),
        "first_page": _address(narrowed),
        "next_page": _address(narrowed | {"after": listed.next_after}) if listed.next_after else "",
    }
    if is_part(request):
        return part(request, "product_list.html", **shown)
    around: dict[str, Any] = {  # Any: as above.
        "counts": queries.counts(),
        "categories": queries.categories(),
        "brands": queries.brands(),
        "stores": queries.stores(),
    }
    return page(request, "catalogue.html", here="catalogue", **shown, **around)


def _address(narrowed: dict[str, str]) -> str:
    return reverse("console:catalogue") + (f"?{urlencode(narrowed)}" if narrowed else "")

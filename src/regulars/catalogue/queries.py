"""What the catalogue knows."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Q

from regulars.catalogue.models import Brand, Category, Product, Store


class Counts(NamedTuple):
    """How many of each there are."""

    products: int
    categories: int
    brands: int
    stores: int


class Shown(NamedTuple):
    """A product as a list shows it."""

    id: str
    name: str
    brand: str
    categories: tuple[str, ...]
    is_imported: bool


class Listed(NamedTuple):
    """A page of products that fit; `next_after` is where the next page begins, "" at the end."""

    rows: tuple[Shown, ...]
    next_after: str


def counts() -> Counts:
    """How much there is."""
    return Counts(*(model.objects.count() for model in (Product, Category, Brand, Store)))


def products(
    *, words: str = "", category: str = "", brand: str = "", after: str = "", limit: int = 50
) -> Listed:
    """Products by their id, whose id, name or brand has these words; `category` means the whole branch."""
    rows = Product.objects.filter(id__gt=after).order_by("id")
    if words:
        rows = rows.filter(Q(id__icontains=words) | Q(name__icontains=words) | Q(brand__icontains=words))
    if brand:
        rows = rows.filter(brand=brand)
    if category:
        below = Category.objects.filter(Q(path=category) | Q(path__startswith=f"{category}/"))
        rows = rows.filter(categories__overlap=list(below.values_list("path", flat=True)))
    found = [
        Shown(row.id, row.name, row.brand, tuple(row.categories), row.is_imported)
        for row in rows[: limit + 1]
    ]
    return Listed(tuple(found[:limit]), found[limit - 1].id if len(found) > limit else "")


def categories(*, most: int = 500) -> tuple[str, ...]:
    """The paths of goods, in their order."""
    return tuple(Category.objects.order_by("path").values_list("path", flat=True)[:most])


def brands(*, most: int = 500) -> tuple[str, ...]:
    """Who makes the goods, by name."""
    return tuple(Brand.objects.order_by("name").values_list("name", flat=True)[:most])


def stores(*, most: int = 500) -> tuple[tuple[str, str], ...]:
    """Where the shop sells: what a store is called by orders, and by people."""
    return tuple((row.id, row.name) for row in Store.objects.order_by("id")[:most])


def names_of(ids: set[str]) -> dict[str, str]:
    """What products are called, where that is known."""
    return dict(Product.objects.filter(id__in=ids).exclude(name="").values_list("id", "name"))

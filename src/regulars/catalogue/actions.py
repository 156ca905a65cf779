"""The catalogue fills itself: what an event or a file names is there from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.core.facts import branches

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from psycopg import Cursor

    from regulars.events.understanding.goods import Good

#: Between the paths of one product on their way into the database; nobody prints it.
_BETWEEN: Final = "\x1f"

# Rows that would stay as they are are left out before the write: a conflict that changes nothing still costs one.
_PRODUCTS = """
    WITH told AS (
        SELECT new.id, coalesce(nullif(new.name, ''), old.name, '') AS name,
            coalesce(nullif(new.brand, ''), old.brand, '') AS brand,
            CASE WHEN new.paths = '' THEN coalesce(old.categories, '{}') ELSE string_to_array(new.paths, E'\\x1f') END AS categories,
            old.id AS known, (old.name, old.brand, old.categories, old.is_imported) AS before
        FROM unnest(%(ids)s::text[], %(names)s::text[], %(brands)s::text[], %(paths)s::text[])
            AS new (id, name, brand, paths)
        LEFT JOIN catalogue_product AS old USING (id) WHERE %(imported)s OR old.is_imported IS NOT TRUE
    )
    INSERT INTO catalogue_product AS old (id, name, brand, categories, is_imported)
    SELECT id, name, brand, categories, %(imported)s FROM told
    WHERE known IS NULL OR (name, brand, categories, %(imported)s) IS DISTINCT FROM before ORDER BY id
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, brand = excluded.brand, categories = excluded.categories,
        is_imported = excluded.is_imported
    WHERE excluded.is_imported OR NOT old.is_imported
"""
_CATEGORIES = """
    INSERT INTO catalogue_category (path) SELECT path FROM unnest(%s::text[]) AS path
    WHERE NOT EXISTS (SELECT FROM catalogue_category AS old WHERE old.path = path.path) ORDER BY path
    ON CONFLICT DO NOTHING
"""
_BRANDS = """
    INSERT INTO catalogue_brand (name) SELECT name FROM unnest(%s::text[]) AS name
    WHERE NOT EXISTS (SELECT FROM catalogue_brand AS old WHERE old.name = name.name) ORDER BY name
    ON CONFLICT DO NOTHING
"""
_STORES = """
    INSERT INTO catalogue_store AS old (id, name, is_imported)
    SELECT id, name, %(imported)s FROM unnest(%(ids)s::text[], %(names)s::text[]) AS new (id, name)
    WHERE %(imported)s OR NOT EXISTS (SELECT FROM catalogue_store AS known WHERE known.id = new.id) ORDER BY id
    ON CONFLICT (id) DO UPDATE SET name = coalesce(nullif(excluded.name, ''), old.name), is_imported = true
    WHERE excluded.is_imported
"""


class Place(NamedTuple):
    """A store, and what it is called where somebody says."""

    id: str
    name: str = ""


def notice(
    cursor: Cursor, *, goods: Iterable[Good] = (), stores: Collection[str] = (), is_imported: bool = False
) -> None:
    """Know these goods and stores from now on. Of two that say something of one product, the later counts.

    What is not said stays as it was; what a file said stays until a file says otherwise.
    """
    latest = _latest(goods)
    if latest:
        _notice_goods(cursor, latest, is_imported=is_imported)
    if stores:
        notice_stores(cursor, [Place(name) for name in sorted(set(stores))], is_imported=is_imported)


def notice_stores(cursor: Cursor, stores: list[Place], *, is_imported: bool) -> None:
    """Know these stores from now on."""
    columns = {"ids": [one.id for one in stores], "names": [one.name for one in stores]}
    cursor.execute(_STORES, {**columns, "imported": is_imported})


def _latest(goods: Iterable[Good]) -> list[Good]:
    """One of each product: the last that was said of it, and what only earlier ones said."""
    found: dict[str, Good] = {}
    for good in goods:
        before = found.get(good.product)
        found[good.product] = (
            good
            if before is None or before == good
            else good._replace(
                name=good.name or before.name,
                brand=good.brand or before.brand,
                categories=good.categories or before.categories,
            )
        )
    return [found[product] for product in sorted(found)]


def _notice_goods(cursor: Cursor, goods: list[Good], *, is_imported: bool) -> None:
    columns = {
        "ids": [good.product for good in goods],
        "names": [good.name or "" for good in goods],
        "brands": [good.brand or "" for good in goods],
        "paths": [_BETWEEN.join(good.categories) for good in goods],
    }
    cursor.execute(_PRODUCTS, {**columns, "imported": is_imported})
    paths = sorted({branch for good in goods for path in good.categories for branch in branches(path)})
    if paths:
        cursor.execute(_CATEGORIES, (paths,))
    brands = sorted({good.brand for good in goods if good.brand})
    if brands:
        cursor.execute(_BRANDS, (brands,))

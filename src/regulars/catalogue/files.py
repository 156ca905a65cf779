"""A catalogue out of somebody else's system: CSV, JSON lines or Parquet, under whatever names its columns have."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final, NamedTuple

import duckdb

from regulars.catalogue.actions import Place
from regulars.events.orderfiles.columns import Columns, Source
from regulars.events.orderfiles.fields import NAMES, plain
from regulars.events.orderfiles.opening import open_file
from regulars.events.orderfiles.reading import give, look_into
from regulars.events.orderfiles.refusals import ColumnsMissing
from regulars.events.understanding.goods import Good, path_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OF_PRODUCTS: Final = ("product", "name", "brand", "category")
_OF_STORES: Final = ("store", "name")
#: What a list of stores calls them, besides what an order does.
_ALSO: Final = {
    "store": ("id", "code", "代號", "編號"),
    "name": ("store name", "門市名稱", "店名"),
    "product": ("id", "code", "編號"),
}
_LONGEST: Final = 100
_LONGEST_NAME: Final = 400
_GROUP: Final = 5_000


class Read(NamedTuple):
    """Goods and stores of a file, and how many rows named nothing."""

    goods: list[Good]
    stores: list[Place]
    left_out: int


def read_catalogue(path: Path, *, folder: Path) -> Iterator[Read]:
    """Read a file in groups: products where it has a column of them, else stores."""
    opened = open_file(path, folder=folder)
    with closing(duckdb.connect(str(folder / "catalogue.duckdb"))) as database:
        table = look_into(opened, path=str(path), database=database)
        found = _recognised(table.columns)
        if "product" not in found and "store" not in found:
            raise ColumnsMissing(path=str(path), missing=["product"], found=list(table.columns), nearest={})
        fields = _OF_PRODUCTS if "product" in found else _OF_STORES
        columns = Columns({field: found[field] for field in fields if field in found}, (), None)
        give(table, columns, database=database)
        rows = database.execute(f"SELECT {', '.join(fields)} FROM given ORDER BY row, nth")  # noqa: S608 - names are ours.
        while group := rows.fetchmany(_GROUP):
            yield _goods(group) if fields is _OF_PRODUCTS else _stores(group)


def _recognised(columns: tuple[str, ...]) -> dict[str, Source]:
    by_plain = {plain(name): name for name in reversed(columns)}
    found: dict[str, Source] = {}
    for field in dict.fromkeys((*_OF_PRODUCTS, *_OF_STORES)):
        for known in (field, *NAMES[field], *_ALSO.get(field, ())):
            column = by_plain.get(plain(known))
            if column is not None and column not in {one.columns[0] for one in found.values()}:
                found[field] = Source((column,))
                break
    return found


def _goods(rows: list[tuple[str | None, ...]]) -> Read:
    goods = [
        Good(product, _short(name), _short(brand), _paths(category))
        for product, name, brand, category in rows
        if product and _is_name(product)
    ]
    return Read(goods, [], len(rows) - len(goods))


def _stores(rows: list[tuple[str | None, ...]]) -> Read:
    stores = [Place(store, _short(name) or "") for store, name in rows if store and _is_name(store)]
    return Read([], stores, len(rows) - len(stores))


def _is_name(given: str) -> bool:
    return len(given) <= _LONGEST and given.isprintable()


def _short(given: str | None) -> str | None:
    return (
        "".join(each for each in given if each.isprintable())[:_LONGEST_NAME].strip() or None
        if given
        else None
    )


def _paths(given: str | None) -> tuple[str, ...]:
    """Several paths stand in one cell with a semicolon or a bar between them."""
    parts = (given or "").replace("|", ";").split(";")
    return tuple(dict.fromkeys(path for part in parts if (path := path_of(part))))

"""The stream as files: the till's lines as CSV, everything as JSON lines."""

import csv
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TextIO

import msgspec

from regulars.demo.goods import GOOD_BY_SKU
from regulars.demo.stream import Cancellation, Happening, Joined, Line, Return, ReturnedLine, Sale

COLUMNS = (
    *("order_id", "line_no", "occurred_at", "member", "store", "channel"),
    *(
        "product",
        "name",
        "category",
        "brand",
        "quantity",
        "amount",
        "kind",
        "of_order",
        "points_used",
        "paid_with_points",
    ),
)
MEMBER_COLUMNS = ("member", "nickname", "birth_month", "joined_at")

Row = tuple[str | int, ...]


def write_csv(*, happenings: Iterable[Happening], to: TextIO) -> int:
    """One row a line; answers how many. Who joined and what was spent alone are no orders, and are left out."""
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    for happening in happenings:
        rows = list(_rows(happening))
        writer.writerows(rows)
        count += len(rows)
    return count


def write_members_csv(*, happenings: Iterable[Happening], to: TextIO) -> int:
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(MEMBER_COLUMNS)
    joined = [happening for happening in happenings if isinstance(happening, Joined)]
    writer.writerows((j.card, j.nickname, j.birth_month, j.occurred_at.isoformat()) for j in joined)
    return len(joined)


def write_jsonl(*, happenings: Iterable[Happening], to: BinaryIO) -> int:
    """Everything, one object a line; `kind` says which: member, sale, return, cancellation, spend."""
    encode = msgspec.json.Encoder().encode
    count = 0
    for happening in happenings:
        to.write(encode(happening) + b"\n")
        count += 1
    return count


def _rows(happening: Happening) -> Iterator[Row]:
    match happening:
        case Sale():
            return _sale_rows(happening)
        case Return():
            return _return_rows(happening)
        case Cancellation():
            return _cancellation_rows(happening)
        case _:
            return iter(())


def _sale_rows(sale: Sale) -> Iterator[Row]:
    head = (sale.occurred_at.isoformat(), sale.member or "", sale.store, sale.channel)
    for number, line in enumerate(sale.lines, start=1):
        # Points belong to the receipt: said once, so that a sum over the lines is right.
        points = (sale.points_used, sale.paid_with_points) if number == 1 else (0, 0)
        yield (sale.id, number, *head, *_goods(line), line.quantity, line.amount, "sale", "", *points)


def _return_rows(back: Return) -> Iterator[Row]:
    head = (back.occurred_at.isoformat(), back.member or "", back.store, back.channel)
    for number, line in enumerate(back.lines, start=1):
        yield (
            back.id,
            number,
            *head,
            *_goods(line),
            line.quantity,
            line.amount,
            "return",
            back.of or "",
            0,
            0,
        )


def _cancellation_rows(off: Cancellation) -> Iterator[Row]:
    head = (off.occurred_at.isoformat(), off.member or "", off.store, off.channel)
    yield (off.id, 1, *head, "", "", "", "", 0, 0, "cancellation", off.of, 0, 0)


def _goods(line: Line | ReturnedLine) -> tuple[str, str, str, str]:
    good = GOOD_BY_SKU[line.product]
    return good.sku, good.name, good.category, good.brand

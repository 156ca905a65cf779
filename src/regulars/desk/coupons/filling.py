"""Lists of codes from a file: a pool is filled, with what stands twice set aside by its row; and reports of partners are read."""

from __future__ import annotations

import csv
from io import TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import transaction

from regulars.core.codes import folded
from regulars.coupons import partners, pools
from regulars.coupons.refusals import CodesUnreadable, OfferUnknown, PoolUnknown
from regulars.lib.cursors import raw_cursor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from regulars.core.programme.compiled import Programme
    from regulars.core.programme.document import Coupon

_HEADINGS: Final = frozenset({"code", "codes", "coupon", "優惠碼", "序號"})
_LONGEST: Final = 100
_SHORTEST_OWN: Final = 4
#: So many rows that were not taken are remembered with their reason.
ASIDE_KEPT: Final = 100


class Aside(NamedTuple):
    """A row that is no new code: `twice` in the file, `there` already, or `unusable`."""

    row: int
    code: str
    why: str


class Filled(NamedTuple):
    """What came of a list of codes. Of the rows set `aside` the first ones alone are kept; `left_out` counts all."""

    put_in: int
    aside: tuple[Aside, ...]
    left_out: int


def pool_named(programme: Programme, name: str) -> str:
    """The pool of a coupon with codes of its own, or of a partner's offer, by the newest version."""
    document = programme.versions[-1].document
    if any(offer.id == name for offer in document.partner_offers):
        return f"{pools.PARTNER}{name}"
    own = [coupon.id for coupon in document.coupons if coupon.code is None]
    if name not in own:
        raise PoolUnknown(pool=name, known=[*own, *(offer.id for offer in document.partner_offers)])
    return name


def offer_named(programme: Programme, name: str) -> str:
    """A partner's offer of the newest version, of which a partner may report."""
    known = [offer.id for offer in programme.versions[-1].document.partner_offers]
    if name not in known:
        raise OfferUnknown(offer=name, known=known)
    return name


def own_coupon(programme: Programme, name: str) -> Coupon:
    """A coupon of whose codes some can be made."""
    document = programme.versions[-1].document
    own = {coupon.id: coupon for coupon in document.coupons if coupon.code is None}
    if name not in own:
        raise PoolUnknown(pool=name, known=list(own))
    return own[name]


def fill_from(
    path: Path,
    pool: str,
    *,
    on_progress: Callable[[float], None] | None = None,
    set_aside: Callable[[Aside], None] | None = None,
) -> Filled:
    """Put a file's codes into a pool, 50,000 a transaction. Killed and begun again, what is there is set aside as such.

    However many rows are set aside, each is handed to `set_aside` in its turn, and few are remembered.
    """
    put_in, left_out, kept = 0, 0, list[Aside]()
    is_own = not pool.startswith(pools.PARTNER)
    rows = _rows(path, on_progress or (lambda _: None))
    while batch := list(islice(rows, pools.AT_ONCE)):
        usable = [
            (row, folded(code) if is_own else code, code) for row, code in batch if _is_usable(code, is_own)
        ]
        with transaction.atomic():
            known = pools.fill(raw_cursor(), pool, usable)
        aside = [Aside(row, code, "unusable") for row, code in batch if not _is_usable(code, is_own)]
        aside += [Aside(one.row, one.code, "twice" if one.is_twice else "there") for one in known]
        for one in sorted(aside):
            (set_aside or (lambda _: None))(one)
        kept += sorted(aside)[: ASIDE_KEPT - len(kept)]
        put_in, left_out = put_in + len(usable) - len(known), left_out + len(aside)
    return Filled(put_in, tuple(kept), left_out)


def mark_redeemed(
    path: Path, offer: str, *, on_progress: Callable[[float], None] | None = None
) -> tuple[int, int]:
    """Read a partner's report: how many codes are used by now that were not, and how many were none that had been given."""
    new = unknown = 0
    rows = _rows(path, on_progress or (lambda _: None))
    while batch := list(islice(rows, pools.AT_ONCE)):
        codes = list(dict.fromkeys(code for _, code in batch))
        with transaction.atomic():
            marked, known = partners.redeemed(raw_cursor(), f"{pools.PARTNER}{offer}", codes)
        new, unknown = new + marked, unknown + len(codes) - known
    return new, unknown


def _rows(path: Path, tell: Callable[[float], None]) -> Iterator[tuple[int, str]]:
    """The codes of a file by their rows, counted from 1 as a spreadsheet does."""
    size = max(path.stat().st_size, 1)
    with path.open("rb") as raw, TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
        try:
            column = 0
            for row, cells in enumerate(csv.reader(text), start=1):
                if row == 1 and (named := _column(cells)) is not None:
                    column = named
                    continue
                if row % 10_000 == 0:
                    tell(min(raw.tell() / size, 1.0))
                code = cells[column].strip() if column < len(cells) else ""
                if code or any(cells):
                    yield row, code
        except (UnicodeDecodeError, csv.Error) as problem:
            raise CodesUnreadable(path=str(path), problem=str(problem)) from None
    tell(1.0)


def _column(cells: list[str]) -> int | None:
    """Which column has the codes, where the first row is a heading."""
    named = [place for place, cell in enumerate(cells) if cell.strip().casefold() in _HEADINGS]
    return named[0] if named else None


def _is_usable(code: str, is_own: bool) -> bool:  # noqa: FBT001 - it says whose the codes are.
    is_long_enough = len(folded(code)) >= _SHORTEST_OWN if is_own else bool(code)
    return is_long_enough and len(code) <= _LONGEST and code.isprintable()

"""Codes of a coupon are made: for members to be given, or printed and usable by whoever holds the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regulars.core.coupons.validity import ends_at
from regulars.coupons import pools
from regulars.desk.coupons.filling import own_coupon
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import instant, to_database

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from regulars.core.programme.compiled import Programme


def make_codes(
    programme: Programme,
    coupon: str,
    number: int,
    *,
    is_printed: bool,
    now: datetime,
    on_progress: Callable[[float], None] | None = None,
) -> list[str]:
    """Make so many codes, 50,000 a transaction, and answer them as people read them."""
    document = own_coupon(programme, coupon)
    printed = None
    if is_printed:
        end = ends_at(document, programme.calendar, at=instant(now), is_claim=False)
        printed = pools.Printed(now, to_database(end))
    made: list[str] = []
    while len(made) < number:
        with transaction.atomic():
            made += pools.make(raw_cursor(), coupon, min(pools.AT_ONCE, number - len(made)), printed)
        if on_progress is not None:
            on_progress(len(made) / number)
    return made

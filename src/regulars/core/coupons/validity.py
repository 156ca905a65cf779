"""Until when a code can be used: whole local days from the day on which it was given out, or claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.periods import NEVER, Day

if TYPE_CHECKING:
    from regulars.core.periods import Calendar, Instant
    from regulars.core.programme.coupon_document import Coupon


def ends_at(coupon: Coupon, calendar: Calendar, *, at: Instant, is_claim: bool) -> int:
    """When a code that is given out now can be used no more; `NEVER` where only the coupon's own days say so.

    A printed code that counts from its claim has no end before somebody claims it.
    """
    if coupon.valid is None or (coupon.valid.since == "claim" and not is_claim):
        return NEVER
    day = calendar.day_of(at)
    return calendar.start_of(Day(day + coupon.valid.days + 1))

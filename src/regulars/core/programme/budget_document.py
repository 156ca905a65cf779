"""A budget as a marketer writes it: in points or in money, in all or for each day, week or month."""

from __future__ import annotations

from typing import Literal

from regulars.core.programme.parts import Count, Number, Part


class Budget(Part, frozen=True, kw_only=True):
    """No more than this for everybody together: points, or money by what the points are worth; left out `per`, in all."""

    points: Count | None = None
    money: Number | None = None
    per: Literal["day", "week", "month"] | None = None

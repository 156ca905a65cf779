"""What every part of the document is made of: short names, dates, counts, and words in both languages."""

from __future__ import annotations

from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

SLUG: Final = r"^[a-z][a-z0-9_-]{0,39}$"
DATE: Final = r"^\d{4}-\d\d-\d\d$"
YEAR_DAY: Final = r"^\d\d-\d\d$"
ISO_4217: Final = r"^[A-Z]{3}$"

Slug = Annotated[str, Meta(pattern=SLUG, description="A short lower-case name.")]
Date = Annotated[str, Meta(pattern=DATE)]
YearDay = Annotated[str, Meta(pattern=YEAR_DAY)]
Dates = Annotated[list[YearDay], Meta(min_length=1, max_length=20)]
Text = Annotated[str, Meta(min_length=1, max_length=400)]
Count = Annotated[int, Meta(ge=1, le=1_000_000_000)]
# A hundred years: whatever begins in the calendar then ends in it.
Days = Annotated[int, Meta(ge=1, le=36_500)]
Months = Annotated[int, Meta(ge=1, le=1_200)]
Years = Annotated[int, Meta(ge=1, le=100)]
Number = int | float | str
"""An exact decimal. Floats are read by their shortest text, so 0.1 means one tenth."""
Funding = Literal["free", "paid", "partner"]
#: The numbers that lots bear for who pays, which is also the order of spending.
FUNDING: Final = {"free": 0, "partner": 1, "paid": 2}


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of every part of the document: immutable, and an unknown key is a mistake."""


class Words(Part, frozen=True, kw_only=True, rename={"zh_hant": "zh-Hant"}):
    """What people read, in both languages."""

    zh_hant: Text
    en: Text

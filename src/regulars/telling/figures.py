"""Amounts, points and dates as people in the shop read them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from regulars.core.money import EXPONENTS, SIGNS, major
from regulars.core.programme.document import Words
from regulars.telling.voice import Voice

#: What points of a kind are called that the programme no longer knows.
POINTS: Final = Words(zh_hant="點數", en="points")
_MOMENT: Final = timedelta(microseconds=1)


def money(amount: int, currency: str) -> str:
    """An amount in minor units: `NT$1,260`, `£12.50`."""
    return priced(major(amount, currency), currency)


def priced(amount: Decimal, currency: str) -> str:
    """An amount in major units, with as many decimals as the money has where any are needed."""
    digits = EXPONENTS.get(currency, 2)
    if amount != amount.to_integral_value():
        digits = max(digits, 2)
    sign = SIGNS.get(currency, f"{currency} ")
    return f"{'−' if amount < 0 else ''}{sign}{abs(amount):,.{digits}f}"


def whole(number: int) -> str:
    """A count with its thousands apart, and a real minus."""
    return f"{number:,}".replace("-", "−")


def signed(number: int, voice: Voice) -> str:
    """Points that come or go: `＋60`, `−26`, in English `+60`."""
    plus = "＋" if voice.is_chinese else "+"
    return f"{plus}{number:,}" if number > 0 else whole(number)


def points_of(number: int, name: Words, voice: Voice) -> str:
    """So many points by the word for them: `600 點`, `10 個咖啡章`, `1 point`, `10 coffee stamps`."""
    if voice.is_chinese:
        return f"{whole(number)} 點" if "點" in name.zh_hant else f"{whole(number)} 個{name.zh_hant}"
    word = "points" if "point" in name.en.lower() else name.en[:1].lower() + name.en[1:]
    return f"{whole(number)} {word.removesuffix('s') if abs(number) == 1 else word}"


def day(at: datetime, voice: Voice) -> str:
    """The local date: `2026/11/22`."""
    return f"{voice.here(at):%Y/%m/%d}"


def last_day(end: datetime, voice: Voice) -> str:
    """The last local day before an end that is itself outside."""
    return day(end - _MOMENT, voice)


def date_of(ordinal: int) -> str:
    """A local date that was decided when the event came in."""
    return f"{date.fromordinal(ordinal):%Y/%m/%d}"


def month(at: datetime, voice: Voice) -> str:
    """The local month: `2025/12`."""
    return f"{voice.here(at):%Y/%m}"


def clock(at: datetime, voice: Voice) -> str:
    """The time on the shop's wall: `18:05`."""
    return f"{voice.here(at):%H:%M}"

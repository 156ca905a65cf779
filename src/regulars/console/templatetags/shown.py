"""Figures and moments as the console shows them, by the shop's clock and in the reader's language."""

from __future__ import annotations

from datetime import datetime

from django import template

from regulars.telling import figures
from regulars.telling.voice import Voice

register = template.Library()


@register.filter
def whole(number: int) -> str:
    """A count with its thousands apart."""
    return figures.whole(number)


@register.filter
def signed(number: int, voice: Voice) -> str:
    """Points that come or go, with their sign."""
    return figures.signed(number, voice)


@register.filter
def day(at: datetime, voice: Voice) -> str:
    """The local date."""
    return figures.day(at, voice)


@register.filter
def moment(at: datetime, voice: Voice) -> str:
    """The local date and time, to the minute."""
    return f"{figures.day(at, voice)} {figures.clock(at, voice)}"


@register.filter
def slashed(iso_day: str) -> str:
    """A date as people write it here."""
    return iso_day.replace("-", "/")

"""Identifiers as they are kept: the core's one way of writing, and telephone numbers by the plans of all countries."""

from __future__ import annotations

from typing import Final

import phonenumbers

from regulars.core import naming
from regulars.core.naming import IDENTIFIER_KINDS, Kind

#: Whose telephone numbers are meant where no country is said.
COUNTRY: Final = "TW"
_KINDS: Final[dict[str, Kind]] = {kind: kind for kind in IDENTIFIER_KINDS}


def normal(kind: str, value: str, *, country: str = COUNTRY) -> str | None:
    """The one way of writing an identifier; None for what names nobody, be it blocked or no such thing at all."""
    known = _KINDS.get(kind)
    if known is None or "\x00" in value:
        return None
    if known == "phone":
        return _phone(value, country)
    return naming.normal(known, value)


def _phone(value: str, country: str) -> str | None:
    if len(value) > naming.LONGEST:
        return None
    try:
        number = phonenumbers.parse(value, country)
    except phonenumbers.NumberParseException:
        return None
    # Possible and not valid: a plan of numbers grows faster than a package is installed.
    if not phonenumbers.is_possible_number(number):
        return None
    return naming.normal("phone", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def shown_phone(value: str, *, country: str = COUNTRY) -> str:
    """A telephone number as people of the country write it."""
    try:
        number = phonenumbers.parse(value, country)
    except phonenumbers.NumberParseException:
        return value
    is_home = number.country_code == phonenumbers.country_code_for_region(country)
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, style.NATIONAL if is_home else style.INTERNATIONAL)

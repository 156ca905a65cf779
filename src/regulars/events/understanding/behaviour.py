"""What somebody did without buying, with what is said of it in plain values that a rule can read."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

import msgspec

from regulars.core.events import MONEY_PROPERTIES, Behaviour
from regulars.events.understanding.amounts import amount_of
from regulars.events.understanding.goods import path_of
from regulars.events.understanding.refusals import PropertyUnusable
from regulars.events.understanding.sent import Track

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regulars.events.understanding.meaning import Behaved

Value = str | int | bool
_LONGEST: Final = 400
_WHOLE_MOST: Final = 2**53
#: Numbers of these are names: nobody counts with them.
_NAMES: Final = frozenset({"sku"})
_decode: Final = msgspec.json.Decoder(Track[dict[str, object]], float_hook=Decimal).decode


def behaviour(raw: bytes, behaved: Behaved, money: str) -> Behaviour:
    """An event for the desk out of its JSON. What is no plain value is left in the log, and is for rules as if it had not been said."""
    try:
        properties = _decode(raw).properties or {}
    except msgspec.ValidationError:
        properties = {}
    return Behaviour(behaved.id, *behaved.moment, behaved.name, dict(_plain(properties, money)))


def _plain(properties: dict[str, object], money: str) -> Iterator[tuple[str, Value]]:
    for name, given in properties.items():
        found = _money(name, given, money) if name in MONEY_PROPERTIES else _value(name, given)
        if found is not None:
            yield name, found


def _money(name: str, given: object, money: str) -> int | None:
    if isinstance(given, bool) or not isinstance(given, int | str | Decimal):
        return None
    try:
        return amount_of(Decimal(given), money, name).minor
    except (InvalidOperation, PropertyUnusable):
        return None


def _value(name: str, given: object) -> Value | None:
    if isinstance(given, str):
        usable = len(given) <= _LONGEST and "\0" not in given
        return None if not usable else path_of(given) if name == "category" else given
    if isinstance(given, Decimal):
        if given.is_finite() and abs(given) < _WHOLE_MOST and given == given.to_integral_value():
            given = int(given)
        else:
            return None
    if isinstance(given, bool):
        return given
    if isinstance(given, int):
        is_name = name in _NAMES or name.endswith("_id")
        return str(given) if is_name else given if abs(given) < _WHOLE_MOST else None
    return None

"""Rules on behaviour, and the names of events: what can be given for what, and what can be asked about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from regulars.core.events import EVENT_NAMES
from regulars.core.programme.document import EarningRule
from regulars.core.programme.mistakes import Mistake, Path
from regulars.core.programme.vocabulary import ORDER_COMPLETED

#: What only makes sense of a receipt.
_OF_ORDERS: Final = ("rate", "each", "multiply", "lines", "on_refund")
_KNOWN: Final = {name.casefold(): name for name in EVENT_NAMES.values()}


def check_rule_on_behaviour(rule: EarningRule, path: Path) -> Iterator[Mistake]:
    """A rule on something that is no purchase gives a bonus, and knows no basket."""
    yield from check_event(rule.on, (*path, "on"))
    if rule.on == ORDER_COMPLETED:
        return
    for key in _OF_ORDERS:
        if getattr(rule, key) is not None:
            yield Mistake((*path, key), "OrdersOnly", {"key": key, "event": rule.on})


def check_event(name: str, path: Path) -> Iterator[Mistake]:
    """Orders and behaviour can be asked about; what else happens to a member, and a name misspelt, cannot."""
    known = _KNOWN.get(name.casefold())
    if known is not None and name != ORDER_COMPLETED:
        suggestion = known if known == ORDER_COMPLETED else None
        yield Mistake(path, "EventUnusable", {"given": name, "suggestion": suggestion})

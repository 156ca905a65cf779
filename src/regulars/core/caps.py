"""Caps: the most that a rule gives on a receipt, on a local day, and in a member's life.

The rules are in `docs/algorithms/earning.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.effects import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from regulars.core.draft import Draft
    from regulars.core.programme.compiled import Rule

DAYS_REMEMBERED = 60
"""A receipt that comes later than this finds the caps of its day forgotten, and so untouched."""


def within_caps(draft: Draft, day: int, rule: Rule, points: int) -> int:
    """Clip to what the caps leave, count it against them, and say what was lost to which."""
    used = draft.wallet.used.setdefault(rule.id, {})
    for per, room in _rooms(rule, used, day):
        if points > room:
            draft.explain(Reason("capped", (rule.id, per, points - room)))
            points = room
    for per, _ in rule.caps:
        if points and per != "receipt":
            key = _counted_under(per, day)
            used[key] = used.get(key, 0) + points
    _forget_old_days(used, day)
    return points


def allowed_by_caps(draft: Draft, day: int, rule: Rule, points: int) -> int:
    """What the caps leave of so many points; nothing is counted."""
    used = draft.wallet.used.get(rule.id, {})
    return min((points, *(room for _, room in _rooms(rule, used, day))))


def give_back_to_caps(draft: Draft, day: int, rule: Rule, points: int) -> None:
    """Make room under the caps that the rule had then; an earlier version's rule of this name may have had others."""
    used = draft.wallet.used.get(rule.id, {})
    for per, _ in rule.caps:
        key = _counted_under(per, day)
        if per != "receipt" and key in used:
            used[key] = max(0, used[key] - points)


def _rooms(rule: Rule, used: Mapping[int, int], day: int) -> Iterator[tuple[str, int]]:
    """What each cap leaves, in the order in which the programme names them."""
    for per, limit in rule.caps:
        yield per, limit if per == "receipt" else max(0, limit - used.get(_counted_under(per, day), 0))


def _counted_under(per: str, day: int) -> int:
    """The day itself, or 0 for the member's life."""
    return day if per == "day" else 0


def _forget_old_days(used: dict[int, int], today: int) -> None:
    for day in [day for day in used if day and day < today - DAYS_REMEMBERED]:
        del used[day]

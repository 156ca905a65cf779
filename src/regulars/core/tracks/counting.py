"""What a purchase counts for on a track, and what comes off when goods come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.money import half_up
from regulars.core.tracks.figures import add, anchor_of, counted_on, see, trim
from regulars.core.tracks.levels import follow, make_up

if TYPE_CHECKING:
    from fractions import Fraction

    from regulars.core.draft import Draft
    from regulars.core.effects import Cause
    from regulars.core.events import Line, Order
    from regulars.core.facts import OrderFacts
    from regulars.core.matching import Back
    from regulars.core.programme.tracks import Track
    from regulars.core.receipts import Earned, Receipt
    from regulars.core.state import Standing


def counted(track: Track, facts: OrderFacts, paid: list[int], earned: list[Earned]) -> list[int]:
    """What a receipt counts for on a track, by line; empty where it counts for nothing."""
    if track.when is not None and not track.when(facts):
        return []
    by_line = _whole(track, facts.order.lines, paid, earned)
    if track.lines is not None:
        chosen = track.lines
        by_line = [
            value if chosen(facts, line) else 0 for value, line in zip(by_line, facts.by_line, strict=True)
        ]
    return _one_order(by_line) if track.is_once_an_order else by_line


def purchased(draft: Draft, track: Track, order: Order, by_line: list[int]) -> None:
    """Count what a receipt counts for, by line, and go up if that asks for it."""
    if track.remembers_seen:
        _count_seen(draft, track, order, by_line, "reached")
    else:
        count(draft, track, day=order.day, amount=sum(by_line), cause="reached", at=order.occurred_at)


def brought_back(
    draft: Draft, track: Track, receipt: Receipt, by_line: list[int], before: Back, now: Back
) -> None:
    """Take off what a receipt no longer counts for, on the day of the purchase.

    `by_line` is what it counted for when it was bought; what had come back of each line before, and what has now.
    """
    changes = _changes(track, by_line, before, now)
    if track.remembers_seen:
        _count_seen(draft, track, receipt.order, changes, "refund")
    else:
        order = receipt.order
        count(draft, track, day=order.day, amount=sum(changes), cause="refund", at=order.occurred_at)


def count(draft: Draft, track: Track, *, day: int, amount: int, cause: Cause, at: int | None = None) -> None:
    """Add to what counts, on the local day to which it belongs, and change the level if that asks for it.

    `at` is the instant of the purchase: where the count began anew after it, it counts no more.
    """
    standing = draft.wallet.tracks[track.name]
    trim(track, standing, draft.at)
    if amount < 0:
        # What came back may have left the window, or come too late to count: then there is less to take off.
        amount = max(amount, -counted_on(standing.days, day))
    if not amount or _is_of_a_count_before(standing, at):
        return
    if track.leaves_at(day, anchor_of(standing)) > draft.at:
        before = standing.total
        add(standing, day, amount)
        _follow(draft, track, standing, before, cause)
    if track.grace_days:
        make_up(draft, track, standing, day, amount)


def _count_seen(draft: Draft, track: Track, order: Order, by_line: list[int], cause: Cause) -> None:
    standing = draft.wallet.tracks[track.name]
    trim(track, standing, draft.at)
    if _is_of_a_count_before(standing, order.occurred_at):
        return
    if track.leaves_at(order.day, anchor_of(standing)) > draft.at:
        before = standing.total
        see(track, standing, order.day, _seen(track, order, by_line))
        _follow(draft, track, standing, before, cause)


def _follow(draft: Draft, track: Track, standing: Standing, before: int, cause: Cause) -> None:
    """Let the level follow what counts; in an exchange that waits until both of its halves are counted."""
    if draft.put_off is None:
        follow(draft, track, standing, before, cause)
    else:
        draft.put_off.totals.setdefault(track.name, before)


def _is_of_a_count_before(standing: Standing, at: int | None) -> bool:
    """What occurred as the count began anew is what ended the one before, and belongs to it."""
    remembered = standing.remembered
    return remembered is not None and at is not None and at <= remembered.counts_from


def _whole(track: Track, lines: tuple[Line, ...], paid: list[int], earned: list[Earned]) -> list[int]:
    if track.counts == "money":
        return paid
    if track.counts in {"items", "categories"}:
        return [line.quantity for line in lines]
    if track.counts == "points":
        return _points_by_line(track, earned, len(lines))
    return [] if track.counts in {"balance", "missions"} else [1] * len(lines)


def _points_by_line(track: Track, earned: list[Earned], size: int) -> list[int]:
    total = [0] * size
    for one in earned:
        if one.currency == track.points:
            total = [left + right for left, right in zip(total, one.by_line, strict=True)]
    return total


def _one_order(by_line: list[int]) -> list[int]:
    """An order counts once, with the first line that makes it count."""
    first = next((place for place, value in enumerate(by_line) if value), None)
    return [] if first is None else [int(place == first) for place in range(len(by_line))]


def _seen(track: Track, order: Order, by_line: list[int]) -> dict[str, int]:
    """How often each category was seen; visits know but one place."""
    seen: dict[str, int] = {}
    for line, amount in zip(order.lines, by_line, strict=True):
        key = "" if track.counts == "visits" else _category(line, track.depth)
        if amount and key is not None:
            seen[key] = seen.get(key, 0) + amount
    return seen


def _category(line: Line, depth: int) -> str | None:
    return "/".join(line.categories[0].split("/")[:depth]) if line.categories else None


def _changes(track: Track, by_line: list[int], before: Back, now: Back) -> list[int]:
    if track.is_once_an_order:
        is_gone = now.is_all() and not before.is_all()
        return [-value for value in by_line] if is_gone else [0] * len(by_line)
    # Money that is given back leaves the items bought.
    is_money = track.counts in {"money", "points"}
    were, are = (before.shares, now.shares) if is_money else (before.items, now.items)
    kept = _kept_line if track.counts == "lines" else _kept_share
    return [
        kept(value, after) - kept(value, earlier)
        for value, earlier, after in zip(by_line, were, are, strict=True)
    ]


def _kept_share(value: int, back: Fraction) -> int:
    return value - half_up(value * back.numerator, back.denominator)


def _kept_line(value: int, back: Fraction) -> int:
    """A line counts until the last of it came back."""
    return value if back < 1 else 0

"""What the books tell whoever listens: points and levels that changed, by number and without a name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from regulars.webhooks import actions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from psycopg import Cursor

    from regulars.coupons.holds import Holding
    from regulars.ledger.actions import Posting

#: What a merge only carries over changes nobody's points and no level.
_CARRIED = "join"
_JOINED = "joined"


def tell(cursor: Cursor, postings: list[Posting]) -> None:
    """Tell of postings, in the transaction that writes them; where nobody listens it costs next to nothing."""
    if actions.is_wanted(cursor, "points.changed"):
        actions.tell_all(cursor, [one for posting in postings for one in _points(posting)])
    if actions.is_wanted(cursor, "level.changed"):
        actions.tell_all(cursor, [one for posting in postings for one in _levels(posting)])


def tell_of_coupons(
    cursor: Cursor,
    kind: str,
    held: Holding,
    *,
    member: int | None,
    order: str,
    used: Sequence[tuple[str, int]],
) -> None:
    """Tell of each coupon that an order used, or that came back from it, with what it took off in minor units."""
    about: dict[str, actions.Fact] = {"member": member, "source": held.source, "order": order}
    actions.tell_all(
        cursor, [(kind, about | {"coupon": coupon, "amount": amount}) for coupon, amount in used]
    )


def _points(posting: Posting) -> Iterator[actions.News]:
    changed = Counter[str]()
    for entry in posting.effects.entries:
        if entry.kind != _CARRIED:
            changed[entry.currency] += entry.points
    for currency, points in changed.items():
        facts: dict[str, actions.Fact] = {
            "member": posting.wallet_id,
            "currency": currency,
            "points": points,
            "event": posting.event_no,
        }
        yield "points.changed", facts


def _levels(posting: Posting) -> Iterator[actions.News]:
    for move in posting.effects.moves:
        if move.cause != _JOINED:
            facts: dict[str, actions.Fact] = {
                "member": posting.wallet_id, "track": move.track, "before": move.before, "after": move.after,
                "cause": move.cause, "event": posting.event_no,
            }  # fmt: skip
            yield "level.changed", facts

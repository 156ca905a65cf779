"""What the books tell whoever listens: points and levels that changed, and what members brought off, by number and without a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from regulars.core.programme.referral import REWARD
from regulars.webhooks import actions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from psycopg import Cursor

    from regulars.core.effects import Entry
    from regulars.core.programme.compiled import Programme
    from regulars.coupons.holds import Holding
    from regulars.ledger.actions import Posting

#: What a merge only carries over changes nobody's points and no level.
_CARRIED = "join"
_JOINED = "joined"


def tell(cursor: Cursor, programme: Programme, postings: list[Posting]) -> None:
    """Tell of postings, in the transaction that writes them; where nobody listens it costs next to nothing."""
    wanted = actions.wanted(cursor)
    for kind, found in _KINDS.items():
        if kind in wanted:
            told = [(kind, facts) for posting in postings for facts in found(programme, posting)]
            actions.tell_all(cursor, told)


def tell_of_a_prize(
    cursor: Cursor, member: int, event: int | None, *, challenge: str, band: int, points: int, currency: str
) -> None:
    """Tell that a play of a challenge won points."""
    facts: _Facts = {
        "member": member, "challenge": challenge, "band": band, "currency": currency, "points": points, "event": event,
    }  # fmt: skip
    actions.tell(cursor, "challenge.won", facts)


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
    about: _Facts = {"member": member, "source": held.source, "order": order}
    actions.tell_all(
        cursor, [(kind, about | {"coupon": coupon, "amount": amount}) for coupon, amount in used]
    )


def _points(_: Programme, posting: Posting) -> Iterator[_Facts]:
    changed = Counter[str]()
    for entry in posting.effects.entries:
        if entry.kind != _CARRIED:
            changed[entry.currency] += entry.points
    for currency, points in changed.items():
        yield _about(posting, currency=currency, points=points)


def _levels(_: Programme, posting: Posting) -> Iterator[_Facts]:
    for move in posting.effects.moves:
        if move.cause != _JOINED:
            yield _about(posting, track=move.track, before=move.before, after=move.after, cause=move.cause)


def _badges(programme: Programme, posting: Posting) -> Iterator[_Facts]:
    """Steps up of tracks that count missions; a badge that ends after its time is told as a level alone."""
    for move in posting.effects.moves:
        track = programme.at_or_first(move.at).tracks.get(move.track)
        if track is None or not track.missions or move.cause == _JOINED:
            continue
        if track.rank.get(move.after, 0) > track.rank.get(move.before, 0):
            yield _about(posting, badge=move.track, level=move.after)


def _check_ins(_: Programme, posting: Posting) -> Iterator[_Facts]:
    given = {entry.effect: entry.points for entry in _earned(posting)}
    for reason in posting.effects.reasons:
        if reason.code == "checked_in":
            mission, date, days = reason.facts
            points = given.get(f"check_in:{mission}:{date}", 0)
            yield _about(posting, mission=mission, date=date, days=days, points=points)


def _stages(code: str) -> _Found:
    def found(_: Programme, posting: Posting) -> Iterator[_Facts]:
        for reason in posting.effects.reasons:
            if reason.code == code:
                yield _about(posting, **dict(zip(("mission", "stage", "stages"), reason.facts, strict=False)))

    return found


def _ending(_: Programme, posting: Posting) -> Iterator[_Facts]:
    """Seven days and one day before a prize that waits is given by itself, or a mission ends in which something is done."""
    for reason in posting.effects.reasons:
        if reason.code == "mission_ending":
            yield _about(
                posting, **dict(zip(("mission", "days", "last_day", "waiting"), reason.facts, strict=True))
            )


def _prizes(_: Programme, posting: Posting) -> Iterator[_Facts]:
    for entry in _earned(posting):
        if entry.effect.startswith("mission:"):
            mission = entry.rule.removeprefix("mission/")
            yield _about(posting, mission=mission, currency=entry.currency, points=entry.points)


def _friends(_: Programme, posting: Posting) -> Iterator[_Facts]:
    """What whoever invited somebody was given; who the friend is, nobody is told."""
    for entry in _earned(posting):
        if entry.rule == REWARD:
            yield _about(posting, currency=entry.currency, points=entry.points)


def _earned(posting: Posting) -> Iterator[Entry]:
    return (entry for entry in posting.effects.entries if entry.kind == "earn")


def _about(posting: Posting, **facts: actions.Fact) -> _Facts:
    return {"member": posting.wallet_id, **facts, "event": posting.event_no}


_Facts = dict[str, actions.Fact]
_Found = Callable[["Programme", "Posting"], "Iterator[_Facts]"]
#: What postings bring of each kind of news.
_KINDS: Final[dict[str, _Found]] = {
    "points.changed": _points,
    "level.changed": _levels,
    "badge.earned": _badges,
    "check_in.counted": _check_ins,
    "mission.reached": _stages("mission_reached"),
    "mission.prize_given": _prizes,
    "mission.prize_withdrawn": _stages("prize_withdrawn"),
    "mission.ending": _ending,
    "friend.rewarded": _friends,
}

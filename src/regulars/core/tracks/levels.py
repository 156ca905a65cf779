"""When a level changes: up with what counts, down with what no longer does, and at the end of its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.effects import Move
from regulars.core.periods import NEVER
from regulars.core.tracks.figures import add, anchor_of, begin_again, trim
from regulars.core.tracks.gifts import load_gift
from regulars.core.tracks.keeping import (
    is_in_grace,
    made_up_until,
    missing_to_keep,
    next_flip,
    notices_before,
    rises_to,
)
from regulars.core.wallet import outstanding

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.effects import Cause
    from regulars.core.programme.tracks import Track
    from regulars.core.state import Purse, Standing


def follow(draft: Draft, track: Track, standing: Standing, before: int, cause: Cause) -> None:
    """What counts has changed from `before` to what it is now."""
    if cause == "refund":
        _come_down(draft, track, standing, before)
    elif track.extends:
        _reach_again(draft, track, standing, before)
    settle(draft, track, standing, cause)


def settle(draft: Draft, track: Track, standing: Standing, cause: Cause) -> None:
    """Go up, at once unless the track says otherwise; come down at once only where the level follows the metric,
    and was not promised for longer.

    What a return took off may wait for the next review; until then a purchase must not be what brings a level down.
    """
    earned = track.earned(standing.total)
    now = track.rank[standing.level]
    if earned > now:
        if track.rises_at_once:
            change(draft, track, standing, earned, cause)
    elif earned < now and track.follows_metric and standing.until == NEVER:
        waits = track.on_refund == "next_review" and cause in {"refund", "reached"}
        if not waits and (rank := max(earned, track.floors[now])) < now:
            change(draft, track, standing, rank, cause)
    if track.notices:
        _take_notice_back(draft, track, standing)
    _see_ahead(draft, track, standing)


def make_up(draft: Draft, track: Track, standing: Standing, day: int, amount: int) -> None:
    """Let a purchase in the days of grace make up what was missing at the review; it renews from that review on."""
    remembered = standing.remembered
    if remembered is None or not remembered.ended_at:
        return
    if track.leaves_at(day, remembered.anchor) >= remembered.ended_at:
        remembered.reviewed += amount
    over = remembered.reviewed - track.thresholds[track.rank[standing.level]]
    if over >= 0:
        renew(draft, track, standing, made_up_until(track, standing, draft.at), over)
    _see_ahead(draft, track, standing)


def _see_ahead(draft: Draft, track: Track, standing: Standing) -> None:
    """Know when time alone next changes anything."""
    standing.flips_at = next_flip(track, standing, draft.at, purse_of(draft, track))


def follow_balances(draft: Draft) -> None:
    """Let the tracks that count what is in a purse see what is in it now."""
    for track in draft.version.balances:
        _follow_balance(draft, track)


def _follow_balance(draft: Draft, track: Track) -> None:
    standing, there = draft.wallet.tracks[track.name], balance_of(draft, track)
    # With the same points in other lots something else may be missing at the end, and so be told.
    if there != standing.total or track.notices:
        before, standing.total = standing.total, there
        follow(draft, track, standing, before, "balance")


def balance_of(draft: Draft, track: Track) -> int:
    """What is in the purse that a track counts, less what is owed."""
    purse = purse_of(draft, track)
    return outstanding(purse) if purse is not None else 0


def fall_due(draft: Draft, track: Track, standing: Standing) -> None:
    """Do what this instant asks of a level: it goes up, its end is announced or has come, or the window moved on."""
    before = len(standing.days)
    if not track.is_plain:
        trim(track, standing, draft.at - 1)
        _rise_or_tell(draft, track, standing)
    is_over = standing.until <= draft.at
    if is_over:
        _review(draft, track, standing)
    trim(track, standing, draft.at)
    # A gift or a notice that falls due brings no level down that waits for its review.
    has_moved = is_over or len(standing.days) < before
    settle(draft, track, standing, "window" if has_moved else "reached")
    if track.gift is not None:
        load_gift(draft, track, standing)
        _see_ahead(draft, track, standing)


def change(
    draft: Draft, track: Track, standing: Standing, rank: int, cause: Cause, *, ended_at: int | None = None
) -> None:
    """Give a member another level, from now on. What occurred until `ended_at` belongs to the one before."""
    before, was = standing.level, track.rank.get(standing.level)
    is_up = was is not None and rank > was
    over = standing.total - track.thresholds[rank] if is_up else 0
    standing.level, standing.since = track.levels[rank], draft.at
    standing.until = track.valid_until(rank, draft.at, anchor_of(standing))
    if track.window.restarts != "never" or (is_up and track.restarts_on_rise):
        _restart(track, standing, draft.at if ended_at is None else ended_at, over)
    _begin_term(standing)
    draft.move(Move(track.name, before, standing.level, draft.at, standing.until, cause))


def renew(
    draft: Draft, track: Track, standing: Standing, until: int, over: int, *, ended_at: int | None = None
) -> None:
    """Let a level hold longer; `over` is what counted beyond what that took.

    It is renewed by a purchase, or where it ended (`ended_at`) by the review of that moment.
    """
    standing.until = until
    if track.window.restarts == "term":
        _restart(track, standing, draft.at if ended_at is None else ended_at, over)
    _begin_term(standing)
    cause: Cause = "again" if ended_at is None else "renewed"
    draft.move(Move(track.name, standing.level, standing.level, draft.at, until, cause))


def _restart(track: Track, standing: Standing, ended_at: int, over: int) -> None:
    begin_again(standing, ended_at)
    if over > 0 and track.keeps_overshoot:
        add(standing, track.day_of(ended_at), over)


def _begin_term(standing: Standing) -> None:
    if standing.remembered is not None:
        standing.remembered.ended_at = standing.remembered.reviewed = standing.remembered.warned = 0


def _come_down(draft: Draft, track: Track, standing: Standing, before: int) -> None:
    """Where a return lowers a level at once, it must be this return that does: a level of another year stays.

    So does one that an earlier version promised until a date, where the levels of this one have none.
    """
    rank, earned = track.rank[standing.level], track.earned(standing.total)
    was_promised = track.follows_metric and standing.until != NEVER
    if track.on_refund == "immediate" and not was_promised and earned < rank <= track.earned(before):
        lower = max(earned, track.floors[rank])
        if lower < rank:
            change(draft, track, standing, lower, "refund")


def _reach_again(draft: Draft, track: Track, standing: Standing, before: int) -> None:
    """Hold a level longer, from the day on which it was reached again; a date is never brought forward."""
    rank = track.rank[standing.level]
    needed, ends = track.thresholds[rank], standing.until != NEVER and not is_in_grace(standing)
    if ends and before < needed <= standing.total and track.earned(standing.total) == rank:
        until = track.valid_until(rank, draft.at, anchor_of(standing))
        if until > standing.until:
            renew(draft, track, standing, until, standing.total - needed)


def _rise_or_tell(draft: Draft, track: Track, standing: Standing) -> None:
    at, rank = draft.at, track.rank[standing.level]
    if not track.rises_at_once and track.rises_after(at - 1, anchor_of(standing)) == at:
        rank = rises_to(track, standing, at, purse_of(draft, track))
    if rank > track.rank[standing.level]:
        change(draft, track, standing, rank, "reached", ended_at=at - 1)
    elif at in notices_before(track, standing.until) and _is_missing(draft, track, standing):
        assert standing.remembered is not None
        standing.remembered.warned = standing.until
        draft.move(Move(track.name, standing.level, standing.level, at, standing.until, "notice"))


def _take_notice_back(draft: Draft, track: Track, standing: Standing) -> None:
    remembered = standing.remembered
    assert remembered is not None, "a track that tells begins with a place to remember it"
    if remembered.warned and remembered.warned == standing.until and not _is_missing(draft, track, standing):
        remembered.warned = 0
        draft.move(Move(track.name, standing.level, standing.level, draft.at, standing.until, "withdrawn"))


def _is_missing(draft: Draft, track: Track, standing: Standing) -> bool:
    return missing_to_keep(track, standing, purse_of(draft, track)) is not None


def purse_of(draft: Draft, track: Track) -> Purse | None:
    """The purse whose points a track counts."""
    return draft.wallet.purses.get(track.points) if track.points is not None else None


def _review(draft: Draft, track: Track, standing: Standing) -> None:
    """The level's time is up: renew it where it was earned again, else come down as the track says.

    A review reads what stood before its own instant, so that the year that ends now still counts.
    """
    trim(track, standing, draft.at - 1)
    now, grace = track.rank[standing.level], is_in_grace(standing)
    total = standing.remembered.reviewed if grace and standing.remembered is not None else standing.total
    earned = track.earned(total)
    if earned >= now or track.at_end == "keep":
        until = track.valid_until(now, draft.at, anchor_of(standing))
        renew(draft, track, standing, until, total - track.thresholds[now], ended_at=draft.at - 1)
    elif track.grace_days and not grace:
        _begin_grace(draft, track, standing)
    else:
        lower = now - 1 if track.at_end == "one_down" else earned
        change(draft, track, standing, max(lower, track.floors[now]), "review", ended_at=draft.at - 1)


def _begin_grace(draft: Draft, track: Track, standing: Standing) -> None:
    """Leave the review open for some days; what was missing may be made up in them."""
    assert standing.remembered is not None, "a track with grace begins with a place to remember it"
    standing.remembered.ended_at, standing.remembered.reviewed = draft.at, standing.total
    standing.until = track.days_before(draft.at, -track.grace_days)
    draft.move(Move(track.name, standing.level, standing.level, draft.at, standing.until, "grace"))

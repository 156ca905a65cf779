"""Make-ups: a date that was missed is filled for points, and may be taken back as long as nothing was built on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.missions.checking_in import check_ins_of, iso, take
from regulars.core.missions.streaks import credited, lay
from regulars.core.refusals import MakeUpStays, MakeUpUnwanted, MissionUnknown
from regulars.core.restoring import drawn_by, give_back
from regulars.core.state import MadeUp
from regulars.core.wallet import shrink, spend

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.events import CheckInMadeUp, MakeUpTakenBack
    from regulars.core.missions.kept import CheckIns
    from regulars.core.programme.missions import CheckIn
    from regulars.core.state import Lot, Wallet


def made_up(draft: Draft, event: CheckInMadeUp) -> None:
    """Fill a date that was missed, for points. Refused where there is nothing to fill, or too little to fill it with."""
    terms = _named(draft, event.mission)
    today, kept = terms.day_at(draft.at), check_ins_of(draft.wallet, terms.id)
    if event.date not in fillable(terms, kept, today):
        raise MakeUpUnwanted(mission=terms.id, date=iso(event.date), days=terms.make_up_days)
    lots = {lot.no: lot for lot in draft.purse(terms.currency).lots}
    number = spend(
        draft, currency=terms.currency, points=terms.make_up_points, occurred_at=event.occurred_at,
        effect=f"make_up:{terms.id}:{iso(event.date)}",
    )  # fmt: skip
    used = drawn_by(draft, terms.currency, number, lots)
    laid = lay(terms, kept, event.date, _beside(kept, event.date, event.occurred_at), draft.at)
    take(draft, terms, laid, event.date, event.day, event.occurred_at)
    gave = draft.wallet.entries if laid.points else 0
    draft.wallet.made_up = MadeUp(terms.id, event.date, today, kept, used, gave, laid.points)


def taken_back(draft: Draft, event: MakeUpTakenBack) -> None:
    """Let the last make-up never have been: its points go back to their lots, and what it gave goes away, all of it or nothing."""
    terms, made = _named(draft, event.mission), draft.wallet.made_up
    if made is None or (made.mission, made.date) != (event.mission, event.date):
        raise MakeUpStays(mission=terms.id, date=iso(event.date), why="none")
    why = why_it_stays(draft.wallet, terms, draft.at)
    if why is not None:
        raise MakeUpStays(mission=terms.id, date=iso(event.date), why=why)
    if made.gave:
        _take_away(draft, terms, made, event.occurred_at)
    give_back(draft, made.used.copy(), by_shop=False, occurred_at=event.occurred_at)
    assert draft.wallet.missions is not None, "a date was filled"
    draft.wallet.missions.check_ins[terms.id] = made.before
    draft.wallet.made_up = None


def why_it_stays(wallet: Wallet, terms: CheckIn, at: int) -> str | None:
    """Why the last make-up of a check-in cannot be taken back: there is `none`, its day is `over`, or what it gave is `spent`; None where it can."""
    made = wallet.made_up
    if made is None or made.mission != terms.id:
        return "none"
    if made.on != terms.day_at(at):
        return "over"
    return "spent" if made.gave and _given(wallet, terms, made) is None else None


def fillable(terms: CheckIn, kept: CheckIns, today: int) -> list[int]:
    """The dates that a make-up may fill: missed, not too long ago, and behind a date that was not."""
    if not terms.make_up_days:
        return []
    known, first = set(credited(kept)), kept.before.last or min(kept.heard, default=today)
    days = range(max(first + 1, today - terms.make_up_days), today)
    return [day for day in days if day not in known and not terms.is_skipped(day)]


def _given(wallet: Wallet, terms: CheckIn, made: MadeUp) -> Lot | None:
    """The lot that a make-up gave, where all of it is still there."""
    lots = wallet.purses[terms.currency].lots
    return next((lot for lot in lots if lot.no == made.gave and lot.remaining == made.points), None)


def _take_away(draft: Draft, terms: CheckIn, made: MadeUp, occurred_at: int) -> None:
    lot = _given(draft.wallet, terms, made)
    assert lot is not None, "whoever asks looks first"
    purse = draft.purse(terms.currency)
    number = draft.enter(
        kind="revoke", currency=terms.currency, points=-made.points, occurred_at=occurred_at, effect=f"revoke:{lot.no}",
        rule=terms.rule, version=draft.version.number, reverses=lot.no,
    )  # fmt: skip
    shrink(draft, purse, number, lot, made.points)
    purse.book(revoked=made.points)


def _beside(kept: CheckIns, day: int, now: int) -> int:
    """A moment for a date that nobody saw: behind the date before it, else before the one behind it."""
    days = credited(kept)
    below, above = [one for one in days if one < day], [one for one in days if one > day]
    if below:
        return kept.heard[below[-1]] + 1
    return kept.heard[above[0]] - 1 if above else now


def _named(draft: Draft, mission: str) -> CheckIn:
    known = draft.version.missions.check_ins if draft.version.missions else {}
    if mission not in known:
        raise MissionUnknown(mission=mission, known=sorted(known))
    return known[mission]

"""Check-ins: one a member, mission and local date, whoever tells of it and how often."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from regulars.core.behaviour.facts import BehaviourFacts
from regulars.core.behaviour.following import answers
from regulars.core.consent import holds
from regulars.core.effects import Reason
from regulars.core.granting import grant
from regulars.core.missions.kept import CheckIns, Missions
from regulars.core.missions.streaks import Laid, credited, lay
from regulars.core.refusals import MakeUpUnwanted, MissionUnknown
from regulars.core.wallet import spend

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.events import Behaviour, CheckInMadeUp
    from regulars.core.programme.missions import CheckIn
    from regulars.core.state import Wallet

_NOTHING_YET = CheckIns()


def check_ins_of(wallet: Wallet, mission: str) -> CheckIns:
    """What is kept of a member's check-ins."""
    return wallet.missions.check_ins.get(mission, _NOTHING_YET) if wallet.missions else _NOTHING_YET


def checked_in(draft: Draft, event: Behaviour) -> None:
    """Record a check-in for every mission that hears of it, and give what it gives."""
    missions = draft.version.missions
    for terms in missions.check_ins_on.get(event.name, ()) if missions else ():
        if event.properties.get("mission") in {None, terms.id} and _is_of_its_time(draft, terms, event):
            _check_in(draft, terms, event)


def made_up(draft: Draft, event: CheckInMadeUp) -> None:
    """Fill a date that was missed, for points. Refused where there is nothing to fill, or too little to fill it with."""
    terms = _named(draft, event.mission)
    today, kept = terms.day_at(draft.at), check_ins_of(draft.wallet, terms.id)
    if event.date not in fillable(terms, kept, today):
        raise MakeUpUnwanted(mission=terms.id, date=_iso(event.date), days=terms.make_up_days)
    spend(
        draft, currency=terms.currency, points=terms.make_up_points, occurred_at=event.occurred_at,
        effect=f"make_up:{terms.id}:{_iso(event.date)}",
    )  # fmt: skip
    laid = lay(terms, kept, event.date, _beside(kept, event.date, event.occurred_at), draft.at)
    _take(draft, terms, laid, event.date, event.day, event.occurred_at)


def fillable(terms: CheckIn, kept: CheckIns, today: int) -> list[int]:
    """The dates that a make-up may fill: missed, not too long ago, and behind a date that was not."""
    if not terms.make_up_days:
        return []
    known, first = set(credited(kept)), kept.before.last or min(kept.heard, default=today)
    days = range(max(first + 1, today - terms.make_up_days), today)
    return [day for day in days if day not in known and not terms.is_skipped(day)]


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


def _is_of_its_time(draft: Draft, terms: CheckIn, event: Behaviour) -> bool:
    """Whether the mission was there then, it is not told too late, and may be read for it at all."""
    version = draft.programme.at(event.occurred_at)
    if version is None or version.missions is None or terms.id not in version.missions.check_ins:
        return False
    if event.occurred_at < draft.at - terms.late:
        draft.explain(Reason("checked_in_late", (terms.id,)))
        return False
    if not holds(draft.wallet, terms.purpose, event.occurred_at):
        draft.explain(Reason("not_agreed", (terms.rule, terms.purpose)))
        return False
    return terms.when is None or terms.when(_facts(draft, event))


def _facts(draft: Draft, event: Behaviour) -> BehaviourFacts:
    facts = BehaviourFacts(event, draft.wallet)
    if draft.version.asked:
        facts.behaviour = answers(draft, draft.version, event)
    return facts


def _check_in(draft: Draft, terms: CheckIn, event: Behaviour) -> None:
    day = terms.day_of(event)
    laid = lay(terms, check_ins_of(draft.wallet, terms.id), day, event.occurred_at, draft.at)
    _take(draft, terms, laid, day, event.day, event.occurred_at)


def _take(draft: Draft, terms: CheckIn, laid: Laid, date_: int, day: int, occurred_at: int) -> None:
    wallet = draft.wallet
    wallet.missions = wallet.missions or Missions({}, {})
    wallet.missions.check_ins[terms.id] = laid.kept
    facts = (terms.id, _iso(date_), laid.streak.current)
    draft.explain(Reason("checked_in" if laid.is_new else "checked_in_already", facts))
    if laid.points:
        grant(
            draft, draft.version.currencies[terms.currency], currency=terms.currency, points=laid.points,
            version=draft.version.number, day=day, at=occurred_at,
            effect=f"check_in:{terms.id}:{_iso(date_)}", rule=terms.rule,
        )  # fmt: skip


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()

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
from regulars.core.missions.streaks import Laid, lay

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.events import Behaviour
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
    take(draft, terms, laid, day, event.day, event.occurred_at)


def take(draft: Draft, terms: CheckIn, laid: Laid, date_: int, day: int, occurred_at: int) -> None:
    """Keep what a date comes to, and give what it gives."""
    wallet = draft.wallet
    if _is_built_upon(wallet, terms, laid, date_):
        wallet.made_up = None
    wallet.missions = wallet.missions or Missions({}, {})
    wallet.missions.check_ins[terms.id] = laid.kept
    facts = (terms.id, iso(date_), laid.streak.current)
    draft.explain(Reason("checked_in" if laid.is_new else "checked_in_already", facts))
    if laid.points:
        grant(
            draft, draft.version.currencies[terms.currency], currency=terms.currency, points=laid.points,
            version=draft.version.number, day=day, at=occurred_at,
            effect=f"check_in:{terms.id}:{iso(date_)}", rule=terms.rule,
        )  # fmt: skip


def _is_built_upon(wallet: Wallet, terms: CheckIn, laid: Laid, date_: int) -> bool:
    """Whether a make-up can no longer be taken back: something stands on it now, or the date was there after all."""
    made = wallet.made_up
    if made is None or made.mission != terms.id:
        return False
    return date_ == made.date or laid.kept != check_ins_of(wallet, terms.id)


def iso(day: int) -> str:
    """A date as it is written."""
    return date.fromordinal(day).isoformat()

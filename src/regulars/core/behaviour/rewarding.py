"""Rules on behaviour: a gift of points for each event of a name, such as a check-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.behaviour.facts import BehaviourFacts
from regulars.core.behaviour.following import answers
from regulars.core.consent import may_read
from regulars.core.earning import one_of_each_group, within_caps
from regulars.core.effects import Reason
from regulars.core.granting import grant

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.events import Behaviour
    from regulars.core.programme.compiled import Rule, Version


def reward(draft: Draft, event: Behaviour) -> None:
    """Give what the rules on this event give, by the version under which it happened."""
    version = draft.programme.at(event.occurred_at)
    if version is None:
        draft.explain(Reason("before_programme"))
        return
    rules = [rule for rule in version.gifts.get(event.name, ()) if may_read(draft, rule, event.occurred_at)]
    if not rules:
        return
    facts = BehaviourFacts(event, draft.wallet)
    if version.asked:
        facts.behaviour = answers(draft, version, event)
    shares = [(rule, [rule.up]) for rule in rules if rule.when is None or rule.when(facts)]
    for rule, _ in one_of_each_group(shares, version.groups):
        _give(draft, version, event, rule)


def _give(draft: Draft, version: Version, event: Behaviour, rule: Rule) -> None:
    points = within_caps(draft, event.day, rule, rule.up) if rule.caps else rule.up
    if points <= 0:
        return
    grant(
        draft, rule, currency=rule.currency, points=points, version=version.number, day=event.day,
        at=event.occurred_at, effect=rule.id, rule=rule.id,
    )  # fmt: skip

"""Rules on behaviour: a gift of points for each event of a name, such as a check-in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from regulars.core.behaviour.facts import BehaviourFacts
from regulars.core.behaviour.following import answers
from regulars.core.budgets import take, within
from regulars.core.caps import within_caps
from regulars.core.consent import may_read
from regulars.core.earning import one_of_each_group
from regulars.core.effects import Reason
from regulars.core.granting import grant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulars.core.draft import Draft
    from regulars.core.earning import Share
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
    if version.budgets:
        chosen = within(draft, event.day, rules, partial(_without, shares, version.groups))
    else:
        chosen = one_of_each_group(shares, version.groups)
    for rule, _ in chosen:
        _give(draft, version, event, rule)


def _without(shares: list[Share], groups: Mapping[str, str], without: frozenset[str]) -> list[Share]:
    return one_of_each_group([share for share in shares if share[0].id not in without], groups)


def _give(draft: Draft, version: Version, event: Behaviour, rule: Rule) -> None:
    points = within_caps(draft, event.day, rule, rule.up) if rule.caps else rule.up
    if points <= 0:
        return
    grant(
        draft, rule, currency=rule.currency, points=points, version=version.number, day=event.day,
        at=event.occurred_at, effect=rule.id, rule=rule.id,
    )  # fmt: skip
    take(draft, event.day, rule, points)

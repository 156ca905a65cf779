"""Whether a condition can hold at all, or must always: it may say it does not know, but is never wrong."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import TypeAlias

from regulars.core.expressions.canonical import canonical
from regulars.core.expressions.claims import Claim, claim
from regulars.core.expressions.tree import Condition, Every, Flag, Not, Some

Branch: TypeAlias = Mapping[Hashable, Claim]

BRANCHES_MAX = 256


def never_matches(tree: Condition) -> str | None:
    """Return the part of the condition that no facts can satisfy, in canonical text, or None."""
    search = _Search()
    if search.branches(tree, is_wanted=True):
        return None
    return search.conflicts[0]


def always_matches(tree: Condition) -> bool:
    """Tell whether the condition holds whatever the facts are."""
    return never_matches(Not(tree)) is not None


@dataclass(slots=True)
class _Search:
    """Every way in which a condition could hold; a way in which two claims disagree is dropped."""

    conflicts: list[str] = field(default_factory=list)

    def branches(self, tree: Condition, *, is_wanted: bool) -> list[Branch]:
        match tree:
            case Not(part=part):
                return self.branches(part, is_wanted=not is_wanted)
            case Every(parts=parts) | Some(parts=parts):
                are_all_needed = isinstance(tree, Every) is is_wanted
                ways = [self.branches(part, is_wanted=is_wanted) for part in parts]
                return self._all_of(ways) if are_all_needed else self._any_of(ways)
            case Flag(value=value):
                return [{}] if value is is_wanted else self._none(tree if is_wanted else Not(tree))
            case _:
                claimed = claim(tree, is_wanted=is_wanted)
                return self._none(*claimed.sources) if claimed.is_impossible else [{claimed.subject: claimed}]

    def _none(self, *sources: Condition) -> list[Branch]:
        self.conflicts.append(canonical(Every(sources)))
        return []

    def _any_of(self, ways: list[list[Branch]]) -> list[Branch]:
        found = [branch for each in ways for branch in each]
        # Too many to follow: claim nothing.
        return found if len(found) <= BRANCHES_MAX else [{}]

    def _all_of(self, ways: list[list[Branch]]) -> list[Branch]:
        found: list[Branch] = [{}]
        for each in sorted(ways, key=len):
            if len(found) * len(each) > BRANCHES_MAX:
                break
            met = [self._met(one, other) for one, other in product(found, each)]
            found = [branch for branch in met if branch is not None]
        return found

    def _met(self, one: Branch, other: Branch) -> Branch | None:
        met = dict(one)
        for subject, claimed in other.items():
            met[subject] = met[subject].both(claimed) if subject in met else claimed
            if met[subject].is_impossible:
                self._none(*met[subject].sources)
                return None
        return met

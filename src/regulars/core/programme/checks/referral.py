"""Bringing a friend: the points must be there, money no finer than money is, and each span limited once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.programme.checks.budgets import check_budget
from regulars.core.programme.checks.numbers import check_number, is_too_fine, too_fine
from regulars.core.programme.checks.points import check_named
from regulars.core.programme.checks.repeated import said_again
from regulars.core.programme.mistakes import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regulars.core.programme.document import Programme
    from regulars.core.programme.mistakes import Path


def check_referral(document: Programme) -> Iterator[Mistake]:
    """What a programme says about bringing friends, where it says something."""
    referral, path = document.referral, ("referral",)
    if referral is None:
        return
    yield from check_named(referral.reward.of, document, (*path, "reward", "of"))
    if referral.welcome is not None:
        yield from check_named(referral.welcome.of, document, (*path, "welcome", "of"))
    if referral.budget is not None:
        reward = referral.reward
        yield from check_budget(
            referral.budget, document, (*path, "budget"), earn=reward.of, least=reward.points
        )
    least: Path = (*path, "at_least")
    yield from check_number(referral.at_least, least, may_be_zero=True)
    if is_too_fine(referral.at_least, document):
        yield too_fine(referral.at_least, least, document)
    for place, span in said_again(limit.per for limit in referral.limits):
        yield Mistake((*path, "limits", place, "per"), "LimitTwice", {"per": span})

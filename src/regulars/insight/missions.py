"""What became of missions: how often they were begun, and what they have given to how many."""

from __future__ import annotations

from typing import NamedTuple

from regulars.insight.asking import ask


class Given(NamedTuple):
    """Points of one kind that a mission has given."""

    currency: str
    members: int
    times: int
    points: int


class Result(NamedTuple):
    """One mission. `begun` counts turns, and `beginners` those who began one."""

    begun: int
    beginners: int
    given: tuple[Given, ...]


def results() -> dict[str, Result]:
    """Every mission that was begun or has given something, by its id."""
    begun = {str(mission): (int(times), int(members)) for mission, times, members in ask("missions_begun")}
    given: dict[str, tuple[Given, ...]] = {}
    for mission, currency, members, times, points in ask("mission_results"):
        given[mission] = (*given.get(mission, ()), Given(currency, int(members), int(times), int(points)))
    return {
        mission: Result(*begun.get(mission, (0, 0)), given.get(mission, ()))
        for mission in sorted({*begun, *given})
    }

"""Birthday gifts: loaded by time alone, once for each birthday, by the level that is held on the loading day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.granting import grant
from regulars.core.periods import NEVER

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.programme.tracks import Track
    from regulars.core.state import Standing


def expect_gift(draft: Draft, track: Track, standing: Standing, *, is_new: bool = False) -> None:
    """Know when the next gift is loaded. A version that only now has gifts (`is_new`) makes up for none before it."""
    remembered, month = standing.remembered, draft.wallet.birth_month
    if remembered is None:
        return
    if track.gift is None or month is None:
        # Also where the version before had gifts and this one has none: what is never due calls nobody.
        remembered.gift_at = NEVER
        return
    year = track.gift.next_year(month, remembered.gifted, draft.at)
    if is_new and track.gift.loads_at(month, year) < draft.at:
        remembered.gifted, year = year, year + 1
    remembered.gift_at = track.gift.loads_at(month, year)


def load_gift(draft: Draft, track: Track, standing: Standing) -> None:
    """Load what is due, by the level of this moment; a level that gives nothing gives nothing that year."""
    remembered, month = standing.remembered, draft.wallet.birth_month
    if track.gift is None or remembered is None or month is None or remembered.gift_at > draft.at:
        return
    remembered.gifted = track.gift.next_year(month, remembered.gifted, draft.at)
    for currency, points in track.gift.by_rank[track.rank[standing.level]].items():
        _load(draft, track.gift.rule, currency, points, remembered.gifted)
    expect_gift(draft, track, standing)


def _load(draft: Draft, rule: str, currency: str, points: int, year: int) -> None:
    day = draft.version.calendar.day_of(draft.at)
    grant(
        draft, draft.version.currencies[currency], currency=currency, points=points,
        version=draft.version.number, day=day, at=draft.at, effect=f"{rule}/{currency}/{year}", rule=rule,
    )  # fmt: skip

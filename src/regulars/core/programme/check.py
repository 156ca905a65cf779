"""Whether a programme means something: everything in it that contradicts itself, the calendar or the law."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from zoneinfo import available_timezones

from regulars.core.money import EXPONENTS
from regulars.core.programme.checks.challenges import check_challenges
from regulars.core.programme.checks.conditions import Checked
from regulars.core.programme.checks.coupons import check_coupons
from regulars.core.programme.checks.earning import check_earning
from regulars.core.programme.checks.leaderboards import check_leaderboards
from regulars.core.programme.checks.missions import check_missions
from regulars.core.programme.checks.points import among, check_points
from regulars.core.programme.checks.purposes import check_purposes
from regulars.core.programme.checks.referral import check_referral
from regulars.core.programme.checks.rewards import check_rewards
from regulars.core.programme.checks.terms import check_date
from regulars.core.programme.checks.tracks import check_tracks
from regulars.core.programme.document import Programme
from regulars.core.programme.mistakes import Mistake, nearest
from regulars.core.programme.vocabulary import vocabulary_for


def check(document: Programme) -> list[Mistake]:
    """Every mistake in what a well-formed document means; the document's own order, part by part."""
    return list(_mistakes(document))


def _mistakes(document: Programme) -> Iterator[Mistake]:
    checked = Checked.against(document, vocabulary_for(document))
    yield from _check_frame(document)
    for name, points in document.points.items():
        yield from check_points(points, ("points", name))
    yield from check_earning(document, checked)
    yield from check_tracks(document, checked)
    yield from check_purposes(document)
    yield from check_coupons(document, checked)
    yield from check_missions(document, checked)
    yield from check_rewards(document, checked)
    yield from check_referral(document)
    yield from check_challenges(document)
    yield from check_leaderboards(document, checked)


def _check_frame(document: Programme) -> Iterator[Mistake]:
    if document.zone not in _zones():
        near = nearest(document.zone, _zones())
        yield Mistake(("zone",), "ZoneUnknown", {"given": document.zone, "suggestion": near})
    if document.currency not in EXPONENTS:
        yield Mistake(("currency",), "CurrencyUnknown", among(document.currency, tuple(sorted(EXPONENTS))))
    yield from check_date(document.effective_from, ("effective_from",))


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    """Zones by their proper names; what else lies beside them (`localtime`, `posixrules`) is no place."""
    return frozenset(zone for zone in available_timezones() if "/" in zone or zone == "UTC")

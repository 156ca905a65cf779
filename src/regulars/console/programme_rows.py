"""A programme as people read it: points, rules and tracks in rows, with conditions as they were written."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.console import budget_words
from regulars.core.money import minor
from regulars.core.programme.document import (
    Cap,
    EarningRule,
    Expiry,
    ExpiryTerms,
    Level,
    Number,
    Pending,
    PointsCurrency,
    Programme,
    Rolling,
    Track,
)
from regulars.telling import benefits
from regulars.telling import tracks as telling
from regulars.telling.figures import money, priced
from regulars.telling.voice import Voice


class Points(NamedTuple):
    """One kind of points."""

    id: str
    name: str
    worth: str
    expiry: str
    pending: str
    take_back: str


class Rule(NamedTuple):
    """One earning rule; `conditions` are the expressions as written."""

    id: str
    name: str
    gives: str
    conditions: tuple[str, ...]
    limits: tuple[str, ...]
    group: str
    has_budget: bool


class Step(NamedTuple):
    """One level of a track."""

    name: str
    threshold: str
    benefits: tuple[str, ...]


class Path(NamedTuple):
    """One track."""

    id: str
    name: str
    counts: str
    holds: str
    conditions: tuple[str, ...]
    steps: tuple[Step, ...]


class Read(NamedTuple):
    """A whole version."""

    name: str
    begins: str
    money: str
    zone: str
    points: tuple[Points, ...]
    rules: tuple[Rule, ...]
    tracks: tuple[Path, ...]


def read(document: Programme, voice: Voice) -> Read:
    """Put a version into rows."""
    return Read(
        voice.of(document.name),
        document.effective_from.replace("-", "/"),
        document.currency,
        document.zone,
        tuple(_points(name, one, document, voice) for name, one in document.points.items()),
        tuple(_rule(rule, document, voice) for rule in document.earning),
        tuple(_track(name, track, document, voice) for name, track in document.tracks.items()),
    )


def _points(name: str, points: PointsCurrency, document: Programme, voice: Voice) -> Points:
    worth = priced(Decimal(str(points.worth)), document.currency) if points.worth else _("no money value")
    return Points(
        name, voice.of(points.name), worth, _expiry(points.expiry),
        "" if isinstance(points.pending, str) else _pending(points.pending), _take_back(points.take_back),
    )  # fmt: skip


def _take_back(policy: str) -> str:
    return {
        "only_pending": _("a return takes back only what is not yet usable"),
        "within_balance": _("a return takes back what is there, never below zero"),
        "into_deficit": _("a return takes everything back; what is missing is owed"),
    }[policy]


def _expiry(expiry: Expiry) -> str:
    if not isinstance(expiry, ExpiryTerms):
        return {"never": _("never"), "end_of_next_year": _("at the end of the next year")}[expiry]
    if expiry.rolling is None:
        return _("on %(dates)s") % {"dates": ", ".join(expiry.dates or [])}
    return _rolling(expiry.rolling)


def _rolling(rolling: Rolling) -> str:
    after = _("%(span)s after becoming usable") % {"span": _span(rolling)}
    if rolling.round_up_to == "day":
        return after
    rounded = {
        "month": _("then to the end of the month"),
        "quarter": _("then to the end of the quarter"),
        "half_year": _("then to the end of the half-year"),
        "year": _("then to the end of the year"),
    }[rolling.round_up_to]
    return _("%(after)s, %(rounded)s") % {"after": after, "rounded": rounded}


def _span(rolling: Rolling) -> str:
    if rolling.days is not None:
        return ngettext("%(count)s day", "%(count)s days", rolling.days) % {"count": rolling.days}
    if rolling.months is not None:
        return ngettext("%(count)s month", "%(count)s months", rolling.months) % {"count": rolling.months}
    return ngettext("%(count)s year", "%(count)s years", rolling.years or 0) % {"count": rolling.years}


def _pending(pending: Pending) -> str:
    if pending.days is not None:
        return ngettext("usable after %(count)s day", "usable after %(count)s days", pending.days) % {
            "count": pending.days
        }
    return _("usable from %(date)s") % {"date": str(pending.until).replace("-", "/")}


def _rule(rule: EarningRule, document: Programme, voice: Voice) -> Rule:
    return Rule(
        rule.id,
        voice.of(rule.name),
        _gives(rule, document, voice),
        tuple(condition for condition in (rule.when, rule.lines) if condition),
        (*(_cap(cap) for cap in rule.caps), *_terms(rule), *_budget(rule, document, voice)),
        _group(rule, document),
        rule.budget is not None,
    )


def _gives(rule: EarningRule, document: Programme, voice: Voice) -> str:
    kind = voice.of(document.points[rule.earn].name) if rule.earn in document.points else rule.earn
    if rule.rate is not None:
        amount = money(minor(str(rule.rate.per), document.currency), document.currency)
        return _("%(points)s for every %(amount)s (%(kind)s)") % {
            "points": rule.rate.points,
            "amount": amount,
            "kind": kind,
        }
    if rule.each is not None:
        return _("%(points)s for each item (%(kind)s)") % {"points": rule.each, "kind": kind}
    if rule.multiply is not None:
        return _("%(times)s times (%(kind)s)") % {"times": rule.multiply, "kind": kind}
    return _("%(points)s more (%(kind)s)") % {"points": rule.bonus, "kind": kind}


def _cap(cap: Cap) -> str:
    said = {
        "receipt": _("%(points)s a receipt at most"),
        "day": _("%(points)s a day at most"),
        "member": _("%(points)s a member at most"),
    }[cap.per]
    return said % {"points": f"{cap.points:,}"}


def _budget(rule: EarningRule, document: Programme, voice: Voice) -> Iterator[str]:
    if rule.budget is not None:
        yield _("budget: %(said)s") % {"said": budget_words.said(rule.budget, document, rule.earn, voice)}


def _terms(rule: EarningRule) -> Iterator[str]:
    if isinstance(rule.pending, Pending):
        yield _pending(rule.pending)
    if rule.expiry is not None:
        yield _("runs out %(when)s") % {"when": _expiry(rule.expiry)}


def _group(rule: EarningRule, document: Programme) -> str:
    if rule.group is None:
        return ""
    how = {
        "all": _("all count"),
        "highest": _("the highest counts"),
        "first": _("the first counts, priority %(priority)s") % {"priority": rule.priority},
    }[document.groups.get(rule.group, "all")]
    return _("%(group)s: %(how)s") % {"group": rule.group, "how": how}


def _track(name: str, track: Track, document: Programme, voice: Voice) -> Path:
    return Path(
        name,
        voice.of(track.name),
        telling.what_counts(track, voice),
        telling.how_long(track, voice),
        tuple(condition for condition in (track.when, track.lines) if condition),
        tuple(_step(level, track, document, voice) for level in track.levels),
    )


def _step(level: Level, track: Track, document: Programme, voice: Voice) -> Step:
    return Step(
        voice.of(level.name),
        _threshold(level.threshold, track, document),
        benefits.of_level(level, voice),
    )


def _threshold(threshold: Number, track: Track, document: Programme) -> str:
    if track.metric == "net_spend":
        return priced(Decimal(str(threshold)), document.currency)
    return f"{threshold:,}" if isinstance(threshold, int) else str(threshold)

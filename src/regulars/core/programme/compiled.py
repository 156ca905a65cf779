"""A programme made ready to decide: compiled once, so that a decision touches only what concerns it."""

from __future__ import annotations

from bisect import bisect_right
from math import lcm
from typing import TYPE_CHECKING, Final

from regulars.core.behaviour.asked import Asked, asked_since
from regulars.core.behaviour.listening import ears
from regulars.core.coupons.compiled import compile_coupons, compile_offers
from regulars.core.expressions import (
    compile_condition,
    compile_conditions,
    compile_line_condition,
    fields_read,
    questions_of,
)
from regulars.core.expressions.canonical import question_text
from regulars.core.periods import NEVER, Calendar, Day
from regulars.core.programme.benefits import rule_names, rules_of
from regulars.core.programme.budgets import Budget, rule_budget, worth_of
from regulars.core.programme.document import EarningRule, MinLife, PointsCurrency
from regulars.core.programme.document import Programme as Document
from regulars.core.programme.life import ExpiryTerms, LevelPoints, Pending, Sliding
from regulars.core.programme.missions import Missions
from regulars.core.programme.parts import FUNDING
from regulars.core.programme.purposes import MEMBERSHIP, Purposes
from regulars.core.programme.referral import REWARD, Referral
from regulars.core.programme.rewards import Reward, compile_rewards
from regulars.core.programme.terms import Held, TermsByLevel, start_of_version
from regulars.core.programme.tracks import Track, compile_track
from regulars.core.programme.units import by_level, unit_of
from regulars.core.programme.vocabulary import (
    ORDER_COMPLETED,
    behaviour_vocabulary,
    parse_rule_condition,
    reward_vocabulary,
    vocabulary_for,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from regulars.core.expressions import Condition, Vocabulary
    from regulars.core.facts import LineFacts, OrderFacts

    Matching = Callable[[OrderFacts], tuple[bool, ...]]

#: Multipliers build on what rates and items gave, and a gift for the receipt on nothing.
_ORDER: Final = {"money": 0, "item": 0, "rates": 1, "receipt": 2}


#: Where the programme does not say: whoever waits in vain for goods has at least this long to use the points again.
_BY_SHOP: Final = MinLife(min_life=14)

#: Conditions on these depend on what is in the basket, so a return asks them again.
_BASKET: Final = frozenset({"total", "quantity", "line_count", "categories", "products", "brands"})


class Rule:
    """One earning rule. Points per unit are `up / down`, an exact ratio; `unit` says of what.

    `scale` is the same ratio over the denominator that all rules of the currency share; `condition` is what `when` tests.
    """

    __slots__ = (
        "budget", "caps", "condition", "currency", "down", "funding", "group", "id", "lines", "on", "on_refund",
        "priority", "purpose", "scale", "terms", "unit", "up", "when",
    )  # fmt: skip

    id: str
    on: str
    currency: str
    unit: str  # money, item, rates or receipt
    up: int
    down: int
    scale: int
    condition: Condition | None
    when: Callable[[object], bool] | None
    lines: Callable[[OrderFacts, LineFacts], bool] | None
    priority: int
    group: str | None
    caps: tuple[tuple[str, int], ...]
    terms: TermsByLevel
    funding: int
    on_refund: str
    purpose: str
    budget: Budget | None


class Currency:
    """One kind of points with its rules in order: rates and items first, since multipliers build on them."""

    __slots__ = (
        "_by_consents", "_calendar", "_restore", "consents", "deficit_limit", "down", "funding", "has_budgets", "is_paid_first", "limits",
        "longer", "matching", "name", "reinstates", "rounding", "rules", "take_back", "terms", "worth",
    )  # fmt: skip

    def __init__(
        self, name: str, document: PointsCurrency, calendar: Calendar, levels: Mapping[Held, LevelPoints]
    ) -> None:
        self.name = name
        self.funding = FUNDING[document.funding]
        self.rounding = document.rounding
        self.take_back = document.take_back
        self.deficit_limit = document.deficit_limit
        self.worth = worth_of(document)
        sliding = _sliding(document)
        self.reinstates = sliding is not None and sliding.late_activity != "ignore"
        self.is_paid_first = document.spend_first == "paid"
        self.longer = {held: one.expiry for held, one in levels.items() if one.expiry is not None}
        self.terms = TermsByLevel(calendar, document.expiry, _pending(document.pending), self.longer)
        self.limits = {
            held: one.deficit_limit for held, one in levels.items() if one.deficit_limit is not None
        }
        self._restore, self._calendar = document.restore_expired, calendar
        self.rules: tuple[Rule, ...] = ()
        self.down = 1
        #: Tells of each rule whether its condition holds; None where no rule has one.
        self.matching: Matching | None = None
        #: Whether some rule has a budget: only then is one asked for.
        self.has_budgets = False
        #: Purposes that a member must have agreed to before some rule is asked; empty in most programmes.
        self.consents: frozenset[str] = frozenset()
        self._by_consents: dict[frozenset[str], tuple[tuple[Rule, ...], Matching | None]] = {}

    def follow(self, rules: list[Rule]) -> None:
        """Give these points by these rules."""
        self.rules = tuple(sorted(rules, key=lambda rule: (_ORDER[rule.unit], rule.priority)))
        self.down = _common_down(self.rules)
        for rule in rules:
            rule.scale = rule.up * self.down // rule.down
        self.consents = frozenset(rule.purpose for rule in rules if rule.purpose != MEMBERSHIP)
        self.matching = _matching(self.rules)
        self.has_budgets = any(rule.budget for rule in rules)

    def rules_for(self, agreed: frozenset[str]) -> tuple[tuple[Rule, ...], Matching | None]:
        """The rules that exist for somebody who agreed to these purposes, with their conditions; no other is looked at."""
        found = self._by_consents.get(agreed)
        if found is None:
            rules = tuple(rule for rule in self.rules if rule.purpose == MEMBERSHIP or rule.purpose in agreed)
            found = self._by_consents[agreed] = rules, _matching(rules)
        return found

    def limit_for(self, levels: Mapping[str, str]) -> int | None:
        """How much somebody at these levels may owe; None where there is no limit. Levels only raise it."""
        if self.deficit_limit is None or not self.limits:
            return self.deficit_limit
        return max(self.deficit_limit, *(self.limits.get(held, 0) for held in levels.items()), 0)

    def restored_until(self, expires_at: int, *, at: int, levels: Mapping[str, str], by_shop: bool) -> int:
        """Until when points may be used that go back now into a lot with this end: its own, or a later one."""
        policy = self._restore or (_BY_SHOP if by_shop else "return_expired")
        if policy == "return_expired":
            return expires_at
        day = self._calendar.day_of(at)
        if isinstance(policy, MinLife):
            return max(expires_at, self._calendar.start_of(Day(day + policy.min_life + 1)))
        return self.terms.of(levels).ends_after(day) if expires_at <= at else expires_at


class Version:
    """One version of a programme, ready to decide."""

    __slots__ = (
        "_purposes", "asked", "asked_again", "balances", "budgets", "calendar", "consents", "coupons",
        "currencies", "document", "effective_at", "gifts", "groups", "heard", "kept_alive",
        "knows_members", "listening", "missions", "money", "number", "offers", "referral", "rewards",
        "rule_names", "rules", "tracks",
    )  # fmt: skip

    def __init__(self, document: Document, number: int) -> None:
        self.document = document
        self.number = number
        self.money = document.currency
        self.calendar = Calendar(document.zone)
        self.effective_at = start_of_version(self.calendar, document.effective_from)
        self.groups = dict(document.groups)
        #: The questions of behaviour in its conditions by their keys, and those that goods which come back ask again.
        self.asked: dict[str, Asked] = {}
        self.asked_again: tuple[str, ...] = ()
        self._purposes = Purposes(document)
        vocabulary = vocabulary_for(document)
        self.currencies = {
            name: Currency(name, part, self.calendar, by_level(document, name))
            for name, part in document.points.items()
        }
        self.kept_alive = _kept_alive(document, self.currencies)
        self.rule_names = rule_names(document)
        self.rules = {rule.id: self._rule(rule, vocabulary) for rule in rules_of(document)}
        on_orders = [rule for rule in self.rules.values() if rule.on == ORDER_COMPLETED]
        #: The rules on each event that is no purchase.
        self.gifts = _gifts(self.rules.values())
        for currency in self.currencies.values():
            currency.follow([rule for rule in on_orders if rule.currency == currency.name])
        self.consents = frozenset[str]().union(*(currency.consents for currency in self.currencies.values()))
        self.tracks: dict[str, Track] = {
            name: compile_track(
                name, track, self.money, self.calendar, lambda text: self._read(text, vocabulary)
            )
            for name, track in document.tracks.items()
        }
        self.coupons = compile_coupons(document, lambda text: self._read(text, vocabulary))
        self.offers = compile_offers(document, lambda text: self._read(text, vocabulary))
        #: None where there are none, so that nothing of a purchase asks for them.
        self.missions = self._missions()
        self.rewards: dict[str, Reward] = compile_rewards(
            document, self.calendar, lambda text: self._read(text, reward_vocabulary(document))
        )
        self.referral = None if document.referral is None else Referral(document, self.calendar)
        #: Everything that has a budget, by the rule that entries name; empty in most programmes.
        self.budgets = self._budgets()
        self.listening = ears(self.asked.values())
        #: The names of behaviour that it reads at all.
        on_missions = self.missions.heard if self.missions else ()
        self.heard = frozenset((*self.listening, *self.gifts, *on_missions)) - {ORDER_COMPLETED}
        self.balances = tuple(track for track in self.tracks.values() if track.counts == "balance")
        self.knows_members = any(
            track.window.is_anchored or track.gift is not None for track in self.tracks.values()
        )

    def _read(self, text: str | None, vocabulary: Vocabulary) -> Condition | None:
        """A condition of a document that was checked before; what it asks of behaviour is asked from now on."""
        if text is None:
            return None
        found = parse_rule_condition(text, vocabulary)
        for key, question in questions_of(found):
            purpose = self._purposes.of_question(question)
            self.asked.setdefault(key, Asked(key, question, None if purpose == MEMBERSHIP else purpose))
        return found

    def _budgets(self) -> dict[str, Budget]:
        goals = self.missions.goals.values() if self.missions else ()
        found = {thing: thing.budget for thing in (*self.rules.values(), *goals)}
        named = {thing.id if isinstance(thing, Rule) else thing.rule: one for thing, one in found.items()}
        if self.referral is not None:
            named[REWARD] = self.referral.budget
        return {name: budget for name, budget in named.items() if budget is not None}

    def _missions(self) -> Missions | None:
        if not self.document.missions:
            return None
        vocabulary = behaviour_vocabulary(self.document)
        of_orders = vocabulary_for(self.document)
        missions = Missions(
            self.document, self.calendar, lambda text: self._read(text, vocabulary),
            lambda text: parse_rule_condition(text, of_orders),
        )  # fmt: skip
        missions.count_on(self.tracks.values())
        return missions

    def _rule(self, document: EarningRule, vocabulary: Vocabulary) -> Rule:
        rule = Rule()
        currency = self.currencies[document.earn]
        rule.id, rule.on, rule.currency = document.id, document.on, document.earn
        if rule.on != ORDER_COMPLETED:
            vocabulary = behaviour_vocabulary(self.document)
        rule.unit, ratio = unit_of(document, self.money)
        rule.up, rule.down = ratio.numerator, ratio.denominator
        rule.priority, rule.group = document.priority, document.group
        rule.purpose = document.purpose or MEMBERSHIP
        rule.caps = tuple((cap.per, cap.points) for cap in document.caps)
        rule.funding = currency.funding if document.funding is None else FUNDING[document.funding]
        rule.terms = self._terms(document)
        rule.budget = None
        if document.budget is not None:
            rule.budget = Budget(rule_budget(rule.id), document.budget, currency.worth)
        when, lines = (self._read(text or None, vocabulary) for text in (document.when, document.lines))
        rule.condition, rule.when = when, compile_condition(when) if when else None
        rule.lines = compile_line_condition(lines) if lines else None
        reads_basket = when is not None and bool(fields_read(when) & _BASKET)
        rule.on_refund = document.on_refund or ("recompute" if reads_basket else "proportional")
        if when is not None and rule.on_refund == "recompute":
            self.asked_again = (*self.asked_again, *(key for key, _ in questions_of(when)))
        return rule

    def _terms(self, rule: EarningRule) -> TermsByLevel:
        """The life of the points that a rule gives: its own expiry wins over what a level makes longer."""
        points, currency = self.document.points[rule.earn], self.currencies[rule.earn]
        if rule.expiry is None and rule.pending is None:
            return currency.terms
        pending = _pending(points.pending if rule.pending is None else rule.pending)
        if rule.expiry is not None:
            return TermsByLevel(self.calendar, rule.expiry, pending, {})
        return TermsByLevel(self.calendar, points.expiry, pending, currency.longer)


class Programme:
    """All versions of one programme in the order in which they take effect."""

    __slots__ = ("_asked_since", "_heard", "_last_start", "_starts", "calendar", "versions")

    def __init__(self, *versions: Version) -> None:
        self.versions = tuple(sorted(versions, key=lambda version: (version.effective_at, version.number)))
        self._starts = [version.effective_at for version in self.versions]
        self._last_start = self._starts[-1]
        self.calendar = self.versions[0].calendar
        self._heard = frozenset().union(*(version.heard for version in self.versions))
        self._asked_since = asked_since(self.versions)

    def reads(self, name: str) -> bool:
        """Whether some version decides behaviour of this name; all other need not come to the desk."""
        return name in self._heard

    def asked_since(self, version: Version, key: str) -> int:
        """From when what occurs counts for a question of a version, for everybody alike."""
        return self._asked_since[version.number][key]

    def begun_with(self, version: Version) -> tuple[str, ...]:
        """The questions, as they are written, that begin to count with a later version than the first."""
        return tuple(
            question_text(asked.question)
            for key, asked in version.asked.items()
            if self.asked_since(version, key) == version.effective_at
        )

    def at(self, instant: int) -> Version | None:
        """The version in force at an instant; None before the first."""
        place = bisect_right(self._starts, instant)
        return self.versions[place - 1] if place else None

    def at_or_first(self, instant: int) -> Version:
        """The version in force at an instant, or before all of them the first: what will hold is shown before it does."""
        place = bisect_right(self._starts, instant)
        return self.versions[place - 1 if place else 0]

    def next_start(self, instant: int) -> int:
        """When the version after the one in force takes over; `NEVER` where none is planned."""
        if instant >= self._last_start:
            return NEVER
        return self._starts[bisect_right(self._starts, instant)]

    def version(self, number: int) -> Version | None:
        """The version that bears a number."""
        return next((version for version in self.versions if version.number == number), None)


def compile_programme(*documents: Document) -> Programme:
    """Make checked documents ready, numbered from 1 in the order given."""
    return Programme(*(Version(document, number) for number, document in enumerate(documents, 1)))


def _gifts(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    """The rules on each event that is no purchase, in the order in which they are asked."""
    gifts: dict[str, tuple[Rule, ...]] = {}
    for rule in sorted(rules, key=lambda rule: rule.priority):
        if rule.on != ORDER_COMPLETED:
            gifts[rule.on] = (*gifts.get(rule.on, ()), rule)
    return gifts


def _matching(rules: tuple[Rule, ...]) -> Matching | None:
    """What tells of each rule whether its condition holds; None where no rule has one."""
    conditions = [rule.condition for rule in rules]
    return compile_conditions(conditions) if any(conditions) else None


def _common_down(rules: tuple[Rule, ...]) -> int:
    rates = lcm(*(rule.down for rule in rules if rule.unit in {"money", "item"}))
    return rates * lcm(*(rule.down for rule in rules if rule.unit == "rates"))


def _sliding(points: PointsCurrency) -> Sliding | None:
    return points.expiry.sliding if isinstance(points.expiry, ExpiryTerms) else None


def _kept_alive(document: Document, currencies: Mapping[str, Currency]) -> dict[str, tuple[Currency, ...]]:
    """The kinds of points that each activity keeps alive; empty where nothing slides."""
    alive: dict[str, tuple[Currency, ...]] = {}
    for name, points in document.points.items():
        sliding = _sliding(points)
        for activity in (sliding.activity or ("orders", "spends")) if sliding else ():
            alive[activity] = (*alive.get(activity, ()), currencies[name])
    return alive


def _pending(pending: str | Pending) -> Pending | None:
    return pending if isinstance(pending, Pending) else None

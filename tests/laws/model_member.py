"""A second opinion of one member: the whole history is gone through again, instant by instant, at every question.

It shares nothing with the core but the words of the programme and of the events. It knows no next due time: it tries
every instant at which anything might happen, and keeps those at which something did.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import floor

from made_histories import Wait
from model import WHENS, largest_remainder, paid, shared
from model_days import NEVER, active_day, last_day, start_of
from model_levels import Level, counts_for, measures_the_same
from model_purse import Purse
from msgspec.structs import replace

from regulars.core.events import Adjustment, Cancellation, Order, Profile, Return, Spend

FUNDING = {"free": 0, "partner": 1, "paid": 2}
#: Conditions on the basket; a return asks them again unless the rule says otherwise.
BASKET = {"total >= 300", "total >= 900", "quantity >= 3", '"books" in categories'}


@dataclass
class Bought:
    """An order with what was decided about it."""

    order: object
    document: object
    seen: dict
    back: list
    earned: list = field(default_factory=list)
    counted: dict = field(default_factory=dict)

    def left(self, value, place, back=None):
        """What stays of a line's value: less the returned share, rounded, halves up."""
        gone = Fraction(
            value * (self.back[place] if back is None else back), self.order.lines[place].quantity
        )
        return value - floor(gone + Fraction(1, 2))

    def is_all_back(self):
        return self.back == [line.quantity for line in self.order.lines]

    def rest(self):
        lines = [
            replace(line, quantity=line.quantity - self.back[place], amount=self.left(line.amount, place))
            for place, line in enumerate(self.order.lines)
            if self.back[place] < line.quantity
        ]
        return replace(self.order, lines=tuple(lines))


class Opinion:
    """What we think of a member after a history; `refused` holds the ids of the events that were refused."""

    def __init__(self, documents, begins, history=()):
        self.documents, self.zone = documents, documents[0].zone
        self.at = begins
        self.document = self.in_force(begins) or documents[0]
        self.purses, self.bought, self.refused = {}, {}, []
        self.orders, self.birth_month = 0, None
        self.levels = {
            name: Level(track, self.zone, 0, begins) for name, track in self.document.tracks.items()
        }
        for event in history:
            self.live_through(event)

    def starts(self):
        return [
            start_of(self.zone, date.fromisoformat(document.effective_from).toordinal())
            for document in self.documents
        ]

    def in_force(self, at):
        begun = [
            document for start, document in zip(self.starts(), self.documents, strict=True) if start <= at
        ]
        return begun[-1] if begun else None

    def purse(self, currency):
        purse = self.purses.setdefault(currency, Purse())
        terms = self.document.points.get(currency)
        purse.is_paid_first = terms is not None and terms.spend_first == "paid"
        return purse

    def live_through(self, event):
        if isinstance(event, Wait):
            self.let_time_pass(event.until)
            return
        self.let_time_pass(event.occurred_at)
        now = max(self.at, event.occurred_at)
        if self.take_in(event, now):
            self.at = now
            self.do_what_is_due(now)
        else:
            self.refused.append(event.id)

    def let_time_pass(self, until):
        """Try every instant up to `until` at which something may be due; the wallet's time is the last that changed it."""
        tried = self.at
        while later := [at for at in self.instants() if tried < at <= until]:
            tried = min(later)
            before = self.standing()
            self.do_what_is_due(tried)
            # That the first version begins changes nothing to be seen, and is yet something.
            if self.standing() != before or tried in self.starts():
                self.at = tried

    def instants(self):
        yield from self.starts()
        for purse in self.purses.values():
            for lot in purse.lots:
                yield from (lot["from"], lot["until"])
        for level in self.levels.values():
            yield level.until
            yield from (level.leaves(day) for day, _ in level.counted)

    def do_what_is_due(self, at):
        """Repay, review levels, begin the next version, let points run out: in this order."""
        for currency in self.purses:
            self.purse(currency).repay(at)
        for level in self.levels.values():
            level.look(at)
        found = self.in_force(at)
        if found is not None and found is not self.document:
            self.adopt(found, at)
        for purse in self.purses.values():
            purse.let_run_out(at)

    def adopt(self, document, at):
        before, self.document, self.levels = self.levels, document, {}
        for name, track in document.tracks.items():
            self.levels[name] = before.get(name) or Level(track, self.zone, 0, at)
            self.levels[name].adopt(track, at)

    def standing(self):
        """Everything that can be told of a member."""
        return (
            self.documents.index(self.document),
            {
                name: (purse.open_lots(), list(purse.debts), purse.issued, purse.spent, purse.expired, purse.revoked,
                       purse.shortfall)
                for name, purse in self.purses.items()
                if purse.issued
            },
            {name: (level.name, level.since, level.until) for name, level in self.levels.items()},
        )  # fmt: skip

    def take_in(self, event, now):
        """Change what the event changes; False where it is refused."""
        match event:
            case Order():
                self.buy(event, now)
            case Return():
                self.settle(self.matched(event), now)
            case Cancellation():
                known = self.bought.get(event.order)
                whole = [line.quantity for line in known.order.lines] if known else []
                self.settle({event.order: whole} if known else {}, now)
            case Spend() | Adjustment() if event.currency not in self.document.points:
                return False
            case Spend():
                return self.purse(event.currency).spend(event.points, now)
            case Adjustment(points=points) if points < 0:
                return self.purse(event.currency).spend(-points, now)
            case Adjustment():
                self.credit(self.document, event.currency, event.points, event, now)
            case Profile():
                self.birth_month = event.birth_month or self.birth_month
        return True

    def credit(self, document, currency, points, event, now, *, rule=None):
        """Open a lot under the terms of the rule, or else of the points; answer its name."""
        terms = document.points[currency]
        pending = rule.pending if rule and rule.pending is not None else terms.pending
        expiry = rule.expiry if rule and rule.expiry is not None else terms.expiry
        first = active_day(pending, event.day)
        active = start_of(self.zone, first) if first > event.day else event.occurred_at
        last = last_day(expiry, first)
        until = NEVER if last is None else start_of(self.zone, last + 1)
        funding = FUNDING[(rule and rule.funding) or terms.funding]
        return self.purse(currency).credit(points, max(active, event.occurred_at), until, funding, now)

    def buy(self, order, now):
        document = self.in_force(order.occurred_at)
        seen = {"orders": self.orders, "birth_month": self.birth_month}
        bought = self.bought[order.id] = Bought(order, document, seen, [0] * len(order.lines))
        self.orders += 1
        if document is None:
            return
        # What points alone paid for earns nothing.
        is_paid = not order.unearning or any(paid(order)) or not any(line.amount for line in order.lines)
        for currency in document.points if is_paid else ():
            for name, by_line in shared(document, currency, order, seen).items():
                self.give(bought, currency, name, by_line, now)
        for name, level in self.levels.items():
            if document is not self.document and not measures_the_same(
                level.track, document.tracks.get(name)
            ):
                continue
            points = [
                sum(one["by_line"][place] for one in bought.earned if one["currency"] == level.track.points)
                for place in range(len(order.lines))
            ]
            by_line = counts_for(level.track, order, seen, points)
            if by_line:
                bought.counted[name] = by_line
                level.count(order.day, sum(by_line), now)

    def give(self, bought, currency, name, by_line, now):
        rule = _rule(bought.document, name)
        room = min(
            (
                cap.points - (0 if cap.per == "receipt" else self.used(name, cap.per, bought.order.day))
                for cap in rule.caps
            ),
            default=sum(by_line),
        )
        if sum(by_line) > room:
            by_line = largest_remainder(room, by_line)
        if sum(by_line) > 0:
            lot = self.credit(bought.document, currency, sum(by_line), bought.order, now, rule=rule)
            bought.earned.append(
                {"rule": rule, "currency": currency, "by_line": by_line, "lot": lot, "taken": 0, "ran_out": 0}
            )

    def used(self, name, per, day):
        """What a rule has given and not taken back against a cap that it had then."""
        return sum(
            sum(one["by_line"]) - one["taken"]
            for bought in self.bought.values()
            for one in bought.earned
            if one["rule"].id == name
            and any(cap.per == per for cap in one["rule"].caps)
            and (per == "member" or bought.order.day == day)
        )

    def matched(self, event):
        """How much of each line is back after a return, for the orders that it touches, in the order of touching."""
        back = {}
        for line in event.lines:
            wanted = line.quantity
            for bought, place in self.candidates(event, line):
                now = back.get(bought.order.id, bought.back)
                part = min(wanted, bought.order.lines[place].quantity - now[place])
                if part > 0:
                    back[bought.order.id] = [there + part * (here == place) for here, there in enumerate(now)]
                    wanted -= part
        return back

    def candidates(self, event, line):
        places = [
            (bought, place)
            for bought in self.bought.values()
            for place, one in enumerate(bought.order.lines)
            if one.product == line.product
        ]
        if event.order is not None:
            return [
                (bought, place)
                for bought, place in places
                if bought.order.id == event.order and line.line in (None, place + 1)
            ]
        earlier = [one for one in places if one[0].order.occurred_at <= event.occurred_at]
        return sorted(earlier, key=lambda one: (-one[0].order.occurred_at, one[0].order.id, one[1]))

    def settle(self, back, now):
        for order_id, quantities in back.items():
            bought = self.bought[order_id]
            before, bought.back = bought.back, quantities
            if bought.document is not None and before != quantities:
                for one in bought.earned:
                    self.take_back(bought, one, now)
                self.uncount(bought, before, now)

    def take_back(self, bought, one, now):
        terms = bought.document.points[one["currency"]]
        points = sum(one["by_line"]) - self.kept(bought, one) - one["taken"]
        if points > 0:
            one["taken"] += points
            purse = self.purse(one["currency"])
            # What ran out unused nobody has any more.
            gone = min(points, purse.lot(one["lot"])["ran_out"] - one["ran_out"])
            one["ran_out"] += gone
            purse.take_back(points - gone, one["lot"], terms.take_back, terms.deficit_limit, now)

    def kept(self, bought, one):
        rule, whole = one["rule"], sum(one["by_line"])
        way = rule.on_refund or ("recompute" if rule.when in BASKET else "proportional")
        in_proportion = sum(bought.left(points, place) for place, points in enumerate(one["by_line"]))
        if way == "keep":
            return whole
        if way == "proportional" or rule.when is None:
            return in_proportion
        if bought.is_all_back() or not WHENS[rule.when](bought.rest(), bought.seen):
            return 0
        return whole if rule.bonus else in_proportion

    def uncount(self, bought, before, now):
        for name, by_line in bought.counted.items():
            level = self.levels.get(name)
            if level is None or not measures_the_same(level.track, bought.document.tracks.get(name)):
                continue
            if level.track.metric == "orders":
                gone = int(bought.is_all_back())
            else:
                gone = sum(
                    bought.left(value, place, before[place]) - bought.left(value, place)
                    for place, value in enumerate(by_line)
                )
            level.uncount(bought.order.day, gone, now)


def _rule(document, name):
    return next(rule for rule in document.earning if rule.id == name)

"""A second opinion of one member: the whole history is gone through again, instant by instant, at every question.

It shares nothing with the core but the words of the programme and of the events. It knows no next due time: it tries
every instant at which anything might happen, and keeps those at which something did.
"""

from datetime import date

from made_histories import Wait
from model import terms_of_levels
from model_days import NEVER, active_day, last_day, start_of
from model_levels import Level
from model_purse import FREE, PAID, PARTNER, Purse
from model_shopping import Shopping

from regulars.core.events import (
    Adjustment,
    Cancellation,
    HoldPosted,
    HoldVoided,
    Order,
    PointsGiven,
    PointsHeld,
    PointsReceived,
    Profile,
    Return,
    Spend,
)
from regulars.core.programme.document import Transfer

FUNDING = {"free": FREE, "partner": PARTNER, "paid": PAID}


class Opinion(Shopping):
    """What we think of a member after a history; `refused` holds the ids of the events that were refused."""

    def __init__(self, documents, begins, history=()):
        self.documents, self.zone = documents, documents[0].zone
        self.at = begins
        self.document = self.in_force(begins) or documents[0]
        self.purses, self.bought, self.refused, self.went_over = {}, {}, [], []
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
            yield from (at for lot in purse.lots for at in (lot.first, lot.until))
            yield from (hold.until for hold in purse.holds if hold.parts)
        for level in self.levels.values():
            yield level.until
            yield from (level.leaves(day) for day, _ in level.counted)

    def do_what_is_due(self, at):
        """End holds, repay, review levels, begin the next version, let points run out: in this order."""
        for currency in self.purses:
            self.purse(currency).let_holds_end(at)
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
                name: (purse.open_lots(), list(purse.debts), purse.held(), purse.issued, purse.spent, purse.expired,
                       purse.revoked, purse.shortfall, purse.received, purse.given)
                for name, purse in self.purses.items()
                if purse.issued or purse.received
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
            case Spend() | Adjustment() | PointsHeld() | PointsGiven() if (
                event.currency not in self.document.points
            ):
                return False
            case Spend():
                return self.purse(event.currency).spend(event.points, now)
            case PointsHeld():
                until = event.occurred_at + event.lasts
                return self.purse(event.currency).hold(event.id, event.points, until, now)
            case HoldPosted() | HoldVoided():
                return self.end_hold(event)
            case PointsGiven():
                return self.hand_over(event, now)
            case PointsReceived():
                lots = [(lot.points, lot.activates_at, lot.expires_at, lot.funding) for lot in event.lots]
                self.purse(event.currency).receive(lots, now)
            case Adjustment(points=points) if points < 0:
                return self.purse(event.currency).spend(-points, now)
            case Adjustment():
                self.credit(self.document, event.currency, event.points, event, now)
            case Profile():
                self.birth_month = event.birth_month or self.birth_month
        return True

    def end_hold(self, event):
        """Post a hold, or give it up; one that is over, or holds less, is refused."""
        found = [
            (purse, hold) for purse in self.purses.values() for hold in purse.holds if hold.name == event.hold
        ]
        for purse, hold in found:
            there = sum(points for _, points in hold.parts)
            wanted = 0 if isinstance(event, HoldVoided) else there if event.points is None else event.points
            if hold.parts and wanted <= there:
                purse.end(hold, wanted)
                return True
        return False

    def hand_over(self, event, now):
        terms = self.document.points[event.currency]
        may = terms.transfer != "forbidden"
        if not may or (isinstance(terms.transfer, Transfer) and event.points > terms.transfer.most):
            return False
        gone = self.purse(event.currency).give(event.points, FUNDING[terms.funding], now)
        self.went_over += gone or []
        return gone is not None

    def held_levels(self):
        return {name: level.name for name, level in self.levels.items()}

    def credit(self, document, currency, points, event, now, *, rule=None):
        """Open a lot under the terms of the rule, or else of the points and of the levels held; answer it."""
        terms = document.points[currency]
        pending = rule.pending if rule and rule.pending is not None else terms.pending
        expiries = [terms.expiry, *(level.expiry for level in self.of_levels(document, currency))]
        if rule and rule.expiry is not None:
            expiries = [rule.expiry]
        first = active_day(pending, event.day)
        active = start_of(self.zone, first) if first > event.day else event.occurred_at
        lasts = [last_day(expiry, first) for expiry in expiries if expiry is not None]
        until = NEVER if None in lasts else start_of(self.zone, max(lasts) + 1)
        funding = FUNDING[(rule and rule.funding) or terms.funding]
        return self.purse(currency).credit(points, max(active, event.occurred_at), until, funding, now)

    def of_levels(self, document, currency):
        return terms_of_levels(document, currency, self.held_levels()).values()

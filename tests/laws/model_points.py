"""What the second opinion thinks of points: how long they live, and how they are used, set aside and handed over."""

from model import terms_of_levels
from model_days import NEVER, active_day, last_day, start_of
from model_purse import FREE, PAID, PARTNER, Purse
from model_receipt import Used

from regulars.core.events import HoldVoided
from regulars.core.programme.document import ExpiryTerms, Transfer

FUNDING = {"free": FREE, "partner": PARTNER, "paid": PAID}


class Points:
    """The part of a second opinion that is about points; `Opinion` brings the member."""

    def purse(self, currency):
        purse = self.purses.setdefault(currency, Purse())
        terms = self.document.points.get(currency)
        purse.is_paid_first = terms is not None and terms.spend_first == "paid"
        return purse

    def held_levels(self):
        return {name: level.name for name, level in self.levels.items()}

    def of_levels(self, document, currency):
        return terms_of_levels(document, currency, self.held_levels()).values()

    def credit(self, document, currency, points, event, now, *, rule=None):
        """Open a lot under the terms of the rule, or else of the points and of the levels held; answer it."""
        terms, held = document.points[currency], self.held_levels()
        pending = self.waiting_time(document, currency, rule)
        first = active_day(pending, event.day)
        active = start_of(self.zone, first) if first > event.day else event.occurred_at
        until = self.runs_out(document, currency, rule, held, first)
        slides = self.slides(document, currency, rule)
        if pending != "none" and pending.timeout and pending.timeout.then == "expire":
            # It goes at its timeout, whatever the member does meanwhile.
            until, slides = active, False
        funding, purse = FUNDING[(rule and rule.funding) or terms.funding], self.purse(currency)
        purse.issued += points
        lot = purse.open_lot(points, max(active, event.occurred_at), until, funding, slides=slides)
        purse.repay(now)
        return lot

    def slides(self, document, currency, rule):
        expiry = rule.expiry if rule and rule.expiry is not None else document.points[currency].expiry
        return isinstance(expiry, ExpiryTerms) and expiry.sliding is not None

    def was_active(self, event, document, held, activity, now, spent=None):
        """Keep what slides alive: all kinds of points by an order, by a spend those that were spent."""
        sliding = [name for name in document.points if self.slides(document, name, None)] if document else []
        for currency in sliding:
            counts = document.points[currency].expiry.sliding.activity or ["orders", "spends"]
            if spent in {None, currency} and activity in counts:
                until = self.runs_out(document, currency, None, held, event.day)
                self.purse(currency).keep_alive(event.occurred_at, until, now)

    def waiting_time(self, document, currency, rule):
        """For how long points of a rule wait. What belongs to no order waits for no event."""
        pending = document.points[currency].pending
        if rule and rule.pending is not None:
            pending = rule.pending
        is_of_order = rule is not None and rule.on == "Order Completed"
        return "none" if not is_of_order and pending != "none" and pending.until_event else pending

    def runs_out(self, document, currency, rule, held, first):
        """When points run out that are usable since a day: as the rule says, or the longest of points and levels."""
        of_levels = terms_of_levels(document, currency, held).values()
        expiries = [document.points[currency].expiry, *(level.expiry for level in of_levels)]
        if rule and rule.expiry is not None:
            expiries = [rule.expiry]
        lasts = [last_day(expiry, first) for expiry in expiries if expiry is not None]
        return NEVER if None in lasts else start_of(self.zone, max(lasts) + 1)

    def use(self, event, now):
        """Spend points, perhaps on an order; False where there are too few."""
        parts = self.purse(event.currency).spend(event.points, now)
        if parts is not None and event.order is not None:
            self.use_on(event.order, Used(event.currency, self.document, parts), event, now)
        if parts is not None:
            self.was_active(event, self.document, self.held_levels(), "spends", now, event.currency)
        return parts is not None

    def end_hold(self, event, now):
        """Post a hold, or give it up; one that is over, or holds less, is refused."""
        found = [
            (currency, hold)
            for currency, purse in self.purses.items()
            for hold in purse.holds
            if hold.name == event.hold
        ]
        for currency, hold in found:
            there = sum(points for _, points in hold.parts)
            is_void = isinstance(event, HoldVoided)
            wanted = 0 if is_void else there if event.points is None else event.points
            if hold.parts and wanted <= there:
                parts = self.purse(currency).end_hold(hold, now, wanted)
                if not is_void and event.order is not None:
                    self.use_on(event.order, Used(currency, self.document, parts), event, now)
                if not is_void:
                    self.was_active(event, self.document, self.held_levels(), "spends", now, currency)
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

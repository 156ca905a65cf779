"""A second opinion of one member: the whole history is gone through again, instant by instant, at every question.

It shares nothing with the core but the words of the programme and of the events. It knows no next due time: it tries
every instant at which anything might happen, and keeps those at which something did.
"""

from datetime import date

from made_histories import Wait
from model_days import day_of, start_of
from model_doings import Doings
from model_exchanges import Exchanges
from model_gifts import Gifts
from model_levels import Level
from model_points import Points
from model_returns import Returns
from model_shopping import Shopping

from regulars.core.events import (
    Adjustment,
    Behaviour,
    Cancellation,
    ConsentGiven,
    ConsentWithdrawn,
    HoldPosted,
    HoldVoided,
    Milestone,
    Order,
    PointsGiven,
    PointsHeld,
    PointsReceived,
    Profile,
    Return,
    Spend,
)


class Opinion(Shopping, Returns, Exchanges, Points, Gifts, Doings):
    """What we think of a member after a history; `refused` holds the ids of the events that were refused."""

    def __init__(self, documents, begins, history=()):
        self.documents, self.zone = documents, documents[0].zone
        self.at = self.came_at = begins
        self.document = self.in_force(begins) or documents[0]
        self.purses, self.bought, self.waiting, self.refused, self.went_over = {}, {}, {}, [], []
        self.put_off = None
        self.words, self.done, self.gifts = {}, {}, []
        self.orders, self.birth_month, self.joined_day = 0, None, None
        self.levels = {name: self.lowest(track, begins) for name, track in self.document.tracks.items()}
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

    def live_through(self, event):
        if isinstance(event, Wait):
            self.let_time_pass(event.until)
            return
        self.let_time_pass(event.occurred_at)
        now = max(self.at, event.occurred_at)
        if self.take_in(event, now):
            self.at = now
            for level in self.levels.values():
                level.look_at_balance(now)
            self.look(now, by_time=False)
        else:
            self.refused.append(event.id)

    def let_time_pass(self, until):
        """Try every instant up to `until` at which something may be due; the wallet's time is the last that changed it."""
        tried = self.at
        while later := [at for at in self.instants(tried) if tried < at <= until]:
            tried = min(later)
            if self.look(tried):
                self.at = tried

    def look(self, at, *, by_time=True):
        """Do what is due, and answer whether anything was; after an event, what was due already when it came."""
        before = self.standing(), self.told()
        sliding = [
            (purse, lot) for purse in self.purses.values() for lot in purse.lots if lot.left and lot.slides
        ]
        self.do_what_is_due(at, by_time=by_time)
        # That the first version begins changes nothing to be seen, and is yet something; and so is that a lot which
        # slides comes to the end that it had, for then all of its purse get the end that they have by now.
        ended = any(lot.until <= at for _, lot in sliding)
        if not ended and (self.standing(), self.told()) == before and at not in self.starts():
            return False
        for purse, lot in sliding:
            if purse.clock > at:
                lot.until = purse.end(lot)
        return True

    def instants(self, tried):
        yield from self.starts()
        for purse in self.purses.values():
            yield from (at for lot in purse.lots for at in (lot.first, lot.until, purse.end(lot)))
            yield from (hold.until for hold in purse.holds if hold.parts)
        for level in self.levels.values():
            yield level.until
            yield from (level.leaves(day) for day, _, _ in level.counted)
            yield level.rises_at(tried)
            yield from level.notices()
            yield from (loads_at for _, loads_at, _ in self.birthdays(level.track, tried))

    def do_what_is_due(self, at, *, by_time):
        """End holds, repay, review levels, begin the next version, let points run out: in this order."""
        for currency in self.purses:
            self.purse(currency).let_holds_end(at)
            self.purse(currency).repay(at)
        for level in self.levels.values():
            level.look(at, by_time=by_time)
            self.give_for_birthday(level, at)
        found = self.in_force(at)
        if found is not None and found is not self.document:
            self.adopt(found, at)
            # What the new version gives on its first day is of this version.
            for level in self.levels.values():
                self.give_for_birthday(level, at)
        for currency, purse in self.purses.items():
            purse.let_run_out(at, is_remembered=self.reinstates(currency))
        # What ran out is gone after the review that still saw it.
        for level in self.levels.values():
            level.look_at_balance(at)

    def reinstates(self, currency):
        return (
            self.slides_now(currency)
            and self.document.points[currency].expiry.sliding.late_activity != "ignore"
        )

    def slides_now(self, currency):
        return currency in self.document.points and self.slides(self.document, currency, None)

    def adopt(self, document, at):
        before, self.document, self.levels = self.levels, document, {}
        for name, track in document.tracks.items():
            self.levels[name] = before.get(name) or self.lowest(track, at)
            self.levels[name].balance = self.balance_of(track.points)
            begins_to_give = name not in before or before[name].track.birthday_gift is None
            self.levels[name].adopt(track, at)
            if begins_to_give:
                self.make_up_for_none(self.levels[name], at)
        self.forget(at)

    def lowest(self, track, at):
        """The lowest level; who never said when they joined joined when they first came."""
        anchor = self.joined_day or day_of(self.zone, self.came_at)
        return Level(track, self.zone, 0, at, anchor, balance=self.balance_of(track.points))

    def balance_of(self, currency):
        return lambda until=0: self.purse(currency).balance(until)

    def told(self):
        """What members were told of their levels, and for which birthdays they had gifts."""
        return [(level.gifted, level.told) for level in self.levels.values()]

    def standing(self):
        """Everything that can be told of a member."""
        return (
            self.documents.index(self.document),
            {
                name: (purse.open_lots(), list(purse.debts), purse.held(), purse.issued, purse.spent, purse.expired,
                       purse.revoked, purse.shortfall, purse.restored, purse.received, purse.given, purse.clock)
                for name, purse in self.purses.items()
                if purse.issued or purse.received
            },
            {name: (level.name, level.since, level.until) for name, level in self.levels.items()},
        )  # fmt: skip

    def take_in(self, event, now):
        """Change what the event changes; False where it is refused."""
        match event:
            case Order() if event.exchange is not None:
                self.buy_instead(event, now)
            case Order():
                self.buy(event, now)
            case Return() | Cancellation():
                self.step_back(event, now)
            case Milestone():
                self.reach(event, now)
            case Spend() | Adjustment() | PointsHeld() | PointsGiven() if (
                event.currency not in self.document.points
            ):
                return False
            case Spend():
                return self.use(event, now)
            case PointsHeld():
                until = event.occurred_at + event.lasts
                return self.purse(event.currency).hold(event.id, event.points, until, now)
            case HoldPosted() | HoldVoided():
                return self.end_hold(event, now)
            case PointsGiven():
                return self.hand_over(event, now)
            case PointsReceived():
                lots = [(lot.points, lot.activates_at, lot.expires_at, lot.funding) for lot in event.lots]
                self.purse(event.currency).receive(lots, now)
            case Adjustment(points=points) if points < 0:
                return self.purse(event.currency).spend(-points, now) is not None
            case Adjustment():
                self.credit(self.document, event.currency, event.points, event, now)
            case Behaviour():
                self.does(event, now)
            case ConsentGiven() | ConsentWithdrawn():
                self.says(event, now)
            case Profile():
                self.birth_month = event.birth_month or self.birth_month
                self.joined_day = event.joined_day or self.joined_day
                for level in self.levels.values() if event.joined_day else ():
                    level.joined(event.joined_day, now)
        return True

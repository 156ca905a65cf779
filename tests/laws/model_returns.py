"""What the second opinion thinks of goods and money that come back, and of points that were spent on them."""

from model_days import day_of, start_of
from model_levels import by_kind, measures_the_same, what_counts
from model_receipt import Used, less

from regulars.core.events import Cancellation
from regulars.core.programme.document import MinLife

DAYS_WAITED = 60
MONEY = {"net_spend", "points_earned"}


class Returns:
    """The part of a second opinion that is about steps back; `Opinion` brings the member."""

    def step_back(self, event, now):
        """Bring back what a return or a cancellation names; what names an unknown order waits for it."""
        if event.order is not None and event.order not in self.bought:
            self.wait_for(event.order, event).append(event)
            return
        before = {}
        self.match(event, before)
        self.settle(event, before, event.occurred_at, now)

    def wait_for(self, order_id, event):
        """What waits for an order; what was told more than 60 days ago, of other orders, is forgotten by now."""
        for other, (day, _) in list(self.waiting.items()):
            if day < event.day - DAYS_WAITED:
                del self.waiting[other]
        _, events = self.waiting.get(order_id, (None, []))
        self.waiting[order_id] = (event.day, events)
        return events

    def order_comes(self, bought, now):
        """Let what waited take effect, all of it in one step, as the last of it says."""
        _, waited = self.waiting.pop(bought.order.id, (None, []))
        bought.spends += [one for one in waited if isinstance(one, Used)]
        events = [one for one in waited if not isinstance(one, Used)]
        if events:
            before = {bought.order.id: (bought.shares(), bought.items())}
            for event in events:
                self.match(event, before)
            last = max(events, key=lambda event: event.occurred_at)
            self.settle(last, before, max(last.occurred_at, bought.order.occurred_at), now)

    def match(self, event, before):
        """Note on the receipts what is back; `before` holds, of those that are touched, what was back before."""
        if isinstance(event, Cancellation):
            bought = self.bought[event.order]
            if any(share < 1 for share in bought.shares()):
                before.setdefault(event.order, (bought.shares(), bought.items()))
                bought.back = [line.quantity for line in bought.order.lines]
            return
        for line in event.lines:
            places = self.candidates(event, line)
            items, worth = line.quantity, 0
            for bought, place in places:
                was = (bought.shares(), bought.items())
                if part := bought.bring(place, items):
                    before.setdefault(bought.order.id, was)
                    worth += bought.worth(place, part)
                    items -= part
            money = max(0, (line.amount or 0) - worth)
            for bought, place in places:
                was = (bought.shares(), bought.items())
                if part := bought.pay(place, money):
                    before.setdefault(bought.order.id, was)
                    money -= part
        if event.amount and event.order is not None:
            bought = self.bought[event.order]
            if part := min(event.amount, bought.paid_left()):
                before.setdefault(event.order, (bought.shares(), bought.items()))
                bought.whole += part

    def candidates(self, event, line):
        """Lines for which something may come back: those of the order, or else the latest earlier ones."""
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

    def settle(self, event, before, at, now):
        """First what was spent goes back, so that what was earned can be taken from it."""
        touched = [(self.bought[order_id], was) for order_id, was in before.items()]
        for bought, _ in touched:
            bought.by = event.by
            self.give_back(bought, at, now)
        for bought, was in touched:
            if bought.document is not None:
                for one in bought.earned:
                    self.take_back(bought, one, now)
                self.uncount(bought, *was, now)

    def use_on(self, order_id, used, event, now):
        """Remember what was spent on an order; of goods that are back already it goes back at once."""
        bought = self.bought.get(order_id)
        if bought is None:
            self.wait_for(order_id, event).append(used)
        else:
            bought.spends.append(used)
            self.give_back(bought, event.occurred_at, now)

    def give_back(self, bought, at, now):
        """Put what was spent on an order back: into new lots what lives longer there, which repays as any credit, and the rest into its own."""
        for used in bought.spends:
            purse, own = self.purse(used.currency), []
            for lot, points in used.go_back(bought.target(used)):
                until = self.restored_until(used, lot, bought.by, now)
                purse.restored += points
                if until > purse.end(lot):
                    purse.open_lot(points, max(at, lot.first), until, lot.funding, slides=lot.slides)
                    purse.repay(now)
                else:
                    own.append((lot, points))
            for lot, points in own:
                purse.put_back(lot, points, now)
            purse.repay(now)

    def restored_until(self, used, lot, by, now):
        """How long points live that go back: as long as their lot, or longer where the terms or the shop say so."""
        terms, ends = used.document.points[used.currency], self.purse(used.currency).end(lot)
        way = terms.restore_expired or (MinLife(14) if by == "shop" else "return_expired")
        if isinstance(way, MinLife):
            return max(ends, start_of(self.zone, day_of(self.zone, now) + way.min_life + 1))
        if way == "reissue" and ends <= now:
            return self.runs_out(
                used.document, used.currency, None, self.held_levels(), day_of(self.zone, now)
            )
        return ends

    def take_back(self, bought, one, now):
        """Take back what is more than stays; what ran out unused nobody has any more."""
        terms = bought.document.points[one["currency"]]
        points = sum(one["by_line"]) - bought.kept(one["rule"], one["by_line"]) - one["taken"]
        if points > 0:
            one["taken"] += points
            gone = min(points, one["lot"].ran_out - one["ran_out"])
            one["ran_out"] += gone
            limits = [level.deficit_limit for level in self.of_levels(bought.document, one["currency"])]
            limit = terms.deficit_limit
            if limit is not None:
                limit = max(limit, *(more for more in limits if more is not None), 0)
            self.claim(one["currency"], points - gone, one["lot"], terms.take_back, limit, now)

    def uncount(self, bought, shares, items, now):
        """Take off the tracks what no longer counts; money that is given back leaves the items bought."""
        for name, by_line in bought.counted.items():
            level = self.levels.get(name)
            if level is None or not measures_the_same(level.track, bought.document.tracks.get(name)):
                continue
            metric = what_counts(level.track)
            was, back = (shares, bought.shares()) if metric in MONEY else (items, bought.items())
            if metric in {"orders", "visits"}:
                is_gone = bought.is_all_back() and not bought.is_all_back(shares)
                gone = [value * is_gone for value in by_line]
            elif metric == "lines":
                gone = [
                    value * (share == 1 > earlier)
                    for value, earlier, share in zip(by_line, was, back, strict=True)
                ]
            else:
                gone = [
                    less(value, earlier) - less(value, share)
                    for value, earlier, share in zip(by_line, was, back, strict=True)
                ]
            level.uncount(bought.order, by_kind(level.track, bought.order, gone), now)

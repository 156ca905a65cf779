"""What the second opinion thinks of purchases: what they give, and what becomes of it when they arrive."""

from model import largest_remainder, paid, shared
from model_levels import by_kind, counts_for, measures_the_same
from model_receipt import Bought

from regulars.core.programme.document import EarningRule


class Shopping:
    """The part of a second opinion that is about orders; `Opinion` brings the member."""

    def buy(self, order, now):
        """Take a purchase in, and what was told of it before."""
        document = self.in_force(order.occurred_at)
        seen = {
            "orders": self.orders, "birth_month": self.birth_month, "levels": self.held_levels(),
            "answers": self.answers(now), "agreed": self.agreed(order.occurred_at),
        }  # fmt: skip
        bought = self.bought[order.id] = Bought(
            order, document, seen, [0] * len(order.lines), [0] * len(order.lines)
        )
        self.latest = bought
        self.orders += any(not line.reward for line in order.lines)
        if document is not None:
            self.earn(bought, now)
        self.order_comes(bought, now)
        return bought

    def earn(self, bought, now):
        """What an order earns, and what it counts for."""
        order, document, seen = bought.without_rewards(), bought.document, bought.seen
        self.was_active(order, document, seen["levels"], "orders", now)
        # What points alone paid for earns nothing.
        is_paid = not order.unearning or any(paid(order)) or not any(line.amount for line in order.lines)
        # Whoever only fetches what was won keeps points alive, and nothing more.
        for currency in document.points if order.lines and is_paid else ():
            for name, by_line in shared(document, currency, order, seen).items():
                self.give(bought, currency, name, bought.at_its_lines(by_line), now)
        if order.lines:
            self.count(bought, order, now)

    def count(self, bought, order, now):
        """Count an order without its rewards on the tracks that are there now."""
        for name, level in self.levels.items():
            then = bought.document.tracks.get(name)
            if bought.document is not self.document and not measures_the_same(level.track, then):
                continue
            bought_at = [place for place, line in enumerate(bought.order.lines) if not line.reward]
            points = [
                sum(one["by_line"][place] for one in bought.earned if one["currency"] == level.track.points)
                for place in bought_at
            ]
            by_line = counts_for(level.track, order, bought.seen, points)
            if by_line:
                bought.counted[name] = bought.at_its_lines(by_line)
                level.count(order, by_kind(level.track, order, by_line), now)

    def give(self, bought, currency, name, by_line, now):
        rule = _rule(bought.document, name)
        room = self.room(rule, bought.order.day)
        if sum(by_line) > room:
            by_line = largest_remainder(room, by_line)
        if sum(by_line) > 0:
            lot = self.credit(bought.document, currency, sum(by_line), bought.order, now, rule=rule)
            bought.earned.append(
                {"rule": rule, "currency": currency, "by_line": by_line, "lot": lot, "taken": 0, "ran_out": 0}
            )

    def room(self, rule, day):
        """What the caps of a rule leave on a day; without any, more than anything gives."""
        left = (
            cap.points - (0 if cap.per == "receipt" else self.used(rule.id, cap.per, day))
            for cap in rule.caps
        )
        return min(left, default=10**9)

    def used(self, name, per, day):
        """What a rule has given and not taken back against a cap that it had then."""
        for_doing = sum(
            points
            for rule, given_on, points in self.gifts
            if rule.id == name
            and any(cap.per == per for cap in rule.caps)
            and (per == "member" or given_on == day)
        )
        return for_doing + sum(
            sum(one["by_line"]) - one["taken"]
            for bought in self.bought.values()
            for one in bought.earned
            if one["rule"].id == name
            and any(cap.per == per for cap in one["rule"].caps)
            and (per == "member" or bought.order.day == day)
        )

    def reach(self, event, now):
        """Give the points that wait for this the dates of somebody who gets them now; a timeout that is over stays."""
        bought = self.bought.get(event.order)
        for one in bought.earned if bought else ():
            pending = self.waiting_time(bought.document, one["currency"], one["rule"])
            lot, held = one["lot"], bought.seen["levels"]
            if pending != "none" and pending.until_event == event.name and lot.first > now:
                lot.first = event.occurred_at
                lot.until = self.runs_out(bought.document, one["currency"], one["rule"], held, event.day)
                lot.slides = self.slides(bought.document, one["currency"], one["rule"])


def _rule(document, name):
    """A rule by its name; that a level gives everything again is a rule without terms of its own."""
    of_level = EarningRule(id=name, name=document.name, earn=name.split("/")[-1])
    return next((rule for rule in document.earning if rule.id == name), of_level)

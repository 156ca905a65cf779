"""What the second opinion thinks of purchases, and of goods that come back."""

from model import WHENS, largest_remainder, paid, shared
from model_levels import counts_for, measures_the_same
from model_receipt import BASKET, Bought


class Shopping:
    """The part of a second opinion that is about orders; `Opinion` brings the member."""

    def buy(self, order, now):
        document = self.in_force(order.occurred_at)
        seen = {"orders": self.orders, "birth_month": self.birth_month, "levels": self.held_levels()}
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
            gone = min(points, one["lot"].ran_out - one["ran_out"])
            one["ran_out"] += gone
            limits = [level.deficit_limit for level in self.of_levels(bought.document, one["currency"])]
            limit = terms.deficit_limit
            if limit is not None:
                limit = max(limit, *(more for more in limits if more is not None), 0)
            purse.take_back(points - gone, one["lot"], terms.take_back, limit, now)

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

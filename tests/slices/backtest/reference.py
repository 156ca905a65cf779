"""A second, slow opinion on `examples/programmes/plain.yaml`, written from its sentences and not from the core.

It shares the events with the core and nothing else: points are kept order by order, money in exact fractions, and
levels are worked out from nothing at each month's end. Whatever it and the core agree on was decided twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from math import floor
from zoneinfo import ZoneInfo

from regulars.core.events import Order, Return

LONDON = ZoneInfo("Europe/London")
LEVELS = (("gold", 2000_00), ("silver", 500_00), ("white", 0))


def reference(history, until):
    """Totals of members' histories up to `until` (an aware datetime), in the names of the back-test's JSON."""
    totals = Counter()
    tiers, months, levels = Counter(), defaultdict(Counter), defaultdict(Counter)
    for _, events in history:
        member = Member(until)
        for event in events:
            member.take(event)
        member.pass_time(until)
        totals.update(member.totals)
        totals["members"] += 1
        totals["outstanding"] += sum(bought["left"] for bought in member.orders)
        tiers[member.level(until)] += 1
        for month, counted in member.months.items():
            months[month].update(counted)
        for month, level in member.level_at_end_of.items():
            levels[month][level] += 1
    return {"totals": totals, "tiers": tiers, "months": months, "levels": levels}


class Member:
    def __init__(self, until):
        self.until = until
        self.orders = []  # Everything ever bought, as dictionaries, in the order in which it happened.
        self.totals = Counter()
        self.months = defaultdict(Counter)
        self.level_at_end_of = {}
        self.now = None
        self.early = {}  # Returns of orders that nobody has told of yet.

    def take(self, event):
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=event.occurred_at)
        self.pass_time(at)
        if isinstance(event, Order):
            self.buy(event, at)
        elif isinstance(event, Return):
            self.bring_back(event, at)

    def pass_time(self, to):
        """Month ends are looked at just before they come, and lots run out on the way."""
        if self.now is not None:
            end = next_month(self.now.astimezone(LONDON))
            while end <= to:
                self.level_at_end_of[month_of(end - timedelta(days=1))] = self.level(
                    end - timedelta(microseconds=1)
                )
                end = next_month(end)
        for bought in self.orders:
            if bought["left"] and bought["ends"] <= to:
                self.count("expired", bought["left"], bought["ends"])
                bought["gone"], bought["left"] = bought["left"], 0
        self.now = to

    def buy(self, order, at):
        paid = [Fraction(line.amount, 100) for line in order.lines]
        points = max(0, floor(sum(paid) / 10))
        self.count("issued", points, at)
        self.totals["orders"] += 1
        self.totals["sales"] += sum(line.amount for line in order.lines)
        self.orders.append({
            "id": order.id,
            "at": at,
            "day": at.astimezone(LONDON).date(),
            "lines": order.lines,
            "back": [0] * len(order.lines),
            "points": largest_remainder(points, paid) if points else [0] * len(paid),
            "taken": 0,
            "left": points,
            "gone": 0,
            "ends": datetime(at.astimezone(LONDON).year + 2, 1, 1, tzinfo=LONDON),
        })  # fmt: skip
        for event in self.early.pop(order.id, ()):
            self.match(event)
            self.settle(self.orders[-1], at)

    def bring_back(self, event, at):
        self.totals["returns"] += 1
        for bought in self.match(event, is_counted=True):
            self.settle(bought, at)
        if event.order is not None and not any(bought["id"] == event.order for bought in self.orders):
            self.early = {
                name: early for name, early in self.early.items() if early[-1].day >= event.day - 60
            }
            self.early.setdefault(event.order, []).append(event)

    def match(self, event, *, is_counted=False):
        touched = []
        for line in event.lines:
            left = line.quantity
            for bought, place in self.where(event, line):
                some = min(left, bought["lines"][place].quantity - bought["back"][place])
                bought["back"][place] += some
                left -= some
                if some and bought not in touched:
                    touched.append(bought)
            self.totals["lines_unmatched"] += is_counted and left > 0
        return touched

    def where(self, event, line):
        if event.order is not None:
            orders = [bought for bought in self.orders if bought["id"] == event.order]
        else:
            orders = sorted(self.orders, key=lambda bought: bought["id"])
            orders.sort(key=lambda bought: bought["at"], reverse=True)
        return [
            (bought, place)
            for bought in orders
            for place, sold in enumerate(bought["lines"])
            if sold.product == line.product and line.line in {None, place + 1}
        ]

    def settle(self, bought, at):
        keep = sum(
            points - half_up(Fraction(points * back, sold.quantity))
            for points, back, sold in zip(bought["points"], bought["back"], bought["lines"], strict=True)
        )
        take = sum(bought["points"]) - keep - bought["taken"]
        bought["taken"] += take
        # What ran out unused is not taken a second time.
        ran_out = min(take, bought["gone"])
        bought["gone"] -= ran_out
        take -= ran_out
        self.totals["ran_out"] += ran_out
        # Its own points first, then others that are still good, those that run out soonest before the rest.
        others = sorted(
            (one for one in self.orders if one is not bought), key=lambda one: (one["ends"], one["at"])
        )
        for one in (bought, *others):
            part = min(take, one["left"])
            one["left"] -= part
            take -= part
            self.count("revoked", part, at)
        self.totals["shortfall"] += take

    def level(self, at):
        """What was kept of the receipts of the last twelve months, by local date."""
        spent = sum(
            net(bought)
            for bought in self.orders
            if start_of_day(a_year_after(bought["day"])) > at >= bought["at"]
        )
        return next(level for level, threshold in LEVELS if spent >= threshold or not threshold)

    def count(self, what, points, at):
        self.totals[what] += points
        if points:
            self.months[month_of(at.astimezone(LONDON))][what] += points


def net(bought):
    return sum(
        sold.amount - half_up(Fraction(sold.amount * back, sold.quantity))
        for sold, back in zip(bought["lines"], bought["back"], strict=True)
    )


def half_up(exact):
    return floor(exact + Fraction(1, 2))


def largest_remainder(points, weights):
    whole = sum(weights)
    exact = [points * weight / whole for weight in weights]
    parts = [floor(each) for each in exact]
    waiting = sorted(range(len(parts)), key=lambda place: exact[place] - parts[place], reverse=True)
    for place in waiting[: points - sum(parts)]:
        parts[place] += 1
    return parts


def a_year_after(day):
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)


def start_of_day(day):
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)


def next_month(at):
    return datetime(at.year + at.month // 12, at.month % 12 + 1, 1, tzinfo=LONDON)


def month_of(at):
    return f"{at.year:04d}-{at.month:02d}"

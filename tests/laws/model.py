"""A second opinion, written for clarity: earning with fractions, and a wallet as a plain list of lots.

Nothing here is shared with the core, and nothing is quick.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil, floor

from made_doings import ASKED


def _books(paths):
    return any(path == "books" or path.startswith("books/") for path in paths)


def _is_done(what, days, least):
    return lambda order, seen: seen["answers"][what, days] >= least


#: What the conditions of made-up programmes mean, in Python; `seen` is what is known of the member.
WHENS = {
    "total >= 300": lambda order, seen: sum(line.amount for line in order.lines) >= 300,
    "total >= 900": lambda order, seen: sum(line.amount for line in order.lines) >= 900,
    "quantity >= 3": lambda order, seen: sum(line.quantity for line in order.lines) >= 3,
    "weekday >= 6": lambda order, seen: date.fromordinal(order.day).isoweekday() >= 6,
    "weekday <= 3": lambda order, seen: date.fromordinal(order.day).isoweekday() <= 3,
    '"books" in categories': lambda order, seen: any(_books(line.categories) for line in order.lines),
    "member.orders == 0": lambda order, seen: seen["orders"] == 0,
    "member.birth_month == month": lambda order, seen: (
        seen["birth_month"] == date.fromordinal(order.day).month
    ),
    **{text: _is_done(*asked) for text, asked in ASKED.items()},
}
LINES = {
    '"books" in line.categories': lambda line: _books(line.categories),
    "line.amount >= 100": lambda line: line.amount >= 100,
}


def largest_remainder(total, weights):
    """Share whole points out in proportion to the weights, the biggest fractions first, then the earlier."""
    if not sum(weights):
        return [total if place == 0 else 0 for place in range(len(weights))]
    exact = [Fraction(weight) * total / sum(weights) for weight in weights]
    shares = [floor(share) for share in exact]
    by_fraction = sorted(range(len(weights)), key=lambda place: (shares[place] - exact[place], place))
    for place in by_fraction[: total - sum(shares)]:
        shares[place] += 1
    return shares


def paid(order):
    """What each line cost in money: vouchers are spread over the lines by what they cost."""
    amounts = [line.amount for line in order.lines]
    covered = (
        largest_remainder(min(order.unearning, sum(amounts)), amounts)
        if order.unearning
        else [0] * len(amounts)
    )
    return [amount - part for amount, part in zip(amounts, covered, strict=True)]


def exact_points(document, currency, order, seen):
    """Exact points by rule and line, before rounding: `{rule id: [Fraction, ...]}`."""
    if 0 < sum(line.amount for line in order.lines) <= order.unearning:
        return {}  # Paid with points and vouchers alone.
    rules = sorted(
        (rule for rule in document.earning if rule.earn == currency and _holds(rule, order, seen)),
        key=lambda rule: rule.priority,
    )
    by_unit = {}
    for rule in rules:
        by_unit.setdefault(
            "rate" if rule.rate or rule.each else "multiply" if rule.multiply else "bonus", []
        ).append(rule)
    given = {}
    for rule in by_unit.get("rate", []):
        given[rule.id] = [
            _rate(rule, line, cost) for line, cost in zip(order.lines, paid(order), strict=True)
        ]
    rates = _added(stacked(document, _nonzero(given)), len(order.lines))
    for rule in by_unit.get("multiply", []):
        given[rule.id] = [
            rate * (Fraction(str(rule.multiply)) - 1) * _picks(rule, line)
            for rate, line in zip(rates, order.lines, strict=True)
        ]
    for name, times in _times_of_levels(document, currency, seen.get("levels", {})).items():
        given[name] = [rate * (Fraction(str(times)) - 1) for rate in rates]
    for rule in by_unit.get("bonus", []):
        if any(_picks(rule, line) for line in order.lines):
            weights = [cost * _picks(rule, line) for line, cost in zip(order.lines, paid(order), strict=True)]
            if not any(weights):
                weights = [int(_picks(rule, line)) for line in order.lines]
            given[rule.id] = [Fraction(part) for part in largest_remainder(rule.bonus, weights)]
    return stacked(document, _nonzero(given))


def terms_of_levels(document, currency, held):
    """What the levels that are held say about a kind of points, by track and level."""
    return {
        (track, level.id): level.points[currency]
        for track, name in held.items()
        for level in (document.tracks[track].levels if track in document.tracks else ())
        if level.id == name and currency in level.points
    }


def _times_of_levels(document, currency, held):
    """How often levels that are held give everything again, under the names that their entries bear."""
    return {
        f"level/{track}/{name}/{currency}": terms.multiply
        for (track, name), terms in terms_of_levels(document, currency, held).items()
        if terms.multiply is not None
    }


def rounded(document, currency, exact):
    """The receipt's points: one rounding of everything."""
    mode = document.points[currency].rounding
    return {"floor": floor, "ceiling": ceil, "half_up": lambda value: floor(value + Fraction(1, 2))}[mode](
        exact
    )


def shared(document, currency, order, seen):
    """Whole points by rule and line: what is whole stays, the rest is rounded once, shared by line, then by rule."""
    exact = exact_points(document, currency, order, seen)
    broken = {
        name: by_line for name, by_line in exact.items() if any(part.denominator > 1 for part in by_line)
    }
    given = {name: [int(part) for part in by_line] for name, by_line in exact.items()}
    columns = [sum(by_line[place] for by_line in broken.values()) for place in range(len(order.lines))]
    for name in broken:
        given[name] = []
    for part, place in zip(
        largest_remainder(rounded(document, currency, sum(columns)), columns),
        range(len(columns)),
        strict=True,
    ):
        weights = [by_line[place] for by_line in broken.values()]
        for name, points in zip(broken, largest_remainder(part, weights) if weights else [], strict=True):
            given[name].append(points)
    return given


def _holds(rule, order, seen):
    """Whether a rule gives something on this order; one with a purpose is there only for those who agreed."""
    if rule.on != "Order Completed" or not (rule.purpose is None or rule.purpose in seen["agreed"]):
        return False
    return rule.when is None or WHENS[rule.when](order, seen)


def _picks(rule, line):
    return rule.lines is None or LINES[rule.lines](line)


def _rate(rule, line, cost):
    if not _picks(rule, line):
        return Fraction(0)
    if rule.each is not None:
        return Fraction(str(rule.each)) * line.quantity
    return Fraction(str(rule.rate.points)) * cost / Fraction(str(rule.rate.per))


def _nonzero(given):
    return {rule: by_line for rule, by_line in given.items() if any(by_line)}


def _added(given, size):
    return [sum((by_line[place] for by_line in given.values()), Fraction(0)) for place in range(size)]


def stacked(document, given):
    """Of the rules of a group leave all, the one that gives most, or the first by priority."""
    rules = {rule.id: rule for rule in document.earning}
    kept = dict(given)
    for group, take in document.groups.items():
        rivals = [name for name in given if name in rules and rules[name].group == group]
        if take != "all" and len(rivals) > 1:
            most = {name: sum(given[name]) if take == "highest" else 0 for name in rivals}
            best = min(rivals, key=lambda name: (-most[name], rules[name].priority))
            kept = {name: by_line for name, by_line in kept.items() if name not in rivals or name == best}
    return kept


@dataclass
class Lots:
    """A wallet of one kind of points as a plain list; nothing is remembered but what is left."""

    lots: list = field(default_factory=list)
    expired: int = 0
    spent: int = 0
    clock: int = 0

    def let_run_out(self, at):
        for lot in self.lots:
            if lot["until"] <= at:
                self.expired += lot["left"]
                lot["left"] = 0

    def credit(self, entry):
        self.lots.append(
            {
                "no": entry.no,
                "left": entry.points,
                "from": entry.activates_at,
                "until": entry.expires_at,
                "funding": entry.funding,
                "slides": entry.slides,
            }
        )

    def extend(self, until):
        """Let every lot that slides and is still there live at least until then."""
        self.clock = until
        for lot in self.lots:
            if lot["slides"] and lot["left"]:
                lot["until"] = max(lot["until"], until)

    def reinstate(self, points, lot_no):
        """Put points back into a lot that ran out; the others were extended just before."""
        lot = next(lot for lot in self.lots if lot["no"] == lot_no)
        lot["left"] += points
        lot["until"] = self.clock

    def release(self, entry):
        """Give a lot other dates; its number and what is left of it stay."""
        lot = next(lot for lot in self.lots if lot["no"] == entry.reverses)
        lot.update({"from": entry.activates_at, "until": entry.expires_at, "slides": entry.slides})

    def usable(self, at):
        return sum(lot["left"] for lot in self.lots if lot["from"] <= at < lot["until"])

    def spend(self, points, at, *, paid_first=False):
        """Take the points and answer True, or answer False where there are too few."""
        if points > self.usable(at):
            return False
        self.spent += points
        sign = -1 if paid_first else 1
        for lot in sorted(
            self.lots, key=lambda lot: (sign * lot["funding"], lot["until"], lot["from"], lot["no"])
        ):
            if lot["from"] <= at < lot["until"]:
                part = min(points, lot["left"])
                lot["left"] -= part
                points -= part
        return True

    def left(self):
        return {lot["no"]: lot["left"] for lot in self.lots if lot["left"]}

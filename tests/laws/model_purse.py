"""The second opinion's purse: one kind of points as a plain list of lots, of debts and of holds."""

from dataclasses import dataclass, field

FREE, PARTNER, PAID = 0, 1, 2


@dataclass(eq=False)
class Lot:
    """What is left of one credit, usable from `first` on until `until`, and how much of it ran out unused.

    Where it slides, it lives until the clock of its purse at least.
    """

    name: int
    left: int
    first: int
    until: int
    funding: int
    slides: bool = False
    ran_out: int = 0


@dataclass
class Hold:
    """Points set aside, as (lot, points) in the order in which they were drawn; empty once it is over."""

    name: str
    until: int
    parts: list


@dataclass
class Purse:
    lots: list = field(default_factory=list)
    debts: list = field(default_factory=list)
    holds: list = field(default_factory=list)
    issued: int = 0
    spent: int = 0
    expired: int = 0
    revoked: int = 0
    shortfall: int = 0
    restored: int = 0
    received: int = 0
    given: int = 0
    clock: int = 0
    lapsed: list = field(default_factory=list)
    is_paid_first: bool = False

    def end(self, lot):
        return max(lot.until, self.clock) if lot.slides else lot.until

    def live(self, at):
        """Lots that are usable now, in the order of spending: by funding, soonest to run out, first active, first come."""
        living = [lot for lot in self.lots if lot.left and lot.first <= at < self.end(lot)]
        return self.in_order(living)

    def in_order(self, lots):
        ordered = sorted(lots, key=lambda lot: (self.end(lot), lot.first, lot.name))
        return sorted(ordered, key=lambda lot: lot.funding, reverse=self.is_paid_first)

    def there(self, at):
        return sum(lot.left for lot in self.live(at))

    def usable(self, at):
        return 0 if self.debts else self.there(at)

    def balance(self, until=0):
        """What is there now, used or not, less what is owed; or what of it will be there still, if nothing happens."""
        return sum(lot.left for lot in self.lots if self.end(lot) >= until) + self.held() - sum(self.debts)

    def held(self):
        return sum(points for hold in self.holds for _, points in hold.parts)

    def open_lot(self, points, first, until, funding, *, slides=False):
        until = max(until, self.clock) if slides else until
        self.lots.append(Lot(len(self.lots) + 1, points, first, until, funding, slides))
        return self.lots[-1]

    def repay(self, at):
        while self.debts and self.there(at):
            paid = min(self.debts[0], self.there(at))
            draw(self.live(at), paid)
            self.debts[0] -= paid
            if not self.debts[0]:
                self.debts.pop(0)

    def spend(self, points, at):
        """Take the points and answer out of which lots, or take nothing and answer None."""
        if points > self.usable(at):
            return None
        self.spent += points
        return draw(self.live(at), points)

    def take_back(self, points, own, policy, limit, at, instead=()):
        """Take what a lot gave: from itself, then from the others, then on credit, as far as the policy goes.

        What was bought `instead` comes second, whatever the policy.
        """
        taken = 0
        if policy != "only_pending" or own.first > at:
            taken = min(points, own.left)
            own.left -= taken
        taken += sum(part for _, part in draw(self.in_order(instead), points - taken))
        if policy != "only_pending":
            others = [lot for lot in self.live(at) if lot is not own]
            taken += sum(part for _, part in draw(others, points - taken))
        if policy == "into_deficit":
            room = points if limit is None else max(0, limit - sum(self.debts))
            debt = min(points - taken, room)
            self.debts += [debt] if debt else []
            taken += debt
        self.revoked += taken
        self.shortfall += points - taken

    def hold(self, name, points, until, at):
        """Set points aside and answer True, or answer False where there are too few."""
        if points > self.usable(at):
            return False
        self.holds.append(Hold(name, until, draw(self.live(at), points)))
        return True

    def end_hold(self, hold, at, points=0):
        """Spend so many of what is held, in the order of spending; the rest goes back to its lots. Answer what is spent."""
        self.spent += points
        parts = []
        for lot, part in hold.parts:
            spent = min(points, part)
            points -= spent
            self.put_back(lot, part - spent, at)
            parts += [(lot, spent)] if spent else []
        hold.parts = []
        return parts

    def let_holds_end(self, at):
        for hold in self.holds:
            if hold.until <= at:
                self.end_hold(hold, at)

    def give(self, points, funding, at):
        """Hand points over that are not paid for, and answer what goes over; None where there are too few, or a debt."""
        free = [lot for lot in self.live(at) if lot.funding in {FREE, funding} - {PAID}]
        if self.debts or points > sum(lot.left for lot in free):
            return None
        self.given += points
        return [(part, lot.first, self.end(lot), lot.funding) for lot, part in draw(free, points)]

    def receive(self, lots, at):
        """Open a lot for each that went over, with the dates that it had."""
        for points, first, until, funding in lots:
            self.received += points
            self.open_lot(points, first, until, funding)
        self.repay(at)

    def put_back(self, lot, points, at):
        """Put points back into a lot; where that ran out meanwhile, they run out with it."""
        if self.end(lot) > at:
            lot.left += points
        else:
            self.expired += points
            lot.ran_out += points

    def let_run_out(self, at, *, is_remembered):
        """Let go what has reached its end, and remember what went last for want of activity."""
        for lot in sorted(self.lots, key=self.end):
            if lot.left and self.end(lot) <= at:
                self.expired += lot.left
                if lot.slides and is_remembered:
                    earlier = [one for one in self.lapsed if one[2] == self.end(lot)]
                    self.lapsed = [*earlier, (lot, lot.left, self.end(lot))]
                lot.ran_out, lot.left = lot.ran_out + lot.left, 0

    def keep_alive(self, occurred_at, until, at):
        """Move the clock on, never back; what ran out after an activity that is told only now comes back."""
        self.clock = max(self.clock, until)
        for lapse in list(self.lapsed):
            lot, points, ended_at = lapse
            if occurred_at < ended_at < until and until > at:
                self.lapsed.remove(lapse)
                self.restored += points
                lot.ran_out -= points
                lot.left += points
        self.repay(at)

    def open_lots(self):
        return sorted((lot.left, lot.first, self.end(lot), lot.funding) for lot in self.lots if lot.left)


def draw(lots, points):
    """Take points out of lots, one after the other, and answer how many of which."""
    drawn = []
    for lot in lots:
        part = min(points, lot.left)
        lot.left -= part
        points -= part
        drawn += [(lot, part)] if part else []
    return drawn

"""The second opinion's purse: one kind of points as a plain list of lots and a plain list of debts."""

from dataclasses import dataclass, field


@dataclass
class Purse:
    lots: list = field(default_factory=list)
    debts: list = field(default_factory=list)
    issued: int = 0
    spent: int = 0
    expired: int = 0
    revoked: int = 0
    shortfall: int = 0
    names: int = 0
    is_paid_first: bool = False

    def live(self, at):
        """Lots that are usable now, in the order of spending: by funding, soonest to run out, first active, first come."""
        living = [lot for lot in self.lots if lot["left"] and lot["from"] <= at < lot["until"]]
        living.sort(key=lambda lot: (lot["until"], lot["from"], lot["name"]))
        return sorted(living, key=lambda lot: lot["funding"], reverse=self.is_paid_first)

    def there(self, at):
        return sum(lot["left"] for lot in self.live(at))

    def usable(self, at):
        return 0 if self.debts else self.there(at)

    def credit(self, points, active, until, funding, at):
        """Open a lot and answer its name."""
        self.names += 1
        self.issued += points
        self.lots.append(
            {
                "name": self.names,
                "left": points,
                "ran_out": 0,
                "from": active,
                "until": until,
                "funding": funding,
            }
        )
        self.repay(at)
        return self.names

    def repay(self, at):
        while self.debts and self.there(at):
            paid = min(self.debts[0], self.there(at))
            self.draw(paid, at)
            self.debts[0] -= paid
            if not self.debts[0]:
                self.debts.pop(0)

    def draw(self, points, at):
        for lot in self.live(at):
            part = min(points, lot["left"])
            lot["left"] -= part
            points -= part

    def spend(self, points, at):
        """Take the points and answer True, or take nothing and answer False."""
        if points > self.usable(at):
            return False
        self.draw(points, at)
        self.spent += points
        return True

    def lot(self, name):
        return next(lot for lot in self.lots if lot["name"] == name)

    def take_back(self, points, name, policy, limit, at):
        """Take what a lot gave: from itself, then from the others, then on credit, as far as the policy goes."""
        own = self.lot(name)
        taken = 0
        if policy != "only_pending" or own["from"] > at:
            taken = min(points, own["left"])
            own["left"] -= taken
        if policy != "only_pending":
            others = min(points - taken, sum(lot["left"] for lot in self.live(at) if lot is not own))
            self.draw(others, at)
            taken += others
        if policy == "into_deficit":
            room = points if limit is None else max(0, limit - sum(self.debts))
            debt = min(points - taken, room)
            self.debts += [debt] if debt else []
            taken += debt
        self.revoked += taken
        self.shortfall += points - taken

    def let_run_out(self, at):
        for lot in self.lots:
            if lot["until"] <= at:
                self.expired += lot["left"]
                lot["ran_out"], lot["left"] = lot["ran_out"] + lot["left"], 0

    def open_lots(self):
        return sorted(
            (lot["left"], lot["from"], lot["until"], lot["funding"]) for lot in self.lots if lot["left"]
        )

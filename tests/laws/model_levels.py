"""The second opinion's levels: what counts is a plain list of days and amounts, added up anew at every question."""

from dataclasses import dataclass, field

from model import LINES, WHENS, paid
from model_days import NEVER, leaves_window, level_ends


def measures_the_same(one, other):
    return one is not None and other is not None and (one.metric, one.points) == (other.metric, other.points)


@dataclass
class Level:
    """Where somebody stands on a track; `track` is the programme's own words for it."""

    track: object
    zone: str
    rank: int
    since: int
    until: int = NEVER
    counted: list = field(default_factory=list)

    @property
    def name(self):
        return self.track.levels[self.rank].id

    def total(self, at):
        return sum(amount for day, amount in self.counted if self.leaves(day) > at)

    def leaves(self, day):
        return leaves_window(self.zone, self.track.window, day)

    def earned(self, at):
        """The highest step that is reached; the made-up programmes have no fractions of money in their steps."""
        return max(
            (rank for rank, level in enumerate(self.track.levels) if int(level.threshold) <= self.total(at)),
            default=0,
        )

    def become(self, rank, at):
        self.rank, self.since = rank, at
        self.promise(at)

    def promise(self, at):
        self.until = NEVER if self.rank == 0 else level_ends(self.zone, self.track.validity, at)

    @property
    def on_refund(self):
        return self.track.on_refund or ("immediate" if self.track.validity == "none" else "next_review")

    def count(self, day, amount, at):
        if self.leaves(day) > at:
            self.counted.append((day, amount))
            self.follow(at, falls=self.on_refund != "next_review")

    def uncount(self, day, amount, at):
        """Take off no more than still counts from that day; it is this return that lowers a level, or none does."""
        if self.leaves(day) <= at or self.on_refund == "never":
            return
        still, before = sum(there for counted, there in self.counted if counted == day), self.earned(at)
        self.counted.append((day, -min(amount, still)))
        # An earlier version promised it until a date, and the promise is kept.
        is_promised = self.track.validity == "none" and self.until != NEVER
        if self.on_refund == "immediate" and not is_promised and self.earned(at) < self.rank <= before:
            self.become(self.earned(at), at)
        self.follow(at, falls=self.on_refund != "next_review")

    def follow(self, at, *, falls):
        """Up at once; down, where it may fall now, only if the level is what was earned and no promise holds."""
        earned = self.earned(at)
        follows = self.track.validity == "none" and self.until == NEVER
        if earned > self.rank or (earned < self.rank and follows and falls):
            self.become(earned, at)

    def look(self, at):
        """What an instant does to a level: its promise ends, or a day leaves the window."""
        if self.until <= at:
            self.review(at)
            self.follow(at, falls=True)
        moves_on = any(self.leaves(day) == at for day, _ in self.counted)
        self.follow(at, falls=moves_on or self.on_refund != "next_review")

    def review(self, at):
        """A promise that ends now is looked at with what counted up to now."""
        earned = self.earned(at - 1)
        if earned >= self.rank or self.track.at_end == "keep":
            self.promise(at)
        else:
            self.become(self.rank - 1 if self.track.at_end == "one_down" else earned, at)

    def adopt(self, track, at):
        """Go on under another version's words; what another measure counted is forgotten, as is what has left."""
        self.counted = [(day, amount) for day, amount in self.counted if self.leaves(day) > at]
        if not measures_the_same(self.track, track):
            self.counted = []
        self.track = track
        if track.validity != "none":
            ends = NEVER if self.rank == 0 else level_ends(self.zone, track.validity, at)
            if NEVER in (ends, self.until):
                self.until = ends
        self.follow(at, falls=True)


def counts_for(track, order, seen, points_by_line):
    """What an order counts for, by line; None where it does not count. `points_by_line` is what it earned."""
    if track.when is not None and not WHENS[track.when](order, seen):
        return None
    by_line = {
        "net_spend": paid(order),
        "items": [line.quantity for line in order.lines],
        "orders": [1] * len(order.lines),
        "points_earned": points_by_line,
    }[track.metric]
    by_line = [
        value if track.lines is None or LINES[track.lines](line) else 0
        for value, line in zip(by_line, order.lines, strict=True)
    ]
    if track.metric == "orders" and any(by_line):
        first = by_line.index(1)
        by_line = [int(place == first) for place in range(len(by_line))]
    return by_line if any(by_line) else None

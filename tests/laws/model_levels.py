"""The second opinion's levels: what counts is a plain list of days and amounts, added up anew at every question."""

from dataclasses import dataclass, field

from model import LINES, WHENS, paid
from model_days import NEVER, day_of, leaves_window, level_ends, next_rise, start_of

from regulars.core.programme.document import Migration


def what_counts(track):
    return track.counter.of if track.counter else track.metric


def measures_the_same(one, other):
    if one is None or other is None:
        return False
    return (what_counts(one), one.points, one.depth) == (what_counts(other), other.points, other.depth)


@dataclass
class Level:
    """Where somebody stands on a track; `track` is the programme's own words for it.

    `counted` is (day, amount, what): categories are told apart, and all else is of one kind. `anchor` is the day from
    which a membership year counts. What occurred at `counts_from` or before it counts no more. `balance` answers what
    is in the purse now, for a track that counts that.
    """

    track: object
    zone: str
    rank: int
    since: int
    anchor: int
    until: int = NEVER
    counted: list = field(default_factory=list)
    counts_from: int = 0
    balance: object = None
    seen: int = 0
    gifted: int = 0
    told: tuple = ()
    ended_at: int = 0
    reviewed: int = 0
    is_in_exchange: bool = False
    counted_before: int | None = None
    known: dict = field(default_factory=dict)

    @property
    def name(self):
        return self.track.levels[self.rank].id

    def total(self, at):
        """What counts: an amount, or for visits and categories how many different ones there are."""
        metric = what_counts(self.track)
        if metric == "points_balance":
            return self.seen
        still = [one for one in self.counted if self.leaves(one[0]) > at]
        if metric not in {"visits", "categories"}:
            return sum(amount for _, amount, _ in still)
        days = {(day, what) for day, _, what in still if self.there(day, what) > 0}
        return len(days) if metric == "visits" else len({what for _, what in days})

    def there(self, day, what):
        return sum(amount for one, amount, kind in self.counted if (one, kind) == (day, what))

    def leaves(self, day):
        """When what was counted on a day stops counting; it is asked of the same days again and again."""
        asked = (id(self.track), day, self.anchor)
        if asked not in self.known:
            self.known[asked] = leaves_window(self.zone, self.track.window, day, self.anchor)
        return self.known[asked]

    def threshold(self, rank):
        return int(self.track.levels[rank].threshold)

    def rank_of(self, total):
        """The highest step that is reached; the made-up programmes have no fractions of money in their steps."""
        return max(
            (rank for rank in range(len(self.track.levels)) if self.threshold(rank) <= total), default=0
        )

    def earned(self, at):
        return self.rank_of(self.total(at))

    def become(self, rank, at, ended_at=None, total=None):
        """Hold another level from now on; what occurred until `ended_at` belongs to the one before."""
        is_up = rank > self.rank
        over = (self.total(at) if total is None else total) - self.threshold(rank) if is_up else 0
        self.rank, self.since, self.ended_at = rank, at, 0
        self.until = self.ends(at)
        if self.track.window in {"level_term", "last_change"} or (is_up and self.track.on_up == "restarts"):
            self.begin_again(at if ended_at is None else ended_at, over)

    def kept(self):
        """The lowest level to which whoever holds this one may fall: the highest permanent one that they reached."""
        held = enumerate(self.track.levels[: self.rank + 1])
        return max((rank for rank, level in held if level.permanent), default=0)

    def ends(self, at):
        """Until when this level holds if its time begins at an instant; what is never lost has no end."""
        if self.rank == self.kept():
            return NEVER
        validity = self.track.levels[self.rank].validity or self.track.validity
        return level_ends(self.zone, validity, self.track.window, at, self.anchor)

    def renew(self, until, ended_at, over):
        """Hold the level longer, which is another term of it."""
        self.until, self.ended_at = until, 0
        if self.track.window == "level_term":
            self.begin_again(ended_at, over)

    def begin_again(self, ended_at, over):
        self.counted, self.counts_from = [], ended_at
        if over > 0 and self.track.overshoot == "counts":
            self.counted.append((day_of(self.zone, ended_at), over, ""))

    @property
    def on_refund(self):
        return self.track.on_refund or ("immediate" if self.track.validity == "none" else "next_review")

    def counts(self, order, at):
        return self.leaves(order.day) > at and order.occurred_at > self.counts_from

    def count(self, order, amounts, at):
        """Count a purchase on its day."""
        if self.counts(order, at):
            before = self.total(at)
            self.counted += [(order.day, amount, what) for what, amount in amounts.items()]
            self.has_changed(before, at, is_back=False)
        self.make_up(order, sum(amounts.values()), at)

    def make_up(self, order, amount, at):
        """Let what counts in the days of grace, or is told in them, renew the level as if it had been in time."""
        if not self.ended_at or order.occurred_at <= self.counts_from:
            return
        if self.leaves(order.day) >= self.ended_at:
            self.reviewed += amount
        if self.reviewed >= self.threshold(self.rank):
            in_time = self.ends(self.ended_at)
            until = in_time if in_time > at else self.ends(at)
            self.renew(until, at, self.reviewed - self.threshold(self.rank))

    def uncount(self, order, amounts, at):
        """Take off no more than still counts from that day; it is this return that lowers a level, or none does."""
        if not self.counts(order, at) or self.on_refund == "never":
            return
        before = self.total(at)
        gone = {what: -min(amount, self.there(order.day, what)) for what, amount in amounts.items()}
        self.counted += [(order.day, amount, what) for what, amount in gone.items()]
        self.has_changed(before, at, is_back=True)
        self.make_up(order, sum(gone.values()), at)

    def has_changed(self, before, at, *, is_back):
        """Follow what counts; in an exchange that waits until both of its halves are counted."""
        if self.is_in_exchange:
            self.counted_before = before if self.counted_before is None else self.counted_before
            return
        if is_back:
            self.come_down(before, at)
        else:
            self.reach_again(before, at)
        self.follow(at, falls=self.on_refund != "next_review")

    def end_exchange(self, at):
        """Follow what both halves of an exchange come to together."""
        before, self.counted_before, self.is_in_exchange = self.counted_before, None, False
        if before is not None:
            self.has_changed(before, at, is_back=self.total(at) < before)

    def come_down(self, before, at):
        """Lose the level at once, where the track says so and it is this return that takes it."""
        # An earlier version promised it until a date, and the promise is kept.
        is_promised = self.track.validity == "none" and self.until != NEVER
        lower = max(self.earned(at), self.kept())
        if self.on_refund == "immediate" and not is_promised and lower < self.rank <= self.rank_of(before):
            self.become(lower, at)

    def look_at_balance(self, at):
        """See what is in the purse now."""
        if what_counts(self.track) == "points_balance" and self.balance() != self.seen:
            before, self.seen = self.seen, self.balance()
            self.reach_again(before, at)
            self.follow(at, falls=True)

    def reach_again(self, before, at):
        """Hold longer, where the threshold is reached anew and the track says so; a date is never brought forward."""
        total, needed = self.total(at), self.threshold(self.rank)
        is_anew = before < needed <= total and self.rank_of(total) == self.rank
        if self.track.reached_again == "extends" and self.until != NEVER and not self.ended_at and is_anew:
            until = self.ends(at)
            if until > self.until:
                self.renew(until, at, total - needed)

    def follow(self, at, *, falls):
        """Up, where that is at once; down, where it may fall now, only if the level is what was earned and no promise holds."""
        earned = max(self.earned(at), self.kept())
        follows = self.track.validity == "none" and self.until == NEVER
        rises = earned > self.rank and self.track.up == "at_once"
        if rises or (earned < self.rank and follows and falls):
            self.become(earned, at)

    def rises_at(self, tried):
        """When a level that is earned already begins, where levels do not go up at once."""
        if self.track.up == "at_once" or self.earned(tried) <= self.rank:
            return NEVER
        return next_rise(self.zone, self.track.up, self.track.window, tried, self.anchor)

    def rises_to(self, at):
        """The highest level earned until now that is not lost by what stops counting now."""
        is_balance = what_counts(self.track) == "points_balance"
        after = self.rank_of(self.balance(at + 1) if is_balance else self.total(at))
        kept = [
            rank
            for rank in range(self.rank, self.earned(at - 1) + 1)
            if self.track.validity != "none" or self.track.levels[rank].permanent or rank <= after
        ]
        return max(kept, default=self.rank)

    def notices(self):
        """The first moments of the days on which somebody may be told that their level will end."""
        if self.until == NEVER:
            return []
        return [start_of(self.zone, day_of(self.zone, self.until) - days) for days in self.track.notices]

    def is_missing(self):
        """Whether the level would not be renewed if nothing more counted."""
        if self.rank == self.kept() or self.track.at_end == "keep":
            return False
        if self.ended_at:
            return True
        is_balance = what_counts(self.track) == "points_balance"
        still = self.balance(self.until) if is_balance else self.total(self.until - 1)
        return still < self.threshold(self.rank)

    def look(self, at, *, by_time):
        """What an instant does to a level: it goes up, its end is announced or has come, or a day leaves the window.

        What is told at the very moment at which levels go up counts for the next one.
        """
        if by_time and self.rises_at(at - 1) == at and self.rises_to(at) > self.rank:
            self.become(self.rises_to(at), at, at - 1, self.total(at - 1))
        elif by_time and at in self.notices() and self.is_missing():
            self.told = (*self.told, at)
        if self.until <= at:
            self.review(at)
            self.follow(at, falls=True)
        moves_on = any(self.leaves(day) == at for day, _, _ in self.counted)
        self.follow(at, falls=moves_on or self.on_refund != "next_review")

    def review(self, at):
        """A promise that ends now is looked at with what counted up to now."""
        total = self.reviewed if self.ended_at else self.total(at - 1)
        earned = self.rank_of(total)
        if earned >= self.rank or self.track.at_end == "keep":
            until = self.ends(at)
            self.renew(until, at - 1, total - self.threshold(self.rank))
        elif self.track.grace_days and not self.ended_at:
            self.ended_at, self.reviewed = at, total
            self.until = start_of(self.zone, day_of(self.zone, at) + self.track.grace_days)
        else:
            lower = self.rank - 1 if self.track.at_end == "one_down" else earned
            self.become(max(lower, self.kept()), at, at - 1)

    def forget_what_left(self, at):
        self.counted = [one for one in self.counted if self.leaves(one[0]) > at]

    def joined(self, day, at):
        """Years of membership count from another day; what has left a window does not come back."""
        if self.track.window == "membership_year" and day != self.anchor:
            self.forget_what_left(at)
            self.anchor = day
            self.forget_what_left(at)
            self.follow(at, falls=True)
        self.anchor = day

    def adopt(self, track, at):
        """Go on under another version's words; what another measure counted is forgotten, as is what has left."""
        self.forget_what_left(at)
        if not measures_the_same(self.track, track):
            self.counted, self.reviewed = [], 0
        was, self.track = self.name, track
        if what_counts(track) == "points_balance":
            self.seen = self.balance()
        self.go_over(was, at)
        if track.validity != "none" or self.rank == self.kept():
            ends = self.ends(at)
            if NEVER in (ends, self.until):
                self.until = ends
        if self.until == NEVER:
            self.ended_at = self.reviewed = 0
        self.follow(at, falls=True)

    def go_over(self, was, at):
        """Where the version sends whoever held a level; one that it does not know becomes the level earned."""
        names, way = [level.id for level in self.track.levels], self.track.migrate
        is_known = was in names
        goes_to = names.index(was) if is_known else self.earned(at)
        if way == "to_earned":
            goes_to = self.earned(at)
        elif isinstance(way, Migration):
            goes_to = names.index(way.levels[was])
        # Nobody went up who comes from a level that there is not.
        self.rank = names.index(was) if is_known else goes_to
        if names[goes_to] != was:
            self.become(goes_to, at)


def counts_for(track, order, seen, points_by_line):
    """What an order counts for, by line; None where it does not count. `points_by_line` is what it earned."""
    if what_counts(track) == "points_balance" or (
        track.when is not None and not WHENS[track.when](order, seen)
    ):
        return None
    ones = [1] * len(order.lines)
    items = [line.quantity for line in order.lines]
    by_line = {
        "net_spend": paid(order), "items": items, "categories": items, "orders": ones, "visits": ones, "lines": ones,
        "points_earned": points_by_line,
    }[what_counts(track)]  # fmt: skip
    by_line = [
        value if track.lines is None or LINES[track.lines](line) else 0
        for value, line in zip(by_line, order.lines, strict=True)
    ]
    if what_counts(track) in {"orders", "visits"} and any(by_line):
        first = by_line.index(1)
        by_line = [int(place == first) for place in range(len(by_line))]
    return by_line if any(by_line) else None


def by_kind(track, order, by_line):
    """What is counted of each category, or of all together."""
    found = {}
    for line, amount in zip(order.lines, by_line, strict=True):
        parts = line.categories[0].split("/")[: track.depth] if what_counts(track) == "categories" else []
        found["/".join(parts)] = found.get("/".join(parts), 0) + amount
    return found

"""Law: whatever programme and whatever happens, the core comes to what a second opinion comes to, step by step.

The second opinion (`model_member.py`) goes through the whole history again at every question. The machine
makes up a programme, then events one at a time, and shrinks what it finds to the fewest steps.
"""

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from made_histories import DAY, HOUR, MINUTE, START, lines
from made_programmes import ANYTHING, COINS, programmes
from model_member import Opinion
from played import FAR, Books, Wait, encode, reread
from test_books import assert_sound

from regulars.core.events import Adjustment, Cancellation, Order, Profile, Return, ReturnLine, Spend
from regulars.core.fold import Fold, start
from regulars.core.state import Receipts
from regulars.core.wallet import pending, usable

gaps = st.one_of(
    st.just(0), st.integers(1, 5 * HOUR), st.integers(1, 45).map(lambda days: days * DAY), st.just(200 * DAY)
)
#: No later than caps remember a day (`core/earning.py`): two months.
lateness = st.sampled_from((0, 0, 0, 0, MINUTE, HOUR, 10 * DAY, 45 * DAY))
coins = st.sampled_from((*COINS, COINS[0]))
baskets = st.lists(lines, min_size=1, max_size=3).map(tuple)
points = st.integers(1, 60)


#: What the second opinion knows. Whoever teaches it more, takes from here.
KNOWN = replace(
    ANYTHING,
    clocks=(),
    pendings=("none", "none", {"days": 1}, {"days": 14}, {"until": "2025-06-01"}),
    windows=(
        "lifetime",
        "calendar_year",
        {"rolling": {"months": 12}},
        {"rolling": {"months": 1}},
        {"rolling": {"days": 40}},
    ),
    terms=(),
    validities=("none", "none", "forever", "end_of_year", "end_of_next_year", {"months": 1}, {"months": 12}),
    metrics=("net_spend", "orders", "items", "points_earned"),
    has_terms_of_levels=False,
    has_terms_of_tracks=False,
)


class OneMember(RuleBasedStateMachine):
    """A member to whom anything may happen, in the books and in the second opinion."""

    @initialize(programme=programmes(KNOWN), begins=st.sampled_from((START, START, START - 30 * DAY)))
    def open(self, programme, begins):
        self.programme, self.begins, self.now = programme, begins, begins
        self.books = Books(Fold(programme, start(programme, begins), Receipts()))
        self.orders, self.history, self.refused = [], [], []

    def happens(self, event):
        self.history.append(event)
        before = self.books.refused
        self.books.take(event)
        self.refused += [event.id] if self.books.refused > before else []

    def moment(self, gap, late):
        """A name, an instant and its local day, for what happens a while later and may be told late."""
        self.now += gap
        at = max(self.begins, self.now - late)
        return f"e{len(self.history):02}", at, self.programme.calendar.local(at)[0]

    @rule(basket=baskets, gap=gaps, late=lateness, unearning=st.sampled_from((0, 0, 0, 7, 150)))
    def buys(self, basket, gap, late, unearning):
        name, at, day = self.moment(gap, late)
        order = Order(name, at, day, self.programme.calendar.local(at)[1], basket, unearning=unearning)
        self.orders.append(order)
        self.happens(order)

    # Rules are picked evenly, and buying and bringing back are what most of the books are about.
    @rule(basket=baskets, gap=gaps)
    def buys_again(self, basket, gap):
        self.buys(basket, gap, 0, 0)

    @rule(again=st.booleans(), basket=baskets)
    def buys_at_once(self, again, basket):
        """At the same instant, and perhaps the very same goods."""
        self.buys(self.orders[-1].lines if again and self.orders else basket, 0, 0, 0)

    @precondition(lambda self: self.orders)
    @rule(which=st.integers(0, 5), gap=gaps)
    def brings_a_whole_line_back(self, which, gap):
        self.brings_back(which, 0, 4, gap, 0, 0)

    @precondition(lambda self: self.orders)
    @rule(
        which=st.integers(0, 5),
        place=st.integers(0, 2),
        quantity=st.integers(1, 4),
        gap=gaps,
        late=lateness,
        way=st.integers(0, 2),
    )
    def brings_back(self, which, place, quantity, gap, late, way):
        order = self.orders[-1 - which % len(self.orders)]
        place %= len(order.lines)
        back = ReturnLine(order.lines[place].product, quantity, place + 1 if way == 0 else None)
        self.happens(Return(*self.moment(gap, late), (back,), order=None if way == 2 else order.id))

    @precondition(lambda self: self.orders)
    @rule(which=st.integers(0, 5), gap=gaps, late=lateness)
    def cancels(self, which, gap, late):
        order = self.orders[-1 - which % len(self.orders)]
        self.happens(Cancellation(*self.moment(gap, late), order.id if which < 5 else "no such order"))

    @rule(currency=coins, spent=points, gap=gaps, late=lateness)
    def spends(self, currency, spent, gap, late):
        self.happens(Spend(*self.moment(gap, late), currency, spent))

    @rule(currency=coins, given=st.one_of(points, points.map(lambda some: -some)), gap=gaps, late=lateness)
    def is_corrected(self, currency, given, gap, late):
        self.happens(Adjustment(*self.moment(gap, late), currency, given, "because", "staff"))

    @rule(month=st.one_of(st.none(), st.none(), st.integers(1, 12)), gap=gaps)
    def waits_or_tells_a_birthday(self, month, gap):
        if month is not None:
            self.happens(Profile(*self.moment(gap, 0), birth_month=month))
            return
        self.now += gap
        self.happens(Wait(self.now))
        # Whatever was written down is read again, as the desk does between any two events.
        self.books.fold = Fold(self.programme, reread(self.books.wallet), self.books.fold.receipts)

    @invariant()
    def the_second_opinion_comes_to_the_same(self):
        documents = [version.document for version in self.programme.versions]
        opinion = Opinion(documents, self.begins, self.history)
        assert told(self.programme, self.books.wallet) == opinion.standing()
        assert self.refused == opinion.refused
        assert self.books.wallet.as_of == opinion.at
        for name, purse in self.books.wallet.purses.items():
            for at in (self.books.wallet.as_of, self.now):
                there = opinion.purse(name)
                assert usable(purse, at) == there.usable(at)
                assert pending(purse, at) == sum(lot["left"] for lot in there.lots if lot["from"] > at)
        for name, standing in self.books.wallet.tracks.items():
            level, at = opinion.levels[name], opinion.at
            assert sum(amount for day, amount in standing.days if level.leaves(day) > at) == level.total(at)

    @invariant()
    def the_books_hold(self):
        assert self.books.broken() == []
        assert_sound(self.books)

    def teardown(self):
        """In the end fold it all again, which must give the same bits, and let time run out, which must break no law."""
        if not hasattr(self, "books"):
            return
        again = Books(Fold(self.programme, start(self.programme, self.begins), Receipts()))
        for event in self.history:
            again.take(event)
        assert encode(again.wallet) == encode(self.books.wallet)
        assert again.outcome() == self.books.outcome()
        self.happens(Wait(FAR))
        self.the_second_opinion_comes_to_the_same()
        self.the_books_hold()


def told(programme, wallet):
    """What the wallet says, as the second opinion says it."""
    numbers = [version.number for version in programme.versions]
    return (
        numbers.index(wallet.version),
        {
            name: (
                sorted((lot.remaining, lot.activates_at, lot.expires_at, lot.funding) for lot in purse.lots),
                [debt.points for debt in purse.debts],
                purse.sums.issued, purse.sums.spent, purse.sums.expired, purse.sums.revoked, purse.sums.shortfall,
            )
            for name, purse in wallet.purses.items()
            if purse.sums.issued
        },
        {name: (one.level, one.since, one.until) for name, one in wallet.tracks.items()},
    )  # fmt: skip


TestOneMember = OneMember.TestCase
TestOneMember.settings = settings(stateful_step_count=16, max_examples=settings.default.max_examples * 2)

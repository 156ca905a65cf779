"""Law: whatever programme and whatever happens, the core comes to what a second opinion comes to, step by step.

The second opinion (`model_member.py`) goes through the whole history again at every question. The machine
makes up a programme, then events one at a time, and shrinks what it finds to the fewest steps.
"""

from itertools import zip_longest

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant
from machine_acts import points
from machine_doings import Doing
from made_histories import DAY, START
from made_programmes import DOING, programmes
from model_member import Opinion
from played import FAR, Books, Wait, encode
from test_books import assert_sound

from regulars.core.fold import Fold, start
from regulars.core.receipts import Receipts
from regulars.core.state import ends_at
from regulars.core.wallet import held, pending, usable


class OneMember(Doing):
    """A member to whom anything may happen, in the books and in the second opinion."""

    @initialize(
        programme=programmes(DOING), begins=st.sampled_from((START, START, START - 30 * DAY)), gift=points
    )
    def open(self, programme, begins, gift):
        self.programme, self.begins, self.now = programme, begins, begins
        self.books = Books(Fold(programme, start(programme, begins), Receipts()))
        self.soon = None
        self.orders, self.holds_placed, self.history, self.refused = [], [], [], []
        self.receives(given=gift, gap=0, since=0, lives=None, funding=0)

    def happens(self, event):
        self.history.append(event)
        before = self.books.refused
        self.books.take(event)
        self.refused += [event.id] if self.books.refused > before else []

    @invariant()
    def the_second_opinion_comes_to_the_same(self):
        documents = [version.document for version in self.programme.versions]
        opinion = Opinion(documents, self.begins, self.history)
        assert differing(told(self.programme, self.books.wallet), opinion.standing()) == []
        assert self.refused == opinion.refused
        assert self.books.wallet.as_of == opinion.at
        for name, purse in self.books.wallet.purses.items():
            for at in (self.books.wallet.as_of, self.now):
                there = opinion.purse(name)
                assert usable(purse, at) == there.usable(at)
                assert pending(purse, at) == sum(lot.left for lot in there.lots if lot.first > at)
        gone_over = [one.facts[1:] for one in self.books.written.reasons if one.code == "given"]
        assert gone_over == opinion.went_over
        for name, standing in self.books.wallet.tracks.items():
            level, at = opinion.levels[name], opinion.at
            still = sum(amount for day, amount in standing.days if level.leaves(day) > at)
            counts = standing.total if level.track.metric == "points_balance" else still
            assert counts == level.total(at)

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
        is_same = encode(again.wallet) == encode(self.books.wallet), again.outcome() == self.books.outcome()
        assert all(is_same), "folding it again gives something else"
        self.happens(Wait(FAR))
        self.the_second_opinion_comes_to_the_same()
        self.the_books_hold()


def differing(books, opinion):
    """What the two do not say alike, each by its place: short enough to be read, and quick to be printed."""
    if isinstance(books, dict) and isinstance(opinion, dict):
        places = sorted(books.keys() | opinion.keys())
        pairs = [(place, books.get(place), opinion.get(place)) for place in places]
    elif isinstance(books, tuple | list) and isinstance(opinion, tuple | list):
        pairs = [(place, *pair) for place, pair in enumerate(zip_longest(books, opinion))]
    else:
        return [] if books == opinion else [f": {books} in the books, {opinion} in the opinion"]
    return [f" {place}{rest}" for place, one, other in pairs for rest in differing(one, other)][:20]


def told(programme, wallet):
    """What the wallet says, as the second opinion says it."""
    numbers = [version.number for version in programme.versions]
    return (
        numbers.index(wallet.version),
        {
            name: (
                sorted((lot.remaining, lot.activates_at, ends_at(purse, lot), lot.funding) for lot in purse.lots),
                [debt.points for debt in purse.debts], held(purse),
                purse.sums.issued, purse.sums.spent, purse.sums.expired, purse.sums.revoked, purse.sums.shortfall,
                purse.sums.restored, purse.received, purse.given, purse.slides_until,
            )
            for name, purse in wallet.purses.items()
            if purse.sums.issued or purse.received
        },
        {name: (one.level, one.since, one.until) for name, one in wallet.tracks.items()},
    )  # fmt: skip


TestOneMember = OneMember.TestCase
TestOneMember.settings = settings(stateful_step_count=20, max_examples=settings.default.max_examples * 5)

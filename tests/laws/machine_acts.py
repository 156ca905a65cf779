"""What may happen to the member of the state machine, one act a rule; the machine itself says what must hold."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from made_histories import DAY, HOUR, MINUTE, lines
from made_programmes import COINS
from msgspec.structs import replace
from played import Wait, reread

from regulars.core.events import (
    Adjustment,
    Cancellation,
    Exchange,
    HoldPosted,
    HoldVoided,
    Line,
    LotGiven,
    Milestone,
    Order,
    PointsGiven,
    PointsHeld,
    PointsReceived,
    Profile,
    Return,
    ReturnLine,
    Spend,
)
from regulars.core.fold import Fold
from regulars.core.periods import NEVER
from regulars.core.wallet import usable

hours, days = st.integers(1, 5 * HOUR), st.integers(1, 45).map(lambda some: some * DAY)
gaps = st.one_of(st.just(0), hours, hours, days, days, st.just(200 * DAY))
#: No later than caps remember a day (`core/earning.py`): two months.
lateness = st.sampled_from((0, 0, 0, 0, MINUTE, HOUR, 10 * DAY, 45 * DAY))
coins = st.sampled_from((*COINS, COINS[0]))
#: Now and then something was won and not bought.
won = st.builds(replace, lines, reward=st.just(True))
baskets = st.lists(st.one_of(lines, lines, lines, lines, won), min_size=1, max_size=3).map(tuple)
points = st.integers(1, 60)
money = st.one_of(st.integers(1, 20), st.integers(1, 900))
givers = st.sampled_from(("member", "member", "shop"))
#: Upon what points are used: mostly upon an order, told already or not yet.
uses = st.one_of(st.none(), st.integers(0, 6))
lasting = st.sampled_from((MINUTE, HOUR, DAY, 45 * DAY, 300 * DAY))


class Shopping(RuleBasedStateMachine):
    """A member who buys and brings back; `happens` takes what happened in."""

    def moment(self, gap, late):
        """A name, an instant and its local day, for what happens a while later and may be told late."""
        self.now += gap
        at = max(self.begins, self.now - late)
        return f"e{len(self.history):02}", at, self.programme.calendar.local(at)[0]

    @rule(basket=baskets, gap=gaps, late=lateness, unearning=st.sampled_from((0, 0, 0, 7, 150)))
    def buys(self, basket, gap, late, unearning):
        name, at, day = self.moment(gap, late)
        # Something of it may have been told already.
        name, self.soon = self.soon or name, None
        order = Order(name, at, day, self.programme.calendar.local(at)[1], basket, unearning=unearning)
        self.orders.append(order)
        self.happens(order)

    def order_named(self, which):
        """The id of one of the latest orders, or of the one that comes next."""
        if which < 5 and self.orders:
            return self.orders[-1 - which % len(self.orders)].id
        self.soon = self.soon or f"o{len(self.history):02}"
        return self.soon

    # Rules are picked evenly, and buying and bringing back are what most of the books are about.
    @rule(basket=baskets, gap=gaps)
    def buys_again(self, basket, gap):
        self.buys(basket, gap, 0, 0)

    @rule(again=st.booleans(), basket=baskets)
    def buys_at_once(self, again, basket):
        """At the same instant, and perhaps the very same goods."""
        self.buys(self.orders[-1].lines if again and self.orders else basket, 0, 0, 0)

    @precondition(lambda self: self.orders)
    @rule(which=st.integers(0, 4), gap=gaps, by=givers)
    def brings_a_whole_line_back(self, which, gap, by):
        self.brings_back(which, 0, 4, gap, 0, 0, by, None)

    @rule(
        which=st.integers(0, 5),
        place=st.integers(0, 2),
        quantity=st.integers(1, 4),
        gap=gaps,
        late=lateness,
        way=st.integers(0, 2),
        by=givers,
        paid=st.one_of(st.none(), money),
    )
    def brings_back(self, which, place, quantity, gap, late, way, by, paid):
        """Goods, with or without the line and the receipt; and perhaps it is said what was paid for them."""
        order, bought = self.order_named(which), self.line(which, place)
        back = ReturnLine(bought.product, quantity, place + 1 if way == 0 else None, paid)
        named = None if way == 2 else order
        self.happens(Return(*self.moment(gap, late), (back,), named, by=by))

    def line(self, which, place):
        """What was bought there; of an order that is not known, tea."""
        known = self.orders[-1 - which % len(self.orders)].lines if self.orders else (Line("tea", 1, 1),)
        return known[place % len(known)]

    @rule(
        which=st.integers(0, 5),
        place=st.integers(0, 2),
        amount=money,
        gap=gaps,
        late=lateness,
        way=st.integers(0, 3),
    )
    def gets_money_back(self, which, place, amount, gap, late, way):
        """For a line, for goods of any receipt, for a receipt as a whole, or for both a line and the whole."""
        order, bought = self.order_named(which), self.line(which, place)
        lines = () if way == 0 else (ReturnLine(bought.product, 0, place + 1 if way == 1 else None, amount),)
        whole = amount if way in {0, 3} else None
        self.happens(Return(*self.moment(gap, late), lines, None if way == 2 else order, whole))

    @rule(
        basket=baskets,
        which=st.integers(0, 5),
        place=st.integers(0, 2),
        quantity=st.integers(0, 4),
        gap=gaps,
        late=lateness,
        way=st.integers(0, 2),
        by=givers,
        paid=st.one_of(st.none(), money),
        whole=st.sampled_from((None, None, 30)),
    )
    def exchanges(self, basket, which, place, quantity, gap, late, way, by, paid, whole):
        """Goods or money for others, said as in a return."""
        name, at, day = self.moment(gap, late)
        name, self.soon = self.soon or name, None
        of, bought = self.order_named(which), self.line(which, place)
        back = (ReturnLine(bought.product, quantity, place + 1 if way == 0 else None, paid),)
        exchange = Exchange(back, None if way == 2 else of, None if way == 2 else whole, by)
        order = Order(name, at, day, self.programme.calendar.local(at)[1], basket, exchange=exchange)
        self.orders.append(order)
        self.happens(order)

    @precondition(lambda self: self.orders)
    @rule(which=st.integers(0, 4), gap=gaps, by=givers)
    def exchanges_all_for_the_same(self, which, gap, by):
        """Another size, say: nothing may come of it but new points for old ones."""
        bought = self.orders[-1 - which % len(self.orders)]
        back = tuple(
            ReturnLine(line.product, line.quantity, place) for place, line in enumerate(bought.lines, 1)
        )
        name, at, day = self.moment(gap, 0)
        minute = self.programme.calendar.local(at)[1]
        order = Order(name, at, day, minute, bought.lines, exchange=Exchange(back, bought.id, by=by))
        self.orders.append(order)
        self.happens(order)

    @rule(which=st.integers(0, 5), gap=gaps, late=lateness, by=givers)
    def cancels(self, which, gap, late, by):
        self.happens(Cancellation(*self.moment(gap, late), self.order_named(which), by))

    @precondition(lambda self: self.orders)
    @rule(
        which=st.integers(0, 4),
        gap=gaps,
        late=lateness,
        name=st.sampled_from(("delivered", "delivered", "seen")),
    )
    def hears_of_an_order(self, which, gap, late, name):
        self.happens(Milestone(*self.moment(gap, late), self.order_named(which), name))


class Paying(Shopping):
    """A member who uses points, sets them aside, and hands them over."""

    def about(self, currency, wanted):
        """So many points; mostly no more than there are, for what is refused teaches less."""
        purse = self.books.wallet.purses.get(currency)
        there = usable(purse, self.books.wallet.as_of) if purse else 0
        return 1 + wanted % there if there and wanted % 6 else wanted

    @rule(currency=coins, spent=points, gap=gaps, late=lateness, on=uses)
    def spends(self, currency, spent, gap, late, on):
        order = None if on is None else self.order_named(on)
        self.happens(Spend(*self.moment(gap, late), currency, self.about(currency, spent), order=order))

    # What was used and comes back is what most of the books of a spend are about.
    @rule(currency=coins, spent=points, basket=baskets, gap=gaps, by=givers, whole=st.booleans())
    def pays_with_points_and_returns(self, currency, spent, basket, gap, by, whole):
        self.spends(currency, spent, 0, 0, 5)
        self.buys(basket, 0, 0, 0)
        if whole:
            self.cancels(0, gap, 0, by)
        else:
            self.brings_back(0, 0, 1, gap, 0, 0, by, None)

    @rule(currency=coins, given=st.one_of(points, points.map(lambda some: -some)), gap=gaps, late=lateness)
    def is_corrected(self, currency, given, gap, late):
        self.happens(Adjustment(*self.moment(gap, late), currency, given, "because", "staff"))

    # Holds begin and end by the clock of the database, so they are never told late.
    @rule(currency=coins, held=points, gap=gaps, lasts=lasting)
    def holds(self, currency, held, gap, lasts):
        hold = PointsHeld(*self.moment(gap, 0), currency, self.about(currency, held), lasts)
        self.holds_placed.append(hold.id)
        self.happens(hold)

    @rule(
        which=st.integers(0, 2),
        gap=gaps,
        posted=st.one_of(st.just(0), st.none(), st.integers(1, 9), points),
        on=uses,
    )
    def ends_a_hold(self, which, gap, posted, on):
        if not self.holds_placed:
            self.holds("coin", 59, 0, 45 * DAY)
        hold = self.holds_placed[-1 - which % len(self.holds_placed)]
        moment = self.moment(gap, 0)
        order = None if on is None else self.order_named(on)
        self.happens(HoldVoided(*moment, hold) if posted == 0 else HoldPosted(*moment, hold, posted, order))

    @rule(currency=coins, given=points, gap=gaps)
    def hands_over(self, currency, given, gap):
        self.happens(PointsGiven(*self.moment(gap, 0), currency, self.about(currency, given), "a card"))

    @rule(given=points, gap=gaps, since=gaps, lives=st.one_of(st.none(), gaps), funding=st.integers(0, 1))
    def receives(self, given, gap, since, lives, funding):
        name, at, day = self.moment(gap, 0)
        until = NEVER if lives is None else at + 1 + lives
        lots = (LotGiven(given, at - since, until, funding), LotGiven(1, at, NEVER, 0))
        self.happens(PointsReceived(name, at, day, "coin", lots))


class Living(Paying):
    """A member whose time goes by."""

    @rule(
        month=st.one_of(st.none(), st.integers(1, 12)),
        joined=st.one_of(st.none(), st.integers(0, 400)),
        gap=gaps,
    )
    def tells_of_themselves(self, month, joined, gap):
        name, at, day = self.moment(gap, 0)
        self.happens(Profile(name, at, day, None if joined is None else day - joined, month))

    @rule(gap=gaps)
    def waits(self, gap):
        self.now += gap
        self.happens(Wait(self.now))
        # Whatever was written down is read again, as the desk does between any two events.
        self.books.fold = Fold(self.programme, reread(self.books.wallet), self.books.fold.receipts)

"""An evening with a reading, and who comes to it."""

from datetime import timedelta

from corner_shop import GOODS, order, told, when

from regulars.core.programme.document import Words
from regulars.desk import occasions
from regulars.desk.queries import account
from regulars.people.members import wallet_of
from regulars.registrations import actions, queries
from regulars.registrations.making import OccasionPlanned, OpeningPlanned, make
from regulars.registrations.models import Opening, Registration

NAME = Words(zh_hant="春天的朗讀", en="A reading in spring")
PLACE = Words(zh_hant="二樓書店", en="The bookshop upstairs")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
assert GOODS


class Evening:
    """Bob, Cyd and Dot are members; Ada is gold. The reading is ten days away."""

    def __init__(self, shop):
        self.shop = shop
        self.now = when("2026-03-10 12:00")
        self.begins_at = self.now + 10 * DAY
        self.number = 0
        for member in ("Bob", "Cyd", "Dot", "Eve"):
            told(shop, order(f"A-{member}", "2026-03-01 10:00", ("atlas", 1)), member=member)
        told(shop, order("A-Ada", "2026-03-01 10:00", ("atlas", 3)), member="Ada")

    def held(self, *, seats=3, early=(), points=0, **parts):
        """Have an occasion that opened for everybody an hour ago; early openings are (seats, track, level, days before)."""
        opens_at = parts.pop("opens_at", self.now - HOUR)
        planned = OccasionPlanned(
            name=NAME, place=PLACE, begins_at=self.begins_at, opens_at=opens_at, seats=seats,
            early=tuple(OpeningPlanned(some, opens_at - days * DAY, track, level) for some, track, level, days in early),
            points=points, currency="coin", **parts,
        )  # fmt: skip
        self.number, _ = make(planned, key=f"form-{self.number}", now=self.now, by=None)
        return self.number

    def asks(self, member):
        return occasions.ask(self.shop, self.number, wallet_of(member)).state

    def accepts(self, member):
        return occasions.accept(self.shop, self.number, wallet_of(member)).state

    def gives_up(self, member):
        return occasions.give_up(self.shop, self.number, wallet_of(member)).state

    def passes(self, span):
        self.now += span

    def clock_looks(self):
        return occasions.run_due(self.shop, now=self.now)

    def states(self):
        """What everybody has, in the order of places."""
        rows = Registration.objects.filter(occasion_id=self.number).order_by("place")
        names = {wallet_of(member): member for member in ("Ada", "Bob", "Cyd", "Dot", "Eve")}
        return {names[row.wallet_id]: row.state for row in rows}

    def coins(self, member):
        balance = account(wallet_of(member), now=self.now).balances[0]
        return balance.usable, balance.held

    def adds_up(self):
        """Seats taken are those that somebody has or is offered, quota by quota."""
        for opening in Opening.objects.filter(occasion_id=self.number):
            had = Registration.objects.filter(
                occasion_id=self.number, opening=opening.no, state__in=("seated", "offered")
            )
            assert opening.taken == had.count() <= opening.seats
        return True


__all__ = ["DAY", "HOUR", "NAME", "PLACE", "Evening", "actions", "queries"]

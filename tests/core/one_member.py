"""A programme in a line, and one member to whom things happen: what the tables of cases are written in."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from regulars.core.books import broken_laws
from regulars.core.budgets import Budgets, moved
from regulars.core.draft import Draft
from regulars.core.events import (
    Adjustment,
    Behaviour,
    Cancellation,
    CheckInMadeUp,
    ConsentGiven,
    ConsentWithdrawn,
    Exchange,
    FriendInvited,
    FriendSettled,
    HoldPosted,
    HoldVoided,
    Line,
    MakeUpTakenBack,
    Milestone,
    MissionClaimed,
    MissionStarted,
    Order,
    PointsGiven,
    PointsHeld,
    PrizeWon,
    Profile,
    Redemption,
    RedemptionCancelled,
    RedemptionPaid,
    Return,
    ReturnLine,
    Spend,
)
from regulars.core.fold import Fold, start
from regulars.core.outlook import outlook
from regulars.core.periods import instant
from regulars.core.programme.check import check
from regulars.core.programme.compiled import compile_programme
from regulars.core.programme.document import Programme
from regulars.core.reachable import Shelf, offers
from regulars.core.receipts import Receipts
from regulars.core.rewards import Asking
from regulars.core.state import Purse
from regulars.core.transfers import handed_over
from regulars.core.wallet import held, outstanding, owed, pending, usable

NAME = {"zh-Hant": "名稱", "en": "A name"}
#: What members do in most cases belongs to their membership, so that nobody has to agree first.
DOING = ("Product Viewed", "Product Added", "Game Won", "A", "B", "C")
BASE = {"rate": {"points": 1, "per": 10}}


def version(
    *rules,
    coin=None,
    tracks=None,
    groups=None,
    begins="2024-01-01",
    zone="Asia/Taipei",
    money="TWD",
    purposes=None,
    missions=(),
    rewards=(),
    referral=None,
    challenges=(),
    leaderboards=(),
    **more,
):
    """A checked document with coins; `more` names other kinds of points."""
    document = msgspec.convert(
        {
            "programme": "case", "name": NAME, "zone": zone, "currency": money, "effective_from": begins,
            "points": {name: {"name": NAME, **(terms or {})} for name, terms in {"coin": coin, **more}.items()},
            "earning": [{"id": f"rule{n}", "name": NAME, "earn": "coin", "priority": n, **r} for n, r in enumerate(rules)],
            "groups": groups or {},
            "purposes": {"membership": asks(*DOING)} if purposes is None else purposes,
            "rewards": [{"name": NAME, **reward} for reward in rewards],
            "tracks": {
                name: {**track, "name": NAME, "levels": [
                    {"id": level, "name": NAME, **(least if isinstance(least, dict) else {"threshold": least})}
                    for level, least in track["levels"].items()
                ]} for name, track in (tracks or {}).items()
            },
            "referral": referral, "missions": [{"name": NAME, **mission} for mission in missions],
            "challenges": list(challenges), "leaderboards": list(leaderboards),
        },
        Programme,
    )  # fmt: skip
    assert not check(document), check(document)
    return document


def asks(*reads, notice="1"):
    """What a programme asks members for; `reads` are fields and events that belong to it."""
    return {
        "name": NAME,
        "notice": {"version": notice, "zh-Hant": "告知", "en": "Notice"},
        "reads": list(reads),
    }


def card(metric="net_spend", each=None, **parts):
    """A track of three levels at 0, 1,000 and 5,000 (counts: 0, 2 and 4). `each` adds to some by their id."""
    least = (0, 1000, 5000) if metric == "net_spend" else (0, 2, 4)
    levels = {
        level: {"threshold": there, **(each or {}).get(level, {})}
        for level, there in zip(("white", "silver", "gold"), least, strict=True)
    }
    return {"card": {"metric": metric, "levels": levels, **parts}}


def line(amount, quantity=1, product="tea", category="drinks"):
    return Line(product, quantity, amount, (category,) if category else ())


def day(text):
    """A local date such as `2024-03-01` as its number."""
    return date.fromisoformat(text).toordinal()


def daily(*ladder, name="daily", late_hours=72, **parts):
    """A check-in with a ladder of coins, as a mission."""
    return {
        "id": name,
        "check_in": {"of": "coin", "ladder": ladder or (1, 2, 5), **parts},
        "late_hours": late_hours,
    }


def quest(*stages, count='count("Order Completed")', name="quest", **parts):
    """A mission with a goal; `stages` are (at least, coins)."""
    made = [{"at_least": least, "prize": {"points": coins, "of": "coin"}} for least, coins in stages]
    return {
        "id": name,
        "goal": {"count": count, "stages": made or [{"at_least": 3, "prize": {"points": 50, "of": "coin"}}]},
        **parts,
    }


class Member:
    """Somebody to whom things happen at wall-clock times such as `2024-03-01 10:00` (or a date, at noon)."""

    def __init__(self, *versions, at="2024-01-02"):
        self.programme = compile_programme(*versions)
        self.zone = ZoneInfo(versions[0].zone)
        self.fold = Fold(self.programme, start(self.programme, self.instant(at)), Receipts())
        self.entries, self.allocations, self.moves, self.reasons, self.number = [], [], [], [], 0
        #: What is left of budgets by supply, which several members may share; None counts none.
        self.left = None
        self.without = frozenset()

    def instant(self, at):
        text = at if " " in at else f"{at} 12:00"
        return instant(datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=self.zone))

    def buys(self, at, *lines, unearning=0, name=None, store=None, exchange=None):
        moment = self.instant(at)
        day, minute = self.programme.calendar.local(moment)
        made = tuple(each if isinstance(each, Line) else line(each) for each in lines)
        return self._take(
            Order(
                name or self._name(), moment, day, minute, made, store, unearning=unearning, exchange=exchange
            )
        )

    def exchanges(self, at, *lines, goods=("tea",), order=None, amount=None, name=None):
        """Buy lines in the place of goods, which are said as in `brings_back`."""
        back = tuple(ReturnLine(*each) if isinstance(each, tuple) else ReturnLine(each, 1) for each in goods)
        return self.buys(at, *lines, name=name, exchange=Exchange(back, order, amount))

    def brings_back(self, at, *goods, order=None, amount=None, by="member"):
        """Goods are a product, or (product, items, line, amount); `amount` alone is money for the whole receipt."""
        back = tuple(ReturnLine(*each) if isinstance(each, tuple) else ReturnLine(each, 1) for each in goods)
        return self._take(Return(self._name(), *self._when(at), back, order, amount, by))

    def cancels(self, at, order, by="member"):
        return self._take(Cancellation(self._name(), *self._when(at), order, by))

    def reaches(self, at, order, name="delivered"):
        return self._take(Milestone(self._name(), *self._when(at), order, name))

    def spends(self, at, points, currency="coin", order=None):
        return self._take(Spend(self._name(), *self._when(at), currency, points, order=order))

    def holds(self, at, points, name="h", minutes=30, currency="coin"):
        lasts = minutes * 60_000_000
        return self._take(PointsHeld(name, *self._when(at), currency, points, lasts))

    def posts(self, at, points=None, hold="h", order=None):
        return self._take(HoldPosted(self._name(), *self._when(at), hold, points, order))

    def voids(self, at, hold="h"):
        return self._take(HoldVoided(self._name(), *self._when(at), hold))

    def redeems(self, at, reward="tote", name=None, *, is_of_age=False):
        moment = self.instant(at)
        day, minute = self.programme.calendar.local(moment)
        return self._take(Redemption(name or self._name(), moment, day, reward, minute, is_of_age))

    def gives_up(self, at, name, by="member"):
        """Cancel a redemption."""
        return self._take(RedemptionCancelled(self._name(), *self._when(at), name, by=by))

    def pays(self, at, name):
        """Pay the money of a redemption that is held."""
        return self._take(RedemptionPaid(self._name(), *self._when(at), name))

    def could_get(self, at, **shelf):
        """What there is for points at a moment, and what is missing most to each."""
        moment = self.instant(at)
        self._note(self.fold.advance(moment))
        draft = Draft(self.programme, self.fold.wallet.copy(), Receipts())
        draft.at = moment
        return offers(draft, Asking(moment, *self.programme.calendar.local(moment)), Shelf(**shelf))

    def gives(self, at, points, to, currency="coin"):
        """Hand points to another `Member`, as the desk does: the second event is what came of the first."""
        event = PointsGiven(self._name(), *self._when(at), currency, points, "their card")
        self._note(self.fold.advance(event.occurred_at))
        effects = self.fold.take(event)
        self._note(effects)
        return to._take(handed_over(event, effects))

    def is_given(self, at, points, currency="coin"):
        return self._take(Adjustment(self._name(), *self._when(at), currency, points, "because", "staff"))

    def tells(self, at, *, born_in=None, joined=None):
        return self._take(Profile(self._name(), *self._when(at), joined_day=joined, birth_month=born_in))

    def does(self, at, name, **properties):
        """Something that is no purchase, such as `does("2024-03-01", "Product Viewed", product_id="tea")`."""
        moment = self.instant(at)
        day, minute = self.programme.calendar.local(moment)
        return self._take(Behaviour(self._name(), moment, day, minute, name, properties))

    def checks_in(self, at, **properties):
        return self.does(at, "Checked In", **properties)

    def makes_up(self, at, missed, mission="daily"):
        return self._take(CheckInMadeUp(self._name(), *self._when(at), mission, day(missed)))

    def takes_back(self, at, filled, mission="daily"):
        return self._take(MakeUpTakenBack(self._name(), *self._when(at), mission, day(filled)))

    def starts(self, at, mission="quest"):
        return self._take(MissionStarted(self._name(), *self._when(at), mission))

    def claims(self, at, mission="quest"):
        return self._take(MissionClaimed(self._name(), *self._when(at), mission))

    def is_invited(self, at, by=7):
        return self._take(FriendInvited(self._name(), *self._when(at), by))

    def has_a_friend(self, at, invited="2024-01-02"):
        """A friend of theirs, invited that day, has bought and kept it."""
        return self._take(FriendSettled(self._name(), *self._when(at), self.instant(invited)))

    def wins(self, at, challenge, band):
        return self._take(PrizeWon(self._name(), *self._when(at), challenge, band))

    def agrees(self, at, purpose="personalisation", notice="1"):
        return self._take(ConsentGiven(self._name(), *self._when(at), purpose, notice))

    def withdraws(self, at, purpose="personalisation"):
        return self._take(ConsentWithdrawn(self._name(), *self._when(at), purpose))

    def waits(self, at):
        return self._note(self.fold.advance(self.instant(at)))

    def _when(self, at):
        moment = self.instant(at)
        return moment, self.programme.calendar.local(moment)[0]

    def _name(self):
        self.number += 1
        return f"e{self.number}"

    def _take(self, event):
        self._note(self.fold.advance(event.occurred_at))
        effects = self.fold.take(
            event, budgets=None if self.left is None else Budgets(self.left, self.without)
        )
        # Decided again as it was, a return gives back as well; nobody counts that a second time.
        for supply, points in moved(effects.reasons) if self.left is not None else ():
            self.left[supply] -= points
        return self._note(effects)

    def _note(self, effects):
        self.entries += effects.entries
        self.allocations += effects.allocations
        self.moves += effects.moves
        self.reasons += effects.reasons
        assert broken_laws(self.fold.wallet, self.entries, self.allocations) == []
        return [(entry.kind, entry.points) for entry in effects.entries]

    def purse(self, currency="coin"):
        return self.fold.wallet.purses.get(currency, Purse())

    def has(self, at, currency="coin"):
        """Usable, pending and owed at a moment."""
        purse, moment = self.purse(currency), self.instant(at)
        return usable(purse, moment), pending(purse, moment), owed(purse)

    def held(self, currency="coin"):
        return held(self.purse(currency))

    def outstanding(self, currency="coin"):
        return outstanding(self.purse(currency))

    def lots(self, currency="coin"):
        """What is left of each lot, in the order of spending."""
        return [(lot.no, lot.remaining) for lot in self.purse(currency).lots]

    def level(self, track="card"):
        return self.fold.wallet.tracks[track].level

    def standing(self, track="card"):
        return self.fold.wallet.tracks[track]

    def ahead(self, at, track="card"):
        """What the member is told about the track at a moment, after what fell due by then."""
        self.waits(at)
        seen = self.programme.at(self.instant(at)).tracks[track]
        purse = self.fold.wallet.purses.get(seen.points)
        return outlook(seen, self.standing(track), self.instant(at), purse)

    def clock(self, at):
        """An instant as the wall clock shows it."""
        return datetime.fromtimestamp(at / 1_000_000, tz=self.zone).strftime("%Y-%m-%d %H:%M")


def giving_if(condition, **terms):
    """A programme that gives ten coins on a purchase for which a condition holds."""
    return version({"bonus": 10, "when": condition, **terms})


def holds(shopper, at):
    """Whether the condition held for a purchase at a moment."""
    return bool(shopper.buys(at, 100))


def holder(**parts):
    """A member of a programme with a track of these parts."""
    return Member(version(BASE, tracks=card(**parts)))


def moves(member):
    """What became of a member's levels: from what to what, when, and why."""
    return [(one.before, one.after, member.clock(one.at), one.cause) for one in member.moves]

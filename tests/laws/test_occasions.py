"""Whatever is asked, given up and let pass: no quota is exceeded, and whoever waits before another is offered a seat before them."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert
from msgspec.structs import replace

from regulars.core.occasions.asking import Occasion, Waiting, ask, asked_openings, offers
from regulars.core.occasions.openings import HOUR, Mine, Opening, mine
from regulars.core.occasions.refusals import NotYetOpen
from regulars.core.programme.document import Programme

NAME = {"zh-Hant": "名稱", "en": "A name"}
SHOP = convert(
    {
        "programme": "law", "name": NAME, "zone": "Asia/Taipei", "currency": "TWD", "effective_from": "2026-01-01",
        "points": {"coin": {"name": NAME}},
        "tracks": {
            "card": {
                "name": NAME, "metric": "net_spend",
                "levels": [
                    {"id": "white", "name": NAME, "threshold": 0},
                    {"id": "gold", "name": NAME, "threshold": 9, "early_registration": {"hours": 5}},
                ],
            },
            "reader": {"name": NAME, "metric": "items", "levels": [{"id": "none", "name": NAME, "threshold": 0}, {"id": "worm", "name": NAME, "threshold": 3}]},
        },
    },
    Programme,
)  # fmt: skip
LEVELS = st.fixed_dictionaries(
    {"card": st.sampled_from(["white", "gold"]), "reader": st.sampled_from(["none", "worm"])}
)
BEGINS, ANSWER = 100 * HOUR, 6 * HOUR
GROUPS = [{"track": "card", "level": "gold"}, {"track": "reader", "level": "worm"}, {"is_benefit": True}]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("asks"), st.integers(0, 7)),
        st.tuples(st.just("gives up"), st.integers(0, 7)),
        st.tuples(st.just("accepts"), st.integers(0, 7)),
        st.tuples(st.just("passes"), st.integers(1, 9)),
    ),
    max_size=60,
)


@st.composite
def openings(draw):
    """Some early groups with their quotas, and everybody for the rest."""
    early = draw(
        st.lists(st.tuples(st.sampled_from(GROUPS), st.integers(1, 3), st.integers(0, 30)), max_size=3)
    )
    made = [
        Opening(no, 30 * HOUR if group.get("is_benefit") else at * HOUR, seats, **group)
        for no, (group, seats, at) in enumerate(early, 1)
    ]  # fmt: skip
    last = Opening(len(made) + 1, 30 * HOUR, draw(st.integers(0, 3)))
    return tuple(sorted([*made, last], key=lambda one: (one.opens_at, not one.is_benefit, one.no)))


@dataclass
class Evening:
    """What the slice keeps in its rows, kept in a dict: the same order of things, without a database."""

    occasion: Occasion
    who: dict[int, Mine]
    now: int = 0
    last: int = 0
    rows: dict[int, list] = field(default_factory=dict)  # member: [state, place, opening, until, groups]

    def settle(self):
        for row in self.rows.values():
            if row[0] == "offered" and row[3] <= self.now:
                self.takes(row[2], -1)
                row[:4] = ["lapsed", row[1], None, None]
        reached = set(asked_openings(self.occasion.openings, self.now))
        waiting = sorted(
            (row[1], row[4]) for row in self.rows.values() if row[0] == "waiting" and reached & set(row[4])
        )
        by_place = {row[1]: row for row in self.rows.values()}
        for offer in offers(
            self.occasion, [Waiting(*one) for one in waiting[: self.occasion.free]], now=self.now
        ):
            by_place[offer.place][:4] = ["offered", offer.place, offer.opening, offer.until]
            self.takes(offer.opening, +1)

    def takes(self, number, seats):
        changed = tuple(
            replace(one, taken=one.taken + seats) if one.no == number else one
            for one in self.occasion.openings
        )
        self.occasion = replace(self.occasion, openings=changed)

    def asks(self, member):
        self.settle()
        if member in self.rows and self.rows[member][0] in ("seated", "offered", "waiting"):
            return
        passed = [row for row in self.rows.values() if row[0] == "waiting"]
        try:
            opening = ask(self.occasion, self.who[member], SHOP, now=self.now)
        except NotYetOpen:
            return
        self.last += 1
        groups = self.who[member].groups
        self.rows[member] = ["waiting" if opening is None else "seated", self.last, opening, None, groups]
        if opening is not None:
            self.takes(opening, +1)
            assert not any(set(row[4]) >= set(groups) for row in passed), "somebody who waits was passed over"

    def gives_up(self, member):
        self.settle()
        row = self.rows.get(member)
        if row and row[0] in ("seated", "offered", "waiting"):
            if row[2] is not None:
                self.takes(row[2], -1)
            row[:4] = ["given up", row[1], None, None]
            self.settle()

    def accepts(self, member):
        self.settle()
        row = self.rows.get(member)
        if row and row[0] == "offered":
            row[0], row[3] = "seated", None

    def holds(self):
        """Every quota counts what is had of it, and nobody waits behind somebody with the same groups who has an offer."""
        for one in self.occasion.openings:
            had = [row for row in self.rows.values() if row[2] == one.no]
            assert len(had) == one.taken <= one.seats
        for before in self.rows.values():
            for after in self.rows.values():
                is_same = before[0] == "waiting" and after[0] == "offered" and before[4] == after[4]
                assert not (is_same and before[1] < after[1])


@given(openings(), st.lists(LEVELS, min_size=8, max_size=8), STEPS)
def test_no_quota_is_exceeded_and_nobody_who_waits_is_passed_over(quotas, levels, steps):
    who = {member: mine(quotas, held, SHOP) for member, held in enumerate(levels)}
    evening = Evening(Occasion(BEGINS, quotas, ANSWER, BEGINS), who)
    for what, number in steps:
        if what == "passes":
            evening.now = min(evening.now + number * HOUR, BEGINS - 1)
            evening.settle()
        else:
            getattr(evening, what.replace(" ", "_"))(number)
        evening.holds()

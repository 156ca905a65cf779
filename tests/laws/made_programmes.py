"""Small programmes of every kind, made up: each is checked as a marketer's would be, then compiled."""

from dataclasses import dataclass

import msgspec
from hypothesis import strategies as st
from made_doings import PURPOSES, asking, doing
from made_missions import missions
from made_tracks import LATER_TRACKS, METRICS, NAME, TERMS, VALIDITIES, WINDOWS, tracks

from regulars.core.programme.check import check
from regulars.core.programme.compiled import compile_programme
from regulars.core.programme.document import Programme

COINS = ("coin", "leaf")
BOOKS = '"books" in categories'
WHENS = (
    None,
    "total >= 300",
    "quantity >= 3",
    "weekday >= 6",
    BOOKS,
    "member.orders == 0",
    "member.birth_month == month",
)
MONOTONE_WHENS = (None, "total >= 300", "quantity >= 3", "total >= 900", BOOKS, "weekday <= 3")
LINES = (None, '"books" in line.categories', "line.amount >= 100")
EXPIRIES = (
    "never",
    "end_of_next_year",
    {"rolling": {"days": 30}},
    {"rolling": {"months": 1}},
    {"rolling": {"months": 5, "round_up_to": "quarter"}},
    {"rolling": {"days": 20, "round_up_to": "february"}},
    {"dates": ["03-31", "02-29", "12-31"]},
)
SLIDING = (
    {"sliding": {"days": 30}},
    {"sliding": {"months": 6, "activity": ["spends"]}},
    {"sliding": {"days": 20, "activity": ["orders"], "late_activity": "ignore"}},
)
PENDINGS = (
    "none",
    "none",
    {"days": 1},
    {"days": 14},
    {"until": "2025-06-01"},
    {"until_event": "delivered", "timeout": {"days": 30}},
    {"until_event": "delivered", "timeout": {"days": 20, "then": "expire"}},
)
TRANSFERS = ("forbidden", "allowed", "allowed", {"most": 20})


@dataclass(frozen=True)
class Kinds:
    """What a made-up programme may hold; a law about less asks for less."""

    whens: tuple = WHENS
    expiries: tuple = EXPIRIES
    clocks: tuple = SLIDING
    pendings: tuple = PENDINGS
    take_backs: tuple = ("only_pending", "within_balance", "into_deficit")
    on_refunds: tuple = (None, "recompute", "proportional", "keep")
    track_refunds: tuple = (None, None, "immediate", "next_review", "never")
    has_caps: bool = True
    has_terms_of_levels: bool = True
    windows: tuple = WINDOWS
    terms: tuple = TERMS
    has_terms_of_tracks: bool = True
    graces: tuple = (None, None, 10)
    notices: tuple = ([], [30, 7])
    has_gifts: bool = True
    has_doings: bool = False
    has_missions: bool = False
    validities: tuple = VALIDITIES
    has_levels_apart: bool = True
    may_change_tracks: bool = True
    metrics: tuple = METRICS
    zones: tuple = ("Asia/Taipei", "Europe/London")


ANYTHING = Kinds()
#: And members who do things beside buying, and agree to what is asked of them.
DOING = Kinds(has_doings=True)
#: And missions, which ask something of them.
ASKING = Kinds(has_missions=True)


@st.composite
def currencies(draw, kinds):
    take_back = draw(st.sampled_from(kinds.take_backs))
    funding = draw(st.sampled_from(("free", "free", "paid", "partner")))
    made = {
        "name": NAME,
        "expiry": "never" if funding == "paid" else draw(st.sampled_from((*kinds.expiries, *kinds.clocks))),
        "pending": draw(st.sampled_from(kinds.pendings)),
        "rounding": draw(st.sampled_from(("floor", "half_up", "ceiling"))),
        "take_back": take_back,
        "funding": funding,
        "spend_first": draw(st.sampled_from(("free", "free", "paid"))),
    }
    restore = draw(st.sampled_from((None, "return_expired", "reissue", {"min_life": 10})))
    if restore is not None:
        made["restore_expired"] = restore
    if funding != "paid":
        made["transfer"] = draw(st.sampled_from(TRANSFERS))
    if funding == "partner":
        made["sponsor"] = "A partner"
    if take_back == "into_deficit" and draw(st.booleans()):
        made["deficit_limit"] = draw(st.integers(0, 20))
    return made


@st.composite
def ways(draw):
    return draw(
        st.one_of(
            st.builds(
                lambda points, per: {"rate": {"points": points, "per": per}},
                st.sampled_from((1, 3, "0.5", 2.5)),
                st.sampled_from((7, 10, 50)),
            ),
            st.builds(lambda each: {"each": each}, st.sampled_from((1, "0.25", 2))),
            st.builds(lambda times: {"multiply": times}, st.sampled_from((2, 1.5, "3.1"))),
            st.builds(lambda bonus: {"bonus": bonus}, st.integers(1, 60)),
        )
    )


@st.composite
def rules(draw, place, earn, kinds, way=None, *, is_paid=False):
    made = {"id": f"rule{place}", "name": NAME, "earn": earn, "priority": place, **(way or draw(ways()))}
    for key, choices in (("when", kinds.whens), ("lines", LINES), ("on_refund", kinds.on_refunds)):
        chosen = draw(st.sampled_from(choices))
        if chosen is not None:
            made[key] = chosen
    if not is_paid and draw(st.booleans()):
        made["expiry"] = draw(st.sampled_from(kinds.expiries))
    if draw(st.booleans()):
        made["pending"] = draw(st.sampled_from(kinds.pendings))
    if draw(st.sampled_from((False, False, True))):
        made["funding"] = draw(st.sampled_from(("free", "partner", "paid")))
        if made["funding"] == "partner":
            made["sponsor"] = "Another partner"
        if made["funding"] == "paid":
            made["expiry"] = "never"
        elif is_paid:
            made["expiry"] = draw(st.sampled_from(kinds.expiries))
    if draw(st.booleans()):
        made["group"] = "several"
    if kinds.has_caps:
        spans = draw(st.lists(st.sampled_from(("receipt", "day", "member")), unique=True, max_size=2))
        made["caps"] = [{"per": per, "points": draw(st.integers(1, 40))} for per in spans]
    return made


@st.composite
def documents(draw, kinds=ANYTHING, begins="2024-01-01", coins=COINS, before=None):
    """One version, perhaps after another. Every kind of points has a base rate, so that multipliers have something to build on."""
    points = {name: draw(currencies(kinds)) for name in coins}
    paid = {name for name, terms in points.items() if terms["funding"] == "paid"}
    base = [
        draw(rules(place, earn, kinds, way={"rate": {"points": 1, "per": 10}}, is_paid=earn in paid))
        for place, earn in enumerate(coins)
    ]
    base = [{key: value for key, value in rule.items() if key != "when"} for rule in base]
    more = [
        draw(rules(place, "coin", kinds, is_paid="coin" in paid))
        for place in range(len(base), len(base) + draw(st.integers(0, 4)))
    ]
    doings = []
    if kinds.has_doings:
        more = [draw(asking(rule)) for rule in more]
        doings = [
            draw(doing(draw(rules(place, "coin", kinds, is_paid="coin" in paid))))
            for place in range(20, 20 + draw(st.integers(0, 3)))
        ]
    grouped = [
        rule if rule["earn"] == "coin" else {**rule, "group": None} for rule in (*base, *more, *doings)
    ]
    old = before.tracks if before is not None else {}
    names = draw(st.sampled_from(LATER_TRACKS)) if old and kinds.may_change_tracks else ("card", "badge")
    document = msgspec.convert(
        {
            "programme": "made-up",
            "name": NAME,
            "zone": draw(st.sampled_from(kinds.zones)),
            "currency": "TWD",
            "effective_from": begins,
            "points": points,
            "earning": grouped,
            "groups": {"several": draw(st.sampled_from(("all", "highest", "first")))},
            "tracks": {name: draw(tracks(kinds, points, old.get(name))) for name in names},
            "purposes": PURPOSES if kinds.has_doings else {},
            "missions": draw(missions()) if kinds.has_missions else [],
        },
        Programme,
    )
    assert not check(document), check(document)
    return document


def any_programmes(**changes):
    """Programmes with missions and without."""
    return programmes(**changes) | programmes(ASKING, **changes)


@st.composite
def programmes(draw, kinds=ANYTHING, *, may_change=True):
    """One version, or two in the same zone, the second from a day in the middle of the histories."""
    first = draw(documents(kinds))
    if not may_change or draw(st.booleans()):
        return compile_programme(first)
    begins, coins = (
        draw(st.sampled_from(("2024-03-01", "2025-01-01"))),
        draw(st.sampled_from((COINS, COINS[:1]))),
    )
    second = draw(documents(kinds, begins=begins, coins=coins, before=first))
    return compile_programme(first, msgspec.structs.replace(second, zone=first.zone))

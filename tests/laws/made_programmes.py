"""Small programmes of every kind, made up: each is checked as a marketer's would be, then compiled."""

from dataclasses import dataclass

import msgspec
from hypothesis import strategies as st

from regulars.core.programme.check import check
from regulars.core.programme.compiled import compile_programme
from regulars.core.programme.document import Programme

NAME = {"zh-Hant": "名稱", "en": "A name"}
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
WINDOWS = (
    "lifetime",
    "calendar_year",
    {"rolling": {"months": 12}},
    {"rolling": {"months": 1}},
    {"rolling": {"days": 40}},
    "membership_year",
    {"calendar": {"every": "month"}},
    {"calendar": {"every": "quarter", "year_begins_in": "february"}},
)
#: Windows whose count begins anew with the level; they need levels that hold.
TERMS = ("level_term", "last_change")
VALIDITIES = (
    "none", "none", "forever", "end_of_year", "end_of_next_year", {"months": 1}, {"months": 12},
    {"end_of": "quarter", "more": 1}, {"last_day": "2024-12-31"},
)  # fmt: skip
METRICS = (
    "net_spend", "net_spend", "orders", "items", "points_earned", "visits", "categories", "points_balance", "counter",
)  # fmt: skip
STEPS = {
    "net_spend": (300, 900), "orders": (2, 4), "items": (3, 9), "points_earned": (20, 60), "visits": (2, 4),
    "categories": (2, 3), "points_balance": (20, 60), "counter": (2, 5),
}  # fmt: skip


#: How long a level of its own may hold, where the others have an end or hold for ever.
OWN_VALIDITIES = (None, None, None, "forever", "end_of_next_year", {"months": 2}, {"end_of": "month"})

#: What levels are called in another version: mostly as before.
LEVELS = ("white", "silver", "gold")
LATER_LEVELS = (
    LEVELS,
    LEVELS,
    ("white", "blue", "gold"),
    ("gold", "silver", "white"),
    ("silver", "gold", "black"),
)
LATER_TRACKS = (("card", "badge"), ("card", "badge"), ("badge", "card", "club"), ("card",))
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
    validities: tuple = VALIDITIES
    has_levels_apart: bool = True
    may_change_tracks: bool = True
    metrics: tuple = METRICS
    zones: tuple = ("Asia/Taipei", "Europe/London")


ANYTHING = Kinds()


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
def of_level(draw, kinds, points):
    """What a level says about coins, which may have any terms."""
    terms = points["coin"]
    made = {}
    if not kinds.has_terms_of_levels:
        return made
    if terms["funding"] != "paid" and draw(st.booleans()):
        slides = "sliding" in terms["expiry"]
        made["expiry"] = {"sliding": {"days": 45}} if slides else draw(st.sampled_from(kinds.expiries))
    if "deficit_limit" in terms and draw(st.booleans()):
        made["deficit_limit"] = draw(st.integers(0, 40))
    return {"coin": made} if made else {}


@st.composite
def apart(draw, track):
    """Levels above the lowest that are never lost, or that hold for another time than the others."""
    levels = [dict(level) for level in track["levels"]]
    for level in levels[1:]:
        level["permanent"] = draw(st.sampled_from((False, False, False, True)))
        if track["validity"] != "none":
            level["validity"] = draw(st.sampled_from(OWN_VALIDITIES))
    return {"levels": levels}


@st.composite
def taken_over(draw, track, before):
    """What becomes of those who hold the levels of the version before, which may have been called otherwise."""
    names = draw(st.sampled_from(LATER_LEVELS))
    levels = [{**level, "id": name} for level, name in zip(track["levels"], names, strict=True)]
    old = [level.id for level in before.levels]
    each = st.fixed_dictionaries({name: st.sampled_from(names) for name in old})
    ways = [st.none(), st.just("to_earned"), each.map(lambda levels: {"levels": levels})]
    ways += [st.just("keep")] if set(old) <= set(names) else []
    return {"levels": levels, "migrate": draw(st.one_of(ways))}


@st.composite
def terms_of(draw, track, kinds):
    """When levels go up, what a level takes with it, and what happens around its end."""
    made, counts_anew = {}, track["window"] in TERMS
    is_seen = track["metric"] in {"visits", "categories", "points_balance"}
    may_end = any(
        (level.get("validity") or track["validity"]) not in ["none", "forever"] for level in track["levels"]
    )
    ups = ["at_once", "at_once", "next_day", "next_month"]
    if track["validity"] == "none" and track["window"] == {"calendar": {"every": "month"}}:
        ups.remove("next_month")
    made["up"] = draw(st.sampled_from(ups))
    if track["validity"] != "none" and track["metric"] != "points_balance" and draw(st.booleans()):
        made["on_up"], counts_anew = "restarts", True
    if counts_anew and not is_seen:
        made["overshoot"] = draw(st.sampled_from(("lost", "counts")))
    if may_end:
        made["reached_again"] = draw(st.sampled_from(("keeps_date", "extends")))
        made["notices"] = draw(st.sampled_from(kinds.notices))
        made["grace_days"] = None if is_seen else draw(st.sampled_from(kinds.graces))
    return made


@st.composite
def gifts_of(draw, track):
    """A birthday gift for some levels, on some day; and a multiplier, which is a rule of the level."""
    if not draw(st.booleans()):
        return {}
    levels = [dict(level) for level in track["levels"]]
    for level in levels[1:]:
        terms = dict(level["points"].get("coin", {}), birthday_gift=draw(st.integers(1, 30)))
        if draw(st.booleans()):
            terms["multiply"] = draw(st.sampled_from((2, "1.5")))
        level["points"] = {**level["points"], "coin": terms}
    on_day, month = draw(st.sampled_from((1, 25, 31))), draw(st.sampled_from(("before", "same")))
    return {"levels": levels, "birthday_gift": {"name": NAME, "on_day": on_day, "month": month}}


@st.composite
def tracks(draw, kinds, points, before=None):
    metric = draw(st.sampled_from(kinds.metrics))
    steps, validity = STEPS[metric], draw(st.sampled_from(kinds.validities))
    made = {
        "name": NAME,
        "metric": metric,
        "window": draw(
            st.sampled_from(kinds.windows if validity == "none" else (*kinds.windows, *kinds.terms))
        ),
        "validity": validity,
        "at_end": draw(st.sampled_from(("to_earned", "one_down", "keep"))),
        "levels": [
            {"id": level, "name": NAME, "threshold": threshold, "points": draw(of_level(kinds, points))}
            for level, threshold in zip(LEVELS, (0, *steps), strict=True)
        ],
    }
    if metric in {"points_earned", "points_balance"}:
        made["points"] = "coin"
    if metric == "counter":
        made["counter"] = {"of": draw(st.sampled_from(("orders", "lines", "items"))), "name": NAME}
    if before is not None:
        made |= draw(taken_over(made, before))
    if kinds.has_levels_apart:
        made |= draw(apart(made))
    if kinds.has_terms_of_tracks:
        made |= draw(terms_of(made, kinds))
        made |= draw(gifts_of(made)) if kinds.has_gifts else {}
    if metric == "points_balance":
        made["window"] = "lifetime"
    reviewed = validity != "forever" and (validity, made["window"]) != ("none", "lifetime")
    on_refund = draw(st.sampled_from(kinds.track_refunds))
    if on_refund is not None and (reviewed or on_refund != "next_review"):
        made["on_refund"] = on_refund
    if metric != "points_balance" and draw(st.booleans()):
        made["lines"] = '"books" in line.categories'
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
    grouped = [rule if rule["earn"] == "coin" else {**rule, "group": None} for rule in (*base, *more)]
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
        },
        Programme,
    )
    assert not check(document), check(document)
    return document


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

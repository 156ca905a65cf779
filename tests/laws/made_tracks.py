"""Tracks of every kind, made up: what counts, for how long, and what becomes of the levels."""

from hypothesis import strategies as st

NAME = {"zh-Hant": "名稱", "en": "A name"}
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

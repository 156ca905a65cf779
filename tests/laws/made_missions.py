"""Missions, made up: a check-in with its ladder, and goals over orders and check-ins; and what members do about them."""

from hypothesis import strategies as st
from made_histories import DAY, HOUR, WHAT, histories
from made_tracks import NAME

#: What members may do beside all else where something is asked of them.
ASKED = (*WHAT, *["tap"] * 6, "make_up", "make_up", "take_back", "take_back", "begin", "begin", "claim")
#: Mostly days: that is what streaks are made of.
GAPS = st.sampled_from((0, 0, 2 * HOUR, 20 * HOUR, DAY, DAY, 2 * DAY, 2 * DAY, 9 * DAY, 40 * DAY))
COUNTS = (
    'count("Order Completed")',
    'count("Order Completed", where="books" in categories)',
    'count("Checked In")',
    'sum("Order Completed", "quantity")',
)
#: The same days for everybody, from before the histories begin.
FIXED = {"first_day": "2024-01-10", "last_day": "2024-02-20"}
WINDOWS = (None, {"days": 20}, {"days": 20}, FIXED)
prizes = st.none() | st.integers(1, 30).map(lambda points: {"points": points, "of": "coin"})


def asked_histories(**kinds):
    """Histories of members of whom something may be asked."""
    return histories(**kinds) | histories(ASKED, gaps=GAPS, **kinds)


@st.composite
def check_ins(draw):
    made = {
        "of": "coin",
        "ladder": draw(st.lists(st.integers(0, 9), min_size=1, max_size=4).filter(any)),
        "after_ladder": draw(st.sampled_from(("again", "stays"))),
        "missed": draw(st.sampled_from(("reset", "decay", "cycle"))),
        "day_starts_at": draw(st.sampled_from(("00:00", "04:00"))),
    }
    if draw(st.booleans()):
        made["freeze"] = {"every": 2, "most": draw(st.integers(1, 2))}
    if draw(st.booleans()):
        made["make_up"] = {"days": 4, "points": draw(st.integers(1, 2))}
    late = draw(st.sampled_from((0, 72, 720)))
    return {"id": "daily", "name": NAME, "check_in": made, "late_hours": late}


@st.composite
def goals(draw, name):
    steps = sorted(draw(st.sets(st.integers(1, 5), min_size=1, max_size=2)))
    window = draw(st.sampled_from(WINDOWS))
    made = {
        "id": name, "name": NAME, "claim": draw(st.sampled_from(("asked", "at_once"))),
        "goal": {"count": draw(st.sampled_from(COUNTS)), "stages": [
            {"at_least": step} | ({"prize": prize} if (prize := draw(prizes)) else {}) for step in steps
        ]},
    }  # fmt: skip
    if window is not None:
        made["window"] = window
    if window is FIXED and draw(st.booleans()):
        return made | {"start": "by_itself"}
    return made | {"again": draw(st.sampled_from(("no", "on_completion", "on_expiry")))}


@st.composite
def missions(draw):
    """None, a check-in, one or two goals, or all of it."""
    some = [draw(check_ins())] if draw(st.booleans()) else []
    return some + [draw(goals(name)) for name in ("quest", "tour")[: draw(st.integers(0, 2))]]

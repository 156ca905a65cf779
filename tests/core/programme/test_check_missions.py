"""What is wrong with missions: names, ladders, events and purposes."""

import pytest
from corner_programme import NAME, found, programme


def mission(id="daily", **check_in):
    return {"id": id, "name": NAME, "check_in": {"of": "coin", "ladder": [1, 2], **check_in}}


def asks(*missions):
    return programme(missions=list(missions))


def test_a_mission_that_says_what_it_means_is_fine():
    full = mission(
        after_ladder="stays", missed="cycle", day_starts_at="04:00", zone="member", freeze={"every": 7},
        make_up={"days": 3, "points": 5}, on="Visited", when="store == 'main'",
    )  # fmt: skip
    reads = {
        "membership": {"notice": {"version": "1", "zh-Hant": "告知", "en": "Notice"}, "reads": ["Visited"]}
    }

    assert found(programme(missions=[full], purposes=reads)) == []


@pytest.mark.parametrize(
    ("missions", "mistakes"),
    [
        pytest.param([mission(), mission()], [(("missions", 1, "id"), "MissionTwice")], id="twice"),
        pytest.param([mission(of="gold")], [(("missions", 0, "check_in", "of"), "PointsUnknown")], id="points"),
        pytest.param([mission(ladder=[0, 0])], [(("missions", 0, "check_in", "ladder"), "LadderEmpty")], id="nothing"),
        pytest.param(
            [mission(on="Order Completed")], [(("missions", 0, "check_in", "on"), "CheckInOnOrders")], id="orders"
        ),
        pytest.param([mission(on="Points Spent")], [(("missions", 0, "check_in", "on"), "EventUnusable")], id="books"),
        pytest.param([mission(on="Product Viewed")], [(("missions", 0, "check_in", "on"), "PurposeMissing")], id="purpose"),
        pytest.param(
            [{**mission(), "purpose": "games"}], [(("missions", 0, "purpose"), "PurposeUnknown")], id="unasked"
        ),
        pytest.param(
            [mission(when="line.amount > 5")],
            [(("missions", 0, "check_in", "when"), "condition.unknown_field")],
            id="a receipt's words",
        ),
        pytest.param([mission(when="x > 3 and x < 2")], [(("missions", 0, "check_in", "when"), "NeverTrue")], id="never"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_of_a_mission_is_told(missions, mistakes):
    assert found(asks(*missions)) == mistakes


def goal(count='count("Order Completed")', stages=({"at_least": 3},), **parts):
    return {"id": "quest", "name": NAME, "goal": {"count": count, "stages": list(stages)}, **parts}


DAYS = {"first_day": "2026-03-01", "last_day": "2026-03-31"}


@pytest.mark.parametrize(
    "mission",
    [
        goal(),
        goal(
            'distinct("Checked In", "store")',
            [{"at_least": 3, "prize": {"points": 1, "of": "coin"}}],
            window={"days": 30},
        ),
        goal('sum("Order Completed", "total", where=total >= 100)', [{"at_least": 500}, {"at_least": 900}]),
        goal(window=DAYS, start="by_itself", claim="at_once"),
        goal(again="on_completion"),
    ],
)
def test_a_goal_that_says_what_it_means_is_fine(mission):
    assert found(asks(mission)) == []


@pytest.mark.parametrize(
    ("mission", "mistakes"),
    [
        pytest.param({"id": "quest", "name": NAME}, [((), "OneOfNone")], id="neither"),
        pytest.param({**goal(), **mission("quest")}, [((), "OneOfSeveral")], id="both"),
        pytest.param(goal('last("Checked In")'), [(("goal", "count"), "GoalUncountable")], id="last"),
        pytest.param(goal('count("A", within="7d")'), [(("goal", "count"), "PurposeMissing")], id="purpose first"),
        pytest.param(goal('count("Checked In", within="7d")'), [(("goal", "count"), "GoalUncountable")], id="within"),
        pytest.param(goal('count("Checked In") + 1'), [(("goal", "count"), "GoalUncountable")], id="a sum of more"),
        pytest.param(goal("member.orders"), [(("goal", "count"), "GoalUncountable")], id="no question"),
        pytest.param(goal("cuont(1)"), [(("goal", "count"), "condition.unknown_function")], id="a slip"),
        pytest.param(goal('count("Points Spent")'), [(("goal", "count"), "EventUnusable")], id="the books' own"),
        pytest.param(goal('count("Product Viewed")'), [(("goal", "count"), "PurposeMissing")], id="purpose"),
        pytest.param(goal(stages=[{"at_least": 2.5}]), [(("goal", "stages", 0, "at_least"), "NumberNotWhole")], id="half"),
        pytest.param(goal(stages=[{"at_least": 0}]), [(("goal", "stages", 0, "at_least"), "NumberNotPositive")], id="zero"),
        pytest.param(
            goal('sum("Order Completed", "total")', [{"at_least": "0.5"}]),
            [(("goal", "stages", 0, "at_least"), "DecimalsTooMany")],
            id="finer than the money",
        ),
        pytest.param(
            goal('distinct("Checked In", "store")', [{"at_least": 1001}]),
            [(("goal", "stages", 0, "at_least"), "NumberTooLarge")],
            id="more than are told apart",
        ),
        pytest.param(
            goal(stages=[{"at_least": 3}, {"at_least": 3}]),
            [(("goal", "stages", 1, "at_least"), "StagesUnordered")],
            id="no higher",
        ),
        pytest.param(
            goal(stages=[{"at_least": 3, "prize": {"points": 1, "of": "gold"}}]),
            [(("goal", "stages", 0, "prize", "of"), "PointsUnknown")],
            id="points",
        ),
        pytest.param(goal(window={}), [(("window",), "OneOfNone")], id="no time"),
        pytest.param(goal(window={"days": 3, **DAYS}), [(("window",), "OneOfSeveral")], id="two times"),
        pytest.param(goal(window={"first_day": "2026-03-01"}), [(("window",), "KeyMissing")], id="no end"),
        pytest.param(
            goal(window={"first_day": "2026-03-02", "last_day": "2026-03-01"}),
            [(("window", "last_day"), "WindowBackwards")],
            id="backwards",
        ),
        pytest.param(goal(start="by_itself"), [(("start",), "StartNeedsDays")], id="by itself, when?"),
        pytest.param(
            goal(start="by_itself", window=DAYS, again="on_expiry"), [(("again",), "AgainByItself")], id="again"
        ),
        pytest.param({**mission(), "again": "no", "claim": "at_once"}, [(("claim",), "GoalsOnly")], id="goals only"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_of_a_goal_is_told(mission, mistakes):
    assert [(path[2:], code) for path, code in found(asks(mission))] == mistakes

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

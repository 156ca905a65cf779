"""What is wrong with leaderboards: what they count, in which days, and that it is no money."""

import pytest
from corner_programme import NAME, found, programme

MARCH = {"first_day": "2026-03-01", "last_day": "2026-03-31"}
HERE = ("leaderboards", 0)


def mission(id, count='count("Order Completed")', window=MARCH, **parts):
    goal = {"count": count, "stages": [{"at_least": 3}]}
    return {"id": id, "name": NAME, "goal": goal, **({"window": window} if window else {}), **parts}


def asks(*boards):
    """A programme with some missions, and these boards."""
    missions = [
        {"id": "daily", "name": NAME, "check_in": {"of": "coin", "ladder": [1]}},
        mission("march"), mission("own", window={"days": 30}), mission("ever", window=None), mission("again", again="on_expiry"),
        mission("spent", count='sum("Order Completed", "total")'),
    ]  # fmt: skip
    game = {
        "id": "note",
        "name": NAME,
        "earn": "coin",
        "bands": [{"score": 0, "points": 1}],
        "plays": {"in_all": 5},
        "budget": 5,
    }
    boards = [{"id": "board", "name": NAME, **board} for board in boards]
    return programme(missions=missions, challenges=[game], leaderboards=boards)


@pytest.mark.parametrize(
    "board",
    [
        {"mission": "march"},
        {"check_in": "daily"},
        {"challenge": "note"},
        {"challenge": "note", "per": "week", "places": 100},
    ],
)
def test_a_board_that_counts_something_is_fine(board):
    assert found(asks(board)) == []


@pytest.mark.parametrize(
    ("boards", "mistakes"),
    [
        pytest.param([{"check_in": "daily"}] * 2, [(("leaderboards", 1, "id"), "LeaderboardTwice")], id="twice"),
        pytest.param([{}], [(HERE, "OneOfNone")], id="nothing"),
        pytest.param([{"check_in": "daily", "mission": "march"}], [(HERE, "OneOfSeveral")], id="two things"),
        pytest.param([{"check_in": "march"}], [((*HERE, "check_in"), "CountedUnknown")], id="no check-in"),
        pytest.param([{"mission": "daily"}], [((*HERE, "mission"), "CountedUnknown")], id="no goal"),
        pytest.param([{"challenge": "x"}], [((*HERE, "challenge"), "CountedUnknown")], id="no challenge"),
        pytest.param([{"check_in": "daily", "per": "week"}], [((*HERE, "per"), "PerOfChallengesOnly")], id="a week of a row"),
        pytest.param([{"mission": "own"}], [((*HERE, "mission"), "LeaderboardNeedsDays")], id="everybody's own days"),
        pytest.param([{"mission": "ever"}], [((*HERE, "mission"), "LeaderboardNeedsDays")], id="no days"),
        pytest.param([{"mission": "again"}], [((*HERE, "mission"), "LeaderboardNeedsDays")], id="several turns"),
        pytest.param([{"mission": "spent"}], [((*HERE, "mission"), "LeaderboardOfMoney")], id="what somebody spends"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_of_a_board_is_told(boards, mistakes):
    assert found(asks(*boards)) == mistakes

"""Badges: tracks of one step that count what missions gave."""

import pytest
from corner_programme import NAME, found, level, programme, track
from one_member import BASE, Member, quest, version

BADGE = {"reader": {"metric": "missions", "missions": ["quest"], "levels": {"none": 0, "reader": 1}}}


def badged(*stages, rules=(), tracks=BADGE, **parts):
    return Member(version(*rules, missions=[quest(*stages, **parts)], tracks=tracks))


def test_a_badge_is_held_from_when_the_prize_is_given():
    ada = badged((1, 50))
    ada.starts("2024-03-01")
    ada.buys("2024-03-02", 100)
    assert ada.level("reader") == "none"

    ada.claims("2024-03-03")
    assert ada.level("reader") == "reader"
    assert [(move.track, move.after, move.cause) for move in ada.moves] == [("reader", "reader", "reached")]


def test_a_stage_without_points_gives_the_badge_at_once():
    bare = {"id": "quest", "goal": {"count": 'count("Order Completed")', "stages": [{"at_least": 1}]}}
    ada = Member(version(missions=[bare], tracks=BADGE))
    ada.starts("2024-03-01")

    assert ada.buys("2024-03-02", 100) == []
    assert ada.level("reader") == "reader"


def test_a_badge_stays_when_the_goods_come_back():
    ada = badged((1, 50), claim="at_once")
    ada.starts("2024-03-01")
    ada.buys("2024-03-02", 100, name="a")
    ada.cancels("2024-03-03", "a")
    ada.waits("2030-01-01")

    assert ada.level("reader") == "reader"


def test_a_badge_opens_what_levels_open():
    rule = {"bonus": 7, "when": 'at_least("reader", "reader")'}
    ada = badged((1, 50), rules=[rule], claim="at_once")
    ada.starts("2024-03-01")

    assert ada.buys("2024-03-02", 100) == [("earn", 50)]
    assert ada.buys("2024-03-03", 100) == [("earn", 7)]


def test_a_badge_may_have_more_steps_and_count_several_missions():
    tracks = {
        "walker": {"metric": "missions", "missions": ["a", "b"], "levels": {"none": 0, "one": 1, "three": 3}}
    }
    missions = [quest((1, 5), (2, 5), name="a", claim="at_once"), quest((1, 5), name="b", claim="at_once")]
    ada = Member(version(missions=missions, tracks=tracks))
    ada.starts("2024-03-01", "a")
    ada.buys("2024-03-02", 100)
    assert ada.level("walker") == "one"

    ada.starts("2024-03-03", "b")
    ada.buys("2024-03-04", 100)
    assert ada.level("walker") == "three"


def test_a_badge_with_a_window_goes_when_it_ends():
    tracks = {"reader": {**BADGE["reader"], "window": {"rolling": {"days": 10}}}}
    ada = badged((1, 50), tracks=tracks, claim="at_once")
    ada.starts("2024-03-01")
    ada.buys("2024-03-02", 100)

    ada.waits("2024-03-11 23:59")
    assert ada.level("reader") == "reader"
    ada.waits("2024-03-12 00:00")
    assert ada.level("reader") == "none"


def test_a_prize_that_comes_by_itself_brings_its_badge():
    ada = badged((1, 50))
    ada.starts("2024-03-01")
    ada.buys("2024-03-02", 100)
    ada.waits("2024-04-02")

    assert ada.level("reader") == "reader"


def test_purchases_do_not_count_on_a_badge():
    ada = badged((9, 50), rules=[BASE])
    ada.buys("2024-03-02", 5000)

    assert ada.standing("reader").total == 0


GOAL = {
    "id": "quest",
    "name": NAME,
    "goal": {"count": 'count("Order Completed")', "stages": [{"at_least": 1}]},
}


@pytest.mark.parametrize(
    ("parts", "mistakes"),
    [
        ({"metric": "missions", "missions": ["quest"]}, []),
        ({"metric": "missions"}, [(("metric",), "MetricMissionsMissing")]),
        ({"metric": "missions", "missions": ["quset"]}, [(("missions", 0), "MissionUnknown")]),
        ({"metric": "orders", "missions": ["quest"]}, [(("missions",), "MetricMissionsUnwanted")]),
        (
            {"metric": "missions", "missions": ["quest"], "when": "total > 5"},
            [(("when",), "MissionsNarrowed")],
        ),
    ],
)
def test_what_makes_no_sense_of_a_badge_is_told(parts, mistakes):
    badge = track(level("none", 0), level("reader", 1), **parts)

    assert [
        (path[2:], code) for path, code in found(programme(missions=[GOAL], tracks={"badge": badge}))
    ] == mistakes

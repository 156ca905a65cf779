"""What changed between two versions, by the names of the parts."""

import corner_programme
import pytest
from corner_programme import BASE, NAME, rule

from regulars.core.programme.differences import Difference, differences


def programme(**parts):
    return corner_programme.programme(**{"earning": [BASE, rule("gift", bonus=5)], "tracks": {}, **parts})


def test_a_programme_does_not_differ_from_itself():
    assert differences(programme(), programme()) == []


def test_a_default_that_is_written_out_is_no_change():
    points = {"coin": {"name": NAME, "expiry": "never", "funding": "free"}}

    assert differences(programme(), programme(points=points)) == []


@pytest.mark.parametrize(
    ("parts", "change"),
    [
        (
            {"effective_from": "2026-06-01"},
            Difference(("effective_from",), "changed", "2026-01-01", "2026-06-01"),
        ),
        (
            {"points": {"coin": {"name": NAME, "worth": "0.1"}}},
            Difference(("points", "coin", "worth"), "changed", 0, "0.1"),
        ),
        (
            {"name": {**NAME, "en": "Corner"}},
            Difference(("name", "en"), "changed", "A name", "Corner"),
        ),
        (
            {"earning": [rule("base", rate={"points": 1, "per": 40}), rule("gift", bonus=5)]},
            Difference(("earning", "base", "rate", "per"), "changed", 50, 40),
        ),
        (
            {
                "earning": [
                    rule("base", rate={"points": 1, "per": 50}),
                    rule("gift", bonus=5, when="total > 9"),
                ]
            },
            Difference(("earning", "gift", "when"), "added", None, "total > 9"),
        ),
        (
            {"earning": [rule("gift", bonus=5), rule("base", rate={"points": 1, "per": 50})]},
            Difference(("earning",), "reordered", ["base", "gift"], ["gift", "base"]),
        ),
    ],
)
def test_one_change_is_named_with_both_values(parts, change):
    assert differences(programme(), programme(**parts)) == [change]


def test_a_rule_that_is_gone_and_one_that_is_new_are_whole():
    after = programme(earning=[rule("base", rate={"points": 1, "per": 50}), rule("thanks", bonus=7)])

    gone, new = differences(programme(), after)

    assert (gone.path, gone.kind, gone.before["bonus"], gone.after) == (
        ("earning", "gift"),
        "removed",
        5,
        None,
    )
    assert (new.path, new.kind, new.before, new.after["bonus"]) == (("earning", "thanks"), "added", None, 7)

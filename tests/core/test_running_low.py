"""Lines that are crossed: each told once, and again only after something was filled up."""

import pytest

from regulars.core.running_low import Change, change, lines_of_supply


@pytest.mark.parametrize(
    ("taken", "put_in", "reached"),
    [
        (0, 0, ()),
        (0, 10, ()),
        (7, 10, ()),
        (8, 10, ("low",)),
        (9, 10, ("low",)),
        (10, 10, ("low", "spent")),
        (0, 1, ()),
        (1, 1, ("low", "spent")),
        (799_999, 1_000_000, ()),
        (800_000, 1_000_000, ("low",)),
    ],
)
def test_four_fifths_are_a_line_and_everything_is_one(taken, put_in, reached):
    assert lines_of_supply(taken=taken, put_in=put_in) == reached


@pytest.mark.parametrize(
    ("reached", "put_in", "told", "expected"),
    [
        pytest.param((), 10, {}, Change((), ()), id="nothing happened"),
        pytest.param(("low",), 10, {}, Change(("low",), ()), id="it is told"),
        pytest.param(("low",), 10, {"low": 10}, Change((), ()), id="it was told"),
        pytest.param(
            ("low", "spent"), 10, {}, Change(("low", "spent"), ()), id="both at once, the lower one first"
        ),
        pytest.param(("low", "spent"), 10, {"low": 10}, Change(("spent",), ()), id="the second line"),
        pytest.param((), 10, {"low": 10}, Change((), ()), id="something was given back: it was told"),
        pytest.param(("low",), 10, {"low": 10, "spent": 10}, Change((), ()), id="one of the last came back"),
        pytest.param((), 50, {"low": 10, "spent": 10}, Change((), ("low", "spent")), id="it was filled up"),
        pytest.param(
            ("low",),
            11,
            {"low": 10, "spent": 10},
            Change((), ("spent",)),
            id="a little was put in: still low",
        ),
        pytest.param(("low", "spent"), 11, {"low": 10}, Change(("spent",), ()), id="and that was taken too"),
    ],
)
def test_what_is_told_and_what_is_over(reached, put_in, told, expected):
    assert change(reached, put_in=put_in, told=told) == expected


def test_a_year_of_taking_giving_back_and_filling_up_tells_each_line_once_between_two_fillings():
    told, put_in, heard = {}, 10, []
    for taken in (5, 8, 7, 8, 10, 9, 10, "fill", 10, 16, 15, 16, 20, "fill", 20, 24, 30):
        if taken == "fill":
            put_in += 10
            continue
        changed = change(lines_of_supply(taken=taken, put_in=put_in), put_in=put_in, told=told)
        told = {line: before for line, before in told.items() if line not in changed.over}
        told |= dict.fromkeys(changed.told, put_in)
        heard += [(put_in, line) for line in changed.told]

    assert heard == [
        (10, "low"), (10, "spent"), (20, "low"), (20, "spent"), (30, "low"), (30, "spent"),
    ]  # fmt: skip

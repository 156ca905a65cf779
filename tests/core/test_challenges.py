"""What a score wins, what a challenge can cost at most, and plays that nobody makes up."""

import pytest
from corner_programme import NAME, found, points, programme
from msgspec import convert
from msgspec.structs import replace
from one_member import BASE, Member, version

from regulars.core.challenges.playing import SECOND, Won, band_of, costs_at_most, win
from regulars.core.challenges.refusals import ChallengeUnknown
from regulars.core.challenges.signing import Signed, is_ours, read, sign
from regulars.core.programme.challenge_document import Challenge

WRITTEN = {
    "id": "note", "name": NAME, "earn": "coin", "budget": 700,
    "bands": [{"score": 0}, {"score": 4000, "points": 2, "stock": 100}, {"score": 8000, "points": 10, "stock": 50}],
}  # fmt: skip
NOTE = convert(WRITTEN, Challenge)
KEY = b"the shop's own"


def challenge(**parts):
    return convert({**WRITTEN, **parts}, Challenge)


@pytest.mark.parametrize(
    ("score", "seconds", "band"),
    [
        pytest.param(0, 0, 1, id="nothing at once"),
        pytest.param(3999, 10, 1, id="below the second band"),
        pytest.param(4000, 4, 2, id="at its edge, as fast as can be"),
        pytest.param(4000, 3.999999, 1, id="a millionth of a second too fast"),
        pytest.param(8000, 8, 3, id="the dearest"),
        pytest.param(10_000, 600, 3, id="the highest score, slowly"),
        pytest.param(10_001, 600, 1, id="higher than there is"),
        pytest.param(-1, 600, 1, id="lower than there is"),
        pytest.param(2**62, 600, 1, id="much higher"),
    ],
)
def test_which_band_a_score_reaches(score, seconds, band):
    assert band_of(NOTE, score, elapsed=int(seconds * SECOND)) == band


@pytest.mark.parametrize(
    ("score", "may_win", "left", "won"),
    [
        pytest.param(9000, True, {2, 3}, Won(3, 10), id="its own band"),
        pytest.param(9000, True, {2}, Won(2, 2), id="the next lower that has one"),
        pytest.param(9000, True, set(), Won(3, 0), id="none left anywhere"),
        pytest.param(9000, False, {2, 3}, Won(3, 0), id="who has won enough"),
        pytest.param(100, True, {2, 3}, Won(1, 0), id="the lowest wins nothing"),
    ],
)
def test_what_a_score_wins(score, may_win, left, won):
    assert win(NOTE, score, elapsed=60 * SECOND, may_win=may_win, is_left=left.__contains__) == won


@pytest.mark.parametrize(
    ("parts", "most"),
    [
        pytest.param({}, 700, id="every stock is won"),
        pytest.param({"plays": {"in_all": 60}}, 520, id="of sixty plays the dearest first"),
        pytest.param({"plays": {"in_all": 10}}, 100, id="of ten only the dearest"),
        pytest.param({"bands": [{"score": 0, "points": 1}]}, None, id="nothing bounds it"),
        pytest.param({"bands": [{"score": 0, "points": 1}], "plays": {"in_all": 300}}, 300, id="the plays bound it"),
        pytest.param({"bands": [{"score": 0, "points": 1}, {"score": 9, "points": 5, "stock": 1}]}, None, id="a band without end below one with"),
    ],
)  # fmt: skip
def test_what_it_costs_at_most(parts, most):
    assert costs_at_most(challenge(**parts)) == most


@pytest.mark.parametrize(
    ("parts", "place", "code"),
    [
        ({"budget": 699}, ("budget",), "ChallengeTooDear"),
        ({"bands": [{"score": 0, "points": 1}]}, ("bands",), "ChallengeUnbounded"),
        ({"bands": [{"score": 0}]}, ("bands",), "BandsEmpty"),
        ({"bands": [{"score": 5, "points": 1, "stock": 1}]}, ("bands", 0, "score"), "FirstBand"),
        ({"bands": [{"score": 0}, {"score": 0, "points": 1, "stock": 1}]}, ("bands", 1, "score"), "BandsUnordered"),
        ({"bands": [{"score": 0}, {"score": 10_001, "points": 1, "stock": 1}]}, ("bands", 1, "score"), "BandOutOfReach"),
        ({"earn": "pearl"}, ("earn",), "PointsUnknown"),
        ({"from": "2026-12-01", "until": "2026-11-30"}, ("until",), "ChallengeBackwards"),
        ({"from": "2026-02-30"}, ("from",), "DateUnreadable"),
    ],
)  # fmt: skip
def test_what_cannot_stand_in_a_programme(parts, place, code):
    document = programme(challenges=[{**WRITTEN, **parts}])

    assert [(path[2:], which) for path, which in found(document)] == [(place, code)]


def test_scores_without_a_range_and_two_of_one_name():
    assert ("ScoresNone") in [
        code for _, code in found(programme(challenges=[{**WRITTEN, "scores": {"most": 0}}]))
    ]
    assert [code for _, code in found(programme(challenges=[WRITTEN, WRITTEN]))] == ["ChallengeTwice"]
    assert found(programme(challenges=[WRITTEN])) == found(points()) == []


def test_a_prize_is_points_of_the_band_by_the_rule_of_the_challenge():
    ada = Member(version(BASE, challenges=[WRITTEN]))

    ada.wins("2024-01-05", "note", 3)

    (entry,) = ada.entries
    assert (entry.kind, entry.points, entry.rule) == ("earn", 10, "challenge/note")


@pytest.mark.parametrize(("name", "band"), [("note", 4), ("note", 0), ("chord", 1)])
def test_a_prize_of_what_is_not_there_is_refused(name, band):
    ada = Member(version(BASE, challenges=[WRITTEN]))

    with pytest.raises(ChallengeUnknown):
        ada.wins("2024-01-05", name, band)

    assert ada.entries == []


def test_a_play_is_this_shops_this_members_and_this_challenges():
    play = Signed("a1b2", 1_700_000_000_000_000)
    given = sign(KEY, challenge="note", wallet_id=7, play=play)

    assert read(given) == play
    assert is_ours(KEY, given, challenge="note", wallet_id=7)
    assert not is_ours(KEY, given, challenge="note", wallet_id=8)
    assert not is_ours(KEY, given, challenge="chord", wallet_id=7)
    assert not is_ours(b"another shop's", given, challenge="note", wallet_id=7)
    for changed in (
        "",
        "x",
        given[:-1],
        given + "0",
        given.replace("17", "18"),
        given.upper(),
        "a.b.c",
        "é" + given,
    ):
        assert not is_ours(KEY, changed, challenge="note", wallet_id=7)
    assert replace(NOTE, id="x").id == "x"

"""Every score has one band, and nothing that anybody plays gives more than the challenge can cost at most."""

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import convert

from regulars.core.challenges.playing import SECOND, band_of, costs_at_most, win
from regulars.core.programme.challenge_document import Challenge

LONG = 10**6 * SECOND


@st.composite
def made_challenges(draw):
    starts = sorted(draw(st.sets(st.integers(1, 100), max_size=6)))
    bands = [
        {"score": score, "points": draw(st.integers(0, 20)), "stock": draw(st.one_of(st.none(), st.integers(1, 5)))}
        for score in (0, *starts)
    ]  # fmt: skip
    written = {
        "id": "made", "name": {"zh-Hant": "名稱", "en": "A name"}, "earn": "coin", "budget": 1, "bands": bands,
        "scores": {"most": 120, "per_second": 10}, "plays": {"in_all": draw(st.one_of(st.none(), st.integers(1, 40)))},
    }  # fmt: skip
    return convert(written, Challenge)


@given(made_challenges(), st.integers(0, 120))
def test_bands_cover_every_score_once(challenge, score):
    number = band_of(challenge, score, elapsed=LONG)

    following = challenge.bands[number].score if number < len(challenge.bands) else 121
    assert challenge.bands[number - 1].score <= score < following


@given(made_challenges(), st.integers(-5, 200), st.integers(0, 20 * SECOND))
def test_a_longer_hold_never_reaches_less(challenge, score, elapsed):
    assert band_of(challenge, score, elapsed=elapsed) <= band_of(challenge, score, elapsed=elapsed + SECOND)


@given(made_challenges(), st.lists(st.tuples(st.integers(-5, 200), st.booleans()), max_size=120))
def test_whatever_is_played_no_more_is_given_than_it_can_cost(challenge, plays):
    most, left = (
        costs_at_most(challenge),
        {number: band.stock for number, band in enumerate(challenge.bands, 1)},
    )
    assume(most is not None)
    points = 0
    for number, (score, may_win) in enumerate(plays):
        may_play = challenge.plays.in_all is None or number < challenge.plays.in_all
        won = win(
            challenge,
            score,
            elapsed=LONG,
            may_win=may_win and may_play,
            is_left=lambda band: left[band] is None or left[band] > 0,
        )
        if won.points and left[won.band] is not None:
            left[won.band] -= 1
        points += won.points

    assert points <= most

"""Plays given and played: once, in time, by whom they were given to, and never for more than there is."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest
from django.db import connection

from regulars.challenges.models import Play
from regulars.challenges.queries import results, results_of
from regulars.core.challenges.refusals import ChallengeUnknown, PlayOver, PlaysSpent, PlayUnknown
from regulars.desk import challenges
from regulars.desk.queries import account
from regulars.desk.verify import verify
from regulars.ledger.models import Entry
from regulars.supplies.models import Supply

RACERS = 400 if os.environ.get("REGULARS_SOAK") else 60


def _won():
    return sum(Entry.objects.filter(rule="challenge/note").values_list("points", flat=True))


def test_a_score_wins_its_band_and_the_books_say_so(afternoon, wallets):
    (ada,) = wallets("Ada")

    assert afternoon.plays(ada, 8500) == (3, 10)

    assert account(ada, now=afternoon.now).balances[0].usable == 10
    assert verify(afternoon.programme).broken == ()
    assert results("note").by_band == {3: (1, 10)}


def test_a_play_that_was_played_answers_what_it_won_whatever_is_sent(afternoon, wallets):
    (ada,) = wallets("Ada")
    token = afternoon.gives(ada)
    afternoon.passes(seconds=10)

    told = [afternoon.scores(ada, token, score) for score in (5000, 9999, 0, -7)]

    assert told == [(2, 2, False), (2, 2, True), (2, 2, True), (2, 2, True)]
    assert _won() == 2


def test_a_page_that_is_loaded_twice_burns_no_play(afternoon, wallets):
    (ada,) = wallets("Ada")

    assert afternoon.gives(ada) == afternoon.gives(ada)
    assert Play.objects.count() == 1


def test_after_its_end_a_play_is_over_and_none_of_the_days(afternoon, wallets):
    (ada,) = wallets("Ada")
    for _ in range(4):
        token = afternoon.gives(ada)
        afternoon.passes(minutes=5)
        with pytest.raises(PlayOver):
            afternoon.scores(ada, token, 5000)

    assert afternoon.plays(ada, 5000) == (2, 2)
    assert results("note").played == 1


@pytest.mark.parametrize(
    ("score", "seconds", "won"),
    [(9000, 1, (1, 0)), (10_001, 60, (1, 0)), (-1, 60, (1, 0)), (10**30, 60, (1, 0)), (4000, 4, (2, 2))],
)
def test_what_cannot_be_is_in_the_lowest_band_and_leaves_no_mark(afternoon, wallets, score, seconds, won):
    (ada,) = wallets("Ada")

    assert afternoon.plays(ada, score, seconds) == won
    assert {field.name for field in Play._meta.get_fields()} == {
        "nonce", "challenge", "wallet_id", "given_at", "ends_at", "played_at", "day", "band", "points", "score",
    }  # fmt: skip
    # Nobody can tell it from a score of nothing.
    assert Play.objects.get().score == (4000 if won[0] == 2 else 0)


class TestCaps:
    def test_so_many_plays_a_day_and_tomorrow_again(self, afternoon, wallets):
        (ada,) = wallets("Ada")
        for _ in range(3):
            afternoon.plays(ada, 0)

        with pytest.raises(PlaysSpent) as no:
            afternoon.gives(ada)
        assert datetime.fromisoformat(no.value.facts["again_at"]).isoformat() == "2026-03-10T16:00:00+00:00"
        afternoon.passes(hours=12)
        assert afternoon.plays(ada, 4500) == (2, 2)

    def test_so_many_prizes_a_day_and_in_all(self, afternoon, wallets):
        (ada,) = wallets("Ada")
        today = [afternoon.plays(ada, 4500) for _ in range(3)]
        afternoon.passes(hours=12)
        tomorrow = [afternoon.plays(ada, 4500) for _ in range(3)]

        assert (today, tomorrow) == ([(2, 2), (2, 2), (2, 0)], [(2, 2), (2, 0), (2, 0)])

    def test_no_prize_left_in_the_band_is_the_next_lower_one(self, afternoon, wallets):
        won = [afternoon.plays(player, 9000) for player in wallets(*(f"M-{number}" for number in range(7)))]

        assert won == [(3, 10)] * 5 + [(2, 2)] * 2
        stock = dict(Supply.objects.values_list("name", "there"))
        assert (stock["challenge:note:band:3"], stock["challenge:note:band:2"]) == (0, 28)

    def test_when_everybody_together_has_played_enough_nobody_gets_a_play(self, afternoon, wallets):
        for player in wallets(*(f"M-{number}" for number in range(40))):
            afternoon.plays(player, 0)

        with pytest.raises(PlaysSpent) as no:
            afternoon.gives(wallets("late")[0])
        assert no.value.facts["again_at"] == ""


def test_nobody_plays_anothers_play_or_one_that_was_made_up(afternoon, wallets):
    ada, bob = wallets("Ada", "Bob")
    token = afternoon.gives(ada)
    nonce, ends_at, mark = token.split(".")
    later = f"{nonce}.{int(ends_at) + 60_000_000}.{mark}"

    for player, text in (
        (bob, token),
        (ada, later),
        (ada, f"{'0' * 32}.{ends_at}.{mark}"),
        (ada, ""),
        (ada, "x" * 500),
    ):
        with pytest.raises(PlayUnknown):
            afternoon.scores(player, text, 5000)
    with pytest.raises(PlayUnknown):
        afternoon.scores(ada, token, 5000, challenge="chord")
    assert (_won(), results("note").played) == (0, 0)


def test_a_challenge_that_is_none_is_none(afternoon, wallets):
    with pytest.raises(ChallengeUnknown):
        afternoon.gives(wallets("Ada")[0], "chord")


class _AtOnce:
    """Everybody at once, each on a connection of their own."""

    @staticmethod
    def do(work, arguments):
        def one(argument):
            try:
                return work(argument)
            finally:
                connection.close()

        with ThreadPoolExecutor(16) as pool:
            return list(pool.map(one, arguments))


@pytest.fixture
def live(live_database, open_shop):
    return open_shop()


def test_one_play_wins_once_whatever_is_sent_how_often_by_how_many(live, wallets, monkeypatch):
    ada, bob = wallets("Ada", "Bob")
    monkeypatch.setattr(challenges, "LASTS", 10**9)
    token = challenges.give(live, "note", ada).token
    monkeypatch.setattr(challenges, "win", lambda challenge, score, **_: challenges.Won(2, 2))

    def send(number):
        try:
            return challenges.play(live, "note", bob if number % 5 == 4 else ada, token, number)
        except PlayUnknown:
            return None

    told = _AtOnce.do(send, range(RACERS))

    assert sum(one is None for one in told) == RACERS // 5
    assert [one.is_again for one in told if one].count(False) == 1
    assert {one.won for one in told if one} == {challenges.Won(2, 2)}
    assert _won() == 2


def test_the_sum_of_prizes_never_exceeds_what_there_is(live, wallets, monkeypatch):
    players = wallets(*(f"M-{number}" for number in range(RACERS)))
    tokens = {player: challenges.give(live, "note", player).token for player in players}
    real = challenges.win
    monkeypatch.setattr(
        challenges, "win", lambda challenge, score, *, elapsed, **rest: real(challenge, score, elapsed=10**9, **rest)
    )  # fmt: skip

    told = _AtOnce.do(lambda player: challenges.play(live, "note", player, tokens[player], 9000), players)

    points = [one.won.points for one in told]
    assert (points.count(10), points.count(2), points.count(0)) == (5, 30, RACERS - 35)
    assert _won() == sum(points) == 110 == live.versions[0].document.challenges[0].budget
    left = dict(Supply.objects.values_list("name", "there"))
    assert left == {"challenge:note:band:2": 0, "challenge:note:band:3": 0, "challenge:note:plays": 0}
    assert verify(live).broken == ()


def test_what_is_left_of_challenges_is_asked_once(afternoon, wallets, django_assert_num_queries):
    (ada,) = wallets("Ada")
    afternoon.plays(ada, 8500)
    today = challenges.of_today(afternoon.programme, now=afternoon.now)

    with django_assert_num_queries(1):
        left = challenges.left_of(today)

    assert left == {"note": challenges.Left((None, 30, 4), 39)}


def test_how_challenges_went_is_asked_together(afternoon, wallets, django_assert_num_queries):
    ada, bob = wallets("Ada", "Bob")
    afternoon.plays(ada, 8500)
    afternoon.plays(ada, 0)
    afternoon.gives(bob)

    with django_assert_num_queries(2):
        found = results_of(["note", "never"])

    note = found["note"]
    assert (note.given, note.played, note.members, note.prizes, note.points) == (3, 2, 1, 1, 10)
    assert note.by_band == {3: (1, 10), 1: (1, 0)}
    assert note.by_day == ((date(2026, 3, 10), 2, 10),)
    assert found["never"] == (0, 0, 0, 0, 0, {}, ())

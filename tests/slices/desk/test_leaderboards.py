"""Leaderboards at the desk: who asked for it stands there by name and number, and nobody else does ever."""

import corner_shop
import pytest
from corner_shop import CALENDAR, when

from regulars.challenges.models import Play
from regulars.core.events import Behaviour
from regulars.core.leaderboards import LeaderboardUnknown, NicknameUnfit
from regulars.core.periods import instant
from regulars.desk.leaderboards import boards_of, join, leave, look
from regulars.desk.merging import merge, unmerge
from regulars.desk.posting import Arrival, post
from regulars.desk.queries import wallet_of
from regulars.leaderboards.models import Participant

BOARDS = """
missions:
  - id: daily
    name: { zh-Hant: 簽到, en: Daily }
    check_in: { of: coin, ladder: [1] }
  - id: tour
    name: { zh-Hant: 走訪, en: Tour }
    start: by_itself
    window: { first_day: 2026-03-01, last_day: 2026-03-31 }
    goal: { count: 'distinct("Checked In", "store")', stages: [{ at_least: 9 }] }
challenges:
  - id: note
    name: { zh-Hant: 長音, en: The note }
    earn: coin
    plays: { in_all: 40 }
    bands: [{ score: 0 }, { score: 4000, points: 2 }]
    budget: 80
leaderboards:
  - { id: row, name: { zh-Hant: 天天, en: Row }, check_in: daily, places: 2 }
  - { id: tour, name: { zh-Hant: 走訪, en: Tour }, mission: tour }
  - { id: notes, name: { zh-Hant: 長音, en: Notes }, challenge: note, per: week }
"""
AT = "2026-03-12 20:00"


@pytest.fixture(autouse=True)
def asks(monkeypatch):
    monkeypatch.setattr(corner_shop, "PROGRAMME", corner_shop.PROGRAMME.rstrip("\n") + BOARDS)


def taps(name, *days, store="s1"):
    found = []
    for number in days:
        at = instant(when(f"2026-03-{number:02} 10:00"))
        day, minute = CALENDAR.local(at)
        found.append(
            Arrival(
                "app",
                name,
                Behaviour(f"{name}-{number}-{store}", at, day, minute, "Checked In", {"store": store}),
            )
        )
    return found


def sees(programme, card, board, at=AT):
    """The rows of a board as a member reads them, how many share the last, and where the member stands."""
    found = {one.id: one for one in boards_of(programme, card and wallet_of(card), now=when(at))}[board]
    rows = [(row.place, row.called, row.number) for row in found.places]
    own = found.own and (found.own.called, found.own.number, found.own.place)
    return rows, found.more, own


def joins(programme, card, board, called, at=AT):
    join(programme, wallet_of(card), board, called=called, now=when(at))


@pytest.fixture
def members(shop):
    """Five members, who checked in on 3, 3, 3, 1 and 2 days up to 12 March."""
    days = {"Ada": (10, 11, 12), "Bob": (10, 11, 12), "Eve": (10, 11, 12), "Dan": (12,), "Fay": (11, 12)}
    post(shop, [tap for name, some in days.items() for tap in taps(name, *some)])
    return shop


def test_nobody_stands_there_who_did_not_ask(members):
    look(members, now=when(AT))

    assert sees(members, "Ada", "row") == ([], 0, None)


def test_who_asks_stands_there_at_once_by_the_name_they_chose(members):
    joins(members, "Fay", "row", "  山 貓 ")

    assert sees(members, "Ada", "row") == ([(1, "山 貓", 2)], 0, None)
    assert sees(members, "Fay", "row") == ([(1, "山 貓", 2)], 0, ("山 貓", 2, 1))
    assert sees(members, None, "tour") == ([], 0, None)


def test_a_place_is_shared_and_ones_own_is_told_however_far_down(members):
    for card in ("Dan", "Ada", "Bob", "Eve", "Fay"):
        joins(members, card, "row", card.lower())

    assert sees(members, "Fay", "row") == ([(1, "ada", 3), (1, "bob", 3)], 1, ("fay", 2, 4))
    assert sees(members, "Dan", "row")[2] == ("dan", 1, 5)


def test_who_leaves_is_gone_at_once_and_stays_gone(members):
    joins(members, "Ada", "row", "Ada")
    joins(members, "Bob", "row", "Bob")

    assert leave(wallet_of("Ada"), "row")
    assert sees(members, "Ada", "row") == ([(1, "Bob", 3)], 0, None)
    post(members, taps("Ada", 13))
    look(members, now=when("2026-03-13 20:00"))
    assert [row[1] for row in sees(members, "Ada", "row", "2026-03-13 20:00")[0]] == ["Bob"]
    assert not leave(wallet_of("Ada"), "row")


def test_the_worker_follows_what_happens_and_what_ends(members):
    joins(members, "Ada", "row", "Ada")
    joins(members, "Bob", "row", "Bob")
    post(members, taps("Bob", 13))

    assert look(members, now=when("2026-03-13 20:00")) == 2
    assert sees(members, "Ada", "row")[0] == [(1, "Bob", 4), (2, "Ada", 3)]
    assert look(members, now=when("2026-03-13 21:00")) == 0
    look(members, now=when("2026-03-14 01:00"))
    assert sees(members, "Ada", "row") == ([(1, "Bob", 4)], 0, ("Ada", 0, None))


def test_a_tour_stands_there_by_what_was_counted(members):
    joins(members, "Dan", "tour", "Dan")
    post(members, [*taps("Dan", 13, store="s2"), *taps("Dan", 14, store="s3")])
    look(members, now=when("2026-03-14 20:00"))

    assert sees(members, "Dan", "tour") == ([(1, "Dan", 3)], 0, ("Dan", 3, 1))


def played(card, day, score):
    moment = when(f"{day} 12:00")
    Play.objects.create(
        nonce=f"{card}-{day}-{score}", challenge="note", wallet_id=wallet_of(card), given_at=moment, ends_at=when(f"{day} 12:05"),
        played_at=moment, day=moment.date(), band=1, points=0, score=score,
    )  # fmt: skip


def test_the_best_score_of_the_week_stands_there(members):
    for card, day, score in (
        ("Ada", "2026-03-08", 9000),
        ("Ada", "2026-03-09", 500),
        ("Ada", "2026-03-10", 300),
        ("Bob", "2026-03-11", 700),
    ):
        played(card, day, score)
    joins(members, "Ada", "notes", "Ada")
    joins(members, "Bob", "notes", "Bob")

    assert sees(members, "Ada", "notes") == ([(1, "Bob", 700), (2, "Ada", 500)], 0, ("Ada", 500, 2))
    look(members, now=when("2026-03-16 00:01"))
    assert sees(members, "Ada", "notes", "2026-03-16 00:01") == ([], 0, ("Ada", 0, None))


def joins_ada_and_fay(programme):
    first, second = wallet_of("Ada"), wallet_of("Fay")
    return merge(programme, first=first, second=second, now=when(AT), by=None, reason="one person")


def test_who_is_two_members_by_a_merge_stands_there_once_and_twice_again_after_it_is_taken_back(members):
    joins(members, "Ada", "row", "Ada", "2026-03-12 18:00")
    joins(members, "Fay", "row", "Fay", "2026-03-12 19:00")
    joined = joins_ada_and_fay(members)
    look(members, now=when(AT))

    assert sees(members, "Fay", "row") == ([(1, "Ada", 3)], 0, ("Ada", 3, 1))
    unmerge(members, wallet_id=joined, now=when(AT), by=None)
    look(members, now=when(AT))
    assert sees(members, "Fay", "row") == ([(1, "Ada", 3), (2, "Fay", 2)], 0, ("Fay", 2, 2))


def test_who_leaves_after_a_merge_is_gone_under_both_names(members):
    joins(members, "Ada", "row", "Ada")
    joins(members, "Fay", "row", "Fay")
    joins_ada_and_fay(members)

    leave(wallet_of("Fay"), "row")
    assert not Participant.objects.exists()


@pytest.mark.parametrize(
    ("board", "called", "refusal"),
    [("none", "Ada", LeaderboardUnknown), ("row", "ada@shop.tw", NicknameUnfit)],
)
def test_a_refusal_leaves_nothing(members, board, called, refusal):
    with pytest.raises(refusal):
        joins(members, "Ada", board, called)
    assert not Participant.objects.exists()

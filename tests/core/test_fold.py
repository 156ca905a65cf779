"""The fold: one instant after the other, in one order, with nothing left due and no trace of a refusal."""

import msgspec
import pytest
from one_member import BASE, Member, card, version

from regulars.core.events import Spend
from regulars.core.fold import State, advance, decide, start
from regulars.core.receipts import Receipts
from regulars.core.refusals import NotEnoughPoints

encode = msgspec.msgpack.encode


def test_at_one_instant_points_are_released_then_levels_reviewed_then_points_run_out():
    """Midnight on 31 December: any other order gives a member wrong results."""
    coin = {"take_back": "into_deficit", "expiry": {"dates": ["12-31"]}}
    late = {"bonus": 30, "when": "total >= 900", "pending": {"until": "2025-01-01"}}
    ada = Member(version(BASE, late, coin=coin, tracks=card(window="calendar_year", validity="end_of_year")))
    ada.buys("2024-03-01", 500, name="back")
    ada.spends("2024-03-02", 50)
    ada.buys("2024-04-01", 1000)  # 100 coins to the year's end, 30 from New Year on.
    ada.spends("2024-04-01 18:00", 80)
    ada.cancels("2024-04-02", "back")  # 50 go back: 20 are there, 30 are owed.
    ada.waits("2025-01-01 00:00")

    # The 30 that became usable repaid the debt, the year that ended renewed silver, and nothing was left to run out.
    assert ada.has("2025-01-01 00:00") == (0, 0, 0)
    assert [(one.after, one.cause) for one in ada.moves] == [("silver", "reached"), ("silver", "renewed")]
    assert [entry.kind for entry in ada.entries if entry.kind == "expire"] == []


def test_time_goes_from_one_due_instant_to_the_next():
    ada = Member(
        version(
            BASE, coin={"expiry": {"rolling": {"days": 30}}}, tracks=card(window={"rolling": {"days": 10}})
        )
    )
    ada.buys("2024-01-05", 1500)

    assert ada.clock(ada.fold.next_due_at) == "2024-01-15 00:00"
    ada.waits("2024-01-20")
    assert (ada.clock(ada.fold.wallet.as_of), ada.clock(ada.fold.next_due_at)) == (
        "2024-01-15 00:00",
        "2024-02-05 00:00",
    )
    ada.waits("2024-02-05 00:00")
    assert ada.fold.next_due_at > 2**62


def test_a_version_that_is_planned_is_due_even_for_somebody_with_nothing():
    ada = Member(version(BASE), version(BASE, begins="2024-06-01"))

    assert ada.clock(ada.fold.next_due_at) == "2024-06-01 00:00"
    ada.waits("2024-06-01 00:00")
    assert ada.fold.wallet.version == 2


def test_what_comes_so_late_that_it_has_run_out_is_earned_and_runs_out_at_once():
    ada = Member(version(BASE, coin={"expiry": {"rolling": {"days": 30}}}))
    ada.buys("2024-03-05", 100)

    assert ada.buys("2024-01-05", 200) == [("earn", 20), ("expire", -20)]
    assert ada.clock(ada.entries[-1].occurred_at) == "2024-02-05 00:00"
    assert ada.clock(ada.fold.wallet.as_of) == "2024-03-05 12:00"


def test_the_pure_functions_leave_the_state_as_it_was_and_say_what_is_due():
    ada = Member(version(BASE, coin={"expiry": {"rolling": {"days": 30}}}))
    ada.buys("2024-01-05", 100)
    state = State(ada.fold.wallet, ada.fold.receipts)
    before = encode(state.wallet)

    spent = decide(ada.programme, state, Spend("s", ada.instant("2024-01-06"), 738_891, "coin", 4))
    gone = advance(ada.programme, spent.state, ada.instant("2024-02-05 00:00"))
    with pytest.raises(NotEnoughPoints):
        decide(ada.programme, gone.state, Spend("t", ada.instant("2024-02-06"), 738_922, "coin", 1))

    assert encode(state.wallet) == before
    assert ([e.points for e in spent.effects.entries], [e.points for e in gone.effects.entries]) == (
        [-4],
        [-6],
    )
    assert (ada.clock(spent.next_due_at), gone.next_due_at > 2**62) == ("2024-02-05 00:00", True)


def test_a_wallet_begins_with_every_track_at_its_lowest_level():
    ada = Member(version(BASE, tracks=card()))
    wallet = start(ada.programme, ada.instant("2024-01-02"))

    assert (wallet.purses, wallet.version, wallet.tracks["card"].level) == ({}, 1, "white")
    assert (ada.fold.wallet, Receipts().by_order) == (wallet, {})

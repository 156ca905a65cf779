"""Points set aside: out of everybody's reach, and each hold ends once."""

import pytest
from one_member import BASE, Member, line, version

from regulars.core.refusals import HoldOver, HoldTooSmall, HoldUnknown, NotEnoughPoints

MONTH = {"rolling": {"days": 30}}


@pytest.fixture
def ada():
    """Ada has 100 coins that never run out."""
    member = Member(version(BASE))
    member.is_given("2024-01-05 10:00", 100)
    return member


def test_what_is_held_is_neither_usable_nor_spent(ada):
    assert ada.holds("2024-01-05 12:00", 30) == []
    assert (ada.has("2024-01-05 12:00"), ada.held(), ada.outstanding()) == ((70, 0, 0), 30, 100)


def test_what_is_held_cannot_be_spent_or_held_again(ada):
    ada.holds("2024-01-05 12:00", 60)

    with pytest.raises(NotEnoughPoints) as spend:
        ada.spends("2024-01-05 12:01", 41)
    with pytest.raises(NotEnoughPoints):
        ada.holds("2024-01-05 12:01", 41, name="other")
    assert spend.value.facts == {"currency": "coin", "needed": 41, "usable": 40}
    assert (ada.held(), ada.has("2024-01-05 12:01")) == (60, (40, 0, 0))


def test_a_hold_is_posted_whole(ada):
    ada.holds("2024-01-05 12:00", 60)

    assert ada.posts("2024-01-05 12:10") == [("spend", -60)]
    assert (ada.held(), ada.outstanding(), ada.purse().sums.spent) == (0, 40, 60)


def test_posting_a_part_frees_the_rest(ada):
    ada.holds("2024-01-05 12:00", 60)

    assert ada.posts("2024-01-05 12:10", 25) == [("spend", -25)]
    assert (ada.held(), ada.has("2024-01-05 12:10")) == (0, (75, 0, 0))
    assert ada.lots() == [(1, 75)]
    assert [(one.code, one.facts) for one in ada.reasons] == [("freed", ("coin", 35))]


def test_posting_more_than_is_held_is_refused_and_the_hold_stands(ada):
    ada.holds("2024-01-05 12:00", 60)

    with pytest.raises(HoldTooSmall) as refusal:
        ada.posts("2024-01-05 12:10", 61)
    assert refusal.value.facts == {"held": 60, "needed": 61}
    assert ada.held() == 60


def test_a_hold_given_up_frees_everything(ada):
    ada.holds("2024-01-05 12:00", 60)

    assert ada.voids("2024-01-05 12:10") == []
    assert (ada.held(), ada.lots()) == (0, [(1, 100)])


def test_a_hold_times_out_at_its_last_moment_and_not_before(ada):
    ada.holds("2024-01-05 12:00", 60, minutes=30)
    ada.waits("2024-01-05 12:29")
    before = ada.held()
    ada.waits("2024-01-05 12:30")

    assert (before, ada.held(), ada.lots()) == (60, 0, [(1, 100)])
    assert ada.fold.next_due_at > ada.instant("2100-01-01")


@pytest.mark.parametrize(
    ("way", "end"), [("posts", "posted"), ("voids", "voided"), ("waits", "timed_out")]
)  # fmt: skip
@pytest.mark.parametrize("again", ["posts", "voids"])
def test_a_hold_ends_once(ada, way, end, again):
    ada.holds("2024-01-05 12:00", 60, minutes=30)
    getattr(ada, way)("2024-01-05 12:10" if way != "waits" else "2024-01-05 13:00")
    before = ada.outstanding()

    with pytest.raises(HoldOver) as refusal:
        getattr(ada, again)("2024-01-05 13:10")
    assert refusal.value.facts == {"end": end}
    assert (ada.outstanding(), ada.held()) == (before, 0)


def test_a_hold_that_nobody_placed_is_unknown(ada):
    with pytest.raises(HoldUnknown):
        ada.posts("2024-01-05 12:00", hold="never")


def test_how_a_hold_ended_is_forgotten_after_sixty_days(ada):
    ada.holds("2024-01-05 12:00", 60)
    ada.voids("2024-01-05 12:10")
    ada.holds("2024-03-04 12:00", 10, name="next")
    remembered = len(ada.purse().holds)
    ada.holds("2024-03-06 12:00", 10, name="last")

    assert (remembered, [hold.id for hold in ada.purse().holds]) == (2, ["next", "last"])
    with pytest.raises(HoldUnknown):
        ada.posts("2024-03-06 12:01", hold="h")


def test_a_hold_that_arrives_after_its_end_holds_nothing(ada):
    ada.is_given("2024-01-06 10:00", 1)
    ada.holds("2024-01-05 12:00", 60, minutes=30)

    assert (ada.held(), ada.outstanding()) == (0, 101)


def test_points_held_in_time_are_kept_beyond_their_last_day_and_may_be_posted():
    ada = Member(version(BASE, coin={"expiry": MONTH}))
    ada.is_given("2024-01-05", 100)  # Usable up to the end of 4 February.
    ada.holds("2024-02-04 23:50", 60, minutes=30)
    ran_out = ada.waits("2024-02-05 00:00")

    assert ran_out == [("expire", -40)]
    assert ada.posts("2024-02-05 00:10") == [("spend", -60)]
    assert ada.outstanding() == 0


@pytest.mark.parametrize(("way", "at"), [("voids", "2024-02-05 00:10"), ("waits", "2024-02-05 00:20")])
def test_points_that_ran_out_while_they_were_held_go_when_the_hold_ends(way, at):
    ada = Member(version(BASE, coin={"expiry": MONTH}))
    ada.is_given("2024-01-05", 100)
    ada.holds("2024-02-04 23:50", 60, minutes=30)
    ada.waits("2024-02-05 00:00")
    getattr(ada, way)(at)

    gone = [(entry.points, ada.clock(entry.occurred_at)) for entry in ada.entries if entry.kind == "expire"]
    assert gone == [(-40, "2024-02-05 00:00"), (-60, at)]
    assert (ada.outstanding(), ada.purse().sums.expired) == (0, 100)


def test_a_hold_takes_what_runs_out_first_and_posts_it_first():
    ada = Member(version(BASE, coin={"expiry": MONTH}))
    ada.is_given("2024-01-10", 50)
    ada.is_given("2024-01-05", 50)
    ada.holds("2024-01-11 12:00", 80)
    ada.posts("2024-01-11 12:05", 60)

    assert ada.lots() == [(1, 40)]
    assert [(one.lot, one.points) for one in ada.allocations] == [(2, 50), (1, 10)]


def test_a_return_leaves_what_is_held_alone_and_says_what_it_missed():
    ada = Member(version(BASE))
    ada.buys("2024-01-05", 1000, name="a")
    ada.holds("2024-01-05 12:30", 60)
    ada.cancels("2024-01-05 12:40", "a")

    assert (ada.held(), ada.outstanding(), ada.purse().sums.shortfall) == (60, 60, 60)


def test_what_is_freed_repays_a_debt_first():
    ada = Member(version(BASE, coin={"take_back": "into_deficit"}))
    ada.buys("2024-01-05", 1000, name="a")
    ada.holds("2024-01-05 12:30", 60, minutes=60)
    ada.cancels("2024-01-05 12:40", "a")
    owing = ada.has("2024-01-05 12:40")
    ada.waits("2024-01-05 13:30")

    assert (owing, ada.has("2024-01-05 13:30"), ada.outstanding()) == ((0, 0, 60), (0, 0, 0), 0)


def test_a_hold_in_one_kind_of_points_leaves_the_others_alone():
    ada = Member(version(BASE, leaf={}))
    ada.is_given("2024-01-05 10:00", 100)
    ada.is_given("2024-01-05 10:00", 50, "leaf")
    ada.holds("2024-01-05 12:00", 50, currency="leaf")
    ada.posts("2024-01-05 12:10")

    assert (ada.outstanding(), ada.outstanding("leaf")) == (100, 0)


@pytest.mark.parametrize("is_told_first", [True, False])
def test_what_was_posted_on_an_order_goes_back_with_it(is_told_first):
    ada = Member(version({**BASE, "when": "total > 1000"}, coin={"expiry": MONTH}))
    ada.is_given("2024-01-10", 50)
    ada.is_given("2024-01-05", 50)
    if is_told_first:
        ada.buys("2024-01-11 12:00", line(100, 2), name="a")
    ada.holds("2024-01-11 12:00", 80)
    ada.posts("2024-01-11 12:05", 60, order="a")
    if not is_told_first:
        ada.buys("2024-01-11 12:06", line(100, 2), name="a")
    ada.brings_back("2024-01-12", "tea", order="a")
    half = dict(ada.lots())
    ada.cancels("2024-01-12 13:00", "a")

    # What was drawn last goes back first: ten into the longer lot, twenty into the other.
    assert (half, dict(ada.lots())) == ({1: 50, 2: 20}, {1: 50, 2: 50})


def test_what_was_posted_after_its_last_day_comes_back_to_no_use():
    ada = Member(version({**BASE, "when": "total > 1000"}, coin={"expiry": MONTH}))
    ada.is_given("2024-01-05", 100)
    ada.holds("2024-02-04 23:50", 60, minutes=30)
    ada.posts("2024-02-05 00:10", order="a")
    ada.buys("2024-02-05 00:10", 100, name="a")
    ada.cancels("2024-02-05 12:00", "a")

    assert (ada.outstanding(), ada.purse().sums.restored, ada.purse().sums.expired) == (0, 60, 100)

"""Missions with a goal: what counts from when, what each stage gives, and what comes back."""

import pytest
from one_member import BASE, Member, asks, line, quest, version

from regulars.core.merging.missions import joined
from regulars.core.missions.goals import undertaking_of
from regulars.core.refusals import MissionClosed, MissionUnknown, NothingToClaim


def with_quest(*stages, rules=(), **parts):
    return Member(version(*rules, missions=[quest(*stages, **parts)]))


def buys(member, *days):
    """What each order of 100 gave by missions."""
    return [points_of(member, member.buys(day, 100, name=f"o{day}")) for day in days]


def points_of(member, entries):
    return [points for kind, points in entries if kind == "earn"]


def state(member, mission="quest"):
    """What was counted, how many prizes were given, how many wait."""
    one = undertaking_of(member.fold.wallet, mission)
    goal = member.fold.programme.versions[-1].missions.goals[mission]
    return goal.counted(one.trace), one.given, len(one.waiting)


def why(member, at, mission="quest"):
    with pytest.raises(MissionClosed) as refused:
        member.starts(at, mission)
    return refused.value.facts["why"]


def test_what_happens_after_the_start_counts_and_the_prize_waits_until_it_is_asked_for():
    ada = with_quest((3, 50))
    buys(ada, "2024-03-01")
    ada.starts("2024-03-02")

    assert buys(ada, "2024-03-03", "2024-03-04", "2024-03-05") == [[], [], []]
    assert state(ada) == (3, 0, 1)
    assert ada.claims("2024-03-06") == [("earn", 50)]
    assert (ada.entries[-1].effect, ada.entries[-1].rule) == ("mission:quest:1", "mission/quest")
    assert [reason.code for reason in ada.reasons] == ["mission_reached"]


def test_a_prize_may_be_given_at_once():
    ada = with_quest((2, 50), claim="at_once")
    ada.starts("2024-03-01")

    assert buys(ada, "2024-03-02", "2024-03-03", "2024-03-04") == [[], [50], []]
    with pytest.raises(NothingToClaim):
        ada.claims("2024-03-05")


def test_a_prize_that_nobody_asks_for_is_given_by_itself_after_thirty_days():
    ada = with_quest((1, 50))
    ada.starts("2024-03-01")
    buys(ada, "2024-03-02")

    assert ada.waits("2024-03-31 23:59") == []
    assert ada.waits("2024-04-01 00:00") == [("earn", 50)]
    with pytest.raises(NothingToClaim):
        ada.claims("2024-04-02")


def test_two_stages_reached_at_once_give_both():
    ada = with_quest((500, 10), (1000, 30), count='sum("Order Completed", "total")', claim="at_once")
    ada.starts("2024-03-01")

    assert points_of(ada, ada.buys("2024-03-02", 499)) == []
    assert points_of(ada, ada.buys("2024-03-03", 501)) == [10, 30]
    assert [entry.effect for entry in ada.entries] == ["mission:quest:1", "mission:quest:2"]


def test_different_values_are_told_apart():
    ada = with_quest((3, 50), count='distinct("Checked In", "store")', claim="at_once")
    ada.starts("2024-03-01")

    given = [ada.does("2024-03-02", "Checked In", store=store) for store in ("a", "a", "b", "c")]
    assert given == [[], [], [], [("earn", 50)]]


def test_a_question_may_say_which_of_them_count():
    ada = with_quest((1, 50), count='count("Order Completed", where=total >= 500)', claim="at_once")
    ada.starts("2024-03-01")

    assert points_of(ada, ada.buys("2024-03-02", 499)) == []
    assert points_of(ada, ada.buys("2024-03-03", 500)) == [50]


def test_a_window_of_ones_own_ends_after_so_many_local_days():
    ada = with_quest((2, 50), window={"days": 3}, claim="at_once")
    ada.starts("2024-03-01 18:00")

    assert buys(ada, "2024-03-03 23:59", "2024-03-04 00:00", "2024-03-05") == [[], [], []]
    assert state(ada) == (1, 0, 0)


def test_what_is_told_late_counts_by_when_it_occurred():
    ada = with_quest((2, 50), window={"days": 3}, claim="at_once", late_hours=24)
    ada.starts("2024-03-01")
    ada.buys("2024-03-02", 100)
    ada.does("2024-03-04 12:00", "Product Viewed")

    assert points_of(ada, ada.buys("2024-03-03 23:00", 100)) == [50]


def test_what_is_told_later_than_that_counts_no_more():
    ada = with_quest((2, 50), window={"days": 3}, claim="at_once", late_hours=24)
    ada.starts("2024-03-01")
    ada.buys("2024-03-02", 100)
    ada.does("2024-03-05 00:01", "Product Viewed")

    assert points_of(ada, ada.buys("2024-03-03 23:00", 100)) == []


def test_a_fixed_window_may_begin_by_itself_and_counts_for_everybody_from_its_first_day():
    days = {"first_day": "2024-03-10", "last_day": "2024-03-12"}
    ada = with_quest((3, 50), window=days, start="by_itself", claim="at_once")

    given = buys(ada, "2024-03-09 23:59", "2024-03-10 00:00", "2024-03-11", "2024-03-12 23:59", "2024-03-13")
    assert given == [[], [], [], [50], []]
    assert why(ada, "2024-03-14") == "by_itself"


def test_a_fixed_window_that_is_asked_for_counts_from_the_start():
    ada = with_quest((2, 50), window={"first_day": "2024-03-10", "last_day": "2024-03-12"}, claim="at_once")

    assert why(ada, "2024-03-09") == "ahead"
    buys(ada, "2024-03-10")
    ada.starts("2024-03-11 10:00")
    assert buys(ada, "2024-03-11", "2024-03-12") == [[], [50]]
    assert why(ada, "2024-03-13") == "over"


@pytest.mark.parametrize(
    ("again", "at_once", "after_the_end"),
    [("no", "done", "done"), ("on_expiry", "done", None), ("on_completion", None, None)],
)
def test_whether_it_can_be_done_again(again, at_once, after_the_end):
    ada = with_quest((1, 50), window={"days": 10}, again=again, claim="at_once")
    ada.starts("2024-03-01")
    assert why(ada, "2024-03-02") == "running"
    buys(ada, "2024-03-03")

    for at, refused in (("2024-03-04", at_once), ("2024-03-20", after_the_end)):
        if refused:
            assert why(ada, at) == refused
        else:
            ada.starts(at)
            assert points_of(ada, ada.buys(at, 100)) == [50]
    assert [entry.effect for entry in ada.entries] == [
        f"mission:quest:{n + 1}" for n in range(len(ada.entries))
    ]


def test_what_waits_is_taken_before_it_is_begun_again():
    ada = with_quest((1, 50), again="on_completion")
    ada.starts("2024-03-01")
    buys(ada, "2024-03-02")

    assert why(ada, "2024-03-03") == "waits"
    ada.claims("2024-03-03")
    ada.starts("2024-03-04")
    assert state(ada) == (0, 0, 0)


def test_a_return_takes_from_the_counter_and_a_prize_that_waits_is_withdrawn():
    ada = with_quest((2, 50))
    ada.starts("2024-03-01")
    buys(ada, "2024-03-02", "2024-03-03")
    ada.cancels("2024-03-04", "o2024-03-03")

    assert state(ada) == (1, 0, 0)
    assert [reason.code for reason in ada.reasons] == ["mission_reached", "prize_withdrawn"]
    buys(ada, "2024-03-05")
    assert state(ada) == (2, 0, 1)


def test_a_prize_that_was_given_is_never_taken_back_and_is_not_given_twice():
    ada = with_quest((2, 50), claim="at_once")
    ada.starts("2024-03-01")
    buys(ada, "2024-03-02", "2024-03-03")
    ada.cancels("2024-03-04", "o2024-03-03")

    assert ada.outstanding() == 50
    assert buys(ada, "2024-03-05") == [[]]
    assert state(ada) == (2, 1, 0)


def test_part_of_an_order_that_comes_back_takes_its_part():
    ada = with_quest((1000, 50), count='sum("Order Completed", "total")')
    ada.starts("2024-03-01")
    ada.buys("2024-03-02", line(600, 3), line(500, 1, "cup"), name="a")
    ada.brings_back("2024-03-03", ("tea", 1), order="a")

    assert state(ada) == (900, 0, 0)


def test_what_comes_back_of_an_earlier_turn_takes_nothing_from_this_one():
    ada = with_quest((1, 50), again="on_completion", claim="at_once")
    ada.starts("2024-03-01")
    ada.buys("2024-03-02", 100, name="a")
    ada.starts("2024-03-03")
    ada.cancels("2024-03-04", "a")

    assert state(ada) == (0, 0, 0)


def test_withdrawing_stops_the_count_and_gives_what_was_earned():
    purposes = {"personalisation": asks()}
    mission = quest((2, 50), (4, 70), count='count("Product Viewed")')
    ada = Member(version(missions=[{**mission, "purpose": "personalisation"}], purposes=purposes))
    ada.starts("2024-03-01")

    ada.does("2024-03-02", "Product Viewed")
    ada.agrees("2024-03-03 10:00")
    for _ in range(3):
        ada.does("2024-03-03", "Product Viewed")
    assert state(ada) == (3, 0, 1)
    assert ada.withdraws("2024-03-04") == [("earn", 50)]
    ada.does("2024-03-05", "Product Viewed")
    assert state(ada) == (0, 1, 0)


def test_a_version_that_promises_something_else_first_gives_what_waits():
    first = version(missions=[quest((1, 50))])
    for second, left in (
        (version(begins="2024-03-10"), None),
        (version(missions=[quest((5, 10))], begins="2024-03-10"), (1, 1, 0)),
        (version(missions=[quest((1, 50))], begins="2024-03-10"), (1, 0, 1)),
    ):
        ada = Member(first, second)
        ada.starts("2024-03-01")
        buys(ada, "2024-03-02")

        given = ada.waits("2024-03-10 00:00")
        assert given == ([] if left == (1, 0, 1) else [("earn", 50)])
        assert (state(ada) if left else ada.fold.wallet.missions) == left


def test_a_version_that_counts_something_else_begins_anew():
    other = quest((2, 50), count='count("Checked In")')
    ada = Member(version(missions=[quest((2, 50))]), version(missions=[other], begins="2024-03-10"))
    ada.starts("2024-03-01")
    buys(ada, "2024-03-02")
    ada.waits("2024-03-10")

    assert undertaking_of(ada.fold.wallet, "quest") is None
    ada.starts("2024-03-11")


def test_a_mission_that_there_is_not_is_refused():
    ada = Member(version(BASE))

    with pytest.raises(MissionUnknown):
        ada.starts("2024-03-01")
    with pytest.raises(MissionUnknown):
        ada.claims("2024-03-01")


def test_of_two_members_who_become_one_nobody_loses_a_prize_or_has_one_twice():
    ada, bob = with_quest((1, 10), (2, 20), (9, 90)), with_quest((1, 10), (2, 20), (9, 90))
    for one in (ada, bob):
        one.starts("2024-03-01")
        buys(one, "2024-03-02")
    ada.claims("2024-03-03")
    buys(bob, "2024-03-04")

    one = joined(ada.fold.wallet.missions.copy(), bob.fold.wallet.missions.copy()).goals["quest"]

    assert (one.trace.total, one.given, len(one.waiting), one.prizes) == (3, 1, 1, 1)


def test_a_copy_of_a_wallet_shares_no_undertaking():
    ada = with_quest((1, 10))
    ada.starts("2024-03-01")
    copy = ada.fold.wallet.copy()
    buys(ada, "2024-03-02")

    assert copy.missions.goals["quest"].trace.total == 0
    assert copy.missions.goals["quest"].waiting == []


def test_orders_cost_nothing_where_no_mission_asks_for_them():
    ada = Member(version(BASE, missions=[]))
    ada.buys("2024-03-01", 100)

    assert ada.fold.programme.versions[0].missions is None

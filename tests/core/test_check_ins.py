"""Check-ins: one a local date, a streak over them, and what each day of it gives."""

import pytest
from one_member import BASE, Member, daily, day, version

from regulars.core.merging.missions import joined
from regulars.core.missions.checking_in import check_ins_of
from regulars.core.missions.streaks import credited, lay, streak_of
from regulars.core.refusals import MakeUpUnwanted, MissionUnknown, NotEnoughPoints


def asks(*ladder, zone="Asia/Taipei", **parts):
    return version(missions=[daily(*ladder, **parts)], zone=zone)


def given(member, *moments, **properties):
    """What each check-in gave, one after the other."""
    return [sum(points for _, points in member.checks_in(at, **properties)) for at in moments]


def streak(member, mission="daily"):
    terms = member.fold.programme.versions[-1].missions.check_ins[mission]
    return streak_of(terms, check_ins_of(member.fold.wallet, mission))


def said(member):
    return [(reason.code, *reason.facts[1:]) for reason in member.reasons]


def test_each_day_of_a_streak_gives_its_rung_and_then_the_ladder_begins_again():
    ada = Member(asks(1, 2, 5))

    assert given(ada, *(f"2024-03-0{number}" for number in range(1, 6))) == [1, 2, 5, 1, 2]
    assert [entry.effect for entry in ada.entries][:2] == [
        "check_in:daily:2024-03-01",
        "check_in:daily:2024-03-02",
    ]
    assert {entry.rule for entry in ada.entries} == {"mission/daily"}
    assert said(ada)[-1] == ("checked_in", "2024-03-05", 5)


def test_a_ladder_may_stay_on_its_last_rung():
    ada = Member(asks(1, 2, 5, after_ladder="stays"))

    assert given(ada, *(f"2024-03-0{number}" for number in range(1, 6))) == [1, 2, 5, 5, 5]


def test_a_double_tap_gives_once():
    ada = Member(asks())

    assert given(ada, "2024-03-01 09:00", "2024-03-01 09:00", "2024-03-01 23:59") == [1, 0, 0]
    assert said(ada)[1:] == [("checked_in_already", "2024-03-01", 1)] * 2


@pytest.mark.parametrize(
    ("policy", "current", "points"),
    [("reset", 1, 1), ("decay", 3, 5), ("cycle", 4, 1)],
)
def test_who_missed_a_day_begins_as_the_programme_says(policy, current, points):
    ada = Member(asks(1, 2, 5, missed=policy))
    given(ada, *(f"2024-03-0{number}" for number in range(1, 6)))

    assert given(ada, "2024-03-07") == [points]
    assert (streak(ada).current, streak(ada).longest) == (current, 5)


def test_a_freeze_bridges_a_missed_day():
    ada = Member(asks(1, 2, 5, freeze={"every": 3, "most": 1}))

    assert given(ada, "2024-03-01", "2024-03-02", "2024-03-03", "2024-03-05") == [1, 2, 5, 1]
    assert (streak(ada).current, streak(ada).freezes) == (4, 0)
    assert given(ada, "2024-03-07") == [1]
    assert streak(ada).current == 1


def test_freezes_are_kept_up_to_the_most_and_a_gap_takes_as_many_as_it_has_days():
    ada = Member(asks(1, freeze={"every": 2, "most": 2}))
    given(ada, *(f"2024-03-{number:02}" for number in range(1, 9)))

    assert streak(ada).freezes == 2
    given(ada, "2024-03-11")
    assert (streak(ada).current, streak(ada).freezes) == (9, 0)


def test_a_gap_longer_than_the_freezes_takes_none_of_them():
    ada = Member(asks(1, freeze={"every": 2, "most": 1}))
    given(ada, "2024-03-01", "2024-03-02", "2024-03-05")

    assert (streak(ada).current, streak(ada).freezes) == (1, 1)


def test_a_day_may_begin_later_than_midnight():
    ada = Member(asks(day_starts_at="04:00"))

    assert given(ada, "2024-03-01 23:00", "2024-03-02 03:59", "2024-03-02 04:00") == [1, 0, 2]


def test_a_late_check_in_gives_its_rung_and_what_the_later_ones_gain():
    ada = Member(asks(1, 2, 5))

    assert given(ada, "2024-03-01", "2024-03-03", "2024-03-02") == [1, 1, 6]
    assert streak(ada).current == 3


def test_a_late_check_in_that_would_make_it_less_takes_nothing():
    ada = Member(asks(5, 0, 0))

    assert given(ada, "2024-03-01", "2024-03-03", "2024-03-02") == [5, 5, 0]
    assert streak(ada).current == 3


def test_what_is_told_too_late_does_not_count():
    ada = Member(asks(late_hours=24))
    given(ada, "2024-03-03 12:00")

    assert given(ada, "2024-03-02 11:59", "2024-03-02 12:00") == [0, 2]
    assert said(ada)[1] == ("checked_in_late",)


def test_days_that_nothing_can_change_any_more_are_kept_as_a_streak():
    ada = Member(asks(1, 2, 5))
    given(ada, *(f"2024-03-{number:02}" for number in range(1, 31)))
    kept = check_ins_of(ada.fold.wallet, "daily")

    assert kept.before.current + len(credited(kept)) == streak(ada).current == 30
    assert list(kept.heard) == [day(f"2024-03-{number}") for number in range(26, 31)]


@pytest.mark.parametrize(
    ("zone", "moments", "points"),
    [
        # The clocks skip midnight, or an hour; the night is short and the day is still one.
        pytest.param("America/Sao_Paulo", ("2018-11-03 23:59", "2018-11-04 01:00", "2018-11-05 00:00"), [1, 2, 5], id="no midnight"),
        pytest.param("Europe/London", ("2024-03-30 23:59", "2024-03-31 23:59", "2024-04-01 00:00"), [1, 2, 5], id="23 hours"),
        pytest.param("Europe/London", ("2024-10-27 00:00", "2024-10-27 23:59", "2024-10-28 00:00"), [1, 0, 2], id="25 hours"),
        pytest.param("Australia/Lord_Howe", ("2025-04-06 00:00", "2025-04-06 23:59", "2025-04-07 00:00"), [1, 0, 2], id="24.5 hours"),
        pytest.param("Australia/Lord_Howe", ("2025-10-05 00:00", "2025-10-05 23:59", "2025-10-06 00:00"), [1, 0, 2], id="23.5 hours"),
        # Samoa had no 30 December 2011, so nobody missed it.
        pytest.param("Pacific/Apia", ("2011-12-29 12:00", "2011-12-31 12:00"), [1, 2], id="a date that never was"),
    ],
)  # fmt: skip
def test_days_are_those_of_the_zone(zone, moments, points):
    ada = Member(version(missions=[daily()], zone=zone, begins="2010-01-01"), at="2010-01-02")

    assert given(ada, *moments) == points


def flies(member, *said_there):
    """What check-ins gave, each as (the moment in the shop, what the clock there showed)."""
    return [given(member, at, local_time=there)[0] for at, there in said_there]


def test_a_traveller_counts_the_date_where_they_are_once():
    ada = Member(version(missions=[daily(zone="member")]))

    steps = (
        ("2024-03-10 09:00", "2024-03-10T09:00"),  # In Taipei.
        ("2024-03-10 21:00", "2024-03-11T02:00"),  # East over the line of dates: it is tomorrow in Auckland.
        ("2024-03-11 10:00", "2024-03-10T16:00"),  # Back to Honolulu, where the 10th comes again.
        ("2024-03-11 18:30", "2024-03-11T00:30"),  # And the 11th, which was credited in Auckland.
        ("2024-03-12 20:00", "2024-03-12T02:00"),
    )
    assert flies(ada, *steps) == [1, 2, 0, 0, 5]


def test_no_second_day_comes_out_of_flying_back():
    """The 9th was missed; in Honolulu it is still the 9th when Taipei has the 10th behind it."""
    ada = Member(version(missions=[daily(zone="member")]))

    steps = (("2024-03-10 09:00", "2024-03-10T09:00"), ("2024-03-10 12:00", "2024-03-09T18:00"))
    assert flies(ada, *steps) == [1, 0]
    assert streak(ada).current == 1


@pytest.mark.parametrize("there", ["2024-03-12T09:00", "2024-03-09T12:00", "noon", 7, True])
def test_a_clock_that_nobody_on_earth_has_is_not_believed(there):
    ada = Member(version(missions=[daily(zone="member")]))

    given(ada, "2024-03-10 12:00", local_time=there)

    assert streak(ada).last == day("2024-03-10")


def test_the_shop_does_not_ask_the_members_clock_where_its_own_counts():
    ada = Member(asks())

    given(ada, "2024-03-10 12:00", local_time="2024-03-11T01:00")

    assert streak(ada).last == day("2024-03-10")


def test_a_make_up_fills_a_missed_date_for_points():
    ada = Member(asks(1, 2, 5, make_up={"days": 3, "points": 4}))
    ada.is_given("2024-03-01", 10)
    given(ada, "2024-03-01", "2024-03-03")

    assert ada.makes_up("2024-03-03 13:00", "2024-03-02") == [("spend", -4), ("earn", 6)]
    assert [entry.effect for entry in ada.entries][-2:] == [
        "make_up:daily:2024-03-02",
        "check_in:daily:2024-03-02",
    ]
    assert given(ada, "2024-03-04") == [1]
    assert streak(ada).current == 4


@pytest.mark.parametrize(
    ("at", "date", "refusal"),
    [
        pytest.param("2024-03-07", "2024-03-03", MakeUpUnwanted, id="too far back"),
        pytest.param("2024-03-05", "2024-03-05", MakeUpUnwanted, id="today is no missed day"),
        pytest.param("2024-03-05", "2024-03-06", MakeUpUnwanted, id="nor is tomorrow"),
        pytest.param("2024-03-05", "2024-03-04", MakeUpUnwanted, id="it was there"),
        pytest.param("2024-03-05", "2024-02-29", MakeUpUnwanted, id="before the first"),
        pytest.param("2024-03-05", "2024-03-03", NotEnoughPoints, id="too few points"),
    ],
)
def test_a_make_up_is_refused_and_nothing_moves(at, date, refusal):
    ada = Member(asks(1, 1, make_up={"days": 3, "points": 40}))
    given(ada, "2024-03-02", "2024-03-04")
    before = ada.fold.wallet.missions.copy()

    with pytest.raises(refusal):
        ada.makes_up(at, date)
    assert ada.fold.wallet.missions == before
    assert ada.outstanding() == 2


def test_a_make_up_of_no_mission_is_refused():
    with pytest.raises(MissionUnknown):
        Member(asks()).makes_up("2024-03-05", "2024-03-04", mission="weekly")


def test_two_missions_hear_of_one_check_in_unless_it_names_its_own():
    cafe = daily(3, name="cafe", when='store == "cafe"')
    ada = Member(version(missions=[daily(1), cafe]))

    assert given(ada, "2024-03-01", store="cafe") == [4]
    assert given(ada, "2024-03-02", store="main") == [1]
    assert given(ada, "2024-03-03", store="cafe", mission="cafe") == [3]


def test_a_mission_with_a_purpose_needs_its_consent():
    asked = {
        "name": {"zh-Hant": "遊戲", "en": "Games"},
        "notice": {"version": "1", "zh-Hant": "告知", "en": "Notice"},
        "reads": ["Played"],
    }
    mission = {**daily(5, on="Played"), "purpose": "games"}
    ada = Member(version(missions=[mission], purposes={"games": asked}))

    assert ada.does("2024-03-01", "Played") == []
    ada.agrees("2024-03-02 11:00", "games")
    assert ada.does("2024-03-02", "Played") == [("earn", 5)]
    ada.withdraws("2024-03-03 11:00", "games")
    assert ada.does("2024-03-03", "Played") == []
    assert ada.outstanding() == 5


def test_a_version_without_the_mission_forgets_it_and_one_that_has_it_goes_on():
    with_it, without = asks(1, 2, 5), version(begins="2024-03-03")
    kept = version(missions=[daily(7, 8, 9)], begins="2024-03-03")
    ada, bob = Member(with_it, without), Member(with_it, kept)

    assert given(ada, "2024-03-01", "2024-03-02", "2024-03-03") == [1, 2, 0]
    assert ada.fold.wallet.missions is None
    assert given(bob, "2024-03-01", "2024-03-02", "2024-03-03") == [1, 2, 9]


def test_what_happened_before_the_mission_is_no_check_in():
    ada = Member(version(), version(missions=[daily()], begins="2024-03-03"))

    assert given(ada, "2024-03-03 08:00", "2024-03-02 12:00") == [1, 0]
    assert streak(ada).current == 1


def test_the_points_live_as_points_of_their_kind_do():
    ada = Member(
        version(missions=[daily(3)], coin={"expiry": {"rolling": {"days": 10}}, "pending": {"days": 2}})
    )
    given(ada, "2024-03-01")

    assert ada.has("2024-03-02") == (0, 3, 0)
    assert ada.has("2024-03-03") == (3, 0, 0)


def test_nothing_is_kept_of_who_never_checked_in():
    ada = Member(version(BASE, missions=[daily()]))
    ada.buys("2024-03-01", 100)

    assert ada.fold.wallet.missions is None


def test_what_the_next_check_in_gives_can_be_asked_without_doing_it():
    ada = Member(asks(1, 2, 5))
    given(ada, "2024-03-01", "2024-03-02")
    terms, now = ada.fold.programme.versions[-1].missions.check_ins["daily"], ada.instant("2024-03-03")

    seen = lay(terms, check_ins_of(ada.fold.wallet, "daily"), day("2024-03-03"), now, now)

    assert (seen.points, seen.streak.current, seen.is_new) == (5, 3, True)
    assert given(ada, "2024-03-03") == [5]


def test_of_two_members_who_become_one_every_date_that_either_was_there_counts_once():
    ada, bob = Member(asks(1, 2, 5)), Member(asks(1, 2, 5))
    given(ada, "2024-03-01", "2024-03-03")
    given(bob, "2024-03-02", "2024-03-03")

    both = joined(ada.fold.wallet.missions, bob.fold.wallet.missions).check_ins["daily"]

    terms = ada.fold.programme.versions[-1].missions.check_ins["daily"]
    assert streak_of(terms, both).current == 3
    assert joined(None, ada.fold.wallet.missions) is ada.fold.wallet.missions

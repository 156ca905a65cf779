"""Faults of systems with check-ins and missions, each with the test that notices it."""

from mutation import Mutation

STREAKS = "tests/museum/test_streaks.py"
CASES = "tests/core/test_check_ins.py"
GOALS = "tests/core/test_missions.py"
LAWS = "tests/laws/test_check_ins.py"

MISSIONS = (
    Mutation(
        "Streaks wrong across zones: an earlier date where somebody flew back to",
        "core/missions/streaks.py",
        "        if day > latest:\n",
        "        if day != latest:\n",
        f"{STREAKS}::test_streaks_wrong_across_zones_where_somebody_flies_back_over_the_line_of_dates",
    ),
    Mutation(
        "Streaks wrong across zones: a day is so many hours",
        "core/programme/missions.py",
        "        return self._shifted(event.day, event.minute)\n",
        "        return event.occurred_at // 86_400_000_000 + 719_163\n",
        f"{STREAKS}::test_streaks_wrong_across_zones",
    ),
    Mutation(
        "A date that was skipped ends a streak",
        "core/programme/missions.py",
        "            return sum(not self.is_skipped(date) for date in range(last + 1, day))\n",
        "            return between\n",
        f"{CASES}::test_days_are_those_of_the_zone",
    ),
    Mutation(
        "A late check-in takes points back",
        "core/missions/streaks.py",
        "max(0, points - points_before) if is_new else 0, is_new",
        "points - points_before, is_new",
        f"{CASES}::test_a_late_check_in_that_would_make_it_less_takes_nothing",
    ),
    Mutation(
        "A late check-in stands at the end of the streak",
        "core/missions/streaks.py",
        "    streak, points = _followed(terms, kept.before, days)\n",
        "    streak, points = _followed(terms, kept.before, [*days_before, *(set(days) - set(days_before))])\n",
        f"{LAWS}::test_any_order_of_telling_gives_the_same_streak_and_never_fewer_points",
    ),
    Mutation(
        "A prize that nobody asked for in time lapses",
        "core/missions/prizes.py",
        "            give_waiting(draft, draft.version, missions.goals[name], one, draft.at)\n",
        "            del one.waiting[0]\n",
        f"{GOALS}::test_a_prize_that_nobody_asks_for_is_given_by_itself_after_thirty_days",
    ),
    Mutation(
        "Bought, brought back, and the prize all the same",
        "core/missions/goals.py",
        "            one.trace.total += laid_back(goal.asked, receipt, before, now)\n",
        "",
        f"{GOALS}::test_a_return_takes_from_the_counter_and_a_prize_that_waits_is_withdrawn",
    ),
    Mutation(
        "A stage that is reached again gives again",
        "core/missions/prizes.py",
        "    while one.given + len(one.waiting) < reached:\n",
        "    one.given = min(one.given, reached)\n    while one.given + len(one.waiting) < reached:\n",
        f"{GOALS}::test_a_prize_that_was_given_is_never_taken_back_and_is_not_given_twice",
    ),
    Mutation(
        "A make-up is taken back, and what it gave is kept though it was spent",
        "core/missions/making_up.py",
        '    return "spent" if made.gave and _given(wallet, terms, made) is None else None\n',
        "    return None\n",
        "tests/core/test_make_ups.py::test_it_stays_where_something_was_built_on_it",
    ),
    Mutation(
        "A make-up is taken back again and again",
        "core/missions/making_up.py",
        "    draft.wallet.missions.check_ins[terms.id] = made.before\n    draft.wallet.made_up = None\n",
        "    draft.wallet.missions.check_ins[terms.id] = made.before\n",
        "tests/core/test_make_ups.py::test_taken_back_it_never_was",
    ),
    Mutation(
        "Whoever is late is told at every look",
        "core/missions/notices.py",
        "            if at == draft.at:\n",
        "            if at <= draft.at:\n",
        "tests/core/test_mission_notices.py::test_a_mission_that_ends_is_told_of_seven_days_before_and_on_its_last_day",
    ),
    Mutation(
        "A row of days that was broken stays on the board",
        "core/missions/streaks.py",
        "    return streak.current if after(terms, streak, coming).current == streak.current + 1 else 0\n",
        "    return streak.current\n",
        "tests/core/test_leaderboards.py::test_days_in_a_row_stand_there_as_long_as_they_go_on",
    ),
    Mutation(
        "Who left a board comes back with the next count",
        "leaderboards/actions.py",
        "DELETE FROM leaderboards_participant WHERE board = %s AND wallet_id = ANY(%s)",
        "UPDATE leaderboards_participant SET number = 0, seen = 0 WHERE board = %s AND wallet_id = ANY(%s)",
        "tests/slices/desk/test_leaderboards.py::test_who_leaves_is_gone_at_once_and_stays_gone",
    ),
    Mutation(
        "A name on a board is a telephone number",
        "core/leaderboards.py",
        "    if _TELLS_WHO.search(shown):\n",
        "    if '@' in shown:\n",
        "tests/core/test_leaderboards.py::test_a_name_that_tells_who_it_is_is_refused",
    ),
)

"""Faults of seats and of plays: sold twice, given past the list, won twice, or won in no time."""

from mutation import Mutation

SEATS = "tests/slices/registrations/test_seats.py"
PLAYS = "tests/slices/challenges/test_plays.py"

OCCASIONS = (
    Mutation(
        "Two who ask at once are both given the last seat",
        "registrations/actions.py",
        "FROM registrations_occasion WHERE id = %s FOR UPDATE",
        "FROM registrations_occasion WHERE id = %s",
        "tests/laws/test_rush.py::test_a_rush_for_seats_gives_exactly_those_and_everybody_else_a_place",
    ),
    Mutation(
        "Whoever presses first when it opens for all passes those who have waited",
        "registrations/actions.py",
        "    return settle(cursor, Locked(number, occasion, points, currency, name), now=now)",
        "    return Locked(number, occasion, points, currency, name)",
        f"{SEATS}::test_who_waits_early_is_offered_a_seat_before_whoever_asks_when_it_opens_for_all",
    ),
    Mutation(
        "An early quota is everybody's from the beginning",
        "core/occasions/openings.py",
        "        return self._place < later._place",
        "        return True",
        "tests/core/test_occasions.py::test_what_is_left_for_whom",
    ),
    Mutation(
        "A seat is given though its points are not there",
        "desk/occasions.py",
        "    if answer.refusal is not None and not isinstance(answer.refusal, HoldOver | HoldUnknown):",
        "    if answer.refusal is not None and not isinstance(answer.refusal, Exception):",
        f"{SEATS}::test_a_seat_is_paid_or_not_had",
    ),
    Mutation(
        "One play wins as often as it is sent",
        "desk/challenges.py",
        "    if given.played_at is not None:",
        "    if given.played_at is not None and score < 0:",
        f"{PLAYS}::test_a_play_that_was_played_answers_what_it_won_whatever_is_sent",
    ),
    Mutation(
        "A score that nobody can have reached wins the dearest band",
        "core/challenges/playing.py",
        " or (score - scores.least) * SECOND > elapsed * scores.per_second:",
        ":",
        f"{PLAYS}::test_what_cannot_be_is_in_the_lowest_band_and_leaves_no_mark",
    ),
    Mutation(
        "Somebody plays another member's play",
        "desk/challenges.py",
        " or given.wallet_id not in player.persons:",
        ":",
        f"{PLAYS}::test_nobody_plays_anothers_play_or_one_that_was_made_up",
    ),
)

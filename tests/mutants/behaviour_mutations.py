"""Faults of systems that ask about behaviour, each with the test that notices it."""

from mutation import Mutation

LAW = "tests/laws/test_behaviour.py::test_every_question_is_answered_as_by_counting_everything_again"
BOTH = "tests/laws/test_both_readings_of_behaviour.py::test_traces_and_duckdb_pick_the_same_members"
CASES = "tests/core/test_behaviour.py"
KEPT = "tests/core/test_behaviour_kept.py"
TRACES, ASKED = "core/behaviour/traces.py", "core/behaviour/asked.py"

BEHAVIOUR = (
    Mutation(
        "A window that ends with the next nightly run",
        ASKED,
        "        return self._step(at, day) - self._steps if",
        "        return self._step(at, day) - self._steps - 1 if",
        f"{CASES}::test_windows_end_where_the_words_say",
    ),
    Mutation(
        "A late event counts on the day on which it is told",
        ASKED,
        "        add(trace, self._step(event.occurred_at, event.day), amount,",
        "        add(trace, self._step(at, day), amount,",
        LAW,
    ),
    Mutation(
        "A value that came late makes one forget that it came since",
        TRACES,
        "    if seen.get(value, after) >= step:\n        return\n",
        "",
        f"{CASES}::test_what_is_told_late_counts_where_it_belongs",
    ),
    Mutation(
        "A sequence in whatever order it was told",
        TRACES,
        "    insort(times, at)\n",
        "    times.append(at)\n",
        f"{CASES}::test_what_is_told_late_counts_where_it_belongs",
    ),
    Mutation(
        "Two steps of a sequence at one moment",
        TRACES,
        "bisect_left(times, bound)",
        "bisect_right(times, bound)",
        f"{CASES}::test_a_sequence_is_exact_about_order",
    ),
    Mutation(
        "Zero days since what never happened",
        ASKED,
        "if trace is not None else None",
        "if trace is not None else 0",
        f"{CASES}::test_windows_end_where_the_words_say",
    ),
    Mutation(
        "An order that came back goes on counting",
        "core/refunds.py",
        "            brought_off(draft, receipt, back, Back(receipt))\n",
        "            pass\n",
        LAW,
    ),
    Mutation(
        "Orders are not told to those who ask for them",
        "core/fold.py",
        "    if draft.version.listening and paid_for.lines:\n        bought(draft, receipt)\n",
        "",
        LAW,
    ),
    Mutation(
        "A question counts what happened before anybody asked it",
        "core/behaviour/following.py",
        "    return not is_before and _may_keep(",
        "    return _may_keep(",
        f"{KEPT}::test_a_question_counts_from_the_version_that_brings_it_and_is_forgotten_with_the_last_that_asks",
    ),
    Mutation(
        "A copy of a wallet shares its traces",
        TRACES,
        "self.total, self.last_day, self.figures.copy(), self.seen.copy(),",
        "self.total, self.last_day, self.figures, self.seen,",
        f"{KEPT}::test_a_copy_of_a_wallet_shares_no_trace",
    ),
    Mutation(
        "A flip that is found a step too late",
        ASKED,
        "        left = first + self._steps\n",
        "        left = first + self._steps + 1\n",
        "tests/core/test_flips.py::test_a_condition_says_when_it_flips",
    ),
    Mutation(
        "In SQL, strangers have no row and so no answer",
        "audiences/asking.py",
        "            return exp.Coalesce(this=found, expressions=[exp.Literal.number(0)])",
        "            return found",
        BOTH,
    ),
    Mutation(
        "In SQL, a text that looks like a number is one",
        "audiences/asking.py",
        '    "numbers": ("number", "BIGINT", "UBIGINT"),',
        '    "numbers": ("number", "BIGINT", "UBIGINT", "BOOLEAN"),',
        "tests/laws/test_both_readings_of_behaviour.py::test_what_is_no_number_is_none_in_both_readings",
    ),
)

"""Faults with budgets: each is one place of our code, and the test that must see it."""

from mutation import Mutation

BUDGETS = (
    Mutation(
        "A budget is looked at and then taken",
        "desk/budgeting.py",
        "                self._opened().take({supply: points})\n",
        "                pass\n",
        "tests/museum/test_budgets.py::test_a_budget_is_looked_at_and_then_taken",
    ),
    Mutation(
        "The last points of a budget are never given",
        "core/budgets.py",
        "return left is None or points <= left\n",
        "return left is None or points < left\n",
        "tests/core/test_budgets.py::test_only_what_the_caps_leave_is_asked_of_the_budget",
    ),
    Mutation(
        "Two gifts of one event find the same points",
        "core/budgets.py",
        "is_covered(draft, budget, day, before + points)",
        "is_covered(draft, budget, day, points)",
        "tests/core/test_budgets.py::test_of_two_stages_that_one_purchase_reaches_the_second_finds_what_the_first_left",
    ),
    Mutation(
        "Whoever hoped takes what is there no more",
        "supplies/statements.py",
        " AND there >= needed RETURNING it.id",
        " RETURNING it.id",
        "tests/slices/supplies/test_hope.py::test_what_is_given_back_afterwards_makes_no_earlier_yes_true",
    ),
    Mutation(
        "Nobody looks whether a hope came true",
        "supplies/opened.py",
        "        if names and self._write(names) < len(names):\n            raise Outdated\n",
        "        if names:\n            self._write(names)\n",
        "tests/slices/desk/test_hope.py::test_who_finds_the_last_gone_in_the_end_decides_again_under_the_lock",
    ),
    Mutation(
        "A no is said by what was read without a lock",
        "supplies/opened.py",
        "        self.lock()\n        if name not in self._ids:",
        "        if name not in self._ids:",
        "tests/slices/supplies/test_hope.py::test_a_no_is_only_ever_said_under_the_lock",
    ),
    Mutation(
        "What was asked for and not taken is forgotten",
        "supplies/opened.py",
        "        if self._needed.keys() - names:\n",
        "        if self._needed.keys() - self._names:\n",
        "tests/slices/supplies/test_hope.py::test_what_was_asked_for_and_not_taken_must_hold_too",
    ),
    Mutation(
        "A budget is locked before the stock",
        "desk/posting.py",
        "hopes=self.hopes, after=stock\n",
        "hopes=self.hopes\n",
        "tests/slices/rewards/test_hope.py::test_who_locks_a_budget_locks_the_stock_first",
    ),
    Mutation(
        "A return leaves the budget as it was",
        "core/refunds.py",
        "    give_back(draft, claim.budget, taken)\n",
        "",
        "tests/core/test_budgets.py::test_what_a_return_takes_goes_back_to_the_period_in_which_it_was_given",
    ),
    Mutation(
        "What is left today decides yesterday again",
        "desk/beginning.py",
        "overdrawn(logged.reasons), as_decided(logged.reasons))",
        "overdrawn(logged.reasons))",
        "tests/slices/desk/test_budgets.py::test_everything_is_decided_again_as_it_was_whatever_is_left_by_then",
    ),
)

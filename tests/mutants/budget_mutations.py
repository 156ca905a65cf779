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
        "left is not None and left < allowed_by_caps(",
        "left is not None and left <= allowed_by_caps(",
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

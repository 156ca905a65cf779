"""Faults with what points buy: each is one place of our code, and the test that must see it."""

from mutation import Mutation

_MUSEUM = "tests/museum/test_rewards.py"

REWARDS = (
    Mutation(
        "A reward is paid after its time",
        "desk/held.py",
        '    if state == "held" and _is_over(supplies, found, event.occurred_at):\n',
        '    if state == "nothing":\n',
        "tests/slices/rewards/test_paying.py::test_a_lease_that_ended_by_the_databases_clock_is_not_paid",
    ),
    Mutation(
        "What was not paid counts against a limit for ever",
        "core/rewards.py",
        "        had = redeemed.had.pop(name)\n        _count(redeemed, had.reward, had.day, -1)\n",
        "        redeemed.had.pop(name)\n",
        "tests/core/test_reward_money.py::test_what_was_not_paid_was_never_had",
    ),
    Mutation(
        "A reward's stock is looked at and then taken",
        "desk/redeeming.py",
        "            self.supplies.take(dict.fromkeys(wanted, 1))\n",
        "            pass\n",
        f"{_MUSEUM}::test_a_stock_is_looked_at_and_then_taken",
    ),
    Mutation(
        "A cancelled reward leaves its piece gone",
        "desk/redeeming.py",
        "            self.supplies.give_back(supply, 1)\n",
        "            pass\n",
        f"{_MUSEUM}::test_a_cancelled_reward_leaves_its_piece_gone",
    ),
    Mutation(
        "A supply is taken below nothing",
        "supplies/actions.py",
        "        WHERE name = %(name)s AND there >= %(n)s RETURNING id\n",
        "        WHERE name = %(name)s RETURNING id\n",
        "tests/slices/supplies/test_supplies.py::test_more_than_there_is_takes_nothing",
    ),
    Mutation(
        "A limit is forgotten with the day on which it was reached",
        "core/rewards.py",
        "        key: n for key, n in counted.items() if key == _EVER or (n and key > day - _DAYS_KEPT)\n",
        "        key: n for key, n in counted.items() if n and key > day - _DAYS_KEPT\n",
        "tests/core/test_rewards.py::test_a_limit_of_one_member_says_when_it_is_free_again",
    ),
)

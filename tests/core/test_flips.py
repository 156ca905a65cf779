"""When a condition about behaviour changes by itself, to the moment."""

import pytest
from one_member import Member, version

from regulars.core.behaviour.watched import Watched
from regulars.core.periods import NEVER
from regulars.core.programme.vocabulary import parse_rule_condition, vocabulary_for


def asking(condition):
    """A programme with a rule that asks."""
    return version({"bonus": 10, "when": condition})


@pytest.mark.parametrize(
    ("condition", "flips"),
    [
        ('count("A", within="2h") >= 1', "2024-03-01 12:00"),
        ('count("A", within="3d") >= 1', "2024-03-04 10:00"),
        ('count("A", within="7d") >= 1', "2024-03-08 00:00"),
        ('not sum("A", "n", within="7d") == 3', "2024-03-08 00:00"),
        ('distinct("A", "n", within="9d") == 1', "2024-03-10 00:00"),
        ('last("A") > 30', "2024-04-01 00:00"),
        ('last("A") <= 2.5', "2024-03-04 00:00"),
        ('last("A") in (3, 5)', "2024-03-04 00:00"),
        ('sequence("A", "B", within="2d")', "2024-03-03 10:00"),
        ('count("A", within="7d") >= 1 and last("A") < 3', "2024-03-04 00:00"),
        ('count("A") >= 1', None),
        ('count("A", within="7d") >= 0', None),
        ('last("C") > 3', None),
    ],
)
def test_a_condition_says_when_it_flips(condition, flips):
    shopper = Member(asking(condition))
    shopper.does("2024-03-01 10:00", "A", n=3)
    shopper.does("2024-03-01 10:30", "B")
    tree = parse_rule_condition(condition, vocabulary_for(asking(condition)))

    found = Watched(tree, shopper.programme.calendar).flips_at(
        None, shopper.fold.wallet.traces, shopper.fold.wallet.as_of
    )

    assert (None if found == NEVER else shopper.clock(found)) == flips

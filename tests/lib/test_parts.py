"""Parts of a work are done by several processes, and whatever goes wrong in one of them ends it all."""

import os
import time
from concurrent.futures.process import BrokenProcessPool
from functools import partial

import pytest

from regulars.core.refusals import NotEnoughPoints
from regulars.lib.parts import hands_for, in_processes


def squared(part, said):
    for _ in range(part):
        said(1)
    return part * part


def broken(fault, part, said):
    """The first part breaks; the others would go on for ever."""
    while part:
        said(1)
        time.sleep(0.01)
    fault()


def refuse():
    raise NotEnoughPoints(currency="coin", needed=3, usable=2)


def die():
    os._exit(1)


def whole(do, *, parts, hands):
    said = []
    return sorted(in_processes(do, parts=parts, hands=hands, said=said.append)), said


def test_every_part_is_done_once_and_the_count_is_their_sum():
    found, said = whole(squared, parts=5, hands=2)

    assert found == [0, 1, 4, 9, 16]
    assert said == sorted(said)
    assert said[-1] == 0 + 1 + 2 + 3 + 4


def test_a_refusal_in_one_part_stops_the_others_and_is_told_with_its_facts():
    with pytest.raises(NotEnoughPoints) as refused:
        whole(partial(broken, refuse), parts=2, hands=2)

    assert refused.value.facts == {"currency": "coin", "needed": 3, "usable": 2}


def test_a_process_that_is_killed_stops_the_others():
    with pytest.raises(BrokenProcessPool):
        whole(partial(broken, die), parts=2, hands=2)


@pytest.mark.parametrize(
    ("many", "cores", "hands"), [(0, 4, 1), (99, 4, 1), (199, 4, 1), (200, 4, 2), (400, 4, 4), (4_000, 4, 4)]
)
def test_no_process_is_started_for_less_than_it_is_worth(many, cores, hands):
    assert hands_for(many, worth=100, cores=cores) == hands


def test_unless_told_there_are_as_many_as_cores():
    assert hands_for(10**9, worth=100) == len(os.sched_getaffinity(0))

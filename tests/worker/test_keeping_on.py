"""What is done again and again leaves no connection behind, however it ends."""

import pytest
from pauses import Pauses

from regulars.worker.keeping_on import keep_on


def test_its_connections_are_closed_once_at_the_end(closed):
    done = []
    keep_on(lambda: done.append(closed[:]) or 0, Pauses(turns=3), said="It failed", pause_seconds=1.0)

    assert done == [[], [], []]
    assert closed == ["closed"]


def test_they_are_closed_also_where_it_is_broken_off(closed):
    def break_off():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        keep_on(break_off, Pauses(turns=3), said="It failed", pause_seconds=1.0)

    assert closed == ["closed"]

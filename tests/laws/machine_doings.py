"""What else the member of the state machine may do: things that are no purchases, and saying yes and no."""

from hypothesis import strategies as st
from hypothesis.stateful import rule
from machine_acts import Living, baskets, gaps, lateness
from made_doings import DOINGS, PURPOSE

from regulars.core.events import Behaviour, ConsentGiven, ConsentWithdrawn


class Doing(Living):
    """A member who does things beside buying, and is asked whether they may be read."""

    @rule(
        what=st.sampled_from((*DOINGS, *DOINGS, "Waved")),
        kind=st.sampled_from((None, "early", "late")),
        gap=gaps,
        late=lateness,
    )
    def does(self, what, kind, gap, late):
        name, at, day = self.moment(gap, late)
        says = {} if kind is None else {"kind": kind}
        self.happens(Behaviour(name, at, day, self.programme.calendar.local(at)[1], what, says))

    @rule(is_yes=st.sampled_from((True, True, False)), gap=gaps, late=lateness)
    def says(self, is_yes, gap, late):
        said = (*self.moment(gap, late), PURPOSE)
        self.happens(ConsentGiven(*said, "1") if is_yes else ConsentWithdrawn(*said))

    # What is counted and asked at once is what most conditions are about.
    @rule(
        what=st.sampled_from(tuple(DOINGS)), times=st.integers(1, 3), basket=baskets, gap=gaps, late=lateness
    )
    def does_it_and_buys(self, what, times, basket, gap, late):
        for _ in range(times):
            self.does(what, "early", 0, late)
        self.buys(basket, gap, 0, 0)

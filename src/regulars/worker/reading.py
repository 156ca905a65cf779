"""The desk reads the log beside the clock: what came over the wire is decided within a second."""

from collections.abc import Callable
from typing import Final

from regulars.desk.intake.consuming import take_in
from regulars.programmes.queries import NoProgramme, current
from regulars.worker.keeping_on import keep_on

#: Asking costs a fifth of a millisecond; a signal from every writer would have them commit one after the other.
PAUSE_SECONDS: Final = 0.1


def read_until(is_over: Callable[[float], bool], *, pause_seconds: float = PAUSE_SECONDS) -> None:
    """Decide what stands in the log, again and again; `is_over` waits as long as it is told and says whether to stop."""
    keep_on(_read, is_over, said="The desk could not read the log", pause_seconds=pause_seconds)


def _read() -> int:
    try:
        return take_in(current())
    except NoProgramme:
        # Without rules nothing can be decided. Events wait in the log until somebody publishes some.
        return 0

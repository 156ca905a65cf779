"""What a back-test refuses before it has folded anybody; nothing has been written."""

from __future__ import annotations

from regulars.core.refusals import Refusal


class ProgrammesDoNotCompare(Refusal):
    """Two programmes that count different money or live by different clocks. Facts: field, one, other."""


class ProgrammeBeginsTooLate(Refusal):
    """Every order lies before the programme, so nothing would earn. Facts: programme, begins, last_order."""


class NobodyKnown(Refusal):
    """No order of the history has a member, so there is nobody to fold. Facts: anonymous."""


class MomentUnreadable(Refusal):
    """Neither a date nor an instant. Facts: given."""

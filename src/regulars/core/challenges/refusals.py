"""What is said no to around a challenge; nothing has changed."""

from regulars.core.refusals import Refusal


class ChallengeUnknown(Refusal):
    """The programme in force has no such challenge, not yet, or no more. Facts: challenge, known."""


class PlayUnknown(Refusal):
    """This play was not given by the shop to this member for this challenge. No facts."""


class PlayOver(Refusal):
    """The play was not played in time; it counts as none of the day's. Facts: ended_at."""


class PlaysSpent(Refusal):
    """The member has played as often as one may on a day, or everybody in all. Facts: per_day, again_at (empty: never)."""

"""What is said no to around an occasion; nothing has changed."""

from regulars.core.refusals import Refusal


class OccasionUnknown(Refusal):
    """There is no such occasion. Facts: given."""


class OccasionOver(Refusal):
    """The occasion has begun already. Facts: began_at."""


class OccasionCancelled(Refusal):
    """The shop has cancelled the occasion. No facts."""


class NotYetOpen(Refusal):
    """It is not open for this member yet. Facts: opens_at (empty: never), earlier_with (`track:level`, each), earlier_at."""


class SeatNone(Refusal):
    """The member has no seat, offer or place to give up. No facts."""


class OfferNone(Refusal):
    """Nothing is offered to the member, or it was offered for too long. No facts."""


class CodeUnknown(Refusal):
    """Nobody at this occasion has this code. Facts: given."""


class CodeWithoutSeat(Refusal):
    """Whose code it is has no seat. Facts: given, state."""

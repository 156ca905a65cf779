"""What codes and holds say no to; each stands in docs/reference/refusals.md."""

from regulars.core.refusals import Refusal


class CouponHoldUnknown(Refusal):
    """This till holds no coupons under that name. No facts."""


class CouponHoldOver(Refusal):
    """The hold of coupons has ended. Facts: end (committed, released, rolled_back or timed_out)."""


class CouponHoldRetold(Refusal):
    """The till used the name for another basket before. Facts: name."""


class PoolEmpty(Refusal):
    """No code of the pool is free. Facts: pool."""


class TooManyWrongCodes(Refusal):
    """So many wrong codes came that none is looked at for a while, not even a right one. Facts: retry_after."""


class NothingToRollBack(Refusal):
    """Nothing of this hold can be rolled back: it was not committed, or too long ago, or not this coupon. No facts."""


class ReportNotSigned(Refusal):
    """The report is signed with no secret of this offer, or is older than five minutes. No facts."""


class ReportRetold(Refusal):
    """The partner said something else under this name before. Facts: name."""


class PoolUnknown(Refusal):
    """The programme has no coupon with codes of its own, and no partner's offer, of this name. Facts: pool, known."""


class ListUnknown(Refusal):
    """No file of codes that was given in the console has this number. Facts: number."""


class OfferUnknown(Refusal):
    """The programme has no partner's offer of this name. Facts: offer, known."""


class CodesUnreadable(Refusal):
    """The file is no list of codes. Facts: path, problem."""

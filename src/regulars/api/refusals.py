"""What the API alone says no to; each stands in docs/reference/refusals.md."""

from regulars.core.refusals import Refusal


class AddressUnknown(Refusal):
    """Nothing is at this address. Facts: address."""


class MethodUnusable(Refusal):
    """The address is asked in another way. Facts: method, allowed."""


class KeyMissing(Refusal):
    """No key came with the request. No facts."""


class KeyUnknown(Refusal):
    """The key is none of ours, or was revoked. No facts."""


class BodyTooLarge(Refusal):
    """The body is larger than we read. Facts: most_bytes, given_bytes."""


class BodyUnreadable(Refusal):
    """The body is not JSON in UTF-8. Facts: problem."""


class FieldUnusable(Refusal):
    """A field of the body does not hold what it should. Facts: field, problem."""


class IdempotencyKeyMissing(Refusal):
    """Something that moves points has no id, so that sending it twice would do it twice. Facts: header."""


class IdempotencyKeyUnusable(Refusal):
    """The key of a request is 1 to 255 visible ASCII characters. Facts: header, most, given."""


class TotalContradictsLines(Refusal):
    """The total is not the sum of the lines. Facts: total, sum."""


class CurrencyOfOtherShop(Refusal):
    """The money is not the programme's. Facts: given, expected."""


class PaidMoreThanBought(Refusal):
    """More was paid with points or vouchers than the lines come to. Facts: paid, sum."""


class MomentUnusable(Refusal):
    """The moment lies ahead, or long before any till. Facts: given, now."""


class OrderUnknown(Refusal):
    """This till never sent such an order, and no member was named. Facts: order."""


class PointsUnnamed(Refusal):
    """The programme has several kinds of points and the request does not say which. Facts: known."""

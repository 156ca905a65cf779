"""Why an event cannot be understood: each is a reason under which it stands in the quarantine."""

from __future__ import annotations

from regulars.core.refusals import Refusal


class NotUnderstood(Refusal):
    """The family: the event is set aside alone, and can be mended and replayed."""


class PropertyUnusable(NotUnderstood):
    """A property is not what it should be. Facts: field, problem."""


class OrderNumberMissing(NotUnderstood):
    """An order without a number cannot be told from another. No facts."""


class OrderWithoutGoods(NotUnderstood):
    """An order names no products. Facts: order."""


class ProductUnnamed(NotUnderstood):
    """A product has neither `product_id` nor `sku`. Facts: field."""


class PriceMissing(NotUnderstood):
    """A product has neither a price nor an amount. Facts: field."""


class ForeignCurrency(NotUnderstood):
    """The money is not the programme's. Facts: given, expected."""


class TotalContradictsGoods(NotUnderstood):
    """The goods make none of the totals that the event gives. Facts: said, goods."""


class DiscountBeyondGoods(NotUnderstood):
    """More is taken off, or paid with points, than the goods come to. Facts: given, goods."""


class MomentImpossible(NotUnderstood):
    """It is said to have happened before 1970, or after it was told. Facts: given."""


class OrderNotYet(NotUnderstood):
    """An update of an order that nobody has completed yet; it is replayed when the order comes. Facts: order."""


class OrderGrew(NotUnderstood):
    """An update makes an order larger than it was decided. Facts: order, product."""


class PlanBroken(NotUnderstood):
    """The event does not look as its source's tracking plan says. Facts: field, problem, version."""

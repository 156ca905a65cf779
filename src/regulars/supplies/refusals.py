"""What supplies say no to; each stands in docs/reference/refusals.md."""

from regulars.core.refusals import Refusal


class SoldOut(Refusal):
    """Less is left than was asked for; nothing was taken. Facts: name, asked, left."""


class SupplyUnknown(Refusal):
    """Nothing was ever put in under this name. Facts: name."""


class LeaseOver(Refusal):
    """Nothing is held under this key any more: its time is up, or it was committed or released. Facts: key."""

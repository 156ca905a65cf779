"""What the wire alone says no to; each stands in docs/reference/refusals.md."""

from regulars.core.refusals import Refusal


class WriteKeyMissing(Refusal):
    """No write key came with the request. No facts."""


class WriteKeyUnknown(Refusal):
    """The write key is none of ours, or was revoked. No facts."""


class OriginNotAllowed(Refusal):
    """Pages of this origin may not send with this key. Facts: origin."""


class RateExceeded(Refusal):
    """The source sends more than it may; the same letter may come again. Facts: rate, retry_after."""


class ImportsBusy(Refusal):
    """As many imports as fit into memory are being read; the same one may come again. Facts: waiting, retry_after."""

"""What the intake speaks of: an event as it came, one that is set aside, and how large either may be."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from regulars.core.refusals import Refusal

Kind = Literal["track", "identify", "page", "screen", "group", "alias"]
KINDS: Final[frozenset[str]] = frozenset({"track", "identify", "page", "screen", "group", "alias"})

EVENT_BYTES_MAX: Final = 32 * 1024
BATCH_BYTES_MAX: Final = 500 * 1024
IMPORT_BYTES_MAX: Final = 4 * 1024 * 1024
"""What an import may weigh as it is sent, compressed or not."""

IMPORT_INFLATED_BYTES_MAX: Final = 32 * 1024 * 1024
PROPERTIES_MAX: Final = 300
DEPTH_MAX: Final = 32
"""So deep may an event be nested, itself included."""

NAME_CHARACTERS_MAX: Final = 200
MESSAGE_ID_CHARACTERS_MAX: Final = 100
IDENTIFIER_CHARACTERS_MAX: Final = 200


class Arrived(NamedTuple):
    """An event of the log as it came. Instants are microseconds; `said_at` is what the client wrote.

    `raw` is the event's JSON to the byte, `batch` what stood beside it in its batch, such as a `context` for all.
    """

    source_id: int
    message_id: str
    kind: Kind
    name: str | None
    user_id: str | None
    anonymous_id: str | None
    received_at: int
    occurred_at: int
    said_at: str | None
    raw: bytes
    batch: bytes | None


class Aside(NamedTuple):
    """An event that cannot be used. `message_id` is made from its bytes where it names itself badly or not at all.

    One that the log has already, and the desk cannot use, bears what the log knows of it: `batch` and `occurred_at`.
    """

    source_id: int
    message_id: str
    received_at: int
    reason: str
    facts: dict[str, str | int]
    raw: bytes
    batch: bytes | None = None
    occurred_at: int | None = None


class EventUnusable(Refusal):
    """One event of a batch cannot be used and goes to quarantine; the others go on. Facts: reason, and that reason's."""


class BatchUnreadable(Refusal):
    """The body is no batch and no event. Facts: problem."""


class BatchTooLarge(Refusal):
    """The body, or what it inflates to, is larger than may be. Facts: most_bytes."""

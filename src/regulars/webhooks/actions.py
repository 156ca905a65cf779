"""News is told in the transaction of what it tells: committed together, or never told."""

from __future__ import annotations

from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import msgspec

from regulars.webhooks.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from psycopg import Cursor

Fact = str | int | list[int] | None
News = tuple[str, "Mapping[str, Fact]"]

#: How long a process believes what it last read of who wants what: an endpoint hears what happens from then on.
BELIEVED_SECONDS: Final = 1.0

_WANTED: Final = "SELECT DISTINCT unnest(kinds) FROM webhooks_endpoint WHERE ended_at IS NULL"
_TELL: Final = """
    WITH told AS (SELECT * FROM unnest(%s::text[], %s::text[], %s::bytea[]) WITH ORDINALITY AS told (id, kind, body, place)),
    meant AS (
        SELECT told.id, endpoint.id AS endpoint_id, place
        FROM told JOIN webhooks_endpoint AS endpoint ON told.kind = ANY(endpoint.kinds) WHERE endpoint.ended_at IS NULL
    ),
    kept AS (
        INSERT INTO webhooks_news (id, kind, body)
        SELECT id, kind, body FROM told WHERE id IN (SELECT id FROM meant)
    )
    INSERT INTO webhooks_delivery (news_id, endpoint_id) SELECT id, endpoint_id FROM meant ORDER BY place
"""

_wanted: tuple[frozenset[str], float] = (frozenset(), 0.0)


def tell(cursor: Cursor, kind: str, facts: Mapping[str, Fact]) -> None:
    """Tell one thing, see `tell_all`."""
    tell_all(cursor, [(kind, facts)])


def tell_all(cursor: Cursor, news: Sequence[News]) -> None:
    """Write down what is to be told, for each endpoint that wants it; nothing where nobody does.

    Facts are numbers of members and events, and what changed: no name, no card, no address.
    """
    unknown = {kind for kind, _ in news}.difference(KINDS)
    assert not unknown, f"{unknown} stands in no list of kinds"
    chosen = [one for one in news if one[0] in wanted(cursor)]
    if not chosen:
        return
    at = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    bodies = [
        msgspec.json.encode({"type": kind, "timestamp": at, "data": dict(facts)}) for kind, facts in chosen
    ]
    names = [f"msg_{uuid4().hex}" for _ in chosen]
    cursor.execute(_TELL, (names, [kind for kind, _ in chosen], bodies))


def wanted(cursor: Cursor) -> frozenset[str]:
    """The kinds of news that somebody wants, as this process knew it within the last second."""
    global _wanted  # noqa: PLW0603 - one a process, like the keys of tills.
    kinds, until = _wanted
    if monotonic() >= until:
        kinds = frozenset(kind for (kind,) in cursor.execute(_WANTED).fetchall())
        _wanted = (kinds, monotonic() + BELIEVED_SECONDS)
    return kinds


def forget_wanted() -> None:
    """Ask again the next time: an endpoint was made or ended here."""
    global _wanted  # noqa: PLW0603 - as above.
    _wanted = (frozenset(), 0.0)

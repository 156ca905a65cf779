"""Lines are told once, in the transaction that writes them down, and end when something was filled up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import transaction
from django.db.models.functions import Now

from regulars.alerts.models import Alert
from regulars.core.running_low import Line, change
from regulars.webhooks.actions import tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from psycopg import Cursor

#: Whoever comes second finds the line told and writes nothing, so that it is told once.
_TELL: Final = """
    INSERT INTO alerts_alert (about, name, line, "left", put_in) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (about, name, line) WHERE over_at IS NULL DO NOTHING
"""
_OVER: Final = """
    UPDATE alerts_alert SET over_at = now() WHERE about = %s AND name = %s AND line = ANY(%s) AND over_at IS NULL
"""
_OPEN: Final = "SELECT about, name, line, put_in FROM alerts_alert WHERE over_at IS NULL"

#: What is watched, by what it is about and its name.
Watched = tuple[str, str]


class Stand(NamedTuple):
    """How something stands: what is left of what was put in, and the lines that it has reached."""

    about: str
    name: str
    left: int
    put_in: int
    reached: tuple[Line, ...]


def open_lines(cursor: Cursor) -> dict[Watched, dict[Line, int]]:
    """What was told and still stands, each with what had been put in by then."""
    found: dict[Watched, dict[Line, int]] = {}
    for about, name, line, put_in in cursor.execute(_OPEN).fetchall():
        found.setdefault((about, name), {})[line] = put_in
    return found


def note(cursor: Cursor, stands: Iterable[Stand], told: dict[Watched, dict[Line, int]]) -> int:
    """Tell what was crossed since, and end what was filled up; answers how many lines were told. Call it in a transaction."""
    count = 0
    for stand in stands:
        changed = change(stand.reached, put_in=stand.put_in, told=told.get((stand.about, stand.name), {}))
        if changed.over:
            cursor.execute(_OVER, (stand.about, stand.name, list(changed.over)))
        count += sum(_tell(cursor, stand, line) for line in changed.told)
    return count


def _tell(cursor: Cursor, stand: Stand, line: Line) -> bool:
    new = cursor.execute(_TELL, (stand.about, stand.name, line, stand.left, stand.put_in)).rowcount
    if new:
        tell(
            cursor,
            f"{stand.about}.{line}",
            {stand.about: stand.name, "left": stand.left, "put_in": stand.put_in},
        )
    return bool(new)


@transaction.atomic
def see(about: str, name: str) -> None:
    """Show it no more: somebody knows of it. It is told again after it was filled up."""
    Alert.objects.filter(about=about, name=name, seen_at=None).update(seen_at=Now())

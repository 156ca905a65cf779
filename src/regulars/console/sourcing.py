"""What staff change about events that come over the wire, each written into the audit trail with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regulars.accounts.actions import record
from regulars.accounts.chain import Fact
from regulars.events.intake import mending, plans, sources
from regulars.events.intake.quarantined import numbers_of, one
from regulars.lib.agreeing import until_agreed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import User

    from regulars.events.intake.sources import Made


@transaction.atomic
def make_source(
    name: str, *, purpose: str, origins: Sequence[str], rate: int | None, is_trusted: bool, by: User
) -> Made:
    """Make a source; its key is answered once."""
    made = sources.add(name, purpose=purpose, origins=origins, rate=rate, is_trusted=is_trusted)
    facts: dict[str, Fact] = {"source": name, "origins": len(origins), "rate": rate, "trusted": is_trusted}
    record(by=by, verb="make_source", subject=f"source:{made.source.id}", facts=facts)
    return made


@transaction.atomic
def revoke_source(number: int, *, by: User) -> str:
    """Refuse a source's key from now on, and answer its name."""
    name = sources.names_of({number})[number]
    sources.revoke(name)
    record(by=by, verb="revoke_source", subject=f"source:{number}", facts={"source": name})
    return name


@transaction.atomic
def publish_plan(number: int, text: str, *, by: User) -> int:
    """Make a text the tracking plan of a source; the same text again is no change."""
    before = plans.newest().get(number, 0)
    version = plans.publish(number, text.replace("\r\n", "\n"), by=by.pk)
    if version != before:
        record(by=by, verb="publish_plan", subject=f"source:{number}", facts={"version": version})
    return version


def mend_and_replay(number: int, text: str, *, by: User) -> int:
    """Put other words in the place of an event's own, and let it into the log."""
    return until_agreed(lambda: _mend_and_replay(number, text, by))


@transaction.atomic
def _mend_and_replay(number: int, text: str, by: User) -> int:
    mending.mend(number, text)
    gone = mending.replay([number])
    record(by=by, verb="mend_event", subject=f"quarantine:{number}")
    return gone


def replay(*, number: int | None = None, reason: str = "", by: User) -> tuple[int, int]:
    """Replay one, or all with one reason; answers how many went, and how many had to stay."""
    return until_agreed(lambda: _replay(number, reason, by))


@transaction.atomic
def _replay(number: int | None, reason: str, by: User) -> tuple[int, int]:
    chosen = _chosen(number, reason)
    gone = mending.replay(chosen)
    if gone:
        record(by=by, verb="replay_events", subject=_subject(number), facts={"reason": reason, "count": gone})
    return gone, len(chosen) - gone


@transaction.atomic
def drop(*, number: int | None = None, reason: str = "", by: User) -> int:
    """Give one up, or all with one reason."""
    gone = mending.drop(_chosen(number, reason))
    if gone:
        record(by=by, verb="drop_events", subject=_subject(number), facts={"reason": reason, "count": gone})
    return gone


def _chosen(number: int | None, reason: str) -> list[int]:
    return numbers_of(reason) if number is None else [one(number).number]


def _subject(number: int | None) -> str:
    return "quarantine" if number is None else f"quarantine:{number}"

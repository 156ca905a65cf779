"""A version begins: what it would change for whom, and publishing it for everybody."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from regulars.core.fold import Fold
from regulars.core.programme.compiled import Programme, Version
from regulars.core.programme.differences import Difference, differences
from regulars.core.receipts import Receipts
from regulars.desk.clock import call_everybody
from regulars.desk.models import Wallet
from regulars.desk.wallets import decode_wallet
from regulars.lib.instants import moment
from regulars.programmes import actions, queries

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from regulars.programmes.models import Version as Published


class Plan(msgspec.Struct, frozen=True):
    """What a new version would change when it begins. `moves` counts members by (track, level, new level).

    `asked` are questions of behaviour that would begin to count then, and know nothing of what was before.
    """

    differences: tuple[Difference, ...]
    effective_at: datetime
    members: int
    moves: dict[tuple[str, str, str], int]
    asked: tuple[str, ...] = ()

    @property
    def moved(self) -> int:
        """How many changes of level there are in all."""
        return sum(self.moves.values())


def plan(*, text: str) -> Plan:
    """Hold a text against what is in force; nothing is written. Refuses a text with mistakes, or that forgets members."""
    document = actions.checked(text)
    current = queries.current()
    last = current.versions[-1]
    actions.refuse_uncovered(document, last.document)
    ahead = Programme(*current.versions, Version(document, last.number + 1))
    new = next(version for version in ahead.versions if version.number == last.number + 1)
    begins_at = new.effective_at
    moves, members = Counter[tuple[str, str, str]](), 0
    for body in Wallet.objects.exclude(body=b"").values_list("body", flat=True).iterator(chunk_size=2000):
        moves.update(_moves(current, ahead, bytes(body), begins_at))
        members += 1
    changed = tuple(differences(last.document, document))
    return Plan(changed, moment(begins_at), members, dict(moves), ahead.begun_with(new))


def publish(*, text: str, now: datetime, by: User | None = None) -> Published:
    """Publish a version, and have every member looked at when it begins."""
    version = actions.publish(text=text, now=now, by=by)
    if version.number > 1:
        call_everybody(at=version.effective_at)
    return version


def _moves(current: Programme, ahead: Programme, body: bytes, at: int) -> list[tuple[str, str, str]]:
    """Levels that would differ at the moment the version begins from what they would be without it."""
    without, under = (Fold(programme, decode_wallet(body), Receipts()) for programme in (current, ahead))
    without.advance(at)
    under.advance(at)
    # On a track that only now begins, everybody comes from its lowest level; to stand there is no change.
    before = {name: track.levels[0] for name, track in ahead.versions[-1].tracks.items()}
    before |= {name: standing.level for name, standing in without.wallet.tracks.items()}
    return [
        (name, before[name], standing.level)
        for name, standing in under.wallet.tracks.items()
        if before[name] != standing.level
    ]

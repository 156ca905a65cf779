"""When the books were last proved, and what came of it: `regulars verify` says so here, the console reads it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from regulars.desk.verify import Proof
from regulars.insight.models import Snapshot

_NAME: Final = "proof"


class Proved(msgspec.Struct, frozen=True):
    """What was proved, over how much; `broken` counts the places that did not hold."""

    at: datetime
    wallets: int
    events: int
    entries: int
    broken: int


def keep_proof(proof: Proof, *, now: datetime) -> None:
    """Remember what the books proved; the proof before it is forgotten."""
    proved = Proved(now, proof.wallets, proof.events, proof.entries, len(proof.broken))
    kept = {"as_of": now, "seconds": proof.seconds, "body": msgspec.msgpack.encode(proved)}
    Snapshot.objects.update_or_create(name=_NAME, defaults=kept)


def last_proof() -> Proved | None:
    """What was last proved; None where nobody ever asked."""
    kept = Snapshot.objects.filter(name=_NAME).first()
    return msgspec.msgpack.decode(bytes(kept.body), type=Proved) if kept else None

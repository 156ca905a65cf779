"""What the API answers about one event: what it earned, by which rule, and how the member stands after it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import msgspec

from regulars.core.fold import Fold
from regulars.core.periods import NEVER
from regulars.core.programme.document import Words
from regulars.core.receipts import Receipts
from regulars.core.state import Purse
from regulars.core.wallet import held, owed, pending, usable
from regulars.desk import names
from regulars.desk.answers import Happening
from regulars.desk.sources import told_as
from regulars.lib.instants import instant, to_database
from regulars.telling.reasons import reason as say_reason
from regulars.telling.reasons import told as told_reasons
from regulars.telling.voice import in_both

if TYPE_CHECKING:
    from regulars.core.effects import Effects, Entry, Move, Reason
    from regulars.core.programme.compiled import Programme
    from regulars.core.state import Wallet


class PointsTold(msgspec.Struct, frozen=True):
    """Points that one rule gave, or that were taken; `rule` is empty where no rule but a request did.

    `kind` is earn, release, spend, expire, revoke, restore or adjust. What was taken has negative points, a release none.
    """

    kind: str
    currency: str
    points: int
    rule: str
    name: Words | None
    version: int
    usable_from: datetime | None
    usable_until: datetime | None


class BalanceTold(msgspec.Struct, frozen=True):
    """One kind of points, after the event."""

    currency: str
    name: Words
    change: int
    usable: int
    pending: int
    owed: int
    held: int


class LevelTold(msgspec.Struct, frozen=True):
    """A level, after the event. `until` is null where it does not end by a date."""

    track: str
    level: str
    name: Words
    until: datetime | None


class MoveTold(msgspec.Struct, frozen=True):
    """A level that changed or was renewed."""

    track: str
    before: Words
    after: Words
    cause: str
    until: datetime | None


class ReasonTold(msgspec.Struct, frozen=True):
    """Why something is other than one might expect."""

    code: str
    facts: tuple[str | int, ...]
    sentence: Words


class Told(msgspec.Struct, frozen=True):
    """The answer to an event. `status` is decided, repeated or anonymous (nobody showed a card).

    A repeated event gets the points of the first time, and the balances of now.
    """

    status: str
    id: str
    member: str | None
    points: tuple[PointsTold, ...]
    balances: tuple[BalanceTold, ...]
    levels: tuple[LevelTold, ...]
    moves: tuple[MoveTold, ...]
    reasons: tuple[ReasonTold, ...]


encode: Final = msgspec.json.Encoder().encode


def nobodys(status: str, source_id: str) -> Told:
    """The answer about an order of nobody: recorded, and nobody earns anything."""
    return Told(status, source_id, None, (), (), (), (), ())


def told(
    programme: Programme,
    status: str,
    source_id: str,
    member: str,
    *,
    effects: Effects,
    wallet: Wallet,
    now: datetime,
) -> Told:
    """The answer about a member's event."""
    at = max(instant(now), wallet.as_of)
    current = _ahead(programme, wallet, at)
    changes: dict[str, int] = {}
    for entry in effects.entries:
        changes[entry.currency] = changes.get(entry.currency, 0) + entry.points
    return Told(
        status, source_id, member, tuple([_points(programme, entry) for entry in effects.entries]),
        _balances(programme, current, changes, at), _levels(programme, current),
        tuple([_move(programme, move) for move in effects.moves]),
        tuple([_reason(programme, reason) for reason in told_reasons(effects.reasons)]),
    )  # fmt: skip


def _ahead(programme: Programme, wallet: Wallet, at: int) -> Wallet:
    """The wallet as it stands now, where the event was of an earlier day or the clock is late."""
    if wallet.next_due_at > at:
        return wallet
    fold = Fold(programme, wallet.copy(), Receipts())
    fold.advance(at)
    return fold.wallet


def _points(programme: Programme, entry: Entry) -> PointsTold:
    has_dates = entry.opens_lot or not entry.points
    return PointsTold(
        entry.kind, entry.currency, entry.points, entry.rule, names.rule_name(programme, entry.version, entry.rule),
        entry.version, to_database(entry.activates_at) if has_dates else None,
        to_database(entry.expires_at) if has_dates else None,
    )  # fmt: skip


def _balances(
    programme: Programme, wallet: Wallet, changes: dict[str, int], at: int
) -> tuple[BalanceTold, ...]:
    version = names.version_of(programme, wallet.version)
    return tuple([
        BalanceTold(
            currency, names.currency_name(programme, wallet.version, currency), changes.get(currency, 0),
            usable(purse, at), pending(purse, at), owed(purse), held(purse),
        )
        for currency, purse in (dict.fromkeys(version.currencies, _EMPTY) | wallet.purses).items()
    ])  # fmt: skip


def _levels(programme: Programme, wallet: Wallet) -> tuple[LevelTold, ...]:
    return tuple([
        LevelTold(
            track, standing.level, names.level_name(programme, track, standing.level),
            None if standing.until == NEVER else to_database(standing.until),
        )
        for track, standing in wallet.tracks.items()
    ])  # fmt: skip


def _move(programme: Programme, move: Move) -> MoveTold:
    return MoveTold(
        move.track, names.level_name(programme, move.track, move.before),
        names.level_name(programme, move.track, move.after), move.cause, to_database(move.until),
    )  # fmt: skip


def _reason(programme: Programme, reason: Reason) -> ReasonTold:
    document = programme.versions[-1].document
    nothing = msgspec.structs.replace(_NOTHING, money=document.currency)
    sentence = in_both(document, lambda voice: say_reason(reason, nothing, voice))
    facts = tuple(told_as(fact) if isinstance(fact, str) else fact for fact in reason.facts)
    return ReasonTold(reason.code, facts, sentence)


#: The sentences look names up in the programme, where no entry says them.
_NOTHING: Final = Happening(
    None, datetime.min.replace(tzinfo=UTC), "", "", "", None, "", (), (), (), None, None
)  # fmt: skip
_EMPTY: Final = Purse()

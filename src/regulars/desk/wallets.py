"""Wallets on their way from the database to the fold and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from regulars.core.state import Wallet
from regulars.lib.agreeing import Outdated
from regulars.lib.copying import INSTANT, copy_rows, to_copy
from regulars.lib.instants import to_database

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from psycopg import Cursor

    from regulars.core.fold import Fold
    from regulars.ledger.actions import Posting

encode: Final = msgspec.msgpack.Encoder().encode
decode_wallet: Final = msgspec.msgpack.Decoder(Wallet).decode

_LOCK = """
    SELECT wallet_id, body, is_sealed FROM desk_wallet WHERE wallet_id = ANY(%b) ORDER BY wallet_id FOR UPDATE
"""
_OPEN = """
    INSERT INTO desk_wallet (wallet_id, body, levels)
    SELECT wallet_id, ''::bytea, '{}' FROM unnest(%b::int8[]) AS wallet_id ORDER BY wallet_id
    ON CONFLICT DO NOTHING
"""
_UPDATE = """
    UPDATE desk_wallet AS wallet
    SET body = new.body, levels = string_to_array(new.levels, ','), next_due_at = new.next_due_at
    FROM unnest(%b::int8[], %b::bytea[], %b::text[], %b::timestamptz[]) AS new (wallet_id, body, levels, next_due_at)
    WHERE wallet.wallet_id = new.wallet_id
"""
#: `xmin` is the transaction that wrote a row last: another one means that something happened, and no body is read to know it.
_CHANGED = """
    SELECT wallet.wallet_id, wallet.xmin::text::int8, wallet.body
    FROM unnest(%b::int8[], %b::int8[]) AS known (wallet_id, seen) JOIN desk_wallet AS wallet USING (wallet_id)
    WHERE wallet.xmin::text::int8 <> known.seen AND wallet.body <> ''
"""
_SEAL = "UPDATE desk_wallet SET is_sealed = true, next_due_at = NULL WHERE wallet_id = ANY(%s)"
_SEAL_UNOPENED = """
    INSERT INTO desk_wallet (wallet_id, body, levels, is_sealed)
    SELECT wallet_id, ''::bytea, '{}', true FROM unnest(%s::int8[]) AS wallet_id ORDER BY wallet_id
"""
_MOVE: Final = {
    "wallet_id": "int8", "event_no": "int4", "track": "text", "before": "text", "after": "text",
    "at": INSTANT, "until": INSTANT, "cause": "text",
}  # fmt: skip

#: Changes of a level that an event brought about; time alone brings the others.
_BY_EVENT: Final = frozenset({"reached", "again", "refund", "balance", "withdrawn", "joined"})


def lock(cursor: Cursor, wallet_ids: Iterable[int]) -> dict[int, Wallet | None]:
    """Lock wallets in one order and load them; None for one that has seen nothing yet.

    Where one was merged since its card was read, the card is to be read again (`Outdated`).
    """
    ordered = sorted(wallet_ids)
    found = _locked(cursor, ordered)
    missing = [wallet_id for wallet_id in ordered if wallet_id not in found]
    if missing:
        # Somebody else may open the same wallet at this moment; whoever comes second waits here for the first.
        cursor.execute(_OPEN, (missing,))
        found.update(_locked(cursor, missing))
    return found


def _locked(cursor: Cursor, wallet_ids: list[int]) -> dict[int, Wallet | None]:
    rows = cursor.execute(_LOCK, (wallet_ids,), binary=True).fetchall()
    if any(is_sealed for _, _, is_sealed in rows):
        raise Outdated
    return {wallet_id: decode_wallet(body) if body else None for wallet_id, body, _ in rows}


def changed(cursor: Cursor, marks: Mapping[int, int]) -> Iterator[tuple[int, int, Wallet]]:
    """Those of some wallets that are no longer as they were when they bore a mark, with the mark that they bear now."""
    rows = cursor.execute(_CHANGED, (list(marks), list(marks.values())), binary=True).fetchall()
    for wallet_id, mark, body in rows:
        yield wallet_id, mark, decode_wallet(body)


def save(cursor: Cursor, folds: dict[int, Fold]) -> None:
    """Write back wallets that are locked."""
    if not folds:
        return
    wallets = [fold.wallet for fold in folds.values()]
    levels = [",".join(level_names(wallet)) for wallet in wallets]
    due = [to_database(fold.next_due_at) for fold in folds.values()]
    cursor.execute(_UPDATE, (list(folds), [encode(wallet) for wallet in wallets], levels, due))


def seal(cursor: Cursor, wallet_ids: list[int]) -> None:
    """Let wallets stay as they are: nothing is ever due in them any more."""
    cursor.execute(_SEAL, (wallet_ids,))


def seal_unopened(cursor: Cursor, wallet_ids: list[int]) -> None:
    """Seal wallets in which nothing ever happened, and which are not there yet."""
    cursor.execute(_SEAL_UNOPENED, (wallet_ids,))


def level_names(wallet: Wallet) -> list[str]:
    """Where a member stands on each track, as lists and filters read it."""
    return [f"{track}:{one.level}" for track, one in wallet.tracks.items()]


def save_moves(cursor: Cursor, postings: list[Posting]) -> None:
    """Write the levels that changed."""
    rows = (
        (
            posting.wallet_id, posting.event_no if move.cause in _BY_EVENT else None, move.track,
            move.before, move.after, to_copy(move.at), to_copy(move.until), move.cause,
        )
        for posting in postings
        for move in posting.effects.moves
    )  # fmt: skip
    copy_rows(cursor, table="desk_move", columns=_MOVE, rows=rows)


def save_persons(cursor: Cursor, came_by: list[tuple[int, int, int]]) -> None:
    """Write as whom the members of merges came, by wallet and number of the event."""
    columns = {"wallet_id": "int8", "event_no": "int4", "person": "int8"}
    copy_rows(cursor, table="desk_cameby", columns=columns, rows=came_by)

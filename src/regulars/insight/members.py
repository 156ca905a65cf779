"""The list of members: who fits a search, and where each of them stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from regulars.core.naming import card
from regulars.core.periods import Instant
from regulars.core.programme.compiled import Programme
from regulars.core.programme.document import Words
from regulars.core.state import Wallet
from regulars.core.wallet import pending, usable
from regulars.desk.names import level_name
from regulars.desk.wallets import decode_wallet
from regulars.insight.asking import ask
from regulars.lib.instants import instant
from regulars.programmes.queries import current

#: Counting further helps nobody, and takes time in a large shop.
COUNTED_MOST: Final = 10_000
_BATCH: Final = 1_000


class Wanted(msgspec.Struct, frozen=True):
    """What is asked for. `levels` maps a track to a level; `pending` means that points wait to become usable."""

    words: str = ""
    levels: dict[str, str] = {}
    joined_from: datetime | None = None
    joined_until: datetime | None = None
    pending: bool = False


class Points(NamedTuple):
    """One kind of points of a member."""

    currency: str
    usable: int
    pending: int


class Row(NamedTuple):
    """One member of the list. `levels` is in the order of the programme's tracks."""

    wallet_id: int
    cards: tuple[str, ...]
    nickname: str
    joined_at: datetime
    orders: int
    levels: tuple[Words, ...]
    points: tuple[Points, ...]


class Listed(NamedTuple):
    """One page. `next_before` is where the next one begins; `total` stops at COUNTED_MOST + 1."""

    rows: tuple[Row, ...]
    total: int
    next_before: int | None


def member_list(wanted: Wanted, *, now: datetime, before: int | None = None, limit: int = 50) -> Listed:
    """Members that fit, the newest first."""
    everybody = _fitting(wanted, now=now, before=None, limit=COUNTED_MOST + 1)
    fitting = everybody if before is None else _fitting(wanted, now=now, before=before, limit=limit + 1)
    rows = tuple(_rows(fitting[:limit], now))
    return Listed(rows, len(everybody), fitting[limit - 1] if len(fitting) > limit else None)


def every_member(wanted: Wanted, *, now: datetime) -> Iterator[Row]:
    """Every member that fits, read in parts, so that a long list needs no more memory than a short one."""
    before: int | None = None
    while fitting := _fitting(wanted, now=now, before=before, limit=_BATCH):
        yield from _rows(fitting, now)
        before = fitting[-1]


def _fitting(wanted: Wanted, *, now: datetime, before: int | None, limit: int) -> list[int]:
    words = wanted.words.strip()
    rows = ask(
        "fitting_members",
        before=before,
        words=words,
        pattern=f"%{_literal(words)}%",
        bare=f"%{_literal(card(words))}%",
        levels=[f"{track}:{level}" for track, level in wanted.levels.items()],
        joined_from=wanted.joined_from,
        joined_until=wanted.joined_until,
        pending_at=now if wanted.pending else None,
        limit=limit,
    )
    return [wallet_id for (wallet_id,) in rows]


def _literal(words: str) -> str:
    """What was typed, with nothing in it that LIKE would read as a sign."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _rows(wallet_ids: list[int], now: datetime) -> Iterator[Row]:
    programme, at = current(), instant(now)
    for wallet_id, nickname, joined_at, body, cards in ask("member_rows", wallet_ids=wallet_ids):
        wallet = decode_wallet(bytes(body)) if body else None
        yield Row(
            wallet_id, tuple(cards), nickname, joined_at, wallet.orders if wallet else 0,
            _levels(programme, wallet), _points(programme, wallet, at),
        )  # fmt: skip


def _levels(programme: Programme, wallet: Wallet | None) -> tuple[Words, ...]:
    tracks = programme.versions[-1].document.tracks
    held = wallet.tracks if wallet else {}
    return tuple(
        level_name(programme, name, held[name].level) if name in held else track.levels[0].name
        for name, track in tracks.items()
    )


def _points(programme: Programme, wallet: Wallet | None, at: Instant) -> tuple[Points, ...]:
    purses = wallet.purses if wallet else {}
    return tuple(
        Points(name, usable(purses[name], at), pending(purses[name], at))
        if name in purses
        else Points(name, 0, 0)
        for name in programme.versions[-1].currencies
    )

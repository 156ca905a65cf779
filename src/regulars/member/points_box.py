"""One kind of points as the pages show it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import msgspec

from regulars.desk.answers import Balance
from regulars.telling import balances
from regulars.telling.figures import whole
from regulars.telling.voice import Voice

#: Points that run out within these days are worth a warning; a year ahead is only a date.
SOON: Final = timedelta(days=60)
#: So many points on hold are told one by one where there is little room.
HOLDS_FIRST: Final = 3


class Box(msgspec.Struct, frozen=True):
    """Usable, pending and next to run out, each in figures and in words; empty where there is nothing to say."""

    name: str
    usable: int
    figure: str
    worth: str
    pending: str
    pending_when: str
    runs_out: str
    next_figure: str
    next_when: str
    is_soon: bool
    owes: str
    holds: tuple[str, ...]
    first_holds: tuple[str, ...]
    sum: tuple[balances.Row, ...]
    total: str
    expiries: tuple[balances.Expiry, ...]


def box(balance: Balance, *, voice: Voice, at: datetime) -> Box:
    """Points made ready to show."""
    rows = balances.sum_of(balance, voice)
    return Box(
        name=voice.of(balance.name),
        usable=balance.usable,
        figure=whole(balance.usable),
        worth=balances.worth(balance, voice),
        pending=whole(balance.pending) if balance.pending else "",
        pending_when=balances.pending(balance, voice),
        runs_out=balances.runs_out(balance, voice),
        next_figure=whole(balance.next_expiry.points) if balance.next_expiry else "",
        next_when=balances.runs_out_when(balance, voice),
        is_soon=balance.next_expiry is not None and balance.next_expiry.at - at <= SOON,
        owes=balances.owes(balance, voice),
        holds=balances.holds(balance, voice),
        first_holds=balances.first_holds(balance, voice, most=HOLDS_FIRST),
        sum=rows[:-1],
        total=rows[-1].figure,
        expiries=balances.expiries(balance, voice),
    )

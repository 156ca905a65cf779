"""Two members become one: what both have goes over whole, and nobody gains or loses a point.

The rules are in `docs/algorithms/identity.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from regulars.core.merging import missions, purses, standings, traces
from regulars.core.merging.numbers import used_in, waiting_in
from regulars.core.state import Consent, Invitation, Redeemed, Waiting, Wallet
from regulars.core.wallet import repay

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.events import MembersJoined

sealed: Final = msgspec.msgpack.Encoder().encode
"""A state as a merge keeps it; byte for byte what the desk keeps of the wallet."""
unsealed: Final = msgspec.msgpack.Decoder(Wallet).decode

#: What becomes of each part of a state; a test holds that none was forgotten.
TAKEN_OVER: Final = frozenset({
    "as_of", "version", "events", "entries", "orders", "joined_day", "birth_month", "next_due_at", "purses", "tracks",
    "used", "waiting", "traces", "consents", "came_at",
    "entries_before", "missions", "redeemed", "invitation", "made_up",
})  # fmt: skip


def join(draft: Draft, event: MembersJoined) -> None:
    """Begin a wallet with the states of two others."""
    parts = [unsealed(part.state) for part in event.parts]
    first, second = parts
    wallet = draft.wallet
    assert not wallet.entries, "a merge is the beginning of a wallet"
    # Never 0, by which a merge is known from other wallets.
    wallet.entries = wallet.entries_before = max(1, first.entries + second.entries)
    wallet.events = first.events + second.events
    wallet.orders = first.orders + second.orders
    wallet.joined_day = _earlier(first.joined_day, second.joined_day)
    wallet.birth_month = second.birth_month if first.birth_month is None else first.birth_month
    wallet.used = _added(first.used, second.used)
    wallet.waiting = _waiting(first, second)
    wallet.traces = traces.joined(first.traces, second.traces)
    wallet.came_at = min(first.came_at, second.came_at)
    wallet.consents = _last_words(first, second)
    wallet.missions = missions.joined(first.missions, second.missions)
    wallet.redeemed = _redeemed(first, second)
    wallet.invitation = _over(first.invitation or second.invitation)
    _take_purses_over(draft, event, parts)
    standings.join(draft, first, second)


def _take_purses_over(draft: Draft, event: MembersJoined, parts: list[Wallet]) -> None:
    """The lots and debts of both first, so that a debt of the one finds the points of the other."""
    clocks = purses.clocks(parts)
    more = 0
    for part, wallet in zip(event.parts, parts, strict=True):
        rules = {lot: (rule, version) for lot, rule, version in part.rules}
        for currency, purse in wallet.purses.items():
            purses.take_over(
                draft, currency, purse, purses.Place(more, clocks[currency], rules, event.occurred_at)
            )
        more += wallet.entries
    draft.effects.entries.sort(key=lambda entry: entry.no)
    for currency, purse in draft.wallet.purses.items():
        if purse.debts:
            repay(draft, currency)


def _over(invitation: Invitation | None) -> Invitation | None:
    """Who turns out to be a member already was no newcomer; and nobody is bound a second time."""
    return None if invitation is None else replace(invitation, waits=(), is_over=True)


def _earlier(first: int | None, second: int | None) -> int | None:
    return min((day for day in (first, second) if day is not None), default=None)


def _added(first: dict[str, dict[int, int]], second: dict[str, dict[int, int]]) -> dict[str, dict[int, int]]:
    added = {rule: days.copy() for rule, days in first.items()}
    for rule, days in second.items():
        there = added.setdefault(rule, {})
        for day, points in days.items():
            there[day] = there.get(day, 0) + points
    return added


def _waiting(first: Wallet, second: Wallet) -> dict[str, Waiting]:
    waiting = first.waiting.copy()
    for order, more in second.waiting.items():
        own, moved = waiting.get(order, Waiting(0)), waiting_in(more, first.entries)
        waiting[order] = Waiting(
            max(own.day, moved.day), (*own.returns, *moved.returns), (*own.spends, *moved.spends)
        )
    return waiting


def _redeemed(first: Wallet, second: Wallet) -> Redeemed | None:
    own, other = first.redeemed, second.redeemed
    if own is None and other is None:
        return None
    own, other = own or Redeemed(), other or Redeemed()
    moved = {
        name: replace(had, used=None if had.used is None else used_in(had.used, first.entries))
        for name, had in other.had.items()
    }
    return Redeemed(_added(own.times, other.times), own.had | moved)


def _last_words(first: Wallet, second: Wallet) -> dict[str, Consent]:
    """Of each purpose what was said last; said at once, no stands."""
    words = first.consents.copy()
    for purpose, word in second.consents.items():
        before = words.get(purpose)
        if before is None or (before.at, not before.is_given) < (word.at, not word.is_given):
            words[purpose] = word
    return words

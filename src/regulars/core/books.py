"""The laws that a member's books obey, whatever happened; `docs/algorithms/lots.md` gives them in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from regulars.core.wallet import outstanding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regulars.core.effects import Allocation, Entry
    from regulars.core.state import Wallet


def broken_laws(wallet: Wallet, entries: Sequence[Entry], allocations: Sequence[Allocation]) -> list[str]:
    """Name each law that these books break, given all that was ever written for the wallet."""
    by_number = {entry.no: entry for entry in entries}
    taken = Counter[int]()
    for one in allocations:
        taken[one.lot] += -one.points if _gives_back(by_number, one) else one.points
    checks = {
        "I1 a lot is what remains and what was taken": _lots_add_up(wallet, entries, taken),
        "I2 the balance is what remains less the debt": _balances_add_up(wallet, entries),
        "I3 nothing remains below zero": _nothing_below_zero(wallet),
        "I4 a lot is released once and runs out once": _once_each(entries),
        "I5 points are taken while the lot lives": _all_in_time(entries, allocations),
        "I7 outstanding is issued and restored less spent, expired and revoked": _sums_tie_out(
            wallet, entries
        ),
        "I8 no more is restored than was taken": _restored_within(
            by_number, allocations, wallet.entries_before
        ),
        "I13 a hold keeps what was usable when it was placed, until it ends": _holds_keep(wallet),
        "I11 entries are numbered without gaps": _are_numbered(wallet, entries),
        "I12 a debit is what it drew and what is owed": _debits_add_up(wallet, entries, allocations),
    }
    return [law for law, holds in checks.items() if not holds]


def _are_numbered(wallet: Wallet, entries: Sequence[Entry]) -> bool:
    """From 1 on, or in a merge from where the numbers of its parts end; before that stands only what it took over."""
    before = wallet.entries_before
    taken_over = [entry.no for entry in entries if entry.no <= before]
    own = [entry.no for entry in entries if entry.no > before]
    return (
        own == list(range(before + 1, wallet.entries + 1))
        and len(taken_over) == len(set(taken_over))
        and all((entry.kind == "join") == (entry.no <= before) for entry in entries)
    )


def _lots_add_up(wallet: Wallet, entries: Sequence[Entry], taken: Counter[int]) -> bool:
    there = Counter[int]()
    for purse in wallet.purses.values():
        for lot in purse.lots + [part for hold in purse.holds for part in hold.parts]:
            there[lot.no] += lot.remaining
    return all(entry.points == there[entry.no] + taken[entry.no] for entry in entries if entry.opens_lot)


def _balances_add_up(wallet: Wallet, entries: Sequence[Entry]) -> bool:
    balances = Counter[str]()
    for entry in entries:
        balances[entry.currency] += entry.points
    return all(balances[name] == outstanding(purse) for name, purse in wallet.purses.items())


def _nothing_below_zero(wallet: Wallet) -> bool:
    return all(lot.remaining > 0 for purse in wallet.purses.values() for lot in purse.lots) and all(
        debt.points > 0 for purse in wallet.purses.values() for debt in purse.debts
    )


def _once_each(entries: Sequence[Entry]) -> bool:
    """Each lot by itself, and what a hold kept beyond its time once more, when that hold ends, or what came back into it afterwards."""
    expired = [entry for entry in entries if entry.kind == "expire"]
    released = [entry.reverses for entry in entries if entry.kind == "release"]
    return (
        len(released) == len(set(released))
        and len(expired) == len({entry.effect for entry in expired})
        and all(entry.effect.split(":")[:2] == ["expire", str(entry.reverses)] for entry in expired)
    )


def _gives_back(by_number: dict[int, Entry], one: Allocation) -> bool:
    entry = by_number.get(one.entry)
    return entry is not None and entry.points > 0


def _restored_within(by_number: dict[int, Entry], allocations: Sequence[Allocation], before: int) -> bool:
    """What the parts of a merge took stands in their own books. In all a restore gives what its debit took, and into each lot no more than came out of it."""
    by_debit, by_lot = Counter[int](), Counter[tuple[int, int]]()
    for entry in by_number.values():
        if entry.kind == "restore" and entry.reverses > before:
            by_debit[entry.reverses] += entry.points
    for one in allocations:
        if _gives_back(by_number, one) and by_number[one.entry].reverses <= before:
            continue
        if _gives_back(by_number, one):
            by_lot[by_number[one.entry].reverses, one.lot] += one.points
        else:
            by_lot[one.entry, one.lot] -= one.points
    return all(
        debit in by_number and points <= -by_number[debit].points for debit, points in by_debit.items()
    ) and all(points <= 0 for points in by_lot.values())


def _all_in_time(entries: Sequence[Entry], allocations: Sequence[Allocation]) -> bool:
    by_number = {entry.no: entry for entry in entries}
    ends = _ends(entries)
    return all(
        (debit := by_number.get(one.entry)) is not None
        and one.lot in ends
        # What was held in time may be spent later.
        and (
            debit.kind in {"expire", "revoke", "restore"}
            or (debit.activates_at or debit.occurred_at) < ends[one.lot]
        )
        for one in allocations
    )


def _ends(entries: Sequence[Entry]) -> dict[int, int]:
    """When each lot runs out, read from the rows alone: as it was opened or released, and as activity kept it alive."""
    ends = {entry.no: entry.expires_at for entry in entries if entry.opens_lot}
    sliding = {entry.no: entry.currency for entry in entries if entry.slides}
    clocks = dict[str, int]()
    for entry in entries:
        if entry.kind == "release":
            ends[entry.reverses] = entry.expires_at
            if entry.slides:
                sliding[entry.reverses] = entry.currency
        elif entry.kind == "extend":
            clocks[entry.currency] = max(clocks.get(entry.currency, 0), entry.expires_at)
    return ends | {
        lot: max(ends[lot], clocks.get(currency, 0)) for lot, currency in sliding.items() if lot in ends
    }


def _holds_keep(wallet: Wallet) -> bool:
    return all(
        bool(hold.end) != bool(hold.parts)
        and all(
            part.remaining > 0 and part.activates_at <= hold.placed_at < part.expires_at
            for part in hold.parts
        )
        for purse in wallet.purses.values()
        for hold in purse.holds
    )


def _sums_tie_out(wallet: Wallet, entries: Sequence[Entry]) -> bool:
    return all(
        tuple(_written(name, entries))
        == (
            purse.brought.points if purse.brought else 0,
            purse.sums.issued,
            purse.received,
            purse.given,
            purse.sums.spent,
            purse.sums.expired,
            purse.sums.revoked,
            purse.sums.restored,
        )
        for name, purse in wallet.purses.items()
    )


def _written(currency: str, entries: Sequence[Entry]) -> Iterator[int]:
    own = [entry for entry in entries if entry.currency == currency and entry.kind != "join"]
    yield sum(entry.points for entry in entries if entry.currency == currency and entry.kind == "join")
    yield sum(
        entry.points for entry in own if entry.points > 0 and entry.kind not in {"restore", "transfer_in"}
    )
    yield sum(entry.points for entry in own if entry.kind == "transfer_in")
    yield -sum(entry.points for entry in own if entry.kind == "transfer_out")
    yield -sum(entry.points for entry in own if entry.points < 0 and entry.kind in {"spend", "adjust"})
    yield -sum(entry.points for entry in own if entry.kind == "expire")
    yield -sum(entry.points for entry in own if entry.kind == "revoke")
    yield sum(entry.points for entry in own if entry.kind == "restore")


def _debits_add_up(wallet: Wallet, entries: Sequence[Entry], allocations: Sequence[Allocation]) -> bool:
    drawn = Counter[int]()
    for one in allocations:
        drawn[one.entry] += one.points
    for purse in wallet.purses.values():
        for debt in purse.debts:
            drawn[debt.entry] += debt.points
    return all(
        abs(entry.points) == drawn[entry.no] for entry in entries if entry.points and not entry.opens_lot
    )

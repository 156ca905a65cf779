"""A wallet while it is being decided upon: the one place where state changes, and only its owner sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from regulars.core.effects import Allocation, Effects, Entry, Kind, Move, Reason
from regulars.core.periods import NEVER
from regulars.core.state import Purse

if TYPE_CHECKING:
    from regulars.core.budgets import Budgets
    from regulars.core.programme.compiled import Currency, Programme, Version
    from regulars.core.receipts import Receipt, Receipts
    from regulars.core.state import Wallet


class Claim(NamedTuple):
    """Points that a return has to take back of what an entry gave, under the terms under which it did."""

    terms: Currency
    points: int
    rule: str
    entry: int
    budget: str = ""


class PutOff:
    """What an exchange does last: points that its return has to take, and levels that follow what counts.

    `totals` is what counted on a track before the exchange.
    """

    __slots__ = ("claims", "totals")

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.totals: dict[str, int] = {}


class Draft:
    """The wallet that will come out, and what was written on the way.

    It owns `wallet`; whoever wants the old one back keeps a copy. Receipts are copied before they change.
    """

    __slots__ = (
        "at",
        "budgets",
        "effects",
        "programme",
        "put_off",
        "receipts",
        "touched",
        "version",
        "wallet",
    )

    def __init__(self, programme: Programme, wallet: Wallet, receipts: Receipts) -> None:
        self.programme = programme
        self.wallet = wallet
        self.receipts = receipts
        self.at = wallet.as_of
        self.version: Version = programme.at_or_first(wallet.as_of)
        self.effects = Effects([], [], [], [], [])
        self.touched: dict[str, Receipt] = {}
        self.put_off: PutOff | None = None
        #: What is left of budgets; None where nothing counts them.
        self.budgets: Budgets | None = None

    def purse(self, currency: str) -> Purse:
        """The purse of a currency, opened when first needed."""
        found = self.wallet.purses.get(currency)
        if found is None:
            found = self.wallet.purses[currency] = Purse([], [])
        return found

    def enter(
        self,
        *,
        kind: Kind,
        currency: str,
        points: int,
        occurred_at: int,
        effect: str,
        rule: str = "",
        version: int = 0,
        reverses: int = 0,
        activates_at: int = 0,
        expires_at: int = NEVER,
        funding: int = 0,
        slides: bool = False,
    ) -> int:
        """Write the next entry and answer its number."""
        wallet = self.wallet
        wallet.entries = number = wallet.entries + 1
        self.effects.entries.append(
            Entry(
                number, kind, currency, points, occurred_at, effect, rule,
                version, reverses, activates_at, expires_at, funding, slides,
            )
        )  # fmt: skip
        return number

    def allocate(self, entry: int, lot: int, points: int, part: int = 0) -> None:
        """Write that a debit took points out of a lot, at once or as a part of its debt."""
        self.effects.allocations.append(Allocation(entry, lot, points, part))

    def explain(self, reason: Reason) -> None:
        """Write down why, for the day on which somebody asks."""
        self.effects.reasons.append(reason)

    def move(self, move: Move) -> None:
        """Write that a level changed or was renewed."""
        self.effects.moves.append(move)

    def receipt(self, order_id: str) -> Receipt | None:
        """A receipt that may be changed; None where the shell knows no such order of this member."""
        found = self.touched.get(order_id)
        if found is None:
            known = self.receipts.by_order.get(order_id)
            if known is not None:
                found = self.touched[order_id] = known.copy()
        return found

    def take_effects(self) -> Effects:
        """Hand over what was written and begin a new page; receipts become those of the owner."""
        effects = self.effects
        effects.receipts.extend(self.touched.values())
        for receipt in effects.receipts:
            self.receipts.add(receipt)
        self.effects = Effects([], [], [], [], [])
        self.touched = {}
        return effects

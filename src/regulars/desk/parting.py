"""What was logged in a merge goes to the member by whose identifier it came, and is decided in their own books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.events import ConsentGiven, ConsentWithdrawn, Redemption
from regulars.core.fold import Fold, start
from regulars.core.merging.parting import taken_by
from regulars.core.receipts import Receipts
from regulars.core.refusals import Refusal
from regulars.desk import receipts, wallets
from regulars.desk.budgeting import Redeciding
from regulars.desk.models import CameBy
from regulars.desk.posting import write_postings
from regulars.desk.sources import under_source
from regulars.events import actions as events
from regulars.events import queries as log
from regulars.ledger import queries as ledger
from regulars.ledger.actions import Posting
from regulars.lib.instants import instant
from regulars.people import merges
from regulars.people.consents import go_with
from regulars.referrals import actions as friends
from regulars.rewards import actions as rewards

if TYPE_CHECKING:
    from datetime import datetime

    from psycopg import Cursor

    from regulars.core.budgets import Budgets
    from regulars.core.effects import Effects
    from regulars.core.events import Event
    from regulars.core.merging.parting import Takes
    from regulars.core.programme.compiled import Programme
    from regulars.core.receipts import Receipt
    from regulars.core.state import Wallet
    from regulars.events.queries import Logged
    from regulars.people.models import Merge

_WAKE = "UPDATE desk_wallet SET is_sealed = false WHERE wallet_id = ANY(%s)"


def take_back(cursor: Cursor, programme: Programme, merge: Merge, *, now: datetime) -> None:
    """Close the books of a merge, wake its parts and let each take in what is theirs."""
    cursor.execute(_WAKE, (sorted(merge.parts),))
    found = wallets.lock(cursor, [*merge.parts, merge.wallet_id])
    logged = [one for one in log.all_of([merge.wallet_id]) if one.source_id != f"merge-{merge.wallet_id}"]
    taken = _taken(merge.wallet_id, logged)
    persons = dict(CameBy.objects.filter(wallet_id=merge.wallet_id).values_list("event_no", "person"))
    events.put_aside(cursor, merge.wallet_id, [one.no for one in logged])
    first, second = merge.parts
    of_second = merges.persons_in(cursor, second)
    for part in (first, second):
        is_second = part == second
        wallet = found[part]
        if wallet is not None and wallet.invitation is not None and not wallet.invitation.is_over:
            friends.wait_again(cursor, part)
        own = [one for one in logged if (persons.get(one.no) in of_second) == is_second]
        parting = _Parting(cursor, programme, part, found[part], own)
        parting.take_in(taken, persons)
        parting.write(until=instant(now))
    _close(cursor, programme, merge.wallet_id, found[merge.wallet_id], until=instant(now))


def _close(
    cursor: Cursor, programme: Programme, wallet_id: int, wallet: Wallet | None, *, until: int
) -> None:
    """Let what fell due in a merge happen first, so that its books end at one moment, however late the clock was."""
    assert wallet is not None, "a merge begins with an event"
    fold = Fold(programme, wallet, Receipts())
    write_postings(cursor, [Posting(wallet_id, None, fold.advance(until))])
    wallets.save(cursor, {wallet_id: fold})
    wallets.seal(cursor, [wallet_id])


def _taken(wallet_id: int, logged: list[Logged]) -> dict[int, Takes]:
    """What each event of the merge took, as its books say."""
    by_event: dict[int, list[ledger.Posted]] = {}
    for posted in ledger.of_events(wallet_id, [one.no for one in logged]):
        by_event.setdefault(posted.event_no or 0, []).append(posted)
    return {no: taken_by(one.entry for one in those) for no, those in by_event.items()}


class _Parting:
    """One part, which takes in again what came by it."""

    def __init__(
        self,
        cursor: Cursor,
        programme: Programme,
        part: int,
        wallet: Wallet | None,
        own: list[Logged],
    ) -> None:
        self.cursor, self.programme, self.part, self.own = cursor, programme, part, own
        told = [(part, one.source, one.event) for one in own]
        is_merge = wallet is not None and wallet.entries_before
        known = receipts.receipts_for(cursor, told, [part] if is_merge else None)
        self.is_merge, self.fold = is_merge, self._begun(wallet, known.get(part) or Receipts())
        self.budgets = Redeciding(cursor, own, known.values())
        self.postings: list[Posting] = []
        self.changed: dict[tuple[int, str], Receipt] = {}
        self.came_by: list[tuple[int, int, int]] = []

    def _begun(self, wallet: Wallet | None, known: Receipts) -> Fold | None:
        if wallet is None and not self.own:
            return None
        return Fold(self.programme, wallet or start(self.programme, self.own[0].event.occurred_at), known)

    def take_in(self, taken: dict[int, Takes], persons: dict[int, int]) -> None:
        """Decide everything again, in the order in which the merge did and with time as far as it was."""
        fold = self.fold
        for one in self.own:
            assert fold is not None
            for until in (one.decided_after, one.event.occurred_at):
                self.postings.append(Posting(self.part, None, fold.advance(until)))
            decided_after = fold.wallet.as_of
            told = under_source(one.source, one.event, fold.receipts)
            budgets = self.budgets.left(one.reasons)
            effects = _decided(fold, told, taken.get(one.no, ()), budgets)
            self.budgets.moved(one.reasons, effects.reasons)
            number = fold.wallet.events
            self.postings.append(Posting(self.part, number, effects))
            own, changed = receipts.set_apart(told, effects)
            events.decide_again(
                self.cursor, one, wallet_id=self.part, no=number, decided_after=decided_after,
                reasons=effects.reasons, receipt=own,
            )  # fmt: skip
            if isinstance(one.event, ConsentGiven | ConsentWithdrawn):
                go_with(self.cursor, one.source, one.source_id, self.part)
            elif isinstance(one.event, Redemption):
                rewards.go_with(self.cursor, (one.source, one.source_id), self.part)
            self.changed.update(((self.part, receipt.order.id), receipt) for receipt in changed)
            if self.is_merge and one.no in persons:
                self.came_by.append((self.part, number, persons[one.no]))

    def write(self, *, until: int) -> None:
        """Write what came of it, with what fell due meanwhile."""
        if self.fold is None:
            return
        self.postings.append(Posting(self.part, None, self.fold.advance(until)))
        self.budgets.save()
        write_postings(self.cursor, self.postings)
        receipts.save(self.cursor, self.changed)
        wallets.save(self.cursor, {self.part: self.fold})
        wallets.save_persons(self.cursor, self.came_by)


def _decided(fold: Fold, told: Event, taken: Takes, budgets: Budgets | None) -> Effects:
    try:
        return fold.take(told, None, budgets)
    except Refusal:
        return fold.take(told, taken)

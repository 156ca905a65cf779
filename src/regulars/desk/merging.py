"""Two members become one, and two again: each in one transaction, in the order of locks that everybody keeps.

The rules are in `docs/algorithms/identity.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import transaction

from regulars.accounts.actions import record
from regulars.core.events import JoinedPart, MembersJoined
from regulars.core.fold import Fold, start
from regulars.core.merging.joining import sealed
from regulars.core.receipts import Receipts
from regulars.core.refusals import Refusal
from regulars.desk import news, wallets
from regulars.desk.parting import take_back
from regulars.desk.posting import write_postings
from regulars.events import actions as events
from regulars.ledger import queries as ledger
from regulars.ledger.actions import Posting
from regulars.lib.agreeing import agreed
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import Instant, instant, moment
from regulars.people import merges
from regulars.people.identity import hold_identities
from regulars.referrals import actions as friends
from regulars.webhooks.actions import tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.contrib.auth.models import User
    from psycopg import Cursor

    from regulars.core.programme.compiled import Programme
    from regulars.core.state import Wallet
    from regulars.people.models import Member

SOURCE: Final = "identity"
REASON_LONGEST: Final = 200


class MergeReasonMissing(Refusal):
    """Nobody would know why. No facts."""


class Joined(NamedTuple):
    """What a merge would be, or is: the wallets of the two as they are, and of the one."""

    parts: tuple[int, int]
    before: tuple[Wallet, Wallet]
    after: Wallet


def preview(programme: Programme, *, first: int, second: int, now: datetime) -> Joined:
    """What a merge would come to; nothing is written."""
    with transaction.atomic():
        joining = _Joining(programme, raw_cursor(), first, second, now)
        seen = Joined(joining.parts, joining.before, joining.fold.wallet)
        transaction.set_rollback(True)
    return seen


def merge(
    programme: Programme, *, first: int, second: int, now: datetime, by: User | None, reason: str
) -> int:
    """Make two members one; answers the wallet that goes on for both."""
    if not reason.strip():
        raise MergeReasonMissing
    words = reason.strip()[:REASON_LONGEST]

    def work(cursor: Cursor) -> int:
        joining = _Joining(programme, cursor, first, second, now)
        joining.write(by, words)
        record(by=by, verb="merge_members", subject=f"member:{joining.wallet_id}", facts=dict(zip(("first", "second"), joining.parts, strict=True)), now=now)  # fmt: skip
        return joining.wallet_id

    return agreed(work)


def unmerge(programme: Programme, *, wallet_id: int, now: datetime, by: User | None) -> tuple[int, int]:
    """Take a merge back; answers the wallets of the two who are members again."""

    def work(cursor: Cursor) -> tuple[int, int]:
        hold_identities(cursor)
        merged = merges.merge_of(wallet_id)
        take_back(cursor, programme, merged, now=now)
        merges.undo(cursor, merged, at=now, by=by.pk if by else None)
        first, second = merged.parts
        tell(cursor, "member.parted", {"member": wallet_id, "parts": [first, second]})
        record(by=by, verb="unmerge_members", subject=f"member:{wallet_id}", facts={"first": first, "second": second}, now=now)  # fmt: skip
        return first, second

    return agreed(work)


class _Joining:
    """One merge: both wallets locked and brought to one moment, and the third that begins with them."""

    def __init__(self, programme: Programme, cursor: Cursor, first: int, second: int, now: datetime) -> None:
        self.programme, self.cursor = programme, cursor
        hold_identities(cursor)
        self.members = self._members(first, second)
        self.parts = (self.members[0].wallet_id, self.members[1].wallet_id)
        found = wallets.lock(cursor, self.parts)
        states = [found[part] or start(programme, instant(now)) for part in self.parts]
        self.at = max(instant(now), *(state.as_of for state in states))
        self.folds = {
            part: Fold(programme, state, Receipts()) for part, state in zip(self.parts, states, strict=True)
        }
        self.postings = [Posting(part, None, fold.advance(self.at)) for part, fold in self.folds.items()]
        self.before = (self.folds[self.parts[0]].wallet, self.folds[self.parts[1]].wallet)
        day = programme.calendar.day_of(self.at)
        self.event = MembersJoined("", self.at, day, (self._part(self.parts[0]), self._part(self.parts[1])))
        self.fold = Fold(programme, start(programme, self.at), Receipts())
        self.effects = self.fold.take(self.event)

    def _members(self, first: int, second: int) -> Sequence[Member]:
        """The two, the one who joined earlier first, whoever is named first."""
        if first == second:
            raise merges.SameMember(given=first)
        both = [merges.living(wallet_id) for wallet_id in sorted((first, second))]
        return sorted(both, key=lambda member: (member.joined_at, member.wallet_id))

    def _part(self, part: int) -> JoinedPart:
        wallet = self.folds[part].wallet
        lots = {
            lot.no
            for purse in wallet.purses.values()
            for lot in (*purse.lots, *(held for hold in purse.holds for held in hold.parts))
        }
        rules = ((no, *rule) for no, rule in sorted(ledger.rules_of(part, sorted(lots)).items()))
        return JoinedPart(part, sealed(wallet), tuple(rules))

    def write(self, by: User | None, reason: str) -> None:
        """Seal both, and begin the third."""
        at = moment(Instant(self.at))
        self.wallet_id = merges.begin(first=self.members[0], second=self.members[1], at=at)
        wallets.lock(self.cursor, [self.wallet_id])
        event = MembersJoined(f"merge-{self.wallet_id}", self.at, self.event.day, self.event.parts)
        number = self.fold.wallet.events
        known = events.Known(events.body(event), self.wallet_id, number)
        version = self.programme.at(self.at)
        decided = events.Decided(
            SOURCE, event, known, self.at, version.number if version else None, self.effects.reasons
        )
        events.record(self.cursor, [decided])
        write_postings(self.cursor, [*self.postings, Posting(self.wallet_id, number, self.effects)])
        happened = {part: fold for part, fold in self.folds.items() if fold.wallet.events}
        wallets.save(self.cursor, happened | {self.wallet_id: self.fold})
        wallets.seal(self.cursor, list(self.parts))
        parts = [(part, fold.wallet.entries, fold.wallet.events) for part, fold in self.folds.items()]
        merges.keep(self.cursor, self.wallet_id, parts, at=at, by=by.pk if by else None, reason=reason)
        self._end_waiting()
        news.tell(self.cursor, self.programme, self.postings)
        tell(self.cursor, "member.merged", {"member": self.wallet_id, "parts": list(self.parts)})

    def _end_waiting(self) -> None:
        """Who turned out to be a member already is nobody's newcomer any more, and whoever invited them reads so."""
        bound = {part: fold.wallet.invitation for part, fold in self.folds.items()}
        known = [friends.Noted(part, None) for part, one in bound.items() if one and not one.is_over]
        if known:
            friends.note(self.cursor, known)

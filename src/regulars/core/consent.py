"""What a member has agreed to: the last word about each purpose, whatever order the words come in.

The rules are in `docs/algorithms/consent.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.effects import Reason
from regulars.core.events import ConsentGiven
from regulars.core.programme.purposes import MEMBERSHIP
from regulars.core.refusals import MembershipStays, NoticeUnknown, PurposeUnknown
from regulars.core.state import Consent

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.events import ConsentWithdrawn
    from regulars.core.programme.compiled import Programme, Rule
    from regulars.core.state import Wallet


def told(draft: Draft, event: ConsentGiven | ConsentWithdrawn) -> None:
    """Take a word about a purpose in: the one that was said last stands, and said at once, no stands."""
    _refuse_unknown(draft, event)
    given = isinstance(event, ConsentGiven)
    word = Consent(event.occurred_at, given, event.notice_version if isinstance(event, ConsentGiven) else "")
    before = draft.wallet.consents.get(event.purpose)
    if before is not None and (before.at, not before.is_given) > (word.at, not given):
        draft.explain(Reason("word_stands", (event.purpose,)))
        return
    draft.wallet.consents[event.purpose] = word


def holds(wallet: Wallet, purpose: str, at: int) -> bool:
    """Whether something that happened at an instant may be read for a purpose."""
    word = wallet.consents.get(purpose)
    return purpose == MEMBERSHIP or (word is not None and word.is_given and word.at <= at)


def agreed(wallet: Wallet, asked: frozenset[str], at: int) -> frozenset[str]:
    """Those of the purposes for which something that happened at an instant may be read."""
    return frozenset([purpose for purpose in asked if holds(wallet, purpose, at)]) if asked else asked


def may_read(draft: Draft, rule: Rule, at: int) -> bool:
    """Whether there is this rule for what happened at an instant; why not is written down."""
    if holds(draft.wallet, rule.purpose, at):
        return True
    draft.explain(Reason("not_agreed", (rule.id, rule.purpose)))
    return False


def purposes_of(programme: Programme) -> tuple[str, ...]:
    """Every purpose that some version of the programme asks for, the base left out."""
    named = (name for version in programme.versions for name in version.document.purposes)
    return tuple(dict.fromkeys(name for name in named if name != MEMBERSHIP))


def _refuse_unknown(draft: Draft, event: ConsentGiven | ConsentWithdrawn) -> None:
    """Agreed to is what some version asks for, by a notice that it has. Who withdraws is asked for no notice."""
    if event.purpose == MEMBERSHIP:
        raise MembershipStays
    known = purposes_of(draft.programme)
    if event.purpose not in known and event.purpose not in draft.wallet.consents:
        raise PurposeUnknown(purpose=event.purpose, known=list(known))
    if isinstance(event, ConsentGiven):
        versions = notice_versions(draft.programme, event.purpose)
        if event.notice_version not in versions:
            raise NoticeUnknown(purpose=event.purpose, given=event.notice_version, known=list(versions))


def notice_versions(programme: Programme, purpose: str) -> tuple[str, ...]:
    """Every version of a purpose's notice that ever was, the oldest first."""
    parts = (version.document.purposes.get(purpose) for version in programme.versions)
    return tuple(dict.fromkeys(part.notice.version for part in parts if part is not None))

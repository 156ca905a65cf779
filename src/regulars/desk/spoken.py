"""A member's word written down by the staff: on paper, at the counter or by telephone; once, and in the audit trail."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal

from django.db import transaction

from regulars.accounts.actions import record
from regulars.accounts.chain import Fact
from regulars.desk.consents import Language, Saying, asked, word_of
from regulars.desk.posting import Arrival, post
from regulars.desk.queries import MemberUnknown
from regulars.lib.instants import instant
from regulars.people.members import person
from regulars.programmes.queries import current

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SOURCE: Final = "console"
Channel = Literal["paper", "counter", "phone"]
CHANNELS: Final[tuple[Channel, ...]] = ("paper", "counter", "phone")


@transaction.atomic
def say_for(
    *,
    wallet_id: int,
    purpose: str,
    is_given: bool,
    channel: Channel,
    language: Language,
    key: str,
    by: User,
    now: datetime,
    notice_version: str = "",
) -> None:
    """Write a member's yes or no down, by the notice as it is now unless its version is said.

    The same `key` a second time changes nothing.
    """
    programme, who = current(), person(wallet_id)
    if who is None:
        raise MemberUnknown(given=wallet_id)
    versions = {one.purpose: one.notice.version for one in asked(programme, wallet_id, now=now)}
    saying = Saying(
        purpose=purpose, is_given=is_given, notice_version=notice_version or versions.get(purpose, ""),
        channel=channel, language=language, by=f"staff:{by.pk}",
    )  # fmt: skip
    word = word_of(saying, name=key, at=instant(now), programme=programme)
    # By the card where there is one: after a merge it says as whom they spoke.
    arrival = Arrival(SOURCE, *((who.cards[0], word) if who.cards else (None, word, wallet_id)))
    (answer,) = post(programme, [arrival])
    if answer.new_refusal is not None:
        raise answer.new_refusal
    if answer.status == "decided":
        facts: dict[str, Fact] = {"purpose": purpose, "given": is_given, "channel": channel, "event": word.id}
        record(by=by, verb="record_consent", subject=f"member:{wallet_id}", facts=facts, now=now)

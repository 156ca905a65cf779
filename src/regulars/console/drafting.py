"""The draft on somebody's desk: saved with who and when, never over somebody else's work, and published with a day."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction

from regulars.accounts.actions import record
from regulars.core.refusals import Refusal
from regulars.desk import publishing
from regulars.programmes import actions
from regulars.programmes.models import Draft, Version
from regulars.programmes.queries import draft_text, published

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_BEGINS: Final = re.compile(r"^(effective_from:[ \t]*)(\"[^\"]*\"|'[^']*'|\S+)", re.MULTILINE)


class DraftChanged(Refusal):
    """Somebody saved the draft since it was loaded. No facts."""


class Working(NamedTuple):
    """What stands in the editor. `mark` says which saved draft it was loaded from."""

    text: str
    mark: str
    is_saved: bool
    saved_at: datetime | None
    saved_by: str


def working() -> Working:
    """The draft; where there is none, the newest version's text to begin with."""
    draft = Draft.objects.select_related("updated_by").first()
    if draft is None:
        versions = published()
        return Working(versions[0].text if versions else "", mark_of(None), False, None, "")
    by = draft.updated_by.get_username() if draft.updated_by else ""
    return Working(draft.text, mark_of(draft.text), True, draft.updated_at, by)


def mark_of(text: str | None) -> str:
    """A short sign of a saved text."""
    return "none" if text is None else sha256(text.encode()).hexdigest()[:16]


@transaction.atomic
def save(*, text: str, mark: str, by: User) -> None:
    """Keep the draft, unless somebody else saved since `mark`. It may have mistakes."""
    _refuse_changed(mark)
    text = _unix(text)
    if draft_text() == text:
        return
    actions.save_draft(text=text, by=by)
    record(by=by, verb="save_draft", subject="programme:draft", facts={"text": mark_of(text)})


@transaction.atomic
def discard(*, mark: str, by: User) -> None:
    """Throw the draft away; what is published stays."""
    _refuse_changed(mark)
    if Draft.objects.all().delete()[0]:
        record(by=by, verb="discard_draft", subject="programme:draft", facts={"text": mark})


@transaction.atomic
def publish(*, begins: str, mark: str, now: datetime, by: User) -> Version:
    """Publish the draft from a day on."""
    _refuse_changed(mark)
    text = with_first_day(draft_text() or "", begins)
    version = publishing.publish(text=text, now=now, by=by)
    facts = {"begins": begins, "text": mark_of(text)}
    record(by=by, verb="publish", subject=f"programme:{version.number}", facts=facts, now=now)
    return version


def with_first_day(text: str, begins: str) -> str:
    """The text with another `effective_from`; whatever stands behind it in the line stays."""
    return _BEGINS.sub(lambda found: f"{found[1]}{begins}", text, count=1)


def first_day_possible(zone: str, now: datetime, versions: int) -> date | None:
    """The first day on which a version may begin: tomorrow. The very first may begin on any day."""
    return now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1) if versions else None


def _refuse_changed(mark: str) -> None:
    draft = Draft.objects.select_for_update().first()
    if mark_of(draft.text if draft else None) != mark:
        raise DraftChanged


def _unix(text: str) -> str:
    # Browsers send a text area's lines with CR and LF.
    return text.replace("\r\n", "\n")

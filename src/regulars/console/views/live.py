"""Events as they arrive: the latest first, every two seconds, until somebody pauses to read."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.accounts.roles import may
from regulars.console.pages import is_part, page, part, voice
from regulars.events.intake.newest import Seen, newest
from regulars.events.intake.sources import every
from regulars.telling.voice import Voice

SHOWN = 50
_LONGEST = 100


@require_safe
@needs("see_events")
def live(request: StaffRequest) -> HttpResponse:
    """Show the latest events; while they run, only the list is asked for again."""
    sources, speaking = every(), voice()
    asked = request.GET.get("source", "")
    source = next((one for one in sources if one.name == asked), None)
    name, is_paused = (
        request.GET.get("name", "").strip()[:_LONGEST].replace("\0", ""),
        request.GET.get("paused") == "yes",
    )
    chosen = {"source": source.name if source else "", "name": name}
    events = newest(source_id=source.id if source else None, name=name, limit=SHOWN)
    with_details = may(request.user, "see_personal_details")
    shown: dict[str, Any] = {  # Any: a template takes what it gets.
        "rows": [_row(event, speaking, with_details=with_details) for event in events],
        "chosen": chosen,
        "is_paused": is_paused,
        "running": _address(chosen, is_paused=False),
        "paused": _address(chosen, is_paused=True),
        "voice": speaking,
    }
    if is_part(request):
        return part(request, "live_list.html", **shown)
    return page(request, "live.html", here="live", sources=[one.name for one in sources], **shown)


def _row(event: Seen, speaking: Voice, *, with_details: bool) -> dict[str, str]:
    """A row in plain text. Whom it names, and what it says, is for those who may see personal details."""
    late = (event.received_at - event.occurred_at).total_seconds()
    who = event.user_id or event.anonymous_id
    return {
        "at": f"{speaking.here(event.received_at):%H:%M:%S}",
        "name": event.name or event.kind,
        "kind": event.kind,
        "source": event.source,
        "who": who if with_details else "",
        "text": event.text if with_details else "",
        "happened": f"{speaking.here(event.occurred_at):%Y/%m/%d %H:%M:%S}" if late >= 1 else "",
    }


def _address(chosen: dict[str, str], *, is_paused: bool) -> str:
    parts = {name: value for name, value in chosen.items() if value} | (
        {"paused": "yes"} if is_paused else {}
    )
    return reverse("console:live") + (f"?{urlencode(parts)}" if parts else "")

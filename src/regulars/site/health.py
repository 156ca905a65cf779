"""Answers whether the shop is well: the database answers, fits the code, and the desk keeps up with time and with the log."""

from collections.abc import Callable

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from regulars.core.refusals import Refusal
from regulars.desk.health import log, refuse_desk_behind, refuse_reader_standing
from regulars.lib.schema import refuse_other_age

# The database comes first: where it is down, nothing after it can be asked.
CHECKS: dict[str, Callable[[], None]] = {
    "database": refuse_other_age,
    "desk": lambda: refuse_desk_behind(now=timezone.now()),
    "reader": lambda: refuse_reader_standing(now=timezone.now()),
}


def healthz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 where all is well, and 503 with the first reason otherwise."""
    for part, check in CHECKS.items():
        try:
            check()
        except Refusal as refusal:
            return JsonResponse(
                {"well": False, "part": part, "reason": refusal.code, "facts": refusal.facts}, status=503
            )
    return JsonResponse({"well": True, "parts": list(CHECKS), "log": _log()})


def _log() -> dict[str, int]:
    now = timezone.now()
    found = log(now=now)
    return {"waiting": found.events, "seconds_behind": found.seconds(now), "quarantine": found.aside}

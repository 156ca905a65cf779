"""How the event of a request comes to the desk: from a thread that sleeps until it is decided, or over a loop that does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpResponse

from regulars.desk import gathering

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from regulars.desk.replying import Brought, Outcome


class OnLoop(ASGIRequest):
    """A request that is read on a loop. Where it would ask the database, Django raises `SynchronousOnlyOperation`."""

    auth: str


class ToDesk(HttpResponse):
    """No answer yet: this is to be decided first, and then `shown`, which may raise whatever a view may."""

    def __init__(self, brought: Brought, shown: Callable[[Outcome], HttpResponse]) -> None:
        # It is never sent, so it needs no headers.
        self.brought, self.shown = brought, shown


def decided(request: HttpRequest, brought: Brought, shown: Callable[[Outcome], HttpResponse]) -> HttpResponse:
    """Have an event decided and show what came of it; on a loop, leave both to the road."""
    if isinstance(request, OnLoop):
        return ToDesk(brought, shown)
    return shown(gathering.settle(brought))

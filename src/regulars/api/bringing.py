"""How the event of a request comes to the desk: from a thread that sleeps until it is decided, or over a loop that does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from regulars.desk import gathering

if TYPE_CHECKING:
    from collections.abc import Callable

    from granian.rsgi import Scope

    from regulars.desk.replying import Brought, Outcome


class OnLoop(HttpRequest):
    """A request that is read on a loop. Where it would ask the database, Django raises `SynchronousOnlyOperation`."""

    auth: str

    def __init__(self, scope: Scope, body: bytes) -> None:
        # What Django makes of a request besides is for pages: a program brings no cookies, and no form.
        self.method, self.path, self.COOKIES = scope.method, scope.path, {}
        self.META = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in scope.headers.items()}
        self.META["CONTENT_LENGTH"] = str(len(body))
        self._body = body


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

"""What tills ask a thousand times a second, answered on the loop: an order that was bought, a reward that is redeemed.

It is the same view with the same words as over the road, for a third of what the road costs: addresses, ninja and messages
between. The event waits for its commit without a thread of its own, which would cost twice what deciding it does.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from regulars.api import asking
from regulars.api.bringing import OnLoop, ToDesk
from regulars.api.keys import Key
from regulars.api.orders import take_order
from regulars.api.reading import BODY_BYTES_MAX
from regulars.api.rewards import redeem
from regulars.api.road import TO_BROWSERS
from regulars.api.urls import api
from regulars.desk import gathering

if TYPE_CHECKING:
    from django.http import HttpResponse
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol
    from granian.rsgi import Scope

    from regulars.desk.replying import Outcome

_ADDRESSES: Final = re.compile(r"/api/v1/(?:orders|members/(?P<card>[^/]+)/redemptions)")
_key: Final = Key()


def asked(scope: Scope) -> re.Match[str] | None:
    """The address of a request that goes this way: one of these, in one piece, and not too long; of another one None."""
    given = scope.headers.get("content-length", "") if scope.method == "POST" else ""
    if not given.isdigit() or int(given) > BODY_BYTES_MAX:
        return None
    return _ADDRESSES.fullmatch(scope.path)


async def answer(scope: Scope, protocol: HTTPProtocol, address: re.Match[str]) -> None:
    """Answer such a request; whatever goes wrong is a problem in JSON."""
    request = OnLoop(scope, await protocol())
    found = await asking.at_once(partial(_viewed, request, address["card"]))
    if isinstance(found, ToDesk):
        found = await _decided(request, found)
    protocol.response_bytes(found.status_code, [*found.items(), *TO_BROWSERS], found.content)


def _viewed(request: OnLoop, card: str | None) -> HttpResponse:
    try:
        request.auth = _key(request)
        return take_order(request) if card is None else redeem(request, card)
    except Exception as no:  # noqa: BLE001 - as ninja does: a refusal or a fault, which becomes an answer.
        return _refused(request, no)


async def _decided(request: OnLoop, waiting: ToDesk) -> HttpResponse:
    try:
        outcome: Outcome | Exception = await gathering.settled(waiting.brought)
    except Exception as no:  # noqa: BLE001 - a refusal or a fault of one event, which becomes its answer.
        outcome = no
    return await asking.at_once(partial(_shown, request, waiting, outcome))


def _shown(request: OnLoop, waiting: ToDesk, outcome: Outcome | Exception) -> HttpResponse:
    if isinstance(outcome, Exception):
        return _refused(request, outcome)
    try:
        return waiting.shown(outcome)
    except Exception as no:  # noqa: BLE001 - as a view's are.
        return _refused(request, no)


def _refused(request: OnLoop, no: Exception) -> HttpResponse:
    answer: HttpResponse = api.on_exception(request, no)
    return answer

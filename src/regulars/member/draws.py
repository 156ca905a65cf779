"""The draw of a lottery for anybody to check: its seal before, and afterwards the seed, the tickets and who won."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from regulars.desk.redeeming import reward_at
from regulars.lib.instants import day_to_database, instant
from regulars.member.door import spoken
from regulars.programmes.queries import current
from regulars.rewards.draws import Sealed, sealed
from regulars.telling.rewards import reward_named

if TYPE_CHECKING:
    from django.http import HttpRequest


class Won(msgspec.Struct, frozen=True):
    """A ticket that won, and what."""

    ticket: int
    prize: str


class Shown(msgspec.Struct, frozen=True):
    """The draw on its page. `seed` is empty before it is drawn."""

    shop: str
    reward: str
    name: str
    day: str
    seal: str
    tickets: str
    seed: str
    won: tuple[Won, ...]


@require_safe
def draw(request: HttpRequest, name: str) -> HttpResponse:
    """Show the draw of a lottery of today's programme; nobody has to be signed in."""
    found = _found(name)
    document, voice = spoken(timezone.now())
    won = tuple(
        Won(ticket, chinese if voice.is_chinese else english)
        for ticket, place in found.won.items()
        for _, chinese, english in found.prizes[place : place + 1]
    )
    page = Shown(
        voice.of(document.name), name, reward_named(name, voice), f"{found.day:%Y/%m/%d}", found.seal,
        ranges(found.tickets), found.seed, won,
    )  # fmt: skip
    return render(request, "member/draw.html", {"page": page, "here": "rewards"})


@require_safe
def numbers(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001 - Django hands it in.
    """The same for a program: everything that the ten lines of the documents need."""
    found = _found(name)
    facts = {
        "reward": found.reward, "day": found.day.isoformat(), "seal": found.seal, "tickets": found.tickets,
        "prizes": [{"number": number, "zh-Hant": chinese, "en": english} for number, chinese, english in found.prizes],
        "seed": found.seed or None, "won": [{"ticket": ticket, "prize": place} for ticket, place in found.won.items()],
    }  # fmt: skip
    return HttpResponse(msgspec.json.encode(facts), content_type="application/json")


def ranges(tickets: tuple[int, ...]) -> str:
    """Numbers in order, as people write them: `1–3, 5`."""
    parts: list[list[int]] = []
    for ticket in tickets:
        if parts and ticket == parts[-1][1] + 1:
            parts[-1][1] = ticket
        else:
            parts.append([ticket, ticket])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in parts)


def _found(name: str) -> Sealed:
    reward = reward_at(current(), name, instant(timezone.now()))
    if reward is None or not reward.draw:
        raise Http404
    day = day_to_database(reward.draw)
    return sealed(name, day) or Sealed(name, day, "", (), (), None, "", {})

"""What a story is told with: a shop that really runs, whose every answer is written down for the reader."""

import re
from datetime import datetime
from itertools import count
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

from click.testing import CliRunner
from django.utils import timezone

from regulars.cli.menu import menu
from regulars.core.events import Cancellation, Line, Order, Profile, Return, ReturnLine, Spend
from regulars.core.periods import instant
from regulars.core.refusals import Refusal
from regulars.desk.clock import run_due
from regulars.desk.posting import Arrival, post
from regulars.desk.publishing import publish
from regulars.desk.referrals import tell_inviters
from regulars.people.actions import introduce
from regulars.programmes.queries import current

#: Names that are drawn by chance.
DRAWN = re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
SECONDS = re.compile(r"\d+\.\d s\b|\d+\.\d 秒")


class Shop:
    """A shop on its own clock. What happens is posted as a till would; what is asked is asked by the real commands."""

    def __init__(self, zone: str = "Asia/Taipei") -> None:
        self.zone = ZoneInfo(zone)
        self.page: list[str] = []
        self.now = datetime(2026, 1, 1, tzinfo=self.zone)
        self._number = count(1)

    # What the storyteller says.

    def says(self, *paragraphs: str) -> None:
        for paragraph in paragraphs:
            self.page += ["", " ".join(paragraph.split())]

    def shows(self, lines: list[str]) -> None:
        """Show what was answered, line by line."""
        self.page += ["", "```", *(line.rstrip() for line in lines), "```"]

    # What happens.

    def publishes(self, file: Path) -> None:
        """Take a programme that may begin in the past, since it is the first."""
        publish(text=file.read_text(), now=self.moment("2026-01-01 00:00"))
        self.shows([f"$ regulars programme publish {file.name}"])

    def joins(self, card: str, *, name: str, at: str, birth_month: int | None = None) -> None:
        self.happens(card, Profile, at=at, joined_day=self.moment(at).toordinal(), birth_month=birth_month)
        introduce(card=card, nickname=name, joined_at=self.moment(at))

    def buys(
        self, card: str, *goods: tuple[str, int] | tuple[str, int, int], at: str, **parts: object
    ) -> None:
        """Buy goods of (category/name, amount[, pieces]); the category is what stands before the last slash."""
        moment = self.moment(at)
        lines = tuple(_line(*one) for one in goods)
        self.happens(card, Order, at=at, minute=moment.hour * 60 + moment.minute, lines=lines, **parts)

    def brings_back(self, card: str, *goods: tuple[str, int], at: str, order: str | None = None) -> None:
        lines = tuple(ReturnLine(product, pieces) for product, pieces in goods)
        self.happens(card, Return, at=at, lines=lines, order=order)

    def cancels(self, card: str, *, order: str, at: str) -> None:
        self.happens(card, Cancellation, at=at, order=order)

    def spends(
        self, card: str, points: int, *, at: str, currency: str = "points", purpose: str | None = None
    ) -> None:
        self.happens(card, Spend, at=at, currency=currency, points=points, purpose=purpose)

    def happens(self, card: str, kind: type, *, at: str, **parts: object) -> None:
        """Post one event, and show what the desk answers."""
        moment = self.moment(at)
        parts.setdefault("id", f"{kind.__name__[0]}{next(self._number)}")
        self.now = moment
        event = kind(occurred_at=instant(moment), day=moment.toordinal(), **parts)
        (answer,) = post(current(), [Arrival("till", card, event)])
        self.shows([f"{at}  {_what(event)}", *(f"    {line}" for line in _became(answer))])

    def clock_runs_until(self, at: str) -> None:
        """Let time pass as the shop's clock does: looking in now and then, at whatever fell due."""
        self.now = self.moment(at)
        done = run_due(current(), now=self.now)
        self.shows([f"{at}  the clock: {done} member{'' if done == 1 else 's'} had something due"])
        if told := tell_inviters(current()):
            self.shows([f"{at}  told: {told} member{'' if told == 1 else 's'} who brought a friend"])

    # What is asked.

    def asks(self, command: str, *words: str) -> None:
        """Run a command as it is typed at the moment it asks about, and show what it prints."""
        if "--at" in words:
            asked = datetime.fromisoformat(words[words.index("--at") + 1])
            self.now = max(self.now, asked if asked.tzinfo else asked.replace(tzinfo=self.zone))
        # The reader's own day must not decide what lies ahead, or the page would change by itself next year.
        with patch.object(timezone, "now", lambda: self.now):
            result = CliRunner(catch_exceptions=False).invoke(menu, [*command.split(), *words])
        typed = " ".join(f'"{word}"' if " " in word else word for word in [*command.split(), *words])
        said = (DRAWN.sub("…", SECONDS.sub("… s", line)) for line in result.stdout.splitlines())
        self.shows([f"$ regulars {typed}", *said])

    def moment(self, text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=self.zone)


def _line(product: str, amount: int, pieces: int = 1) -> Line:
    category, _, name = product.rpartition("/")
    return Line(product, pieces, amount, (category,) if category else (), name=name)


def _what(event: object) -> str:
    match event:
        case Order(id=number, lines=lines):
            goods = ", ".join(f"{line.name} {line.amount}" for line in lines)
            part = f" ({event.unearning} of it with points or vouchers)" if event.unearning else ""
            return f"order {number}: {goods}{part}"
        case Return(id=number, lines=lines, order=order):
            goods = ", ".join(f"{line.quantity} × {line.product.rpartition('/')[2]}" for line in lines)
            return f"return {number}: {goods}, {f'receipt {order}' if order else 'no receipt'}"
        case Cancellation(id=number, order=order):
            return f"cancellation {number}: of order {order}"
        case Spend(id=number, points=points, currency=currency):
            return f"spend {number}: {points} {currency}"
        case _:
            return f"{type(event).__name__.lower()} {event.id}"


def _became(answer: object) -> list[str]:
    if isinstance(answer.refusal, Refusal):
        facts = ", ".join(f"{name} {fact}" for name, fact in answer.refusal.facts.items())
        return [f"refused: {answer.refusal.code} ({facts})"]
    effects = answer.effects
    if effects is None:
        return [answer.status]
    lines = [
        f"{entry.points:+d} {entry.currency}  {entry.kind} {entry.rule}".rstrip() for entry in effects.entries
    ]
    lines += [f"{move.track}: {move.before} → {move.after} ({move.cause})" for move in effects.moves]
    lines += [f"{reason.code} {' '.join(map(str, reason.facts))}".rstrip() for reason in effects.reasons]
    return lines or ["nothing changes hands"]

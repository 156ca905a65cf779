"""What each page shows, as frozen values: a template asks for nothing more, so no question hides in a loop."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec
from msgspec.structs import replace

from regulars.desk.answers import Account, Happening
from regulars.desk.history import history, next_page
from regulars.desk.queries import account
from regulars.member import cursors
from regulars.member.cards import qr
from regulars.member.challenges import Row as Challenge
from regulars.member.challenges import of_today
from regulars.member.coupons import usable
from regulars.member.door import in_force
from regulars.member.missions import Asked, for_the_home
from regulars.member.occasions import Row, soon
from regulars.member.points_box import Box, box
from regulars.member.rewards import Row as Near
from regulars.member.rewards import soon as rewards_near
from regulars.member.standings import Ladder, Place, ladder, place
from regulars.people.merges import Before, before
from regulars.telling.figures import day
from regulars.telling.goods import knowing
from regulars.telling.history import Told, tell
from regulars.telling.voice import Voice, voice_for

RECENT: Final = 5
A_PAGE: Final = 20


class Card(msgspec.Struct, frozen=True):
    """The card in the member's hand."""

    number: str
    nickname: str
    greeting: str


class History(msgspec.Struct, frozen=True):
    """A stretch of the history, and where the next one begins; nothing at the end.

    `of` is who the member was then, where that was before a merge; `before` who they were before all that is shown.
    """

    rows: tuple[Told, ...]
    next: str
    year: str
    of: Before | None = None
    before: tuple[Before, ...] = ()


class Home(msgspec.Struct, frozen=True):
    """The home: the first track and the first points large, the others below."""

    shop: str
    card: Card
    qr: str
    place: Place | None
    other_places: tuple[Place, ...]
    points: Box | None
    other_points: tuple[Box, ...]
    history: History
    occasions: tuple[Row, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    missions: Asked | None = None
    rewards: tuple[Near, ...] = ()
    coupons: int = 0
    has_coupons: bool = False


class Points(msgspec.Struct, frozen=True):
    """How it adds up."""

    shop: str
    boxes: tuple[Box, ...]
    tip: Place | None
    history: History
    is_first: bool


class Levels(msgspec.Struct, frozen=True):
    """Every track."""

    shop: str
    ladders: tuple[Ladder, ...]


class AboutMe(msgspec.Struct, frozen=True):
    """Who the shop thinks the member is."""

    shop: str
    cards: tuple[str, ...]
    nickname: str
    joined: str
    birth_month: int | None
    orders: int
    referral: str


def home(wallet_id: int, *, now: datetime, language: str) -> Home:
    """The member's home, now."""
    voice, name = _spoken(now, language)
    recent = history(wallet_id, now=now, limit=RECENT)[:RECENT]
    page = home_of(account(wallet_id, now=now, lots_most=0), recent, voice=voice, shop=name)
    asked = for_the_home(wallet_id, voice, now=now)
    return replace(
        page,
        occasions=soon(wallet_id, voice, now=now),
        challenges=of_today(wallet_id, voice, now=now),
        missions=asked,
        rewards=rewards_near(wallet_id, voice, now=now),
        coupons=usable(wallet_id),
        has_coupons=bool(in_force(now).coupons),
    )


def points(
    wallet_id: int, *, now: datetime, language: str, since: cursors.Cursor | None, of: int | None = None
) -> Points:
    """How the points add up, and the history from `since` back; that of somebody whom they were before a merge, with `of`."""
    voice, name = _spoken(now, language)
    stretch = more(wallet_id, now=now, language=language, since=since, of=of)
    is_first = since is None and stretch.of is None
    return points_of(
        account(wallet_id, now=now, lots_most=0), stretch, voice=voice, shop=name, is_first=is_first
    )


def more(
    wallet_id: int, *, now: datetime, language: str, since: cursors.Cursor | None, of: int | None = None
) -> History:
    """The next stretch of the history. Nobody reads it of anybody but who they were themselves."""
    voice, _ = _spoken(now, language)
    befores = before(wallet_id)
    who = next((one for one in befores if one.wallet_id == of), None)
    page = history(who.wallet_id if who else wallet_id, now=now, before=since, limit=A_PAGE)
    stretch = told(page, voice=voice, now=now)
    ends_here = not stretch.next and who is None
    return msgspec.structs.replace(stretch, of=who, before=befores if ends_here else ())


def levels(wallet_id: int, *, now: datetime, language: str) -> Levels:
    """Every track's ladder with the member on it."""
    found, tracks = account(wallet_id, now=now, lots_most=0), in_force(now).tracks
    voice, name = _spoken(now, language)
    known = [standing for standing in found.standings if standing.track in tracks]
    return Levels(name, tuple(ladder(one, tracks[one.track], voice=voice, at=found.at) for one in known))


def about_me(wallet_id: int, *, now: datetime, language: str) -> AboutMe:
    """What the shop knows by name."""
    found, (voice, name) = account(wallet_id, now=now, lots_most=0), _spoken(now, language)
    promised = in_force(now).referral
    return AboutMe(
        name, found.cards, found.nickname, day(found.joined_at, voice), found.birth_month, found.orders,
        voice.of(promised.name) if promised is not None else "",
    )  # fmt: skip


def home_of(found: Account, recent: tuple[Happening, ...], *, voice: Voice, shop: str) -> Home:
    """The home of what was found."""
    places = tuple(place(one, voice=voice, at=found.at) for one in found.standings)
    boxes = tuple(box(one, voice=voice, at=found.at) for one in found.balances)
    card = Card(found.cards[0] if found.cards else "", found.nickname, _greeting(found.at, voice))
    return Home(
        shop, card, qr(card.number), places[0] if places else None, places[1:], boxes[0] if boxes else None, boxes[1:],
        History(_tell(recent, voice), "", _year(found.at, voice)),
    )  # fmt: skip


def points_of(found: Account, stretch: History, *, voice: Voice, shop: str, is_first: bool) -> Points:
    """The points page of what was found."""
    boxes = tuple(box(one, voice=voice, at=found.at) for one in found.balances)
    places = [place(one, voice=voice, at=found.at) for one in found.standings]
    missing = [one for one in places if one.lead is not None]
    nearest = max(missing, key=lambda one: one.lead.percent if one.lead else 0, default=None)
    return Points(shop, boxes, nearest, stretch, is_first)


def told(page: tuple[Happening, ...], *, voice: Voice, now: datetime) -> History:
    """A stretch of history in words."""
    following = next_page(page)
    is_last = sum(one.no is not None for one in page) < A_PAGE
    after = "" if following is None or is_last else cursors.written(following)
    return History(_tell(page, voice), after, _year(now, voice))


def _tell(page: tuple[Happening, ...], voice: Voice) -> tuple[Told, ...]:
    wise = knowing(voice, page)
    return tuple(tell(one, wise) for one in page)


def _spoken(now: datetime, language: str) -> tuple[Voice, str]:
    """The voice of the shop, and its name in that voice."""
    document = in_force(now)
    voice = voice_for(document, language)
    return voice, voice.of(document.name)


def _year(now: datetime, voice: Voice) -> str:
    return f"{voice.here(now):%Y}"


def _greeting(at: datetime, voice: Voice) -> str:
    hour = voice.here(at).hour
    if 5 <= hour < 11:
        return "morning"
    return "afternoon" if 11 <= hour < 18 else "evening"

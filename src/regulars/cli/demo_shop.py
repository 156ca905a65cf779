"""Fills an empty shop with Sunny Select: its programme, its staff, and a year of what its members did."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regulars.cli.shared.progress import shown
from regulars.demo.browsing import browsing, mistaken
from regulars.demo.into_core import events_of, whose
from regulars.demo.mornings import mornings
from regulars.demo.orders import stream
from regulars.demo.stream import Joined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from regulars.core.events import Event
    from regulars.demo.stream import Happening

PROGRAMME = Path(__file__).resolve().parents[3] / "examples" / "programmes" / "select-shop.yaml"
MEMBERS = 3000
SEED = 1
TOP_LEVEL = "gold"
MUCH = 15
CURRENCY = "points"
RIDES = "partner:sunny-ride"
GUESTS = 60
OF_WHOM_CHECK_IN = 12
GIFT, GREETING = 50, "生日快樂"
HELD, HELD_FOR = 20, 3 * 86_400 * 1_000_000
PASSWORD = "sunny-select"  # noqa: S105 - the demo's, printed at its start for everybody to use.
STAFF = ("owner", "marketer", "support", "analyst")
LOADING = "Opening Sunny Select 晴日選物"
PROVING = "Proving the books 驗證帳本"


def load_where_empty() -> list[str]:
    """Fill the shop once; answer lines that say how to sign in, in which {address} stands for its address."""
    from django.utils import timezone

    from regulars.programmes.models import Version

    if not Version.objects.exists():
        _load(timezone.localtime())
    return _how_to_sign_in()


def _load(now: datetime) -> None:
    from django.db import transaction

    from regulars.desk.publishing import publish

    # The shop is one whole or not there: the programme comes last, and a load that broke off begins again.
    text = PROGRAMME.read_text()
    happenings = list(stream(seed=SEED, ends_on=(now - timedelta(days=1)).date(), members=MEMBERS))
    _open_books(text, happenings)
    _introduce(happenings)
    _hire()
    with transaction.atomic():
        publish(text=text, now=now)
        _give_cards(happenings)
        _hand_around(happenings, now)
        _listen(now)
        _print_coupons(happenings, now)
    _invite(happenings, now)
    _reward(happenings, now)
    _gather(happenings, now)
    _prove(now)


def _prove(now: datetime) -> None:
    """Let the console's first page say truly that the books hold."""
    from regulars.desk.verify import verify
    from regulars.insight.proofs import keep_proof
    from regulars.programmes.queries import current

    with shown(PROVING) as tell:
        proof = verify(current(), on_progress=lambda done, total: tell(done / max(total, 1)))
    keep_proof(proof, now=now)


def _open_books(text: str, happenings: list[Happening]) -> None:
    from regulars.core.programme.compiled import compile_programme
    from regulars.desk.importing import import_events
    from regulars.programmes.actions import checked

    much = _with_much_to_show(happenings)
    others = [one.card for one in happenings if isinstance(one, Joined) and one.card not in set(much)]
    ends_on = max(one.occurred_at for one in happenings).date()
    habits = mornings(much, others[::OF_WHOM_CHECK_IN], ends_on=ends_on)
    events = list(merge(_events(happenings), habits, key=lambda one: one[1].occurred_at))
    with shown(LOADING) as tell:
        import_events(
            compile_programme(checked(text)), source="shop", events=events,
            on_progress=lambda done: tell(done / len(events)),
        )  # fmt: skip


def _events(happenings: list[Happening]) -> Iterator[tuple[str | None, Event]]:
    for happening in happenings:
        for event in events_of(happening, currency=CURRENCY):
            yield whose(happening), event


def _introduce(happenings: list[Happening]) -> None:
    from regulars.people.actions import introduce

    for one in happenings:
        if isinstance(one, Joined):
            introduce(card=one.card, nickname=one.nickname, joined_at=one.occurred_at)


def _hire() -> None:
    from regulars.accounts.staff import NameTaken, create_staff

    for role in STAFF:
        try:
            create_staff(name=role, role=role, password=PASSWORD)
        except NameTaken:
            continue


def _give_cards(happenings: list[Happening]) -> None:
    """Let the member whose card is shown sign in: one near the next level, with a year worth reading."""
    from regulars.people.logins import give_login
    from regulars.people.members import wallet_of

    card = shown_card(happenings)
    wallet_id = wallet_of(card)
    if wallet_id is not None:
        give_login(wallet_id=wallet_id, username=card.replace(" ", ""), password=PASSWORD)


def _hand_around(happenings: list[Happening], now: datetime) -> None:
    """Let the member whose card is shown have points from a friend, and some held for a purchase under way."""
    from regulars.core.events import PointsGiven, PointsHeld
    from regulars.desk.posting import Arrival, post
    from regulars.lib.instants import instant
    from regulars.programmes.queries import current

    card, programme, at = shown_card(happenings), current(), instant(now)
    day = programme.calendar.day_of(at)
    # Not everybody has that many; the first who does is the friend.
    for friend in sorted(set(_with_much_to_show(happenings)) - {card}):
        gift = PointsGiven(f"gift-{friend}", at, day, CURRENCY, GIFT, card, GREETING)
        if post(programme, [Arrival("shop", friend, gift)])[0].refusal is None:
            break
    held = PointsHeld("hold-1", at, day, CURRENCY, HELD, HELD_FOR, "W-1")
    post(programme, [Arrival("shop", card, held)])


def _print_coupons(happenings: list[Happening], now: datetime) -> None:
    """Fill the pools, and let the member whose card is shown have a coupon and a partner's code."""
    from regulars.coupons import pools
    from regulars.desk.coupons.making import make_codes
    from regulars.desk.coupons.owning import claim_within
    from regulars.lib.cursors import raw_cursor
    from regulars.lib.instants import instant
    from regulars.people.members import wallet_of
    from regulars.programmes.queries import current

    cursor, wallet_id = raw_cursor(), wallet_of(shown_card(happenings))
    for coupon, number in (("book-lovers", 500), ("second-coffee", 300), ("goodwill", 60)):
        make_codes(current(), coupon, number, is_printed=coupon == "goodwill", now=now)
    rides = [(row, f"RIDE-{row:05}", f"RIDE-{row:05}") for row in range(1, 201)]
    pools.fill(cursor, RIDES, rides)
    if wallet_id is not None:
        claim_within(cursor, current(), wallet_id, "second-coffee", at=instant(now))
        pools.claim(cursor, RIDES, wallet_id=wallet_id, now=now, ends_at=None)


def _listen(now: datetime) -> None:
    """Let the web shop and its server tell of today; the desk reads it as soon as somebody serves."""
    from msgspec.json import encode

    from regulars.events.intake import sources
    from regulars.events.intake.bodies import Letter
    from regulars.events.intake.log import append
    from regulars.events.intake.months import make_ready
    from regulars.events.intake.understanding import Post, understand
    from regulars.lib.cursors import raw_cursor
    from regulars.lib.instants import instant

    web = sources.add("web", purpose="線上商店的瀏覽行為", origins=["https://shop.example"], rate=500)
    server = sources.add("webshop", purpose="線上商店主機傳來的訂單")
    cursor = raw_cursor()
    make_ready(cursor, now=now)
    for made, told in ((web, browsing(now=now)), (server, mistaken(now=now))):
        letter = Letter(None, [encode(one) for one in told], None, None)
        found = understand(letter, Post(made.source.id, instant(now), is_import=True))
        append(cursor, found.events, found.aside)


def _invite(happenings: list[Happening], now: datetime) -> None:
    """Have two occasions, one full with a waiting list on which the member whose card is shown stands."""
    from regulars.demo.evenings import hold
    from regulars.people.members import wallet_of
    from regulars.programmes.queries import current

    shown = shown_card(happenings)
    cards = [*[card for card in _with_much_to_show(happenings) if card != shown][:GUESTS], shown]
    guests = [found for card in cards if (found := wallet_of(card)) is not None]
    hold(current(), currency=CURRENCY, guests=guests, now=now)


def _reward(happenings: list[Happening], now: datetime) -> None:
    """Have members redeem what points buy; the member whose card is shown has something to fetch."""
    from regulars.demo.wishes import wish
    from regulars.people.members import wallet_of
    from regulars.programmes.queries import current

    shown = shown_card(happenings)
    cards = [card for card in _with_much_to_show(happenings) if card != shown][:GUESTS]
    found = [wallet for card in cards if (wallet := wallet_of(card)) is not None]
    own = wallet_of(shown)
    if own is not None:
        wish(current(), found, shown=own, now=now)


def _gather(happenings: list[Happening], now: datetime) -> None:
    """Have members on the leaderboards who asked for it, and others who brought friends; the one whose card is shown did both."""
    from regulars.demo.boards import stand
    from regulars.demo.friends import bring
    from regulars.people.members import wallet_of
    from regulars.programmes.queries import current

    shown = shown_card(happenings)
    cards = [card for card in _with_much_to_show(happenings) if card != shown][:GUESTS]
    found = [wallet for card in cards if (wallet := wallet_of(card)) is not None]
    own = wallet_of(shown)
    if own is not None and found:
        stand(current(), found, shown=own, now=now)
        bring(current(), found, shown=own, first_number=MEMBERS + 1, now=now)


def shown_card(happenings: list[Happening]) -> str:
    """The member with the least missing to the top level, of those whose year shows every kind of happening.

    In a shop with so few members that there is no such, the one to whom most happened.
    """
    from django.utils import timezone

    from regulars.desk.queries import account
    from regulars.people.members import wallet_of

    now, missing = timezone.now(), dict[str, int]()
    for card in _with_much_to_show(happenings):
        wallet_id = wallet_of(card)
        up = account(wallet_id, now=now).standings[0].up if wallet_id else None
        if up is not None and up.level == TOP_LEVEL:
            missing[card] = up.missing
    if not missing:
        happened = Counter(whom for one in happenings if (whom := whose(one)) is not None)
        return max(happened, key=lambda card: (happened[card], card))
    return min(missing, key=lambda card: (missing[card], card))


def _with_much_to_show(happenings: list[Happening]) -> list[str]:
    """Cards that bought a while, brought something back and used points."""
    told: dict[str, Counter[str]] = {}
    for one in happenings:
        card = whose(one)
        if card is not None:
            told.setdefault(card, Counter())[type(one).__name__] += 1
    return [card for card, seen in told.items() if seen["Sale"] >= MUCH and seen["Return"] and seen["Spend"]]


def _how_to_sign_in() -> list[str]:
    from regulars.people.models import Member

    member = Member.objects.filter(user__isnull=False).select_related("user").first()
    name = member.user.get_username() if member and member.user else ""
    return [
        f"  {click.style('Console', bold=True)} {{address}}/console/   marketer / {PASSWORD}   (also {', '.join(STAFF)})",
        f"  {click.style('Member', bold=True)}  {{address}}/           {name} / {PASSWORD}",
    ]


__all__ = ["load_where_empty", "shown_card"]

"""A reading with two seats: gold may ask two days earlier, one seat comes free, and at the door a note is held."""

import re
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from regulars.core.programme.document import Words
from regulars.core.refusals import Refusal
from regulars.desk import challenges, occasions
from regulars.lib.cursors import raw_cursor
from regulars.people.members import wallet_of
from regulars.programmes.queries import current
from regulars.registrations import door, queries
from regulars.registrations.making import OccasionPlanned, OpeningPlanned, make

MEI, MING, JUN = "R-1", "R-2", "R-3"
NAMES = {MEI: "美玲", MING: "志明", JUN: "怡君"}
NOVEL = "books/小說"
_CHANCE = re.compile(r"(?<=seat:)[\d:]+|(?<=\[)[0-9a-f]{32}(?=\])")


def story(shop) -> None:
    clock = {"now_of_database": lambda: shop.now}
    with patch.multiple(occasions, **clock), patch.multiple(challenges, **clock):
        _story(shop)
    # The numbers of rows and what chance made are the database's own affair.
    shop.page = [_CHANCE.sub("…", line) for line in shop.page]


def _story(shop) -> None:
    shop.publishes(Path(__file__).with_name("reading.yaml"))
    for card, name in NAMES.items():
        shop.joins(card, name=name, at="2026-03-01 10:00")
        shop.buys(card, (NOVEL, 6000 if card == MEI else 2000), at="2026-03-01 11:00", id=f"A-{card}")
    shop.says(
        "The reading is on 20 March. It has two seats, one of them for those whose level registers earlier, and costs 20 points."
    )
    number = _held(shop)
    shop.says(
        "On the 8th Mei-Ling, who is gold, may ask, and Chih-Ming may not yet: he is told when, and with what it is earlier."
    )
    _asks(shop, number, MEI, "2026-03-08 10:00")
    _asks(shop, number, MING, "2026-03-08 10:01")
    shop.says("On the 10th it opens for everybody: one seat is left, and I-Chun waits.")
    _asks(shop, number, MING, "2026-03-10 10:00")
    _asks(shop, number, JUN, "2026-03-10 10:00")
    _asks(shop, number, JUN, "2026-03-10 10:01")
    shop.says(
        "## A seat comes free",
        "Mei-Ling gives hers up in time. Her points are hers at once, and the seat is kept for I-Chun for a day.",
    )
    _does(shop, "gives up", occasions.give_up, number, MEI, "2026-03-12 09:00")
    _shows(shop, number, JUN)
    _does(shop, "takes it", occasions.accept, number, JUN, "2026-03-12 18:00")
    shop.asks("explain", JUN, "--at", "2026-03-12T18:00+08:00", "--limit", "1", "--lang", "zh-Hant")
    shop.says(
        "## The evening",
        "At the door each code is read once. When it begins the points are spent, whether one came or not.",
    )
    _reads(shop, number, MING, "2026-03-20 19:10", "r-1")
    _reads(shop, number, MING, "2026-03-20 19:12", "r-2")
    shop.now = shop.moment("2026-03-20 19:30")
    shop.shows(
        [f"2026-03-20 19:30  the clock: {occasions.run_due(current(), now=shop.now)} seats were paid for"]
    )
    shop.says(
        "## In the interval",
        "Whoever holds the note longest wins most. The dearest band has one prize; the next one who reaches it wins that of the band below.",
    )
    _plays(shop, MING, 8200, "2026-03-20 20:30", seconds=9)
    _plays(shop, JUN, 8200, "2026-03-20 20:31", seconds=9)
    shop.says(
        "A score that nobody can have reached in one second is in the lowest band, and no word is lost about it."
    )
    _plays(shop, MEI, 9900, "2026-03-20 20:32", seconds=1)
    shop.asks("explain", MING, "--at", "2026-03-20T21:00+08:00", "--limit", "3", "--lang", "en")
    shop.asks("verify", "--lang", "en")


def _held(shop) -> int:
    planned = OccasionPlanned(
        name=Words(zh_hant="《山徑》朗讀會", en="Mountain Paths: a reading"), place=Words(zh_hant="二樓", en="Upstairs"),
        begins_at=shop.moment("2026-03-20 19:30"), opens_at=shop.moment("2026-03-10 10:00"), seats=2, early=(OpeningPlanned(1),),
        points=20, currency="points", free_until=shop.moment("2026-03-18 00:00"),
    )  # fmt: skip
    return make(planned, key="story", now=shop.moment("2026-03-01 12:00"), by=None)[0]


def _asks(shop, number, card, at) -> None:
    _does(shop, "asks", occasions.ask, number, card, at)


def _does(shop, what, step, number, card, at) -> None:
    shop.now = shop.moment(at)
    try:
        state = step(current(), number, wallet_of(card)).state
    except Refusal as refusal:
        facts = ", ".join(f"{name} {fact}" for name, fact in refusal.facts.items())
        shop.shows([f"{at}  {NAMES[card]} {what}", f"    refused: {refusal.code} ({facts})"])
        return
    shop.shows([f"{at}  {NAMES[card]} {what}", f"    {state}"])


def _shows(shop, number, card) -> None:
    place = queries.place_of(number, [wallet_of(card)])
    until = place.offered_until.astimezone(shop.zone)
    shop.shows([f"{NAMES[card]}: {place.state} until {until:%Y-%m-%d %H:%M}"])


def _reads(shop, number, card, at, name) -> None:
    place = queries.place_of(number, [wallet_of(card)])
    found = door.read(raw_cursor(), number, place.code, name=name, at=shop.moment(at), by="door")
    first = f"{found.first_at.astimezone(shop.zone):%H:%M}"
    shop.shows(
        [f"{at}  {NAMES[card]}'s code: {'comes in' if found.is_first else f'was read before, at {first}'}"]
    )


def _plays(shop, card, score, at, *, seconds) -> None:
    shop.now = shop.moment(at)
    play = challenges.give(current(), "long-note", wallet_of(card))
    shop.now += timedelta(seconds=seconds)
    for again in ("", " sent again"):
        found = challenges.play(current(), "long-note", wallet_of(card), play.token, score)
        shop.shows(
            [
                f"{at}  {NAMES[card]}: score {score} after {seconds} s{again}",
                f"    band {found.won.band}, {found.won.points} points",
            ]
        )

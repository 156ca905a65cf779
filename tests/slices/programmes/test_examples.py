"""The examples do what their comments say, told in receipts."""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from regulars.core.events import Cancellation, Line, Order, Profile, Return, ReturnLine
from regulars.core.fold import Fold, start
from regulars.core.periods import moment
from regulars.core.programme.compiled import compile_programme
from regulars.core.receipts import Receipts
from regulars.core.wallet import outstanding, owed, pending, usable
from regulars.programmes.reading import read_programme

EXAMPLES = Path(__file__).parents[3] / "examples" / "programmes"

BOOK = "books/literature"
POEMS = "books/poetry"
MUG = "home/tableware"
COFFEE = "cafe/coffee"


@cache
def programme(name):
    return compile_programme(read_programme((EXAMPLES / f"{name}.yaml").read_bytes()).document)


class Member:
    """Somebody with a card of one example's programme, who goes shopping."""

    def __init__(self, example):
        self.programme = programme(example)
        self.calendar = self.programme.calendar
        self.fold = None
        self.number = 0

    def at(self, when):
        now = self.calendar.read(datetime.fromisoformat(when))
        if self.fold is None:
            self.fold = Fold(self.programme, start(self.programme, now), Receipts())
        self.fold.advance(now)
        return now

    def tell(self, when, kind, **parts):
        now = self.at(when)
        day, minute = self.calendar.local(now)
        self.number += 1
        if kind is Order:
            parts["minute"] = minute
        return self.fold.take(kind(id=str(self.number), occurred_at=now, day=day, **parts))

    def buy(self, when, *goods, **parts):
        """Buy goods of (category, amount[, pieces]); answer the points of each rule that gave some."""
        lines = tuple(
            Line(category, rest[0] if rest else 1, amount, (category,)) for category, amount, *rest in goods
        )
        effects = self.tell(when, Order, lines=lines, **parts)
        return {entry.rule: entry.points for entry in effects.entries if entry.kind == "earn"}

    def level(self, track="card"):
        return self.fold.wallet.tracks[track].level

    def purse(self, currency="points"):
        return self.fold.wallet.purses[currency]

    def usable(self, when, currency="points"):
        return usable(self.purse(currency), self.at(when))


def test_plain_gives_a_point_for_every_full_10_pounds_of_a_receipt():
    ada = Member("plain")

    assert ada.buy("2010-03-01T10:00", (BOOK, 1999)) == {"base": 1}
    assert ada.buy("2010-03-02T10:00", (BOOK, 2000)) == {"base": 2}
    assert ada.buy("2010-03-03T10:00", (BOOK, 999)) == {}
    assert ada.buy("2010-03-03T10:00", (BOOK, 600), (MUG, 400)) == {"base": 1}


def test_plain_points_last_until_the_end_of_the_next_year():
    ada = Member("plain")
    ada.buy("2010-03-01T10:00", (BOOK, 5000))

    assert ada.usable("2011-12-31T23:59") == 5
    assert ada.usable("2012-01-01T00:00") == 0


def test_the_plain_card_follows_the_last_twelve_months():
    ada = Member("plain")

    ada.buy("2010-03-01T10:00", (BOOK, 49999))
    assert ada.level() == "white"
    ada.buy("2010-06-01T10:00", (BOOK, 1))
    assert ada.level() == "silver"
    ada.buy("2010-07-01T10:00", (BOOK, 150000))
    assert ada.level() == "gold"
    ada.at("2011-03-01T00:00")
    assert ada.level() == "silver"
    ada.at("2011-07-01T00:00")
    assert ada.level() == "white"


def test_the_bookshop_counts_each_receipt_by_itself():
    ada = Member("bookshop")

    assert ada.buy("2025-01-05T10:00", (BOOK, 49)) == {}
    assert ada.buy("2025-01-05T10:01", (BOOK, 49)) == {}
    assert ada.buy("2025-01-05T10:02", (BOOK, 98)) == {"base": 1}


def test_the_bookshop_card_turns_gold_at_6000_and_holds_for_a_year():
    ada = Member("bookshop")
    ada.buy("2025-01-05T10:00", (MUG, 5999))
    assert ada.level() == "white"

    ada.buy("2025-03-01T10:00", (MUG, 1))
    assert ada.level() == "gold"
    ada.at("2026-02-28T23:59")
    assert ada.level() == "gold"
    ada.at("2026-03-01T00:00")
    assert ada.level() == "white"


def test_the_bookshop_gives_gold_cards_double_and_poems_their_april():
    ada = Member("bookshop")
    ada.buy("2025-01-05T10:00", (MUG, 6000))

    assert ada.buy("2025-02-01T10:00", (BOOK, 500)) == {"base": 10, "gold-benefit": 10}
    assert ada.buy("2025-04-01T10:00", (POEMS, 600, 2)) == {
        "base": 12,
        "gold-benefit": 72,
        "poetry-month": 60,
    }
    assert ada.buy("2025-04-02T10:00", (POEMS, 3000, 9))["poetry-month"] == 150


def test_the_reader_badge_counts_books_alone_and_is_kept():
    ada = Member("bookshop")

    ada.buy("2025-01-05T10:00", (MUG, 9000), (BOOK, 2999))
    assert ada.level("reader") == "reader"
    ada.buy("2025-01-06T10:00", (BOOK, 1))
    assert ada.level("reader") == "devoted"
    ada.at("2029-01-01T00:00")
    assert ada.level("reader") == "devoted"


def test_coins_come_on_what_was_paid_wait_a_week_and_last_180_days():
    ada = Member("coin")

    assert ada.buy("2025-03-01T10:00", (MUG, 1000), unearning=400) == {"base": 12}
    assert ada.usable("2025-03-07T23:59", "coin") == 0
    assert ada.usable("2025-03-08T00:00", "coin") == 12
    assert ada.usable("2025-09-04T23:59", "coin") == 12
    assert ada.usable("2025-09-05T00:00", "coin") == 0


def test_the_opening_gives_a_member_100_coins_more_at_most():
    ada = Member("coin")

    assert ada.buy("2024-10-31T23:59", (MUG, 800)) == {"base": 16}
    assert ada.buy("2024-11-01T00:00", (MUG, 800)) == {"base": 16, "launch": 80}
    assert ada.buy("2024-11-30T10:00", (MUG, 800)) == {"base": 16, "launch": 20}
    assert ada.buy("2024-11-30T11:00", (MUG, 800)) == {"base": 16}


def test_returned_goods_take_their_coins_along():
    ada = Member("coin")
    ada.buy("2025-03-01T10:00", (MUG, 1000), (BOOK, 500))

    ada.tell("2025-03-03T10:00", Return, lines=(ReturnLine(MUG, 1),), order="1")
    assert outstanding(ada.purse("coin")) == pending(ada.purse("coin"), ada.at("2025-03-03T10:00")) == 10
    ada.tell("2025-03-04T10:00", Cancellation, order="1")
    assert outstanding(ada.purse("coin")) == owed(ada.purse("coin")) == 0


def test_the_cafe_gives_a_stamp_for_every_cup_eight_at_most():
    ada = Member("cafe")

    assert ada.buy("2025-03-04T15:00", ("drinks/coffee", 240, 2), ("cakes", 90)) == {"cup": 2}
    assert ada.buy("2025-03-05T15:00", ("drinks/tea", 1200, 12)) == {"cup": 8}


def test_of_the_cafes_extra_stamps_the_better_one_counts():
    ada = Member("cafe")

    assert ada.buy("2025-03-03T15:00", ("drinks/coffee", 120)) == {"cup": 1, "rainy-monday": 1}
    assert ada.buy("2025-03-03T09:00", ("drinks/coffee", 120), ("cakes", 90)) == {"cup": 1, "breakfast": 2}


def test_the_tenth_visit_brings_five_stamps_and_a_name():
    ada = Member("cafe")
    visits = [ada.buy(f"2025-03-{day:02d}T15:00", ("cakes", 90)) for day in range(4, 16)]

    assert [visit for visit in visits if visit] == [{"back-again": 5}]
    assert visits[9] == {"back-again": 5}
    assert ada.level("regular") == "regular"


def test_stamps_live_as_long_as_somebody_comes_by():
    ada = Member("cafe")
    ada.buy("2025-03-04T15:00", ("drinks/coffee", 120))
    ada.buy("2025-06-30T15:00", ("cakes", 90))

    assert ada.usable("2025-10-28T23:59", "stamps") == 1
    assert ada.usable("2025-10-29T00:00", "stamps") == 0


# Each rule of the select shop, on the receipt that shows it best: the member before, the receipt, its points.
SELECT_SHOP = {
    "base": ("2025-03-04T15:00", [(MUG, 999)], {}, {"base": 19}),
    "anniversary": ("2025-11-05T15:00", [(MUG, 500)], {}, {"base": 10, "anniversary": 20}),
    "anniversary is over": ("2025-11-16T15:00", [(MUG, 500)], {}, {"base": 10}),
    "book-day": (
        "2025-04-23T15:00",
        [(BOOK, 500), (MUG, 100)],
        {},
        {"base": 12, "book-day": 20, "cross-corner": 5},
    ),
    "back-to-school": (
        "2025-09-01T15:00",
        [("stationery/pens", 500)],
        {},
        {"base": 10, "back-to-school": 10},
    ),
    # 5.2 points are rounded once for the receipt, and the five then shared out over the rules.
    "cafe-morning": (
        "2025-03-04T10:59",
        [(COFFEE, 130)],
        {"channel": "cafe"},
        {"base": 3, "cafe-morning": 2, "coffee-stamp": 1},
    ),
    "cafe on a saturday": (
        "2025-03-08T10:59",
        [(COFFEE, 130)],
        {"channel": "cafe"},
        {"base": 2, "coffee-stamp": 1},
    ),
    "online-weekend": (
        "2025-03-08T15:00",
        [(MUG, 500)],
        {"channel": "online"},
        {"base": 10, "online-weekend": 10},
    ),
    "basket-1000": ("2025-03-04T15:00", [(MUG, 1000)], {}, {"base": 20, "basket-1000": 20}),
    "basket-3000": ("2025-03-04T15:00", [(MUG, 3000)], {}, {"base": 60, "basket-3000": 80}),
    "cinema-tuesday": (
        "2025-03-04T15:00",
        [("cinema/tickets", 250)],
        {"channel": "cinema"},
        {"base": 5, "cinema-tuesday": 10},
    ),
    "cross-corner": ("2025-03-04T15:00", [(BOOK, 300), (MUG, 300)], {}, {"base": 12, "cross-corner": 5}),
    "coffee-stamp": (
        "2025-03-04T15:00",
        [(COFFEE, 1300, 10)],
        {},
        {"base": 26, "basket-1000": 20, "coffee-stamp": 6},
    ),
}


@pytest.mark.parametrize(("when", "goods", "parts", "points"), SELECT_SHOP.values(), ids=SELECT_SHOP)
def test_the_select_shop_gives_what_it_says(when, goods, parts, points):
    ada = Member("select-shop")
    before = datetime.fromisoformat(when) - timedelta(days=30)
    ada.buy(before.isoformat(), ("gifts/cards", 10))

    assert ada.buy(when, *goods, **parts) == points


def test_the_select_shop_greets_a_new_member_once():
    ada = Member("select-shop")

    assert ada.buy("2025-03-04T15:00", (MUG, 500)) == {"base": 10, "first-purchase": 50}
    assert ada.buy("2025-03-04T16:00", (MUG, 500)) == {"base": 10}


def test_the_select_shop_doubles_points_in_the_month_of_birth_and_not_twice():
    ada = Member("select-shop")
    ada.tell("2025-01-01T10:00", Profile, birth_month=9)
    ada.buy("2025-01-02T15:00", ("gifts/cards", 10))

    assert ada.buy("2025-09-02T15:00", ("stationery/pens", 500)) == {"base": 10, "birthday": 10}
    assert ada.buy("2025-10-02T15:00", ("stationery/pens", 500)) == {"base": 10}


def test_the_select_shops_cards_multiply_what_the_rate_gave():
    ada = Member("select-shop")
    ada.buy("2025-01-02T15:00", (MUG, 6000))
    assert ada.level() == "silver"

    assert ada.buy("2025-01-03T15:00", (MUG, 900)) == {"base": 18, "silver-benefit": 3}
    ada.buy("2025-01-04T15:00", (MUG, 14000))
    assert ada.level() == "gold"
    assert ada.buy("2025-01-05T15:00", (MUG, 900)) == {"base": 18, "gold-benefit": 9}
    ada.at("2026-12-31T23:59")
    assert ada.level() == "gold"
    ada.at("2027-01-01T00:00")
    assert ada.level() == "white"


def test_a_dozen_books_make_a_bookworm():
    ada = Member("select-shop")
    ada.buy("2025-01-02T15:00", (BOOK, 550, 11))
    ada.buy("2025-01-03T15:00", (BOOK, 50, 1))
    assert ada.level("reader") == "bookworm"

    assert ada.buy("2025-01-04T15:00", (BOOK, 500), (MUG, 500)) == {
        "base": 20,
        "reader-books": 10,
        "basket-1000": 20,
        "cross-corner": 5,
    }


def test_what_an_online_weekend_adds_waits_for_a_week():
    ada = Member("select-shop")
    ada.buy("2025-03-01T15:00", ("gifts/cards", 10))
    ada.buy("2025-03-08T15:00", (MUG, 500), channel="online")

    before = ada.usable("2025-03-14T23:59")

    assert ada.usable("2025-03-15T00:00") == before + 10


def test_a_basket_that_shrinks_loses_its_bonus():
    ada = Member("select-shop")
    ada.buy("2025-03-01T15:00", ("gifts/cards", 10))
    before = outstanding(ada.purse())
    ada.buy("2025-03-04T15:00", (MUG, 900), (BOOK, 100))

    effects = ada.tell("2025-03-05T15:00", Return, lines=(ReturnLine(BOOK, 1),), order="2")

    assert {entry.rule: entry.points for entry in effects.entries}["basket-1000"] == -20
    assert outstanding(ada.purse()) == before + 18
    assert moment(ada.at("2025-03-05T15:00")).isoformat() == "2025-03-05T07:00:00+00:00"

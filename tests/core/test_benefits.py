"""What a level gives by itself: more points for purchases, and a gift for the birthday by the level of its day."""

import pytest
from one_member import BASE, NAME, Member, card, line, version

from regulars.core.programme.benefits import Gives, gives

GIFT = {"birthday_gift": {"name": NAME}}
AMOUNTS = {
    "silver": {"points": {"coin": {"birthday_gift": 50}}},
    "gold": {"points": {"coin": {"birthday_gift": 200}}},
}


def birthday(**parts):
    return {"birthday_gift": {"name": NAME, **parts}, "each": AMOUNTS}


def holder(*rules, coin=None, **parts):
    return Member(version(BASE, *rules, coin=coin, tracks=card(**parts)))


def gifts(member):
    return [
        (member.clock(one.occurred_at), one.points) for one in member.entries if one.rule.startswith("gift/")
    ]


@pytest.mark.parametrize("happens", ["is told", "is loaded"])
def test_a_gift_costs_no_level_that_waits_for_its_review(happens):
    """A return of goods leaves the level until a purchase leaves the window; hearing of a birthday is no such thing."""
    ada = holder(window={"rolling": {"days": 90}}, on_refund="next_review", **birthday())
    if happens == "is loaded":
        ada.tells("2024-01-02", born_in=2)
    ada.buys("2024-01-10", line(1500, 3), name="a")
    ada.brings_back("2024-01-20", ("tea", 2), order="a")

    if happens == "is told":
        ada.tells("2024-01-21", born_in=2)
    ada.waits("2024-02-02")

    assert (ada.level(), ada.standing().total) == ("silver", 500)
    assert gifts(ada) == [("2024-01-25 00:00", 50)]


class TestMultiplier:
    """A level may multiply what rates and items gave, as a rule does that has no group."""

    TWICE = {"silver": {"points": {"coin": {"multiply": 2}}}, "gold": {"points": {"coin": {"multiply": 3}}}}

    def test_it_gives_by_the_level_that_was_held_before_the_purchase(self):
        ada = holder(each=self.TWICE)
        for day, points in (("05", 100), ("06", 200), ("07", 800), ("08", 300)):
            ada.buys(f"2024-01-{day}", 4000 if day == "07" else 1000)
            assert sum(one.points for one in ada.entries if ada.clock(one.occurred_at)[8:10] == day) == points

    def test_it_adds_up_with_other_multipliers(self):
        ada = holder({"multiply": 2}, each=self.TWICE)
        ada.is_given("2024-01-04", 1)
        ada.buys("2024-01-05", 1000)
        ada.buys("2024-01-06", 100)

        # Ten for the rate, ten more for the rule, ten more for the level: three times in all.
        assert [(one.rule, one.points) for one in ada.entries[-3:]] == [
            ("rule0", 10),
            ("rule1", 10),
            ("level/card/silver/coin", 10),
        ]

    def test_a_return_takes_it_back_with_the_goods(self):
        ada = holder(each=self.TWICE)
        ada.buys("2024-01-05", 1000)
        ada.buys("2024-01-06", 100, name="a")
        ada.cancels("2024-01-07", "a")

        assert sum(one.points for one in ada.entries) == 100


class TestBirthdayGift:
    """Loaded on the 25th of the month before, by the level held on that day."""

    def test_the_level_of_the_loading_day_counts_and_not_that_of_the_birthday(self):
        ada = holder(**birthday())
        ada.tells("2024-01-03", born_in=6)
        ada.buys("2024-03-01", 1000)
        ada.waits("2024-05-24 23:59")
        assert gifts(ada) == []

        ada.waits("2024-05-25 00:00")
        ada.buys("2024-05-26", 4000)
        ada.waits("2024-07-01")
        assert gifts(ada) == [("2024-05-25 00:00", 50)]
        ada.waits("2025-07-01")
        assert gifts(ada)[1:] == [("2025-05-25 00:00", 200)]

    def test_a_level_that_ends_on_that_midnight_gives_nothing_more(self):
        ada = holder(window={"rolling": {"days": 30}}, **birthday())
        ada.tells("2024-01-03", born_in=6)
        ada.buys("2024-04-25", 1000)
        ada.waits("2024-06-30")

        assert (gifts(ada), ada.moves[-1].cause) == ([], "window")

    @pytest.mark.parametrize(
        ("terms", "born_in", "loaded"),
        [
            ({}, 1, "2024-12-25 00:00"),
            ({"on_day": 31}, 3, "2025-02-28 00:00"),
            ({"on_day": 31}, 7, "2024-06-30 00:00"),
            ({"on_day": 1, "month": "same"}, 6, "2024-06-01 00:00"),
        ],
    )
    def test_it_is_loaded_on_its_day_and_next_due_then(self, terms, born_in, loaded):
        ada = holder(**birthday(**terms))
        ada.buys("2024-04-01", 1000)
        ada.tells("2024-04-02", born_in=born_in)
        assert ada.clock(ada.fold.next_due_at) == loaded

        ada.waits(loaded)
        assert gifts(ada) == [(loaded, 50)]

    @pytest.mark.parametrize(
        ("told", "given"),
        [
            ("2024-06-30 23:00", [("2024-06-30 23:00", 50)]),
            ("2024-05-26 10:00", [("2024-05-26 10:00", 50)]),
            ("2024-07-01 00:00", []),
        ],
    )
    def test_who_tells_the_month_late_is_given_it_at_once_until_the_month_is_over(self, told, given):
        ada = holder(**birthday())
        ada.buys("2024-03-01", 1000)
        ada.tells(told, born_in=6)

        assert gifts(ada) == given

    def test_another_month_told_afterwards_brings_no_second_gift_in_a_year(self):
        ada = holder(**birthday())
        ada.buys("2024-03-01", 1000)
        ada.tells("2024-06-02", born_in=6)
        ada.tells("2024-06-03", born_in=9)
        ada.waits("2025-08-24")
        assert gifts(ada) == [("2024-06-02 12:00", 50)]

        ada.waits("2025-08-25")
        assert gifts(ada)[1:] == [("2025-08-25 00:00", 50)]

    def test_a_version_that_begins_after_the_loading_day_does_not_make_up_for_it(self):
        ada = Member(
            version(BASE, tracks=card()), version(BASE, tracks=card(**birthday()), begins="2024-05-26")
        )
        ada.tells("2024-01-03", born_in=6)
        ada.buys("2024-03-01", 1000)
        ada.waits("2025-06-01")

        assert gifts(ada) == [("2025-05-25 00:00", 50)]

    def test_a_version_that_begins_on_a_loading_day_gives_by_the_level_to_which_it_sends(self):
        old = version(BASE, tracks=card(**birthday(on_day=28)))
        rule = {"levels": {"white": "gold", "silver": "gold", "gold": "gold"}}
        new = version(BASE, tracks=card(validity="forever", migrate=rule, **birthday()), begins="2024-05-25")
        ada = Member(old, new)
        ada.tells("2024-01-03", born_in=6)
        ada.buys("2024-03-01", 1000)
        ada.waits("2025-07-01")

        assert gifts(ada) == [("2024-05-25 00:00", 200), ("2025-05-25 00:00", 200)]

    def test_a_version_without_gifts_loads_none_and_one_that_has_them_again_does(self):
        visits = card("visits")
        ada = Member(
            version(BASE, tracks=card("visits", **birthday())),
            version(BASE, tracks=visits, begins="2024-06-01"),
            version(BASE, tracks=card("visits", **birthday()), begins="2025-09-01"),
        )
        ada.tells("2024-01-03", born_in=6)
        ada.buys("2024-03-01", 1000)
        ada.buys("2024-03-02", 1000)
        ada.waits("2026-07-01")

        assert gifts(ada) == [("2024-05-25 00:00", 50), ("2026-05-25 00:00", 50)]

    def test_the_books_hold_and_its_entry_says_which_gift_it_is(self):
        ada = holder(coin={"expiry": {"rolling": {"months": 1}}}, **birthday())
        ada.buys("2024-03-01", 1000)
        ada.tells("2024-06-02", born_in=6)
        ada.waits("2024-07-03 00:00")

        given = next(one for one in ada.entries if one.rule == "gift/card")
        assert (given.kind, given.effect) == ("earn", "gift/card/coin/2024")
        assert [one.points for one in ada.entries if one.kind == "expire"] == [-100, -50]


def test_a_level_says_what_it_gives():
    document = version(
        BASE,
        tracks=card(
            each={
                "gold": {
                    "points": {"coin": {"multiply": "1.5"}},
                    "exclusive": ["signed-books"],
                    "early_registration": {"days": 2},
                    "free_shipping": True,
                }
            }
        ),
    )

    white, _, gold = document.tracks["card"].levels
    assert gives(white) == Gives()
    assert gives(gold) == Gives({"coin": "1.5"}, {}, ("signed-books",), 48, True)


class TestMigration:
    """What a new version declares of the members of the one before."""

    NEW = {"plain": 0, "bronze": 100, "star": 9000}

    def moved(self, migrate, levels=None, **parts):
        new = {"card": {"metric": "net_spend", "levels": levels or self.NEW, "migrate": migrate, **parts}}
        ada = Member(
            version(BASE, tracks=card(validity={"months": 12})),
            version(BASE, tracks=new, begins="2024-06-01"),
        )
        ada.buys("2024-01-05", 1500)
        ada.waits("2024-06-01 00:00")
        return [(one.before, one.after, one.cause) for one in ada.moves[1:]], ada

    def test_each_level_becomes_the_one_that_is_named(self):
        rule = {"levels": {"white": "plain", "silver": "star", "gold": "star"}}
        moves, ada = self.moved(rule, validity={"months": 6})

        assert moves == [("silver", "star", "version")]
        assert ada.clock(ada.standing().until) == "2024-12-01 00:00"

    def test_to_earned_asks_what_counts_and_keeps_no_promise(self):
        levels = {"white": 0, "silver": 2000, "gold": 9000}

        assert self.moved("to_earned", levels, validity={"months": 12})[0] == [("silver", "white", "version")]

    def test_keep_keeps_level_and_date(self):
        levels = {"white": 0, "silver": 2000, "gold": 9000}
        moves, ada = self.moved("keep", levels, validity={"months": 12})

        assert (moves, ada.level(), ada.clock(ada.standing().until)) == ([], "silver", "2025-01-05 00:00")

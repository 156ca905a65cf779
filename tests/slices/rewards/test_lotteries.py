"""Tickets are numbered, sealed with the first one, and drawn once by the clock, as anybody can check."""

import hashlib
import hmac
from datetime import date

import pytest
from corner_shop import when
from reward_shop import RAFFLE, asks, coins, has, opened, redeemed, undoes

from regulars.core.lotteries import seal_of
from regulars.desk.lotteries import draw_due
from regulars.desk.posting import post
from regulars.desk.verify import verify
from regulars.lib.cursors import raw_cursor
from regulars.rewards import draws, queries
from regulars.rewards.actions import NothingToHandOver, hand_over
from regulars.rewards.models import Draw, Redemption
from regulars.telling.rewards import state
from regulars.telling.voice import voice_for

DAY = date(2026, 3, 24)
BEFORE, ON_THE_DAY = when("2026-03-23 23:59"), when("2026-03-24 00:00")


@pytest.fixture
def shop(db):
    """The shop with a raffle; Ada and Bob have a thousand coins each."""
    found = opened(RAFFLE)
    for member in ("Ada", "Bob"):
        has(found, member, 1000)
    return found


def tickets(shop, number):
    told = [asks(f"t{place}", "raffle", member=("Ada", "Bob")[place % 2]) for place in range(number)]
    assert redeemed(shop, *told) == ["decided"] * number


def checked(seed, numbers, prizes):
    """The ten lines of docs/algorithms/rewards.md."""
    drawn = sorted(numbers, key=lambda ticket: hmac.digest(seed, str(ticket).encode(), hashlib.sha256))
    names = [name for number, name in prizes for _ in range(number)]
    return dict(zip(drawn, names, strict=False))


def test_the_first_ticket_publishes_the_seal_and_the_prizes_and_not_the_seed(shop):
    assert draws.sealed("raffle", DAY) is None
    tickets(shop, 3)

    found = draws.sealed("raffle", DAY)
    assert found.seal == seal_of(bytes(Draw.objects.get().seed))
    assert found.prizes == ((1, "包場之夜", "A night of your own"), (2, "電影票", "Cinema ticket"))
    assert (found.tickets, found.seed, found.won, found.drawn_at) == ((1, 2, 3), "", {}, None)
    assert draws.standing("raffle", DAY) == draws.Standing(found.seal, found.prizes, 3)


def test_tickets_of_one_batch_are_numbered_too(shop):
    answers = post(shop, [asks("a", "raffle"), asks("b", "raffle", member="Bob"), asks("c", "raffle")])

    assert [answer.made.ticket for answer in answers] == [1, 2, 3]
    assert redeemed(shop, asks("d", "raffle")) == ["decided"]
    assert queries.named("till", "d").ticket == 4


def test_the_clock_draws_once_on_the_day_and_anybody_gets_the_same(shop):
    tickets(shop, 9)
    redeemed(shop, undoes("t4"))
    assert draw_due(shop, now=BEFORE) == 0
    assert draw_due(shop, now=ON_THE_DAY) == 1
    assert draw_due(shop, now=ON_THE_DAY) == 0

    found = draws.sealed("raffle", DAY)
    seed = bytes.fromhex(found.seed)
    assert hashlib.sha256(seed).hexdigest() == found.seal
    assert found.tickets == (1, 2, 3, 4, 6, 7, 8, 9)
    own = checked(seed, found.tickets, [(1, "A night of your own"), (2, "Cinema ticket")])
    assert {ticket: found.prizes[place][2] for ticket, place in found.won.items()} == own
    kept = Redemption.objects.filter(reward="raffle").exclude(state="cancelled")
    assert {one.ticket: one.won["en"] for one in kept if one.won} == own
    assert {one.state for one in kept if one.won} == {"redeemed"}
    assert {one.state for one in kept if not one.won} == {"drawn"}
    assert coins() == 2000 - 80
    assert verify(shop).broken == ()


def test_from_the_day_of_the_draw_on_nothing_is_had_or_taken_back(shop):
    tickets(shop, 2)
    late = "2026-03-24 00:00"
    assert redeemed(shop, undoes("t0", at=late), asks("late", "raffle", at=late)) == [
        "RedemptionOver",
        "RewardNotNow",
    ]
    draws.close_due(today=DAY, now=ON_THE_DAY)

    assert redeemed(shop, asks("slow", "raffle")) == ["RewardNotNow"]
    assert coins() == 1980


def test_a_winner_shows_a_code_and_nobody_else_does(shop):
    tickets(shop, 4)
    codes = {one.ticket: one.code for one in Redemption.objects.all()}
    with pytest.raises(NothingToHandOver):
        hand_over(raw_cursor(), codes[1], by="mei", now=BEFORE)
    draw_due(shop, now=ON_THE_DAY)
    won = draws.sealed("raffle", DAY).won

    for ticket, code in codes.items():
        had = queries.with_code(code)
        assert had.has_code == (ticket in won)
        assert not had.can_be_cancelled
    first = next(iter(won))
    hand_over(raw_cursor(), codes[first], by="mei", now=ON_THE_DAY)
    said = state(queries.with_code(codes[first]), voice_for(shop.versions[0].document, "en"))
    assert said == f"Ticket {first} won: A night of your own · Handed over"
    [lost] = [ticket for ticket in codes if ticket not in won]
    assert state(queries.with_code(codes[lost]), voice_for(shop.versions[0].document, "en")) == (
        f"Ticket {lost} did not win"
    )


def test_with_fewer_tickets_than_prizes_all_win_and_with_none_nothing_is_drawn(shop):
    assert draw_due(shop, now=ON_THE_DAY) == 0
    tickets(shop, 2)
    assert draw_due(shop, now=ON_THE_DAY) == 1

    assert sorted(draws.sealed("raffle", DAY).won.values()) == [0, 1]

"""Showing a member at another moment: exact in the past and ahead, and nothing is written by looking."""

import pytest
from corner_shop import PROGRAMME, busy_days, everything_written, order, spend, told, when
from msgspec.structs import replace

from regulars.core.refusals import ProgrammeNotYet
from regulars.desk.ahead import MOMENTS_MOST
from regulars.desk.clock import call_everybody, run_due
from regulars.desk.history import history
from regulars.desk.moments import MomentBeyond
from regulars.desk.posting import post
from regulars.desk.queries import account, wallet_of
from regulars.lib.instants import moment
from regulars.programmes import queries
from regulars.programmes.actions import publish

BOUGHT = order("A-1", "2026-03-01 10:00", ("atlas", 3))
NOW = when("2026-06-20 10:00")
AHEAD = ("2026-06-20 10:01", "2026-07-01 00:00", "2026-12-31 23:59", "2027-03-01 00:00", "2031-01-01 12:00")
CARDS = ("Ada", "Bob", "Cyd")


def _bare(account):
    """An account without what only a preview has."""
    return replace(account, is_ahead=False, is_past=False, ahead=(), ahead_left_out=0)


def _live_until(programme, at):
    while run_due(programme, now=at):
        pass


@pytest.mark.parametrize("until", AHEAD)
@pytest.mark.parametrize("seed", range(3))
def test_what_is_shown_of_a_day_ahead_is_what_living_until_then_comes_to(shop, seed, until):
    post(shop, busy_days(seed))
    at = when(until)
    shown = {card: account(wallet_of(card), now=NOW, at=at) for card in CARDS}

    _live_until(shop, at)

    for card in CARDS:
        assert _bare(shown[card]) == account(wallet_of(card), now=at)
        lived = [
            one for one in history(wallet_of(card), now=at, limit=1000) if one.no is None
        ]  # What time alone did, of which some had happened before the look.
        foretold = shown[card].ahead
        assert list(foretold) == list(reversed(lived[: len(foretold)]))


@pytest.mark.parametrize("seed", range(3))
def test_what_is_shown_of_a_day_past_is_what_was_shown_on_it(shop, seed):
    """Also of what comes late: it belongs to the account, and to the history, from when it was decided."""
    said, then = {}, None
    for arrival in busy_days(seed):
        (answer,) = post(shop, [arrival])
        if arrival.member != "Ada" or answer.wallet is None:
            continue
        then = moment(answer.wallet.as_of)
        # What comes late while the member's time stands still is part of that moment.
        said[then] = (account(answer.wallet_id, now=then), history(answer.wallet_id, now=then, limit=1000))

    for then, (account_then, history_then) in said.items():
        again = account(wallet_of("Ada"), now=NOW, at=then)
        assert (again.balances, again.standings, again.orders) == (
            account_then.balances, account_then.standings, account_then.orders,
        )  # fmt: skip
        assert history(wallet_of("Ada"), now=NOW, at=then, limit=1000) == history_then


def test_a_history_of_a_past_day_leaves_out_what_came_late_with_all_that_came_of_it(shop):
    told(shop, BOUGHT, order("A-2", "2026-06-01 10:00", ("tea", 1)))
    before = history(wallet_of("Ada"), now=NOW, at=when("2026-05-20 10:00"))

    # Bought in March and told of in June: its leaves ran out in April, before anybody knew of them.
    told(shop, order("A-3", "2026-03-05 10:00", ("pen", 2)))

    assert history(wallet_of("Ada"), now=NOW, at=when("2026-05-20 10:00")) == before
    assert len(history(wallet_of("Ada"), now=NOW)) > len(before) + 2


@pytest.mark.parametrize(
    "at", ["2025-01-01 00:00", "2026-03-01 10:00", "2026-06-20 10:00", "2199-12-31 23:59"]
)
def test_looking_writes_nothing(shop, at):
    post(shop, busy_days(1))
    before = everything_written()

    for card in CARDS:
        account(wallet_of(card), now=NOW, at=when(at))
        history(wallet_of(card), now=NOW, at=when(at))

    assert everything_written() == before


def test_what_will_have_happened_is_told_the_soonest_first_with_its_lots_and_levels(shop):
    told(shop, BOUGHT)

    shown = account(wallet_of("Ada"), now=when("2026-03-02 10:00"), at=when("2026-05-01 00:00"))

    assert shown.is_ahead
    assert [(one.at, [(entry.kind, entry.points) for entry in one.entries]) for one in shown.ahead] == [
        (when("2026-04-15 00:00"), [("expire", -6)]),
        (when("2026-05-01 00:00"), []),
    ]
    assert shown.ahead[0].entries[0].drawn[0].earned_at == when("2026-03-01 10:00")
    [move] = shown.ahead[1].moves
    assert (move.track, move.cause, move.before, move.after) == ("reader", "renewed", move.after, move.after)


def test_a_version_that_was_published_is_part_of_the_preview(shop):
    told(shop, BOUGHT)
    dearer = PROGRAMME.replace("2025-01-01", "2026-05-01").replace("threshold: 3000", "threshold: 9000")
    publish(text=dearer, now=when("2026-04-20 12:00"))
    call_everybody(at=when("2026-05-01 00:00"))

    shown = account(wallet_of("Ada"), now=when("2026-04-21 10:00"), at=when("2026-05-01 00:00"))

    assert shown.standings[0].level == "white"
    assert [move.cause for one in shown.ahead for move in one.moves if move.track == "card"] == ["version"]
    _live_until(queries.current(), when("2026-05-01 00:00"))
    assert account(wallet_of("Ada"), now=when("2026-05-01 00:00")).standings[0].level == "white"


def test_a_moment_that_is_now_or_past_is_no_preview(shop):
    told(shop, BOUGHT, spend("S-1", "2026-03-02 10:00", 5))

    for at in (None, NOW, when("2026-03-01 12:00")):
        shown = account(wallet_of("Ada"), now=NOW, at=at)
        assert (shown.is_ahead, shown.ahead, shown.ahead_left_out) == (False, (), 0)


def test_what_runs_out_in_a_crowd_is_told_by_the_month_in_which_it_was_earned(shop):
    march = [order(f"M-{day}", f"2026-03-{day:02} 10:00", ("tea", 1)) for day in range(1, 29)]
    april = [order(f"A-{n}", f"2026-04-{1 + n % 5:02} {n // 5:02}:00", ("tea", 1)) for n in range(105)]
    told(shop, *march, *april)
    card = wallet_of("Ada")
    at = when("2027-06-01 00:00")

    ahead = account(card, now=when("2026-04-05 23:00"), at=at).ahead

    coins = {
        one.at: [(entry.points, entry.drawn) for entry in one.entries if entry.currency == "coin"]
        for one in ahead
    }
    # In March each day is a moment; 21 receipts of each day in April are few enough to be told one by one.
    assert [points for points, _ in coins[when("2027-03-02 00:00")]] == [-12]
    assert [points for points, _ in coins[when("2027-04-02 00:00")]] == [-12] * 21


def test_a_hundred_lots_are_told_one_by_one_and_one_more_as_one(shop):
    def lots(many):
        told(shop, *(order(f"{many}-{n}", f"2026-03-01 {n // 60:02}:{n % 60:02}", ("tea", 1)) for n in range(many)), member=f"M{many}")  # fmt: skip
        ahead = account(wallet_of(f"M{many}"), now=NOW, at=when("2027-06-01 00:00")).ahead
        (gone,) = [one.entries for one in ahead if any(entry.currency == "coin" for entry in one.entries)]
        return gone

    assert [entry.points for entry in lots(100)] == [-12] * 100
    (crowd,) = lots(101)
    assert (crowd.points, [one.points for one in crowd.drawn]) == (-1212, [1212])


def test_whoever_looks_decades_ahead_learns_how_many_moments_are_not_told(shop):
    told(shop, BOUGHT)

    shown = account(wallet_of("Ada"), now=NOW, at=when("2199-01-01 00:00"))

    # The reader's badge is renewed every two months.
    assert len(shown.ahead) == MOMENTS_MOST
    assert shown.ahead_left_out > 900


@pytest.mark.parametrize(
    ("at", "refusal"),
    [
        ("2024-12-31 23:59", ProgrammeNotYet),
        ("1969-12-31 23:59", ProgrammeNotYet),
        ("0001-01-01 00:00", ProgrammeNotYet),
        ("2200-01-01 00:00", MomentBeyond),
        ("9999-12-31 23:59", MomentBeyond),
    ],
)
def test_a_moment_that_cannot_be_shown_is_refused(shop, at, refusal):
    told(shop, BOUGHT)

    for ask in (account, history):
        with pytest.raises(refusal):
            ask(wallet_of("Ada"), now=NOW, at=when(at))
    if refusal is ProgrammeNotYet:
        with pytest.raises(ProgrammeNotYet) as no:
            account(wallet_of("Ada"), now=NOW, at=when(at))
        assert no.value.facts["begins_at"] == "2025-01-01"

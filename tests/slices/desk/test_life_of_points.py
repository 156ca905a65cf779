"""When points live, read from the rows of the ledger alone: the same as the wallet says, for every way of living."""

from datetime import UTC, datetime

import pytest
from corner_shop import CALENDAR, cancelled, order, told, when

from regulars.core.events import LotGiven, Milestone, PointsHeld, PointsReceived, Spend
from regulars.core.periods import NEVER, instant
from regulars.desk.clock import run_due
from regulars.desk.history import history
from regulars.desk.queries import account, wallet_of
from regulars.desk.verify import verify
from regulars.insight.asking import ask
from regulars.insight.totals import totals
from regulars.programmes import queries
from regulars.programmes.actions import publish
from regulars.telling.history import tell
from regulars.telling.voice import voice_for

PROGRAMME = """
programme: corner
name: {{ zh-Hant: 街角, en: Corner }}
zone: Asia/Taipei
currency: TWD
effective_from: 2025-01-01
points:
  coin:
    name: {{ zh-Hant: 金幣, en: Coins }}
    worth: 1
    {life}
earning:
  - id: base
    name: {{ zh-Hant: 每十元, en: Every ten }}
    earn: coin
    rate: {{ points: 1, per: 10 }}
"""
WAITING = """expiry: { rolling: { days: 30 } }
    pending: { until_event: delivered, timeout: { days: 20 } }"""


@pytest.fixture
def opened(live_database):
    """Publish a programme whose coins live as told."""

    def open_it(life):
        queries._compiled.cache_clear()
        publish(text=PROGRAMME.format(life=life), now=datetime(2025, 1, 1, tzinfo=UTC))
        return queries.current()

    yield open_it
    queries._compiled.cache_clear()


def _moment(at):
    return instant(when(at)), CALENDAR.local(instant(when(at)))[0]


def delivered(name, at, order):
    return Milestone(name, instant(when(at)), CALENDAR.local(instant(when(at)))[0], order, "delivered")


def by_month(at):
    """What is outstanding by the month of its last usable day, and how much of it is pending."""
    rows = ask("outstanding", now=when(at), soon=when(at), zone="Asia/Taipei")
    return [
        (month.isoformat()[:7] if month else None, points, pending) for _, month, points, pending, _ in rows
    ]


def there(at):
    """Usable and pending, as the wallet says and as the rows do; both must be one."""
    coin = account(wallet_of("Ada"), now=when(at)).balances[0]
    told_of = totals(at=when(at)).points
    assert (told_of.outstanding, told_of.pending) == (coin.usable + coin.pending, coin.pending)
    assert sum(points for _, points, _ in by_month(at)) == coin.usable + coin.pending
    assert sum(pending for _, _, pending in by_month(at)) == coin.pending
    return coin.usable, coin.pending


def titles(programme):
    happenings = history(wallet_of("Ada"), now=when("2026-12-31 10:00"))
    voice = voice_for(programme.versions[0].document, "en")
    return [
        (one.title, *(why.said for why in one.whys)) for one in (tell(each, voice) for each in happenings)
    ]


class TestSliding:
    """Points that live so long after the last activity."""

    SLIDING = "expiry: { sliding: { days: 30 } }"

    def test_every_row_says_how_long_points_live(self, opened):
        programme = opened(self.SLIDING)
        told(programme, order("A-1", "2026-03-01 10:00", ("atlas", 1)))
        assert by_month("2026-03-02 10:00") == [("2026-03", 128, 0)]  # Until 31 March.

        told(programme, order("A-2", "2026-03-20 10:00", ("tea", 1)))

        assert by_month("2026-03-20 10:00") == [("2026-04", 140, 0)]
        assert there("2026-04-19 23:59") == (140, 0)
        assert there("2026-04-20 00:00") == (0, 0)
        coin = account(wallet_of("Ada"), now=when("2026-04-01 10:00")).balances[0]
        assert {lot.expires_at for lot in coin.lots} == {when("2026-04-20 00:00")}
        assert (coin.next_expiry.at, coin.next_expiry.points) == (when("2026-04-20 00:00"), 140)
        assert verify(programme).broken == ()

    def test_the_history_says_that_points_last_longer(self, opened):
        programme = opened(self.SLIDING)
        told(
            programme,
            order("A-1", "2026-03-01 10:00", ("atlas", 1)),
            order("A-2", "2026-03-20 10:00", ("tea", 1)),
        )

        assert titles(programme)[-2] == (
            "A purchase of NT$120",
            "Your Coins now last until 2026/04/19",
            "Every ten",
        )

    def test_what_a_late_activity_brings_back_was_never_gone(self, opened):
        programme = opened(self.SLIDING)
        told(programme, order("A-1", "2026-03-01 10:00", ("atlas", 1)))
        run_due(programme, now=when("2026-04-01 00:00"))
        assert there("2026-04-01 00:00") == (0, 0)

        told(programme, order("A-2", "2026-03-25 10:00", ("tea", 1)))

        assert there("2026-04-01 00:00") == there("2026-04-10 00:00") == (140, 0)
        assert verify(programme).broken == ()
        told(programme, cancelled("C-1", "2026-04-11 10:00", "A-1"))
        assert there("2026-04-11 10:00") == (12, 0)
        assert verify(programme).broken == ()

    def test_points_that_were_used_go_back_into_lots_that_slide(self, opened):
        programme = opened(self.SLIDING)
        used = Spend("S-1", *_moment("2026-03-20 10:00"), "coin", 128, order="A-2")
        told(
            programme,
            order("A-1", "2026-03-01 10:00", ("atlas", 1)),
            used,
            order("A-2", "2026-03-20 10:00", ("tea", 1)),
            cancelled("C-1", "2026-04-10 10:00", "A-2"),
        )

        assert there("2026-04-10 10:00") == (128, 0)
        assert by_month("2026-04-10 10:00") == [("2026-04", 128, 0)]
        assert verify(programme).broken == ()


class TestWaiting:
    """Points that wait until their order is delivered."""

    def test_a_lot_that_is_released_lives_from_then_on(self, opened):
        programme = opened(WAITING)
        told(
            programme,
            order("A-1", "2026-03-01 10:00", ("atlas", 1)),
            order("A-2", "2026-03-01 10:00", ("tea", 1)),
        )
        assert there("2026-03-02 10:00") == (0, 140)
        assert by_month("2026-03-02 10:00") == [("2026-04", 140, 140)]

        told(programme, delivered("M-1", "2026-03-03 10:00", "A-1"))

        assert there("2026-03-03 10:00") == (128, 12)
        assert by_month("2026-03-03 10:00") == [("2026-04", 140, 12)]
        assert there("2026-03-02 10:00") == (0, 140)  # As it was before.
        assert there("2026-03-21 00:00") == (140, 0)  # The timeout needs nobody.
        assert there("2026-04-03 00:00") == (12, 0)
        assert verify(programme).broken == ()

    def test_the_account_and_the_history_say_what_a_lot_waits_for(self, opened):
        programme = opened(WAITING)
        told(programme, order("A-1", "2026-03-01 10:00", ("atlas", 1)))
        (lot,) = account(wallet_of("Ada"), now=when("2026-03-02 10:00")).balances[0].lots
        assert (lot.waits_for, lot.activates_at) == ("delivered", when("2026-03-21 00:00"))

        told(programme, delivered("M-1", "2026-03-03 10:00", "A-1"))

        (lot,) = account(wallet_of("Ada"), now=when("2026-03-03 10:00")).balances[0].lots
        assert (lot.waits_for, lot.activates_at, lot.expires_at) == (
            None,
            when("2026-03-03 10:00"),
            when("2026-04-03 00:00"),
        )
        assert titles(programme) == [
            ("Order A-1: Delivered", "Usable now: Every ten"),
            (
                "A purchase of NT$1,280",
                "Every ten, usable after “Delivered”, from 2026/03/21 at the latest",
            ),
        ]

    def test_a_lot_that_is_gone_without_its_event_promises_no_date(self, opened):
        programme = opened(WAITING.replace("days: 20", "days: 20, then: expire"))
        told(programme, order("A-1", "2026-03-01 10:00", ("atlas", 1)))

        coin = account(wallet_of("Ada"), now=when("2026-03-02 10:00")).balances[0]

        assert (coin.pending, coin.next_release, coin.next_expiry) == (128, None, None)
        assert there("2026-03-20 23:59") == (0, 128)
        assert there("2026-03-21 00:00") == (0, 0)
        assert verify(programme).broken == ()

    def test_an_order_that_is_delivered_and_cancelled_leaves_nothing(self, opened):
        programme = opened(WAITING)
        told(
            programme,
            order("A-1", "2026-03-01 10:00", ("atlas", 1)),
            delivered("M-1", "2026-03-03 10:00", "A-1"),
            cancelled("C-1", "2026-03-04 10:00", "A-1"),
        )

        assert there("2026-03-04 10:00") == (0, 0)
        assert by_month("2026-03-04 10:00") == []
        assert verify(programme).broken == ()


def test_points_held_beyond_their_end_are_owed_until_the_hold_ends(opened):
    shop = opened("expiry: { rolling: { days: 30 } }")
    told(shop, order("A-1", "2026-03-01 10:00", ("atlas", 1)))
    at, day = _moment("2026-03-30 10:00")
    told(shop, PointsHeld("H-1", at, day, "coin", 100, 10 * 86_400 * 1_000_000))
    run_due(shop, now=when("2026-04-02 00:00"))

    # 128 coins ended with March; 100 of them are held until 9 April.
    assert by_month("2026-04-02 00:00") == [("2026-04", 100, 0)]
    assert totals(at=when("2026-04-02 00:00")).points.outstanding == 100

    run_due(shop, now=when("2026-04-10 00:00"))
    assert by_month("2026-04-10 00:00") == []


def test_what_a_late_clock_has_yet_to_write_is_not_owed(opened):
    shop = opened("expiry: { rolling: { days: 30 } }")
    told(shop, order("A-1", "2026-03-01 10:00", ("atlas", 1)))

    assert by_month("2026-04-02 00:00") == []


@pytest.mark.parametrize(("first", "order_of_lots"), [("free", [2, 1]), ("paid", [1, 2])])
def test_lots_are_shown_in_the_order_in_which_they_are_spent(opened, first, order_of_lots):
    shop = opened(f"spend_first: {first}\n    expiry: {{ rolling: {{ months: 12 }} }}")
    at, day = _moment("2026-03-01 09:00")
    lots = (LotGiven(50, at, NEVER, 2), LotGiven(50, at, NEVER, 0))
    told(shop, PointsReceived("T-1", at, day, "coin", lots))

    shown = account(wallet_of("Ada"), now=when("2026-03-02 00:00")).balances[0].lots

    assert [lot.no for lot in shown] == order_of_lots

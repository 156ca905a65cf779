"""Behaviour at the desk: what is kept of it outlives a batch, is told to the member, and folds again to the same books."""

from datetime import UTC, datetime

import pytest
from corner_shop import CALENDAR, given_back, order, told, when

from regulars.core.events import Behaviour
from regulars.core.periods import instant
from regulars.desk.clock import run_due
from regulars.desk.history import history
from regulars.desk.queries import wallet_of
from regulars.desk.verify import verify
from regulars.programmes import queries
from regulars.programmes.actions import publish
from regulars.telling.history import tell
from regulars.telling.voice import voice_for

PROGRAMME = """
programme: corner
name: { zh-Hant: 街角, en: Corner }
zone: Asia/Taipei
currency: TWD
effective_from: 2025-01-01
purposes:
  membership: { reads: [Quiz Taken], notice: { version: "1", zh-Hant: 問答給點, en: Quizzes give points } }
points:
  coin: { name: { zh-Hant: 金幣, en: Coins }, expiry: { rolling: { months: 12 } } }
earning:
  - { id: base, name: { zh-Hant: 每十元, en: Every ten }, earn: coin, rate: { points: 1, per: 10 } }
  - id: third
    name: { zh-Hant: 第三次, en: The third time }
    earn: coin
    bonus: 100
    when: count("Order Completed", within="90d") == 2 and total >= 100
  - id: looked
    name: { zh-Hant: 好奇, en: Curious }
    earn: coin
    bonus: 7
    when: distinct("Quiz Taken", "topic", within="7d") >= 2 and sequence("Quiz Taken", "Checked In", within="2d")
  - id: visit
    name: { zh-Hant: 來店打卡, en: Came by }
    on: Checked In
    earn: coin
    bonus: 5
    when: store == "main" and not last("Checked In") == 0
"""


@pytest.fixture
def shop(db):
    queries._compiled.cache_clear()
    publish(text=PROGRAMME, now=datetime(2025, 1, 1, tzinfo=UTC))
    yield queries.current()
    queries._compiled.cache_clear()


def does(name, at, what, **properties):
    moment = instant(when(at))
    return Behaviour(name, moment, *CALENDAR.local(moment), what, properties)


def entries(shop, *events):
    return [[(one.rule, one.points) for one in answer.effects.entries] for answer in told(shop, *events)]


def a_fortnight(shop):
    """Ada answers quizzes, comes by, buys, brings something back, and says something late."""
    return entries(
        shop,
        does("v1", "2026-01-05 10:00", "Quiz Taken", topic="tea"),
        does("v2", "2026-01-05 10:05", "Quiz Taken", topic="pen"),
        does("c1", "2026-01-05 11:00", "Checked In", store="main"),
        does("c2", "2026-01-05 12:00", "Checked In", store="main"),
        order("1", "2026-01-05 13:00", ("tea", 1)),
        order("2", "2026-01-08 13:00", ("tea", 1)),
        order("3", "2026-01-09 13:00", ("tea", 1)),
        given_back("r1", "2026-01-10 13:00", ("tea", 1), order="3"),
        order("4", "2026-01-11 13:00", ("tea", 1)),
        does("v3", "2026-01-09 10:00", "Quiz Taken", topic="novel"),
    )


def test_what_is_kept_of_a_member_outlives_a_batch(shop):
    assert a_fortnight(shop) == [
        [], [], [("visit", 5)], [],
        [("base", 12), ("looked", 7)],
        [("base", 12)],
        [("base", 12), ("third", 100)],
        [("base", -12), ("third", -100)],
        [("base", 12), ("third", 100)],
        [],
    ]  # fmt: skip


def test_the_log_folds_again_to_the_same_books(shop):
    a_fortnight(shop)
    run_due(shop, now=when("2027-02-20 00:00"))

    proof = verify(shop)

    assert proof.broken == ()
    assert proof.events == 10


def test_a_member_reads_what_a_visit_gave(shop):
    told(shop, does("c1", "2026-01-05 11:00", "Checked In", store="main"))
    voice = voice_for(shop.versions[0].document, "zh-Hant")

    (said,) = [tell(each, voice) for each in history(wallet_of("Ada"), now=when("2026-01-06 10:00"))]

    assert (said.title, [why.said for why in said.whys]) == ("簽到", ["來店打卡"])

"""Law: however several desks and a clock are interleaved, cut off and told things again, the books are right."""

import math
import os
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import InterfaceError, connection
from scheduler import Scheduler

sys.path.insert(0, str(Path(__file__).parents[1] / "slices" / "desk"))

from regulars.core.events import Adjustment, Spend

SEEDS = range(int(os.environ.get("REGULARS_SEEDS", "2000")) if os.environ.get("REGULARS_SOAK") else 12)
MEMBERS = ("Ada", "Bob")


#: Rungs that rise, and late hours longer than the story: then no order of telling makes a difference.
MISSIONS = """
missions:
  - id: daily
    name: { zh-Hant: 簽到, en: Daily }
    late_hours: 720
    check_in: { of: coin, ladder: [1, 2, 5], after_ladder: stays }
  - id: tour
    name: { zh-Hant: 走訪, en: Tour }
    late_hours: 720
    start: by_itself
    claim: at_once
    window: { first_day: 2026-03-01, last_day: 2026-03-31 }
    goal: { count: count("Checked In"), stages: [{ at_least: 1, prize: { points: 7, of: coin } }, { at_least: 3, prize: { points: 11, of: coin } }] }
"""


@pytest.fixture
def live_shop(live_database, monkeypatch):
    """The corner shop on a database that really commits. Nobody wants its news; that is asked once a second by the machine's
    clock, which would have a say in the schedule.
    """
    from corner_shop import PROGRAMME  # noqa: PLC0415 - models can be read only once Django is ready.

    yield from opened(PROGRAMME, monkeypatch)


@pytest.fixture
def asking_shop(live_database, monkeypatch):
    """The same, with missions."""
    from corner_shop import PROGRAMME  # noqa: PLC0415 - see above.

    yield from opened(PROGRAMME + MISSIONS, monkeypatch)


def opened(text, monkeypatch):
    from regulars.programmes import queries  # noqa: PLC0415 - see above.
    from regulars.programmes.actions import publish  # noqa: PLC0415
    from regulars.webhooks import actions as webhooks  # noqa: PLC0415

    monkeypatch.setattr(webhooks, "_wanted", (frozenset(), math.inf))
    queries._compiled.cache_clear()
    publish(text=text, now=datetime(2026, 1, 1, tzinfo=UTC))
    yield queries.current()
    queries._compiled.cache_clear()


def arrivals_of(seed):
    """Purchases, spending and returns of two members who have plenty, so that nothing depends on who comes first.

    What makes events independent is that none can be refused, runs out, or fills a cap before another reads it:
    coins live for a year, no receipt with a gift comes back, and a return that comes before its order waits for it.
    """
    from corner_shop import CALENDAR, given_back, order  # noqa: PLC0415 - see above.

    from regulars.core.periods import instant  # noqa: PLC0415
    from regulars.desk.posting import Arrival  # noqa: PLC0415

    chance, made = Random(seed), []
    for number in range(10):
        moment = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=chance.randint(0, 400))
        text, member = f"{moment:%Y-%m-%d %H:%M}", chance.choice(MEMBERS)
        goods = ((chance.choice(("tea", "pen")), chance.randint(1, 3)),)
        at = instant(moment)
        if number % 3 == 0:
            made.append(
                Arrival(
                    "till",
                    member,
                    Spend(f"S-{number}", at, CALENDAR.local(at)[0], "coin", chance.randint(1, 30)),
                )
            )
        else:
            made.append(Arrival("till", member, order(f"A-{number}", text, *goods)))
            if chance.random() < 0.4:
                back = given_back(
                    f"R-{number}",
                    f"{moment + timedelta(days=1):%Y-%m-%d %H:%M}",
                    (goods[0][0], 1),
                    order=f"A-{number}",
                )
                made.append(Arrival("till", member, back))
    return made


def taps_of(seed):
    """Check-ins of both, at some hours of the same days; some of them of one day."""
    from corner_shop import CALENDAR  # noqa: PLC0415 - see above.

    from regulars.core.events import Behaviour  # noqa: PLC0415
    from regulars.core.periods import instant  # noqa: PLC0415
    from regulars.desk.posting import Arrival  # noqa: PLC0415

    chance, made = Random(seed + 1), []
    for number in range(9):
        at = instant(datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=chance.randint(0, 200)))
        tap = Behaviour(f"T-{number}", at, *CALENDAR.local(at), "Checked In", {})
        made.append(Arrival("app", chance.choice(MEMBERS), tap))
    return made


def begin(shop):
    """Forget everything; each member has a thousand coins."""
    from corner_shop import CALENDAR, forget_everything, when  # noqa: PLC0415 - see above.

    from regulars.core.periods import instant  # noqa: PLC0415
    from regulars.desk.posting import Arrival, post  # noqa: PLC0415

    forget_everything()
    at = instant(when("2026-02-20 10:00"))
    for card in MEMBERS:
        gift = Adjustment(f"G-{card}", at, CALENDAR.local(at)[0], "coin", 1000, "because", "staff")
        post(shop, [Arrival("till", card, gift)])


def stubborn(work):
    """Do it until it is answered: a line that broke says nothing of what became of it."""
    from regulars.lib.schema import UNUSABLE  # noqa: PLC0415 - see above.

    while True:
        try:
            return work()
        except (*UNUSABLE, InterfaceError):
            connection.close()


def desks_of(shop, seed, arrivals, furthest=120):
    """Three desks that tell everything, some of it twice, in any order and batches; and a clock that jumps."""
    from corner_shop import when  # noqa: PLC0415 - see above.

    from regulars.desk.clock import run_due  # noqa: PLC0415
    from regulars.desk.posting import post  # noqa: PLC0415

    chance, told = Random(-seed - 1), {"desk-0": [], "desk-1": [], "desk-2": []}
    for arrival in arrivals:
        for name in chance.sample(sorted(told), chance.choice((1, 1, 2))):
            told[name].append(arrival)

    def desk(name):
        def work():
            queue = told[name]
            while queue:
                batch, queue = queue[:2], queue[2:]
                stubborn(lambda batch=batch: post(shop, batch))

        return work

    days = [chance.randint(0, furthest) for _ in range(3)]

    def clock():
        for day in days:
            stubborn(lambda day=day: run_due(shop, now=when("2026-03-01 00:00") + timedelta(days=day)))

    for queue in told.values():
        chance.shuffle(queue)
    return {name: desk(name) for name in told} | {"clock": clock}


def totals():
    """What the events come to: coins by kind, leaves that were given, and how many events each member has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT value, currency, entry.kind, sum(points)::int FROM ledger_entry AS entry JOIN people_identifier USING (wallet_id)"
            " WHERE currency = 'coin' OR entry.kind = 'earn' GROUP BY value, currency, entry.kind"
        )
        points = Counter({row[:3]: row[3] for row in cursor.fetchall()})
        cursor.execute(
            "SELECT value, count(*) FROM events_event JOIN people_identifier USING (wallet_id) GROUP BY value"
        )
        return points, dict(cursor.fetchall())


def scheduled(shop, seed):
    begin(shop)
    scheduler = Scheduler(seed)
    scheduler.run(desks_of(shop, seed, arrivals_of(seed)))
    return scheduler


@pytest.mark.parametrize("seed", SEEDS)
def test_any_schedule_of_desks_and_faults_comes_to_what_one_desk_comes_to(live_shop, seed):
    from regulars.desk.posting import post  # noqa: PLC0415 - see above.
    from regulars.desk.verify import verify  # noqa: PLC0415

    begin(live_shop)
    statuses = {post(live_shop, [arrival])[0].status for arrival in arrivals_of(seed)}
    plain = totals()

    scheduler = scheduled(live_shop, seed)

    assert statuses == {"decided"}
    assert verify(live_shop).broken == ()
    assert totals() == plain, scheduler.trace


@pytest.mark.parametrize("seed", SEEDS)
def test_check_ins_and_missions_come_to_the_same_in_any_schedule(asking_shop, seed):
    from regulars.desk.posting import post  # noqa: PLC0415 - see above.
    from regulars.desk.verify import verify  # noqa: PLC0415

    told = [*arrivals_of(seed)[:5], *taps_of(seed)]
    begin(asking_shop)
    post(asking_shop, sorted(told, key=lambda one: one.event.occurred_at))
    plain = totals()
    begin(asking_shop)
    scheduler = Scheduler(seed)
    # No further than what is late may still be told.
    scheduler.run(desks_of(asking_shop, seed, told, furthest=20))

    assert verify(asking_shop).broken == ()
    assert totals() == plain, scheduler.trace


def test_a_seed_replays_its_schedule_exactly(live_shop):
    first, second, other = (scheduled(live_shop, seed).trace for seed in (3, 3, 4))

    assert first == second
    assert first != other
    assert {lost for _, _, lost in first + other} == {None, "before", "after"}

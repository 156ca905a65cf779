"""The corner shop of the desk's tests: its programme, its goods, and what may happen in it."""

from contextlib import closing
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.db import connection

from regulars.core.events import (
    Adjustment,
    Cancellation,
    Exchange,
    Line,
    Order,
    Profile,
    Return,
    ReturnLine,
    Spend,
)
from regulars.core.periods import Calendar, instant
from regulars.desk.posting import Arrival, post

TAIPEI = ZoneInfo("Asia/Taipei")
PROGRAMME = """
programme: corner
name: { zh-Hant: 街角, en: Corner }
zone: Asia/Taipei
currency: TWD
effective_from: 2025-01-01
points:
  coin:
    name: { zh-Hant: 金幣, en: Coins }
    worth: 1
    expiry: { rolling: { months: 12 } }
    take_back: into_deficit
  leaf:
    name: { zh-Hant: 葉子, en: Leaves }
    expiry: { rolling: { days: 30 } }
    pending: { days: 14 }
earning:
  - id: base
    name: { zh-Hant: 每十元, en: Every ten }
    earn: coin
    rate: { points: 1, per: 10 }
  - id: big
    name: { zh-Hant: 滿千, en: A thousand }
    earn: coin
    bonus: 50
    when: total >= 1000
    caps: [{ points: 80, per: day }]
  - id: items
    name: { zh-Hant: 每件, en: Each }
    earn: leaf
    each: 2
tracks:
  card:
    name: { zh-Hant: 卡, en: Card }
    metric: net_spend
    window: { rolling: { months: 12 } }
    levels:
      - { id: white, name: { zh-Hant: 白, en: White }, threshold: 0 }
      - { id: gold, name: { zh-Hant: 金, en: Gold }, threshold: 3000 }
  reader:
    name: { zh-Hant: 讀者, en: Reader }
    metric: items
    lines: '"books" in line.categories'
    validity: { months: 2 }
    levels:
      - { id: none, name: { zh-Hant: 無, en: None }, threshold: 0 }
      - { id: reader, name: { zh-Hant: 讀者, en: Reader }, threshold: 3 }
"""
GOODS = {
    "tea": ("drinks", 120),
    "novel": ("books/novel", 380),
    "pen": ("office", 45),
    "atlas": ("books", 1280),
}
CALENDAR = Calendar("Asia/Taipei")


def when(text):
    """A moment on the shop's wall clock, as `2026-03-01 10:00`."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=TAIPEI)


def lines(*goods):
    return tuple(
        Line(product, quantity, GOODS[product][1] * quantity, (GOODS[product][0],))
        for product, quantity in goods
    )


def order(name, at, *goods, exchange=None):
    day, minute = CALENDAR.local(instant(when(at)))
    return Order(name, instant(when(at)), day, minute, lines(*goods), exchange=exchange)


def exchanged(name, at, *goods, back, of=None):
    """Buy goods in the place of others."""
    return order(name, at, *goods, exchange=Exchange(tuple(ReturnLine(*each) for each in back), of))


def spend(name, at, points, order=None):
    moment = instant(when(at))
    return Spend(name, moment, CALENDAR.local(moment)[0], "coin", points, order=order)


def given_back(name, at, *goods, order=None, amount=None, by="member"):
    back = tuple(ReturnLine(product, quantity) for product, quantity in goods)
    return Return(name, instant(when(at)), CALENDAR.local(instant(when(at)))[0], back, order, amount, by)


def cancelled(name, at, order):
    return Cancellation(name, instant(when(at)), CALENDAR.local(instant(when(at)))[0], order)


def told(programme, *events, member="Ada", source="till"):
    """Post events of one member, each in a batch of its own, and answer what became of them."""
    return [post(programme, [Arrival(source, member, event)])[0] for event in events]


def busy_days(seed, *, sources=("till", "web"), anonymous=True, late=(0, 0, 0, 0, 3, 40)):
    """Some arrivals of a few months: members and nobody, repeats, refusals, late ones, and ids that meet."""
    chance, arrivals, bought = Random(seed), [], {}
    now = when("2026-01-05 09:00")
    for number in range(70):
        now += timedelta(minutes=chance.choice((0, 7, 600, 3000, 9000)))
        member = chance.choice(("Ada", "Bob", "Cyd", None if anonymous else "Dot"))
        source = chance.choice(sources)
        at = now - timedelta(days=chance.choice(late))
        name, (day, minute) = f"{number // len(sources)}", CALENDAR.local(instant(at))
        event = _something(chance, name, instant(at), day, minute, bought.get(member, []))
        if isinstance(event, Order):
            bought.setdefault(member, []).append(event.id)
        arrivals.append(Arrival(source, member, event))
        if chance.random() < 0.1:
            arrivals.append(chance.choice(arrivals))
    return _each_told_one_way(arrivals)


def _something(chance, name, at, day, minute, bought):
    goods = lines(
        *((product, chance.randint(1, 3)) for product in chance.sample(sorted(GOODS), chance.randint(1, 3)))
    )
    product, by = chance.choice(sorted(GOODS)), chance.choice(("member", "shop"))
    back = (
        ReturnLine(product, chance.randint(0, 3)),
        ReturnLine(product, amount=chance.randint(1, 200)),
    )[: chance.randint(1, 2)]
    soon = [*bought, name, str(int(name) + 1), str(int(name) + 3)]
    which = chance.random()
    if which < 0.45 or not bought:
        return Order(name, at, day, minute, goods)
    if which < 0.5:
        return Order(
            name, at, day, minute, goods, exchange=Exchange(back, chance.choice((None, *soon)), by=by)
        )
    if which < 0.75:
        of = chance.choice((None, chance.choice(soon)))
        return Return(name, at, day, back, of, chance.choice((None, 70)) if of else None, by)
    if which < 0.8:
        return Cancellation(name, at, day, chance.choice(soon), by)
    if which < 0.9:
        of = chance.choice((None, chance.choice(soon)))
        return Spend(name, at, day, "coin", chance.randint(1, 150), order=of)
    if which < 0.95:
        return Adjustment(name, at, day, "coin", chance.choice((-20, 35)), "because", "staff")
    return Profile(name, at, day, birth_month=chance.randint(1, 12))


def _each_told_one_way(arrivals):
    """Leave out what a source would say a second time, otherwise."""
    first = {}
    for arrival in arrivals:
        first.setdefault((arrival.source, arrival.event.id), arrival)
    return [arrival for arrival in arrivals if first[arrival.source, arrival.event.id] == arrival]


#: Everything that the desk writes, but for the moment of writing; members are told by their card.
_TABLES = {
    "event": """SELECT source, source_id, card, no, kind, occurred_at, day, body, decided_after, version,
        reasons, receipt FROM events_event AS it LEFT JOIN known USING (wallet_id)""",
    "wallet": "SELECT card, body, levels, next_due_at FROM desk_wallet AS it JOIN known USING (wallet_id) WHERE body <> ''",
    "receipt": "SELECT card, order_id, products, body FROM desk_receipt AS it JOIN known USING (wallet_id)",
    "move": """SELECT card, event_no, track, before, after, at, until, cause,
        row_number() OVER (PARTITION BY card ORDER BY id) FROM desk_move AS it JOIN known USING (wallet_id)""",
    "entry": """SELECT card, no, event_no, kind, currency, points, occurred_at, effect, rule, version, reverses,
        activates_at, expires_at, funding FROM ledger_entry AS it JOIN known USING (wallet_id)""",
    "allocation": "SELECT card, entry_no, lot_no, part, points FROM ledger_allocation AS it JOIN known USING (wallet_id)",
}
_KNOWN = "WITH known AS (SELECT wallet_id, value AS card FROM people_identifier)"


def everything_written():
    """The whole of the desk's tables, comparable between two runs."""
    found = {}
    with closing(connection.cursor()) as cursor:
        for name, question in _TABLES.items():
            cursor.execute(f"{_KNOWN} {question}")
            found[name] = sorted(map(_plain, cursor.fetchall()), key=repr)
    return found


def _plain(row):
    return tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)


def forget_everything():
    """Begin again with the same programme."""
    with closing(connection.cursor()) as cursor:
        for table in (
            "ledger_allocation",
            "ledger_entry",
            "desk_move",
            "desk_receipt",
            "desk_wallet",
            "events_event",
        ):
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("DELETE FROM people_identifier")
        cursor.execute("DELETE FROM people_member")

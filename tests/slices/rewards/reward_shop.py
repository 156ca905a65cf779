"""A shop in which points buy things, and what is asked and answered there."""

from datetime import UTC, datetime

from corner_shop import CALENDAR, when
from corner_shop import PROGRAMME as CORNER

from regulars.core.events import Adjustment, Redemption, RedemptionCancelled, RedemptionPaid
from regulars.core.periods import instant
from regulars.desk.posting import Arrival, post
from regulars.ledger.models import Entry
from regulars.programmes import queries
from regulars.programmes.actions import publish
from regulars.rewards.models import Redemption as Row
from regulars.supplies import queries as supplies

PROGRAMME = (
    CORNER
    + """
rewards:
  - id: tote
    name: { zh-Hant: 帆布提袋, en: Canvas bag }
    price: { points: 300, of: coin }
    stock: 3
    fetch_within: 30
  - id: tea
    name: { zh-Hant: 熱茶, en: A cup of tea }
    price: { points: 50, of: coin }
    handed_over: at_once
    limits: [{ times: 2, per: day }]
  - id: mug
    name: { zh-Hant: 馬克杯, en: Mug }
    price: { points: 100, of: coin }
    limits: [{ times: 1, per: member }]
  - id: film
    name: { zh-Hant: 電影票, en: Cinema ticket }
    kind: voucher
    price: { points: 10, of: coin }
    when: at_least("card", "gold")
    stock: 1
"""
)
#: What some tests sell beside it.
LAMP = """
  - id: lamp
    name: { zh-Hant: 閱讀燈, en: Reading lamp }
    price: { points: 100, of: coin, money: 199 }
    stock: 1
    fetch_within: 30
"""
AT = "2026-03-01 10:00"


#: Points for a cause, two ways, and tickets for two prizes.
GIVEN = """
  - id: meal
    name: { zh-Hant: 一份餐點, en: A meal }
    kind: donation
    price: { points: 50, of: coin }
    cause: food-bank
  - id: feast
    name: { zh-Hant: 一桌餐點, en: A table of meals }
    kind: donation
    price: { points: 200, of: coin }
    cause: food-bank
  - id: trees
    name: { zh-Hant: 種一棵樹, en: A tree }
    kind: donation
    price: { points: 30, of: coin }
"""
RAFFLE = """
  - id: raffle
    name: { zh-Hant: 春日抽獎, en: Spring raffle }
    kind: lottery
    price: { points: 10, of: coin }
    lottery:
      draw: 2026-03-24
      prizes:
        - { name: { zh-Hant: 包場之夜, en: A night of your own } }
        - { name: { zh-Hant: 電影票, en: Cinema ticket }, number: 2 }
"""


def opened(more=""):
    """Publish the programme, with more rewards, and answer it; what earlier tests published is forgotten."""
    queries._compiled.cache_clear()
    publish(text=PROGRAMME + more, now=datetime(2026, 1, 1, tzinfo=UTC))
    return queries.current()


def _moment(at):
    moment = instant(when(at))
    return (moment, *CALENDAR.local(moment))


def has(shop, member, points, at="2026-02-01 10:00", source="gifts"):
    """Give somebody coins."""
    moment, day, _ = _moment(at)
    gift = Adjustment(f"G-{member}-{at}", moment, day, "coin", points, "because", "staff")
    post(shop, [Arrival(source, member, gift)])


def moment_of(now):
    """A moment of the database's clock as these tests write one: leases end by that clock."""
    return f"{now.astimezone(when(AT).tzinfo):%Y-%m-%d %H:%M}"


def asks(name, reward="tote", at=AT, member="Ada", source="till"):
    moment, day, minute = _moment(at)
    return Arrival(source, member, Redemption(name, moment, day, reward, minute, reward == "raffle"))


def undoes(redemption, at=AT, member="Ada", source="till", by="member", of=""):
    moment, day, _ = _moment(at)
    event = RedemptionCancelled(f"{redemption}~cancel", moment, day, redemption, of, by)
    return Arrival(source, member, event)


def pays(redemption, at=AT, member="Ada", source="till", of="", order=None, name="pay"):
    moment, day, _ = _moment(at)
    return Arrival(source, member, RedemptionPaid(f"{redemption}~{name}", moment, day, redemption, of, order))


def redeemed(shop, *arrivals):
    """Post each by itself; answer the status, or why not."""
    answers = [post(shop, [arrival])[0] for arrival in arrivals]
    return [answer.refusal.code if answer.refusal else answer.status for answer in answers]


def coins(member_points=None):
    return sum(Entry.objects.filter(currency="coin").values_list("points", flat=True))


def states():
    return list(Row.objects.order_by("id").values_list("reward", "state"))


def left(reward):
    return supplies.left([f"reward:{reward}"])[f"reward:{reward}"].there

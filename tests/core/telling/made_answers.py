"""Answers as the desk gives them, made by hand: somebody new, somebody who has it all, and somebody in debt."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from regulars.core.events import Line, Order, Return, ReturnLine, Spend
from regulars.core.programme.document import RollingWindow, Window, Words
from regulars.desk.answers import (
    Account,
    Balance,
    Drawn,
    Due,
    EntryView,
    Happening,
    Heap,
    LotView,
    MoveView,
    Standing,
    Step,
)  # fmt: skip
from regulars.telling.voice import Voice

TAIPEI = ZoneInfo("Asia/Taipei")


def at(year, month, day, hour=12, minute=0):
    """A moment on the shop's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=TAIPEI).astimezone(UTC)


NOW = at(2026, 11, 22, 19, 30)
POINTS = Words(zh_hant="晴日點數", en="Sunny points")
STAMPS = Words(zh_hant="咖啡章", en="Coffee stamps")
CARD = Words(zh_hant="晴日卡", en="Sunny card")
READER = Words(zh_hant="閱讀徽章", en="Reader badge")
WHITE, SILVER, GOLD = (
    Words(zh_hant="白卡", en="White"), Words(zh_hant="銀卡", en="Silver"), Words(zh_hant="金卡", en="Gold"),
)  # fmt: skip
PAGE_TURNER, BOOKWORM = Words(zh_hant="翻頁人", en="Page-turner"), Words(zh_hant="書蟲", en="Bookworm")
BASE = Words(zh_hant="消費每 50 元得 1 點", en="1 point for every NT$50")
DOUBLE = Words(zh_hant="生日當月點數 2 倍", en="Double points in the month of your birthday")

CHINESE = Voice(
    language="zh-hant",
    rules={"base": BASE, "birthday": DOUBLE},
    points={"points": POINTS, "stamps": STAMPS},
    windows={"card": Window(RollingWindow(months=12)), "reader": "calendar_year"},
)
ENGLISH = Voice(
    language="en", rules=CHINESE.rules, points=CHINESE.points, windows=CHINESE.windows
)  # fmt: skip


def standing(**changes):
    """Silver, NT$320 short of gold, for another year and a month."""
    facts = {
        "track": "card", "name": CARD, "level": "silver", "level_name": SILVER, "rank": 1,
        "since": at(2026, 5, 19, 0), "until": at(2028, 1, 1, 0), "falls_at": at(2028, 1, 1, 0),
        "total": 19_680, "unit": "money", "money": "TWD", "is_of_lines": False,
        "up": Step("gold", GOLD, 20_000, 320), "keep": Step("silver", SILVER, 6_000, 6_000),
        "benefits": (Words(zh_hant="點數 1.2 倍", en="1.2 times the points"),),
    }  # fmt: skip
    return Standing(**facts | changes)


def badge(**changes):
    """A page-turner with three of twelve books."""
    facts = {
        "track": "reader", "name": READER, "level": "page-turner", "level_name": PAGE_TURNER, "rank": 0,
        "since": at(2025, 4, 1), "until": None, "falls_at": None, "total": 3, "unit": "items",
        "is_of_lines": True, "up": Step("bookworm", BOOKWORM, 12, 9), "keep": None, "benefits": (),
    }  # fmt: skip
    return standing(**facts | changes)


def lot(no, remaining, expires_at, activates_at=NOW):
    return LotView(no, remaining, remaining, activates_at, expires_at, "free", BASE, no)


def balance(**changes):
    """1,284 usable, 60 pending, 210 of them until the end of the year."""
    facts = {
        "currency": "points", "name": POINTS, "usable": 1_284, "pending": 60, "owed": 0, "worth": Decimal(1284),
        "money": "TWD", "issued": 2_990, "spent": 1_500, "expired": 120, "revoked": 26, "shortfall": 0,
        "next_expiry": Due(at(2027, 1, 1, 0), 210), "next_release": Due(at(2026, 11, 29, 0), 60),
        "lots": (
            lot(3, 1_074, at(2028, 1, 1, 0)), lot(1, 150, at(2027, 1, 1, 0)), lot(2, 60, at(2027, 1, 1, 0)),
            lot(4, 60, at(2028, 1, 1, 0), at(2026, 11, 29, 0)),
        ),
    }  # fmt: skip
    facts |= changes
    return Balance(**{"lots_in_all": len(facts["lots"]), "by_end": _by_end(facts["lots"])} | facts)


def _by_end(lots):
    """All points of some lots by their end, never last."""
    ends = [*sorted({lot.expires_at for lot in lots} - {None}), None]
    heaps = [Heap(end, sum(lot.remaining for lot in lots if lot.expires_at == end)) for end in ends]
    return tuple(heap for heap in heaps if heap.points)


def nothing(currency="points", name=POINTS):
    """A kind of points of which somebody never had any."""
    return Balance(
        currency, name, 0, 0, 0, Decimal(0), "TWD", 0, 0, 0, 0, 0, None, None, ()
    )  # fmt: skip


def owing():
    """A return took back 30 points that had been spent."""
    return balance(usable=0, pending=0, owed=30, worth=Decimal(0), issued=100, spent=70, expired=0,
                   revoked=60, next_expiry=None, next_release=None, lots=())  # fmt: skip


def entry(no=1, **changes):
    facts = {
        "no": no, "kind": "earn", "currency": "points", "currency_name": POINTS, "points": 25,
        "occurred_at": NOW, "rule": "base", "rule_name": BASE, "version": 7, "reverses": None,
        "activates_at": NOW, "expires_at": at(2028, 1, 1, 0), "drawn": (),
    }  # fmt: skip
    return EntryView(**facts | changes)


def happening(event, *entries, moves=(), reasons=(), no=17, when=NOW):
    number = no if event is not None else None
    return Happening(
        number, when, "Order Completed", "shop", event.id if event else "", event, "TWD", tuple(entries),
        tuple(moves), tuple(reasons), 7, at(2026, 11, 1, 0),
    )  # fmt: skip


def order(identity="Y261122-1", *, amount=1_260, channel="store", unearning=0):
    lines = (
        Line("HT-01", 1, amount - 200, ("home/tableware",), None, "霧面馬克杯"),
        Line("BK-07", 1, 100, ("books",), None, "曬書日常"),
        Line("CF-02", 1, 100, ("cafe/coffee",), None, "拿鐵"),
    )
    return Order(identity, 0, 739577, 1170, lines, channel=channel, unearning=unearning)


def purchase():
    """Two rules, and one of them waits."""
    return happening(
        order(),
        entry(1),
        entry(2, rule="birthday", rule_name=DOUBLE, points=18, activates_at=at(2026, 11, 29, 0)),
        entry(3, currency="stamps", currency_name=STAMPS, points=1, rule="stamp",
              rule_name=Words(zh_hant="每杯咖啡蓋 1 章", en="One stamp for every coffee"),
              expires_at=at(2027, 6, 1, 0)),
        moves=(MoveView("card", CARD, WHITE, SILVER, NOW, at(2028, 1, 1, 0), "reached", is_up=True),),
    )  # fmt: skip


def spending():
    return happening(
        Spend("P-1", 0, 739573, "points", 600, "手沖咖啡"),
        entry(4, kind="spend", points=-600, rule="", rule_name=None, activates_at=None, expires_at=None,
              drawn=(Drawn(1, 400, at(2025, 12, 3)), Drawn(2, 200, at(2025, 12, 9)), Drawn(3, 0, NOW))[:2]),
        when=at(2026, 11, 18), no=16,
    )  # fmt: skip


def giving_back():
    return happening(
        Return("R-1", 0, 739570, (ReturnLine("HT-01", 1),), order="Y261122-1"),
        entry(5, kind="revoke", points=-26, reverses=1, activates_at=None, expires_at=None,
              drawn=(Drawn(1, 20, at(2026, 11, 9)), Drawn(9, 6, at(2025, 12, 1)))),
        when=at(2026, 11, 15), no=15,
    )  # fmt: skip


def running_out():
    return happening(
        None,
        entry(6, kind="expire", points=-120, rule="", rule_name=None, reverses=2, activates_at=None,
              expires_at=None, drawn=(Drawn(2, 120, at(2024, 11, 3)),)),
        when=at(2026, 1, 1, 0),
    )  # fmt: skip


def account(*balances, standings=(), orders=0, nickname="小安"):
    return Account(
        1, ("8012 3341 09",), nickname, at(2025, 4, 1), 9, NOW, is_past=False, orders=orders,
        balances=balances, standings=tuple(standings),
    )  # fmt: skip


def at_the_door():
    """Somebody who has just joined: every level the lowest, every figure zero."""
    white = standing(level="white", level_name=WHITE, rank=0, until=None, falls_at=None, total=0, keep=None,
                     up=Step("silver", SILVER, 6_000, 6_000), benefits=())  # fmt: skip
    return account(nothing(), nothing("stamps", STAMPS), standings=(white, badge(total=0)), nickname="")


ACCOUNTS = {
    "new": (at_the_door(), ()),
    "normal": (account(balance(), nothing("stamps", STAMPS), standings=(standing(), badge()), orders=14),
               (purchase(), spending(), giving_back(), running_out())),
    "full": (account(balance(), balance(currency="stamps", name=STAMPS),
                     standings=(standing(level="gold", level_name=GOLD, rank=2, up=None, keep=None, falls_at=None),
                                badge(), badge(track="film")), orders=282),
             (purchase(), spending(), giving_back(), running_out())),
    "debt": (account(owing(), standings=(standing(),), orders=2), (giving_back(),)),
    "bare": (account(nothing()), ()),
}  # fmt: skip

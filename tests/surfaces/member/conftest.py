"""A select shop with Ada, who has bought much, and Bob, who has only just joined."""

# ruff: noqa: PLC0415 - models may be imported once Django is set up, which is after this file is read.

import sys
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

TESTS = Path(__file__).parents[2]
sys.path.insert(0, str(TESTS / "core" / "telling"))

PROGRAMME = TESTS.parent / "examples" / "programmes" / "select-shop.yaml"
PASSWORD = "only-for-tests"
ADA, BOB = "8012 0000 01", "8012 0000 02"
#: The pages are read on this evening, so that no season of the programme moves a figure.
NOW = datetime(2026, 11, 22, 19, 30, tzinfo=ZoneInfo("Asia/Taipei"))


def purchase(number, when, *, amount, name="霧面馬克杯", categories=("home/tableware",), channel="store"):
    """One line on one receipt, on the shop's clock."""
    from regulars.core.events import Line, Order
    from regulars.core.periods import instant

    line = Line(f"P-{amount}", 1, amount, categories, None, name)
    minute = when.hour * 60 + when.minute
    return Order(f"Y-{number}", instant(when), when.toordinal(), minute, (line,), channel=channel)


def _joined(card, when):
    from regulars.core.events import Profile
    from regulars.core.periods import instant

    return Profile(f"M-{card}", instant(when), when.toordinal(), joined_day=when.toordinal())


def a_year_of_ada(now):
    """Thirty receipts a week apart, a return, points spent, and NT$229 short of silver."""
    from regulars.core.events import Return, ReturnLine, Spend
    from regulars.core.periods import instant

    when = [(now - timedelta(days=7 * ago + 1)).replace(hour=12, minute=0) for ago in range(30, 0, -1)]
    bought = [purchase(number, one, amount=185 + number) for number, one in enumerate(when)]
    back = Return("R-1", instant(when[-1]) + 1, when[-1].toordinal(), (ReturnLine("P-214", 1),), order="Y-29")
    used = Spend("S-1", instant(when[-1]) + 2, when[-1].toordinal(), "points", 20, "手沖咖啡")
    return [_joined(ADA, when[0]), *bought, back, used]


@pytest.fixture(autouse=True)
def evening(monkeypatch, settings):
    """Stop the clock of the pages, and hash passwords quickly."""
    from regulars.member import views

    monkeypatch.setattr(views, "timezone", SimpleNamespace(now=lambda: NOW))
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def open_shop():
    """Return a function that fills the shop: the programme, Ada with her year, and Bob."""

    def opened():
        from regulars.desk.posting import Arrival, post
        from regulars.people.actions import introduce
        from regulars.people.logins import give_login
        from regulars.people.members import wallet_of
        from regulars.programmes import queries
        from regulars.programmes.actions import publish

        queries._compiled.cache_clear()
        publish(text=PROGRAMME.read_text(), now=NOW)
        arrivals = [Arrival("shop", ADA, event) for event in a_year_of_ada(NOW)]
        arrivals.append(Arrival("shop", BOB, _joined(BOB, NOW - timedelta(days=1))))
        post(queries.current(), arrivals)
        for card, name in ((ADA, "Ada"), (BOB, "Bob")):
            introduce(card=card, nickname=name, joined_at=NOW - timedelta(days=300))
            give_login(wallet_of(card), username=card, password=PASSWORD)

    yield opened
    from regulars.programmes import queries

    queries._compiled.cache_clear()


@pytest.fixture
def shop(db, open_shop):
    open_shop()


@pytest.fixture
def read(client):
    """Return a function that answers what a page of ours says, read by a member in a language."""
    from django.contrib.auth.models import User

    def page(path, *, card=ADA, language="zh-hant", **headers):
        client.cookies["language"] = language
        if card:
            client.force_login(User.objects.get(username=card.replace(" ", "")))
        return client.get(path, headers=headers)

    return page

"""A select shop with Ada, who has bought for months, Bob, who has only just joined, and one person in each role."""

# ruff: noqa: PLC0415 - models may be imported once Django is set up, which is after this file is read.

import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

sys.path.insert(0, str(Path(__file__).parent))
PROGRAMME = Path(__file__).parents[3] / "examples" / "programmes" / "select-shop.yaml"
PASSWORD = "only for tests"
ROLES = ("owner", "marketer", "support", "analyst")
ADA, BOB = "8012 0000 01", "8012 0000 02"


def _now():
    return datetime.now(ZoneInfo("Asia/Taipei"))


def order(number, when, *, amount, channel="store", categories=("home/tableware",)):
    from regulars.core.events import Line, Order
    from regulars.core.periods import instant

    line = Line("P-1", 1, amount, categories, None, "霧面馬克杯")
    return Order(f"Y-{number}", instant(when), when.toordinal(), 720, (line,), channel=channel)


def events_of_ada(now):
    """Sixteen receipts of NT$500, a week apart at noon: silver since the twelfth."""
    noons = [(now - timedelta(weeks=ago)).replace(hour=12, minute=0, second=0) for ago in range(17, 1, -1)]
    return [order(number, noon, amount=500) for number, noon in enumerate(noons)]


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def staff():
    """Give each role somebody who is called like it."""

    def hired():
        from regulars.accounts.staff import create_staff

        for role in ROLES:
            create_staff(name=role, role=role, password=PASSWORD)

    return hired


@pytest.fixture
def programme_text():
    """Say what is published; a module whose shop runs something else has its own."""
    return PROGRAMME.read_text()


@pytest.fixture
def open_shop(staff, programme_text):
    """Return a function that fills the shop."""

    def opened():
        from regulars.desk.posting import Arrival, post
        from regulars.people.actions import introduce
        from regulars.programmes import queries
        from regulars.programmes.actions import publish

        queries._compiled.cache_clear()
        staff()
        now = _now()
        publish(text=programme_text, now=now)
        walk_in = Arrival("till", None, order("W-1", now - timedelta(weeks=3), amount=250))
        bought_today = Arrival(
            "till", BOB, order("B-1", now - timedelta(minutes=5), amount=120, channel="cafe")
        )
        post(
            queries.current(),
            [*(Arrival("till", ADA, event) for event in events_of_ada(now)), walk_in, bought_today],
        )
        introduce(card=ADA, nickname="愛達", joined_at=now - timedelta(days=200))
        introduce(card=BOB, nickname="阿博", joined_at=now - timedelta(days=1))

    yield opened
    from regulars.programmes import queries

    queries._compiled.cache_clear()


@pytest.fixture
def shop(db, open_shop):
    open_shop()


@pytest.fixture
def signed_in():
    """Return a function that answers a browser in which somebody of a role has signed in."""

    def browser(role, language="en"):
        client = Client(headers={"Accept-Language": language})
        assert client.login(username=role, password=PASSWORD)
        return client

    return browser


@pytest.fixture
def wallet_of(shop):
    from regulars.people import members

    return members.wallet_of

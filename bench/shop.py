"""A shop to measure: a fresh durable server of its own, the demo's programme, and orders that are already decoded."""

import os
import random
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

from regulars.core.events import Line, Order
from regulars.core.periods import Calendar, instant
from regulars.lib.postgres import EmbeddedPostgres

ROOT = Path(__file__).parents[1]
VAR = ROOT / "var" / "bench"
SELECT_SHOP = ROOT / "examples" / "programmes" / "select-shop.yaml"
PLAIN = ROOT / "examples" / "programmes" / "plain.yaml"

# Goods of every corner, so that every kind of rule has something to do: product, categories, price.
GOODS = (
    ("mug", ("home/kitchen",), 320),
    ("novel", ("books/literature",), 420),
    ("latte", ("cafe/coffee",), 130),
    ("notebook", ("stationery",), 90),
    ("ticket", ("cinema",), 280),
    ("lamp", ("home/light",), 1680),
)
CHANNELS = ("store", "online", "cafe", "cinema")
_TODAY = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
# The Monday of last week: no order lies ahead, and nothing that it earns runs out while we measure.
BEGIN = instant(_TODAY - timedelta(days=_TODAY.weekday() + 7))
BETWEEN_ORDERS = 2_000_000
_BUDGET = re.compile(r"^    budget:.*\n(?: {6}.*\n)+", re.MULTILINE)


def prepare_environment() -> None:
    """Point the settings, which are read once, at the shop to measure."""
    os.environ["REGULARS_VAR"] = str(VAR)
    os.environ["DJANGO_SETTINGS_MODULE"] = "regulars.site.settings"


@contextmanager
def fresh_shop(programme: str | None = None) -> Iterator[EmbeddedPostgres]:
    """Open an empty shop on a new durable server, and leave nothing of it behind; `programme` is its text, or the demo's without its budget."""
    prepare_environment()
    remove()
    server = EmbeddedPostgres(VAR).start()
    try:
        open_shop(programme)
        yield server
    finally:
        server.remove()
        remove()


def open_shop(programme: str | None = None) -> None:
    """Make the tables, and publish a programme: the demo's where no other text is given."""
    import django  # noqa: PLC0415 - settings are read once, so the environment comes first.

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - as above.

    from regulars.programmes.actions import publish  # noqa: PLC0415 - as above.
    from regulars.programmes.queries import _compiled  # noqa: PLC0415 - as above.

    # A process knows one shop. The rules that it remembers of the one before are of no use in the next.
    _compiled.cache_clear()
    call_command("migrate", verbosity=0, interactive=False)
    publish(text=programme or select_shop(), now=datetime.now(UTC))


def select_shop() -> str:
    """The demo's programme without its rule's budget: that is one number for everybody, and desks that take from it take turns."""
    return _BUDGET.sub("", SELECT_SHOP.read_text(), count=1)


def settle(server: EmbeddedPostgres) -> None:
    """Clean up behind what was written, as the server does by itself when it comes to it."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")


def remove() -> None:
    """Forget the folder of the shop."""
    shutil.rmtree(VAR, ignore_errors=True)


def single_line_orders(
    count: int, *, members: range, seed: int, name: str, begin: int = BEGIN
) -> list[tuple[str, Order]]:
    """Return (card, order) with one line each, two seconds apart, of members by chance."""
    chance, calendar = random.Random(seed), Calendar("Asia/Taipei")
    orders = []
    for number in range(count):
        product, categories, price = chance.choice(GOODS)
        quantity = chance.choice((1, 1, 1, 2, 3))
        at = begin + number * BETWEEN_ORDERS
        day, minute = calendar.local(at)  # type: ignore[arg-type]  # an instant is an int to the events
        line = Line(product, quantity, price * quantity, categories)
        order = Order(
            f"{name}-{number}", at, day, minute, (line,), store="taipei", channel=chance.choice(CHANNELS)
        )
        orders.append((f"M{chance.choice(members)}", order))
    return orders

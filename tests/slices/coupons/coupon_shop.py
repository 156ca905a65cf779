"""Baskets and codes for the shop with coupons."""

from datetime import UTC, datetime

from django.db import transaction

from regulars.core.codes import folded
from regulars.core.events import Line, Order
from regulars.coupons import pools
from regulars.desk.coupons.baskets import Bought
from regulars.desk.coupons.holding import commit, hold
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import instant


def bought(programme, *amounts, wallet_id=None, order="", staff=None):
    """A basket of goods for so much each, at this moment."""
    at = instant(datetime.now(UTC))
    day, minute = programme.calendar.local(at)
    lines = tuple(Line(f"goods {place}", 1, amount) for place, amount in enumerate(amounts or (500,)))
    return Bought(Order(order, at, day, minute, lines, "main"), wallet_id=wallet_id, staff=staff)


def printed(*texts, pool="tea"):
    """Put codes that are on paper into a pool."""
    with transaction.atomic():
        rows = [(row, folded(text), text) for row, text in enumerate(texts, start=1)]
        pools.fill(raw_cursor(), pool, rows, pools.Printed(datetime.now(UTC), None))


def paid(programme, name, *codes, member=None, wallet_id=None):
    """Hold codes and use them with an order: what is done at a till."""
    basket = bought(programme, wallet_id=wallet_id)
    hold(programme, basket, codes, source="till", name=name, minutes=5)
    return commit(
        programme, bought(programme, wallet_id=wallet_id, order=f"order {name}"), source="till", name=name, member=member
    )  # fmt: skip

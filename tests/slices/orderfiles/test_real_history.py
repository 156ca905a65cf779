"""The real history of a shop is read as it is, and its figures agree with a plain reading of it."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb
import pytest

from regulars.core.events import Order, Return
from regulars.events.orderfiles import stage

# The data lies beside the repository, or where the person who runs this has put it.
HISTORY = next(
    (
        path
        for folder in Path(__file__).resolve().parents
        for path in [folder / "shared/data/online-retail/orders-2009-12_2010-12.parquet"]
        if path.exists()
    ),
    None,
)
pytestmark = pytest.mark.skipif(
    HISTORY is None, reason="the real order history (shared/data/online-retail) is not on this machine"
)


@pytest.fixture(scope="module")
def staged(tmp_path_factory):
    assert HISTORY is not None
    return stage(HISTORY, currency="GBP", zone="Europe/London", folder=tmp_path_factory.mktemp("history"))


@pytest.fixture(scope="module")
def plainly():
    """Receipts as a person with a loop would read them: member, id → lines."""
    receipts = defaultdict(list)
    with duckdb.connect() as database:
        rows = database.execute(f"SELECT * EXCLUDE (Description, Country) FROM '{HISTORY}'").fetchall()
    for invoice, code, quantity, at, price, customer in rows:
        if price >= 0:
            member = None if customer is None else str(int(customer))
            pence = (Decimal(str(price)) * abs(quantity) * 100).to_integral_value(ROUND_HALF_UP)
            receipts[member, invoice].append((code.strip(), quantity, at, int(pence)))
    return receipts


def test_every_line_is_accounted_for(staged):
    report = staged.report
    counts = {notice.code: notice.facts.get("count") for notice in report.notices}

    assert (report.lines, report.lines_kept, report.set_aside) == (525_461, 525_458, {"price_negative": 3})
    assert report.members == 4_383
    assert report.orders + report.returns == 28_816 - 3
    assert counts["lines_without_member"] == 107_927
    assert counts["times_without_zone"] == 525_461
    assert counts["amounts_rounded"] == 14
    assert report.anonymous.lines == 107_927 - 3


def test_every_receipt_of_every_member_is_as_a_plain_reading_has_it(staged, plainly):
    found = {}
    for part in range(2):
        for member, events in staged.by_member(part, 2):
            assert [event.occurred_at for event in events] == sorted(event.occurred_at for event in events)
            for event in events:
                found[member, event.id] = event
    known = {key: lines for key, lines in plainly.items() if key[0] is not None}

    assert found.keys() == known.keys()
    for key, lines in known.items():
        event = found[key]
        if isinstance(event, Order):
            assert [(line.product, line.quantity, line.amount) for line in event.lines] == [
                (code, quantity, pence) for code, quantity, _, pence in lines
            ]
        else:
            assert isinstance(event, Return)
            back = defaultdict(int)
            for code, quantity, _, _ in lines:
                back[code] -= quantity
            assert {line.product: line.quantity for line in event.lines} == back


def test_sales_agree_to_the_penny(staged, plainly):
    sold = {True: 0, False: 0}
    for (member, invoice), lines in plainly.items():
        if not invoice.startswith("C"):
            sold[member is None] += sum(pence for _, quantity, _, pence in lines if quantity > 0)

    assert staged.report.sales == sold[True] + sold[False]
    assert staged.anonymous().sales == sold[True]


def test_the_order_of_time_has_every_event_once(staged):
    seen = [(event.occurred_at, isinstance(event, Return), event.id) for _, event in staged.in_time_order()]

    assert seen == sorted(seen)
    assert len({id for _, _, id in seen}) == len(seen) == staged.report.events

"""Whatever rows a file holds, a plain reading of them with a loop comes to the same events."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.core.events import Order
from regulars.events.orderfiles import stage
from regulars.events.orderfiles.refusals import NothingUsable

FIELDS = ("order_id", "occurred_at", "member", "product", "quantity", "price")

rows = st.lists(
    st.fixed_dictionaries(
        {
            "order_id": st.sampled_from(["1", "2", "3", "4", "C5", ""]),
            "occurred_at": st.sampled_from(["2024-06-01 12:00:00", "2024-06-01 12:01:00", "2024-06-03 09:00:00", "no"]),
            "member": st.sampled_from(["ada", "bob", "", 'c"y,d', "0"]),
            "product": st.sampled_from(["tea", "cup", "", "a;b\nc", "'\\"]),
            "quantity": st.sampled_from(["1", "2", "-1", "-3", "0", "1.5", "x", "", "4.0"]),
            "price": st.sampled_from(["1", "2.5", "0.005", "0", "-1", "", "1e2", "x", "3.335"]),
        }
    ),
    min_size=1,
    max_size=12,
)  # fmt: skip


def _number(text):
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _is_usable(row):
    quantity, price = _number(row["quantity"]), _number(row["price"])
    if not row["order_id"] or row["occurred_at"] == "no" or not row["product"]:
        return False
    if quantity is None or quantity == 0 or quantity != int(quantity):
        return False
    return (price is None and row["price"] == "" and quantity < 0) or (price is not None and price >= 0)


def _plainly(rows):
    """Every event as (member, id, is a sale, lines) from the rows, the slow way."""
    receipts = defaultdict(list)
    for row in rows:
        receipts[row["order_id"]].append(row)
    found = set()
    for order_id, lines in receipts.items():
        members = {row["member"] for row in lines} - {"", "0"}
        days = {row["occurred_at"][:10] for row in lines if row["occurred_at"] != "no"}
        usable = [row for row in lines if _is_usable(row)]
        if not order_id or len(members) > 1 or len(days) > 1 or not usable:
            continue
        [member] = members or {None}
        sold = tuple(
            (row["product"], int(Decimal(row["quantity"])), int((Decimal(row["price"]) * Decimal(row["quantity"]) * 100).to_integral_value(ROUND_HALF_UP)))
            for row in usable if Decimal(row["quantity"]) > 0
        )  # fmt: skip
        back = defaultdict(int)
        for row in usable:
            if Decimal(row["quantity"]) < 0:
                back[row["product"]] -= int(Decimal(row["quantity"]))
        if sold:
            found.add((member, order_id, True, sold))
        if back:
            found.add((member, f"{order_id}~return" if sold else order_id, False, tuple(back.items())))
    return found


def _shown(member, event):
    if isinstance(event, Order):
        return (
            member,
            event.id,
            True,
            tuple((line.product, line.quantity, line.amount) for line in event.lines),
        )
    return member, event.id, False, tuple((line.product, line.quantity) for line in event.lines)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows)
def test_a_plain_reading_comes_to_the_same(rows):
    text = io.StringIO()
    out = csv.DictWriter(text, FIELDS)
    out.writeheader()
    out.writerows(rows)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "orders.csv"
        path.write_bytes(text.getvalue().encode())
        expected = _plainly(rows)
        try:
            staged = stage(path, currency="GBP", zone="Europe/London", folder=Path(folder) / "staging")
        except NothingUsable:
            assert expected == set()
            return

        events = list(staged.in_time_order())
        assert {_shown(member, event) for member, event in events} == expected
        assert len(events) == len(expected) == staged.report.events
        assert (
            staged.report.lines_kept + sum(staged.report.set_aside.values())
            == staged.report.lines
            == len(rows)
        )
        known = [_shown(member, event) for member, events in staged.by_member() for event in events]
        assert sorted(known) == sorted(shown for shown in expected if shown[0] is not None)

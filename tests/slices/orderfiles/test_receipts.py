"""Rows become receipts, receipts become members' histories."""

from __future__ import annotations

import hashlib
import json
import pickle
from subprocess import PIPE, Popen
from sys import executable

from regulars.core.events import Cancellation, Line, Order, Return, ReturnLine
from regulars.events.orderfiles import Mapping

NOON = 1_717_239_600_000_000  # 2024-06-01 12:00 in London, 11:00 UTC.
DAY = 739_038


def all_members(staged, parts=1):
    return {member: events for part in range(parts) for member, events in staged.by_member(part, parts)}


def test_rows_of_one_order_become_one_receipt_in_their_order(shop):
    staged = shop.rows(
        "1001,2024-06-01 12:00:00,ada,tea,2,3.50",
        "1001,2024-06-01 12:00:00,ada,cup,1,12.00",
        "1001,2024-06-01 12:00:00,ada,tea,1,3.50",
    )

    assert all_members(staged) == {
        "ada": [
            Order(
                id="1001", occurred_at=NOON, day=DAY, minute=720,
                lines=(Line("tea", 2, 700), Line("cup", 1, 1200), Line("tea", 1, 350)),
            )
        ]
    }  # fmt: skip


def test_line_numbers_decide_the_order_of_lines(shop):
    staged = shop.rows(
        "1,2024-06-01,ada,second,1,1,10",
        "1,2024-06-01,ada,first,1,1,9",
        header="order_id,date,member,product,quantity,price,line_no\n",
    )

    [[order]] = all_members(staged).values()
    assert [line.product for line in order.lines] == ["first", "second"]


def test_two_identical_rows_are_two_lines(shop):
    staged = shop.rows(*["1,2024-06-01 12:00:00,ada,tea,1,2"] * 2)

    [[order]] = all_members(staged).values()
    assert order.lines == (Line("tea", 1, 200), Line("tea", 1, 200))


def test_a_receipt_happened_at_the_earliest_time_of_its_lines(shop):
    staged = shop.rows("1,2024-06-01 12:03:00,ada,tea,1,1", "1,2024-06-01 12:00:00,ada,cup,1,1")

    [[order]] = all_members(staged).values()
    assert (order.occurred_at, order.minute) == (NOON, 720)


def test_a_member_on_the_first_line_alone_is_the_member_of_the_receipt(shop):
    staged = shop.rows("1,2024-06-01 12:00:00,ada,tea,1,1", "1,2024-06-01 12:00:00,,cup,1,1")

    assert [len(order.lines) for [order] in all_members(staged).values()] == [2]
    assert staged.anonymous().lines == 0


def test_only_negative_quantities_are_a_return_with_one_line_a_product(shop):
    staged = shop.rows(
        "9,2024-06-01 12:00:00,ada,tea,-2,3.50", "9,2024-06-01 12:00:00,ada,cup,-1,12",
        "9,2024-06-01 12:00:00,ada,tea,-1,3.50",
    )  # fmt: skip

    back = Return(id="9", occurred_at=NOON, day=DAY, lines=(ReturnLine("tea", 3), ReturnLine("cup", 1)))
    assert all_members(staged) == {"ada": [back]}
    assert (staged.report.orders, staged.report.returns, staged.report.returned) == (0, 1, 2250)


def test_a_receipt_that_sells_and_takes_back_becomes_two_events(shop):
    staged = shop.rows("7,2024-06-01 12:00:00,ada,tea,1,3", "7,2024-06-01 12:00:00,ada,cup,-1,12")

    sold, back = all_members(staged)["ada"]
    assert (sold.id, sold.lines) == ("7", (Line("tea", 1, 300),))
    assert (back.id, back.order, back.lines) == ("7~return", None, (ReturnLine("cup", 1),))


def test_a_return_may_name_the_receipt_it_takes_back(shop):
    staged = shop.rows(
        "1,2024-06-01 12:00:00,ada,tea,2,3,sale,",
        "2,2024-06-02 12:00:00,ada,tea,1,3,退貨,1",
        header="order_id,occurred_at,member,product,quantity,price,kind,return_of\n",
    )

    back = all_members(staged)["ada"][1]
    assert (back.id, back.order, back.lines) == ("2", "1", (ReturnLine("tea", 1),))


def test_a_cancellation_needs_only_the_order_that_it_undoes(shop):
    staged = shop.rows(
        "1,2024-06-01 12:00:00,ada,tea,2,3,sale,",
        "x1,2024-06-01 13:00:00,ada,,,,cancelled,1",
        header="order_id,occurred_at,member,product,quantity,price,kind,return_of\n",
    )

    undone = Cancellation(id="x1", occurred_at=NOON + 3_600_000_000, day=DAY, order="1")
    assert all_members(staged)["ada"][1] == undone
    assert staged.report.cancellations == 1


def test_an_order_cancelled_under_its_own_id_gets_two_ids(shop):
    staged = shop.rows(
        "1,2024-06-01 12:00:00,ada,tea,2,3,sale,",
        "1,2024-06-01 13:00:00,ada,,,,void,1",
        header="order_id,occurred_at,member,product,quantity,price,kind,return_of\n",
    )

    assert [event.id for event in all_members(staged)["ada"]] == ["1", "1~cancellation"]


def test_an_export_with_invoices_and_stock_codes_marks_returns_by_a_c(shop):
    header = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n"
    staged = shop.rows(
        "500,A,Lamp,2,2010-06-01 12:00:00,1.5,13085.0,France",
        "C501,A,Lamp,1,2010-06-02 12:00:00,1.5,13085.0,France",
        header=header,
    )

    sold, back = all_members(staged)["13085"]
    assert (type(sold), type(back), back.id) == (Order, Return, "C501")
    assert [notice.code for notice in staged.report.notices][:2] == ["columns_unused", "returns_marked"]


def test_elsewhere_an_id_may_begin_with_c_unless_the_mapping_says_it_marks_returns(shop):
    row = "C1,2024-06-01 12:00:00,ada,tea,1,1"

    assert shop.rows(row).report.returns == 0
    shop.mapping = Mapping(returns_begin_with="C")
    assert shop.rows(row).report.returns == 1


def test_events_come_by_time_then_sales_first_then_by_id_whatever_the_rows_order(shop):
    rows = [
        "b,2024-06-01 12:00:00,ada,tea,1,1", "a,2024-06-01 12:00:00,ada,tea,-1,1", "c,2024-06-01 11:00:00,ada,tea,1,1",
        "a2,2024-06-01 12:00:00,ada,tea,1,1",
    ]  # fmt: skip

    for order in (rows, rows[::-1]):
        assert [event.id for event in all_members(shop.rows(*order))["ada"]] == ["c", "a2", "b", "a"]


def test_everybody_in_time_order_with_anonymous_receipts_among_them(shop):
    staged = shop.rows(
        "3,2024-06-03 12:00:00,ada,tea,1,1",
        "2,2024-06-02 12:00:00,,tea,2,1",
        "1,2024-06-01 12:00:00,bob,tea,1,1",
    )

    assert [(member, event.id) for member, event in staged.in_time_order()] == [
        ("bob", "1"), (None, "2"), ("ada", "3"),
    ]  # fmt: skip
    assert [event.id for _, event in staged.in_time_order(after=2)] == ["3"]
    assert set(all_members(staged)) == {"ada", "bob"}
    assert (staged.anonymous().orders, staged.anonymous().lines, staged.anonymous().sales) == (1, 1, 200)


def test_a_placeholder_is_no_customer(shop):
    nobody = ["", "0", "-", "nan", "Guest", "非會員", "散客", "　"]

    staged = shop.rows(*(f"{n},2024-06-01 12:00:00,{who},tea,1,1" for n, who in enumerate(nobody)))

    assert (staged.report.members, staged.anonymous().orders) == (0, len(nobody))


def test_shares_hold_every_member_once_with_all_their_events(shop):
    staged = shop.rows(
        *(
            f"{n},2024-06-01 12:{n % 60:02}:00,m{n % 23},p{line},1,1"
            for n in range(200)
            for line in range(1 + n % 4)
        )
    )

    for parts in (1, 2, 3, 7, 50):
        shares = [list(staged.by_member(part, parts)) for part in range(parts)]
        members = [member for share in shares for member, _ in share]
        assert sorted(members) == sorted({f"m{n % 23}" for n in range(200)})
        assert sum(len(events) for share in shares for _, events in share) == 200
        if parts <= 3:
            counts = [sum(len(event.lines) for _, events in share for event in events) for share in shares]
            assert max(counts) - min(counts) <= 2 * 500 // 23


def test_parts_in_the_order_of_time_hold_every_member_once_and_nobody_in_the_first(shop):
    staged = shop.rows(*(f"{n},2024-06-01 12:{n % 60:02}:00,{n % 23 or ''},tea,1,1" for n in range(200)))
    everybody = [(member, event.id) for member, event in staged.in_time_order()]

    for parts in (1, 2, 3, 50):
        found = [
            [(who, event.id) for who, event in staged.in_time_order(part=n, parts=parts)]
            for n in range(parts)
        ]
        assert sorted((each for one in found for each in one), key=str) == sorted(everybody, key=str)
        assert all(one == [each for each in everybody if each in one] for one in found)
        members = [{who for who, _ in one if who is not None} for one in found]
        assert sum(map(len, members)) == 22
        assert all(who is not None for one in found[1:] for who, _ in one)
        assert all(members) or parts == 50


READ_A_SHARE = """
import pickle, sys
staged = pickle.load(sys.stdin.buffer)
print(*(member for member, _ in staged.by_member(int(sys.argv[1]), 2)))
"""


def test_other_processes_read_their_shares_of_a_staging_at_once(shop):
    staged = shop.rows(*(f"{n},2024-06-01 12:00:00,m{n},tea,1,1" for n in range(10)))
    sent = pickle.dumps(staged)
    assert pickle.loads(sent) == staged  # noqa: S301 - ours, and just made.

    readers = [
        Popen([executable, "-c", READ_A_SHARE, str(part)], stdin=PIPE, stdout=PIPE) for part in range(2)
    ]
    shares = [reader.communicate(sent)[0].decode().split() for reader in readers]

    assert sorted(shares[0] + shares[1]) == [f"m{n}" for n in range(10)]
    assert [len(share) for share in shares] == [5, 5]


def test_categories_brand_store_channel_and_vouchers_are_kept(shop):
    staged = shop.rows(
        "1,2024-06-01 12:00:00,ada,b1,1,20,Books > Literature; Gifts,Ink,S1,app,5,2",
        header="order_id,occurred_at,member,product,quantity,price,category,brand,store,channel,vouchers,paid_with_points\n",
    )

    [[order]] = all_members(staged).values()
    assert order.lines == (Line("b1", 1, 2000, ("Books/Literature", "Gifts"), "Ink"),)
    assert (order.store, order.channel, order.unearning) == ("S1", "app", 700)


def test_what_was_paid_with_vouchers_never_exceeds_the_goods(shop):
    staged = shop.rows(
        "1,2024-06-01 12:00:00,ada,tea,1,3,100",
        header="order_id,occurred_at,member,product,quantity,price,vouchers\n",
    )

    [[order]] = all_members(staged).values()
    assert order.unearning == 300


def test_names_of_goods_are_kept_only_when_asked_for(shop):
    header = "order_id,occurred_at,member,product,name,quantity,price\n"
    row = '1,2024-06-01 12:00:00,ada,tea,"Tea ""Sun"", 茶",1,3'

    [[order]] = all_members(shop.rows(row, header=header)).values()
    assert order.lines[0].name is None
    shop.names = True
    [[order]] = all_members(shop.rows(row, header=header)).values()
    assert order.lines[0].name == 'Tea "Sun", 茶'


def test_ids_with_quotes_backslashes_and_controls_come_through(shop):
    row = {
        "order_id": 'a"\\b',
        "date": "2024-06-01",
        "member": "m\u0001",
        "product": "茶\\n",
        "quantity": 1,
        "price": 1,
    }
    staged = shop.text(json.dumps(row) + "\n", "orders.jsonl")

    [(member, [order])] = list(staged.by_member())
    assert (member, order.id, order.lines[0].product) == ("m\u0001", 'a"\\b', "茶\\n")


def test_the_report_counts_what_was_kept_and_tells_how_far_it_is(shop):
    staged = shop.rows(
        "1,2024-06-01 12:00:00,ada,tea,2,3.50", "2,2024-06-02 12:00:00,bob,tea,1,3.50", "3,2024-06-02 13:00:00,,tea,1,3.50",
        "4,2024-06-03 12:00:00,bob,tea,-1,3.50", "5,never,bob,tea,1,3.50",
    )  # fmt: skip

    report = staged.report
    assert (report.lines, report.lines_kept, report.orders, report.returns, report.members) == (5, 4, 3, 1, 2)
    assert (report.sales, report.returned, report.events) == (1400, 350, 4)
    assert (report.first_at, report.last_at) == (NOON, NOON + 2 * 86_400_000_000)
    assert report.set_aside == {"date_none": 1}
    assert report.fingerprint == hashlib.sha256((shop.folder / "orders.csv").read_bytes()).hexdigest()
    assert shop.steps[0] == ("opening", 0.0)
    assert shop.steps[-1] == ("staged", 1.0)
    assert [done for _, done in shop.steps] == sorted(done for _, done in shop.steps)


def test_the_same_file_staged_again_gives_the_same_events(shop):
    rows = ["1,2024-06-01 12:00:00,ada,tea,2,3.50", "2,2024-06-02 12:00:00,bob,tea,1,3.50"]
    first, second = shop.rows(*rows), shop.rows(*rows)

    assert list(first.in_time_order()) == list(second.in_time_order())
    assert first.report.fingerprint == second.report.fingerprint
    assert sorted(path.name for path in first.folder.iterdir()) == ["staging.duckdb", "timeline.duckdb"]

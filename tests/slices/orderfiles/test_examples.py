"""The examples that we ship are read, and the reference page names everything that there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from regulars.core.events import Line, Order, Return
from regulars.events.orderfiles import read_mapping, words
from regulars.events.orderfiles.fields import NAMES

ROOT = Path(__file__).resolve().parents[3]
MAPPINGS = ROOT / "examples" / "orders" / "mappings"
PAGE = (ROOT / "docs" / "reference" / "order-files.md").read_text(encoding="utf-8")

EXPORTS = {
    "online-retail": (
        "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n"
        "489434,85048,LIGHTS,12,2009-12-01 07:45:00,6.95,13085.0,United Kingdom\n"
        "C489449,85048,LIGHTS,-6,2009-12-01 10:33:00,6.95,13085.0,United Kingdom\n"
    ),
    "shopify": (
        "Name,Email,Currency,Subtotal,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem discount,Vendor\n"
        "#1001,13085,GBP,83.40,90.00,0.00,2009-12-01 07:45:00 +0000,12,LIGHTS,6.95,85048,0,Sun\n"
    ),
    "store-till": (
        "門市,單號,日期,時間,類型,貴賓卡,貨號,品名,數量,實收,禮券\n"
        "忠孝,1,2009/12/1,07:45,銷貨,13085,85048,燈,12,83.40,\n"
        "忠孝,2,2009/12/1,10:33,退貨,13085,85048,燈,6,41.70,\n"
    ),
}


def test_every_example_has_its_export():
    assert {path.stem for path in MAPPINGS.glob("*.yaml")} == set(EXPORTS)


@pytest.mark.parametrize("name", EXPORTS)
def test_a_mapping_that_we_ship_reads_the_export_that_it_is_for(shop, name):
    shop.mapping = read_mapping(MAPPINGS / f"{name}.yaml")

    [(member, [sold, *back])] = list(shop.text(EXPORTS[name]).by_member())

    assert member == "13085"
    assert isinstance(sold, Order)
    assert [(line.product, line.quantity, line.amount) for line in sold.lines] == [("85048", 12, 8340)]
    assert [type(event) for event in back] == ([] if name == "shopify" else [Return])


def test_a_receipt_number_that_comes_again_each_day_is_told_apart_by_the_day(shop):
    shop.mapping = read_mapping(MAPPINGS / "store-till.yaml")
    header, first, *_ = EXPORTS["store-till"].splitlines()

    staged = shop.text(
        "\n".join([header, first, first.replace("12/1", "12/2"), first.replace("忠孝", "信義")])
    )

    [(_, orders)] = list(staged.by_member())
    assert [order.id for order in orders] == ["信義-2009/12/1-1", "忠孝-2009/12/1-1", "忠孝-2009/12/2-1"]
    assert orders[0].lines == (Line("85048", 12, 8340),)


def test_our_sample_needs_no_mapping_and_loses_nothing(shop):
    shop.currency, shop.zone = "TWD", "Asia/Taipei"

    report = shop.stage(ROOT / "examples" / "orders" / "sunny-select-sample.csv").report

    assert report.set_aside == {}
    assert report.lines == report.lines_kept > 0


def test_the_reference_names_every_column_with_all_its_names():
    for field, names in NAMES.items():
        [row] = [line for line in PAGE.splitlines() if line.startswith(f"| `{field}` |")]
        assert row.endswith(f"| {', '.join(names)} |")


@pytest.mark.parametrize("catalogue", [words.SET_ASIDE, words.NOTICES, words.REFUSALS])
def test_the_reference_names_every_code(catalogue):
    assert [code for code in catalogue if f"| `{code}` |" not in PAGE] == []

"""The whole demo year has the proportions that its documentation promises."""

from datetime import date
from pathlib import Path

import pytest

from regulars.demo.figures import Figures, as_markdown, figures
from regulars.demo.orders import customers, stream

ENDS_ON = date(2026, 10, 31)
DOCUMENT = Path(__file__).parents[3] / "docs" / "demo-shop.md"


@pytest.fixture(scope="module")
def year() -> Figures:
    return figures(stream(seed=1, ends_on=ENDS_ON, members=3000))


def test_the_documentation_shows_the_figures_of_today(year):
    assert as_markdown(year) in DOCUMENT.read_text(encoding="utf-8")


def test_a_year_of_three_thousand_members_has_some_45_000_receipts(year):
    assert 42_000 < year.receipts < 60_000


def test_a_quarter_to_a_third_of_receipts_show_no_card(year):
    assert 0.25 < year.receipts_without_member / year.receipts < 0.30


def test_two_to_five_in_a_hundred_receipts_with_goods_come_back(year):
    assert 0.02 < year.returns / year.goods_receipts < 0.05
    assert 0.04 < year.returns_without_receipt / year.returns < 0.15


def test_the_pyramid_of_members_is_one_to_believe_in(year):
    share = {level: count / len(year.net) for level, count in year.levels.items()}

    assert 0.64 < share["base"] < 0.74
    assert 0.18 < share["silver"] < 0.28
    assert 0.06 < share["gold"] < 0.10


def test_the_month_of_the_anniversary_sale_is_the_fullest(year):
    assert max(year.receipts_by_month, key=year.receipts_by_month.__getitem__) == "2025-11"


def test_some_members_are_new_and_some_have_lapsed():
    everybody = list(customers(seed=1, ends_on=ENDS_ON, members=3000))
    new = sum((ENDS_ON - one.joined_at.date()).days < 60 for one in everybody) / len(everybody)
    lapsed = sum(one.leaves_on <= ENDS_ON for one in everybody) / len(everybody)

    assert 0.08 < new < 0.16
    assert 0.10 < lapsed < 0.16

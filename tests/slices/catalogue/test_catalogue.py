"""The catalogue fills itself from events, and what a file says stands above them."""

import pytest
from django.db import connection

from regulars.catalogue import models, queries
from regulars.catalogue.actions import Place, notice, notice_stores
from regulars.events.understanding.goods import Good
from regulars.lib.cursors import raw_cursor

pytestmark = pytest.mark.django_db

CUP = Good("P-1", "Cup", "Sunny", ("home/tableware",))


def know(*goods, stores=(), is_imported=False):
    notice(raw_cursor(), goods=goods, stores=stores, is_imported=is_imported)


def known():
    return {row.id: (row.name, row.brand, row.categories) for row in queries.products().rows}


def test_what_an_event_names_is_there_with_everything_above_it():
    know(CUP, stores=["TPE-1", "TPE-1"])

    assert known() == {"P-1": ("Cup", "Sunny", ("home/tableware",))}
    assert queries.categories() == ("home", "home/tableware")
    assert queries.brands() == ("Sunny",)
    assert queries.stores() == (("TPE-1", ""),)
    assert queries.counts() == (1, 2, 1, 1)


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        pytest.param(Good("P-1", None, None, ()), ("Cup", "Sunny", ("home/tableware",)), id="nothing said, nothing lost"),
        pytest.param(Good("P-1", "Mug", None, ()), ("Mug", "Sunny", ("home/tableware",)), id="another name"),
        pytest.param(Good("P-1", None, "Moon", ("gifts",)), ("Cup", "Moon", ("gifts",)), id="another brand and branch"),
    ],
)  # fmt: skip
def test_what_is_said_later_counts(later, expected):
    know(CUP)
    know(later)

    assert known() == {"P-1": expected}


def test_of_several_that_speak_of_one_product_at_once_each_adds_what_it_knows():
    know(CUP, Good("P-1", "Mug", None, ()), Good("P-1", None, None, ("gifts",)))

    assert known() == {"P-1": ("Mug", "Sunny", ("gifts",))}


def test_what_a_file_said_stays_until_a_file_says_otherwise():
    know(CUP, is_imported=True)
    know(Good("P-1", "cup!!", "?", ("misc",)))
    assert known()["P-1"] == ("Cup", "Sunny", ("home/tableware",))

    know(Good("P-1", "Big cup", None, ()), is_imported=True)
    assert known()["P-1"] == ("Big cup", "Sunny", ("home/tableware",))


def test_a_file_stands_above_what_events_said_before():
    know(Good("P-1", "cup!!", None, ()))
    know(CUP, is_imported=True)

    assert known()["P-1"] == ("Cup", "Sunny", ("home/tableware",))
    assert queries.products().rows[0].is_imported


def test_a_store_is_called_what_the_file_calls_it():
    know(stores=["TPE-1"])
    notice_stores(raw_cursor(), [Place("TPE-1", "台北店"), Place("KHH-1")], is_imported=True)
    know(stores=["TPE-1"])

    assert queries.stores() == (("KHH-1", ""), ("TPE-1", "台北店"))


def test_what_is_known_already_is_not_written_again():
    know(CUP)
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin, ctid FROM catalogue_product")
        before = cursor.fetchall()
        know(CUP, Good("P-1", "Cup", None, ()))
        cursor.execute("SELECT xmin, ctid FROM catalogue_product")

        assert cursor.fetchall() == before


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"words": "cu"}, ["P-1"]),
        ({"words": "P-"}, ["P-1", "P-2"]),
        ({"words": "sunny"}, ["P-1"]),
        ({"words": "100%"}, []),
        ({"category": "home"}, ["P-1", "P-2"]),
        ({"category": "home/tableware"}, ["P-1"]),
        ({"category": "hom"}, []),
        ({"brand": "Sunny"}, ["P-1"]),
        ({"after": "P-1"}, ["P-2", "Q"]),
    ],
)
def test_products_are_found(asked, ids):
    know(CUP, Good("P-2", "Rug", None, ("home",)), Good("Q", None, None, ()))

    assert [row.id for row in queries.products(**asked).rows] == ids


def test_a_long_list_comes_in_pages():
    know(*(Good(f"P-{number}", None, None, ()) for number in range(5)))

    first = queries.products(limit=3)
    assert ([row.id for row in first.rows], first.next_after) == (["P-0", "P-1", "P-2"], "P-2")
    assert queries.products(after="P-2", limit=3) == (queries.products(after="P-2").rows, "")


def test_what_products_are_called():
    know(CUP, Good("P-2", None, None, ()))

    assert queries.names_of({"P-1", "P-2", "P-3"}) == {"P-1": "Cup"}


def test_the_catalogue_knows_nobody():
    """It is filled from what members look at, and names none of them (docs/algorithms/consent.md)."""
    columns = {
        field.name
        for model in (models.Product, models.Category, models.Brand, models.Store)
        for field in model._meta.get_fields()
    }

    assert columns == {"id", "name", "brand", "categories", "is_imported", "since", "path"}

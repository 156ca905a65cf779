"""A catalogue out of somebody else's file, under whatever names its columns have."""

import pytest

from regulars.catalogue.actions import Place
from regulars.catalogue.files import read_catalogue
from regulars.events.orderfiles.refusals import ColumnsMissing
from regulars.events.understanding.goods import Good


@pytest.fixture
def read(tmp_path):
    def reading(text, *, encoding="utf-8"):
        file = tmp_path / "goods.txt"
        file.write_bytes(text.encode(encoding))
        (tmp_path / "work").mkdir()
        return list(read_catalogue(file, folder=tmp_path / "work"))

    return reading


@pytest.mark.parametrize(
    "text",
    [
        "sku,name,brand,category\nP-1, Cup ,Sunny,Home > Tableware\n",
        "商品編號,品名,品牌,分類\nP-1,Cup,Sunny,Home/Tableware\n",
        '{"id":"P-1","title":"Cup","vendor":"Sunny","product_category":"Home/Tableware"}\n',
    ],
)
def test_products_under_any_names(read, text):
    ((goods, stores, left_out),) = read(text)

    assert goods == [Good("P-1", "Cup", "Sunny", ("Home/Tableware",))]
    assert (stores, left_out) == ([], 0)


def test_several_branches_stand_in_one_cell(read):
    ((goods, _, _),) = read("sku,category\nP-1,a/b; c | a/b\n")

    assert goods[0].categories == ("a/b", "c")


def test_a_row_that_names_nothing_is_counted_and_left_out(read):
    ((goods, _, left_out),) = read("sku,name\n,Nothing\nP-1,\n" + "x" * 101 + ",Long\n")

    assert [good.product for good in goods] == ["P-1"]
    assert left_out == 2


def test_a_list_of_stores_from_a_windows_of_taiwan(read):
    ((goods, stores, _),) = read("門市代號,門市名稱\nTPE-1,台北店\n", encoding="cp950")

    assert (goods, stores) == ([], [Place("TPE-1", "台北店")])


def test_a_file_of_something_else_is_refused_with_what_was_found(read):
    with pytest.raises(ColumnsMissing) as refused:
        read("height,width\n1,2\n")

    assert refused.value.facts["found"] == ["height", "width"]

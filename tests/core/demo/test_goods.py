"""The shelves are full, named in Chinese, and priced as such things are."""

from collections import Counter

from regulars.demo.customers import MEMBER_KINDS
from regulars.demo.goods import GOOD_BY_SKU, SHELVES, TREATS
from regulars.demo.seasons import SEASONS


def test_a_hundred_and_thirty_six_goods_each_with_its_own_number_and_name():
    goods = [good for shelf in SHELVES for good in shelf.goods]

    assert len(goods) == len(GOOD_BY_SKU) == 136
    assert [name for name, count in Counter(good.name for good in goods).items() if count > 1] == []


def test_every_good_has_a_chinese_name_a_brand_and_a_category_of_two_words():
    for good in GOOD_BY_SKU.values():
        assert any("\u4e00" <= sign <= "\u9fff" for sign in good.name)
        assert good.brand
        assert good.category.count("/") == 1


def test_prices_are_whole_dollars_between_a_soda_and_a_blanket():
    prices = sorted(good.price for good in GOOD_BY_SKU.values())

    assert (prices[0], prices[-1]) == (60, 2480)


def test_every_season_of_a_shelf_is_one_of_the_shops():
    assert {shelf.season for shelf in SHELVES} - {None} <= {season.name for season in SEASONS}


def test_everything_that_a_kind_of_customer_likes_is_on_a_shelf():
    shelved = {shelf.category.split("/")[0] for shelf in SHELVES}

    assert {taste for kind in MEMBER_KINDS for taste in kind.tastes} <= shelved


def test_the_kinds_of_customer_make_up_all_members():
    assert round(sum(kind.share for kind in MEMBER_KINDS), 6) == 1.0
    assert [round(sum(kind.corners.values()), 6) for kind in MEMBER_KINDS] == [1.0] * len(MEMBER_KINDS)


def test_treats_are_listed_cheapest_first():
    assert [treat.points for treat in TREATS] == sorted(treat.points for treat in TREATS)

"""What somebody tells of themselves, and what they do without buying."""

import pytest
from said import INSTANT, identify, programme, track

from regulars.core.events import Profile
from regulars.events.understanding.meaning import Behaved, Said, Unspoken
from regulars.events.understanding.reading import meaning_of


@pytest.mark.parametrize(
    ("traits", "month"),
    [
        ({"birthday": "1990-05-17"}, 5),
        ({"birthday": "1990/5/7"}, 5),
        ({"birthday": "19901117"}, 11),
        ({"birthday": "1990-05-17T00:00:00.000Z"}, 5),
        ({"birthday": "05-17"}, 5),
        ({"birthday": "--05-17"}, 5),
        ({"birth_month": 12}, 12),
        ({"birth_month": "03"}, 3),
        ({"birth_month": 3, "birthday": "1990-05-17"}, 3),
    ],
)
def test_of_a_birthday_the_month_is_kept(traits, month):
    introduced = meaning_of(identify(traits), programme())

    assert introduced.profile == Profile("m-1", INSTANT, 739677, birth_month=month)


@pytest.mark.parametrize(
    "traits",
    [{"birthday": "in May"}, {"birthday": "17/05/1990"}, {"birthday": 17}, {"birth_month": 13}, {"birth_month": True}, {"email": "a@b.c"}],
)  # fmt: skip
def test_a_birthday_that_is_none_is_left_alone(traits):
    introduced = meaning_of(identify(traits | {"nickname": " 愛\u0007達 "}), programme())

    assert introduced == (None, "愛 達")


def test_nobody_who_says_nothing_is_introduced():
    assert meaning_of(identify(None), programme()) == Unspoken()


@pytest.mark.parametrize(
    ("name", "properties", "goods"),
    [
        ("Product Viewed", {"product_id": "P-1", "name": "Cup", "brand": "Sunny", "category": "home"}, [("P-1", "Cup", "Sunny", ("home",))]),
        ("Product Added", {"sku": 7, "quantity": "a few"}, []),
        ("Cart Viewed", {"products": [{"product_id": "P-1"}, {"name": "nameless"}]}, [("P-1", None, None, ())]),
        ("Products Searched", {"query": "cup"}, []),
        ("Checked In", {"store_id": "TPE-1"}, []),
        ("Played With The Cat", None, []),
    ],
)  # fmt: skip
def test_every_other_name_is_behaviour_and_its_goods_are_known(name, properties, goods):
    behaved = meaning_of(track(name, properties), programme())

    assert isinstance(behaved, Behaved)
    assert (behaved.id, behaved.name, list(behaved.goods)) == ("m-1", name, goods)


@pytest.mark.parametrize(("kind", "name"), [("page", "Page Viewed"), ("screen", "Screen Viewed")])
def test_pages_are_behaviour(kind, name):
    behaved = meaning_of(Said(kind, "Home", "m-1", INSTANT, INSTANT, b"{}"), programme())

    assert behaved.name == name


@pytest.mark.parametrize("kind", ["group", "alias"])
def test_groups_and_aliases_are_not_the_programmes_affair(kind):
    assert meaning_of(Said(kind, None, "m-1", INSTANT, INSTANT, b"{}"), programme()) == Unspoken()

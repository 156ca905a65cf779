"""What somebody tells of themselves, and what they do without buying."""

import json

import pytest
from said import INSTANT, identify, programme, track

from regulars.core.events import Profile
from regulars.events.understanding.behaviour import behaviour
from regulars.events.understanding.meaning import Behaved, Introduced, Said, Unspoken
from regulars.events.understanding.reading import meaning_of
from regulars.events.understanding.refusals import PropertyUnusable


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

    assert introduced[:2] == (None, "愛 達")


def test_who_says_nothing_of_themselves_is_known_all_the_same():
    assert meaning_of(identify(None), programme()) == Introduced(None, None)


def test_what_is_said_to_point_to_somebody_is_a_claim():
    introduced = meaning_of(identify({"phone": "0912-345-678", "email": " ", "card": 7}), programme())

    assert introduced.claimed == (("phone", "0912-345-678"),)


def of_posthog(**more):
    body = json.dumps({"event": "$identify", "distinct_id": "Ada", **more})
    return meaning_of(Said("identify", "$identify", "m-1", INSTANT, INSTANT, body.encode()), programme())


@pytest.mark.parametrize(
    "more",
    [
        {"$set": {"nickname": "愛達", "birth_month": 5, "email": "ada@shop.tw"}},
        {"properties": {"$set": {"nickname": "愛達", "birthday": "1990-05-17", "email": "ada@shop.tw"}, "$anon_distinct_id": "D"}},
        {"$set": {"nickname": "愛達", "birth_month": 5}, "$set_once": {"nickname": "阿達", "birth_month": 7, "email": "ada@shop.tw"}},
    ],
)  # fmt: skip
def test_what_posthogs_clients_set_are_traits(more):
    profile = Profile("m-1", INSTANT, 739677, birth_month=5)

    assert of_posthog(**more) == Introduced(profile, "愛達", (("email", "ada@shop.tw"),))


def test_what_is_set_once_comes_first_and_no_more():
    profile = Profile("m-1", INSTANT, 739677, birth_month=7)
    told = {"nickname": "阿達", "birth_month": 7, "phone": "0912-345-678"}

    assert of_posthog(**{"$set_once": told}) == Introduced(
        None, None, (("phone", "0912-345-678"),), profile, "阿達"
    )


@pytest.mark.parametrize("more", [{}, {"properties": None}, {"$set": None}, {"properties": {"$set": {}}}])
def test_who_sets_nothing_is_known_all_the_same(more):
    assert of_posthog(**more) == Introduced(None, None)


def test_what_is_set_to_no_object_is_set_aside():
    with pytest.raises(PropertyUnusable):
        of_posthog(**{"$set": "Ada"})


def test_an_alias_says_that_a_device_was_somebody():
    said = Said("alias", None, "m-1", INSTANT, INSTANT, b'{"previousId":"D1","userId":"Ada"}')

    assert meaning_of(said, programme()) == Introduced(None, None, (("device", "D1"),))


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


def test_groups_are_not_the_programmes_affair():
    assert meaning_of(Said("group", None, "m-1", INSTANT, INSTANT, b"{}"), programme()) == Unspoken()


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ('"tea"', "tea"), ("5", 5), ("5.0", 5), ("-3", -3), ("true", True), ("0.5", None), ("null", None), ("[1]", None),
        ('{"a":1}', None), ("1e400", None), ("9007199254740993", None), ('"a\\u0000"', None), (f'"{"x" * 401}"', None),
    ],
)  # fmt: skip
def test_of_what_is_said_of_behaviour_plain_values_are_kept(raw, kept):
    assert done(f'{{"note":{raw}}}') == ({} if kept is None else {"note": kept})


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ('{"price":19.99}', 1999),
        ('{"price":"19.99"}', 1999),
        ('{"price":5}', 500),
        ('{"price":"dear"}', None),
        ('{"price":-1}', None),
    ],
)
def test_money_of_behaviour_is_in_minor_units(raw, kept):
    assert done(raw, "GBP") == ({} if kept is None else {"price": kept})


def test_numbers_that_are_names_are_text_and_categories_paths():
    assert done('{"product_id":7,"sku":8,"category":"Home > Tea"}') == {
        "product_id": "7",
        "sku": "8",
        "category": "Home/Tea",
    }


def done(properties, money="TWD"):
    said = track("Product Viewed", properties)
    found = behaviour(said.raw, meaning_of(said, programme(money)), money)
    assert (found.id, found.day, found.minute, found.name) == ("m-1", 739677, 30, "Product Viewed")
    return found.properties

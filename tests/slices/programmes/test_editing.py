"""A form and the text are two views of one document: what a form says is written in its place, and all else stays."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.programmes.editing import (
    DraftUnreadable,
    place_of_item,
    with_item,
    with_part,
    without_item,
    without_part,
)
from regulars.programmes.reading import read_programme

SHOP = (Path(__file__).parents[3] / "examples" / "programmes" / "select-shop.yaml").read_text()
CAFE = (Path(__file__).parents[3] / "examples" / "programmes" / "cafe.yaml").read_text()


def mission(id="tea-week", points=5, of="points", **parts):
    return {
        "id": id,
        "name": {"zh-Hant": "茶週：「好茶」", "en": 'Tea "week": a: b # c'},
        "goal": {
            "count": 'count("Order Completed", where="drinks" in categories)',
            "stages": [{"at_least": 2, "prize": {"points": points, "of": of}}],
        },
        **parts,
    }


def ids(text):
    reading = read_programme(text)
    assert reading.mistakes == ()
    return [one.id for one in reading.document.missions]


def test_a_new_item_stands_behind_the_last_and_every_other_line_stays():
    text = with_item(SHOP, "missions", mission())

    assert ids(text) == ["daily", "three-corners", "book-week", "tea-week"]
    assert without_item(text, "missions", "tea-week") == SHOP
    made = read_programme(text).document.missions[-1]
    assert (made.name.en, made.name.zh_hant) == ('Tea "week": a: b # c', "茶週：「好茶」")
    assert made.goal.count == 'count("Order Completed", where="drinks" in categories)'


def test_an_item_of_the_same_id_takes_the_place_of_the_one_before():
    text = with_item(SHOP, "missions", mission("three-corners", points=9))

    assert ids(text) == ["daily", "three-corners", "book-week"]
    assert read_programme(text).document.missions[1].goal.stages[0].prize.points == 9
    assert "# What members are asked for beyond their membership." in text


def test_the_first_item_begins_the_list():
    assert "missions:" not in CAFE

    text = with_item(CAFE, "missions", mission(of="stamps"))

    assert ids(text) == ["tea-week"]
    assert text.startswith(CAFE.rstrip("\n"))


def test_an_item_can_be_taken_out_and_the_last_takes_the_list_with_it():
    assert ids(without_item(SHOP, "missions", "three-corners")) == ["daily", "book-week"]
    assert without_item(SHOP, "missions", "nothing") == SHOP
    assert without_item(CAFE, "missions", "nothing") == CAFE
    alone = without_item(with_item(CAFE, "missions", mission(of="stamps")), "missions", "tea-week")
    assert read_programme(alone).document == read_programme(CAFE).document


@pytest.mark.parametrize("text", ["", "a: [", "- a\n- b\n", f"{CAFE}\nmissions: []\n"])
def test_where_a_form_could_not_find_its_place_it_changes_nothing(text):
    with pytest.raises(DraftUnreadable):
        with_item(text, "missions", mission())


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=60
    )
)
def test_whatever_a_name_says_is_read_as_it_was_written(name):
    if not name.strip():
        return
    text = with_item(CAFE, "missions", mission(of="stamps", name={"zh-Hant": name, "en": name}))

    reading = read_programme(text)
    assert reading.document is None or reading.document.missions[0].name.en == name


def test_a_part_of_its_own_takes_its_place_and_the_comments_around_it_stay():
    text = with_part(
        SHOP,
        "referral",
        {"name": {"zh-Hant": "帶朋友", "en": "Friends"}, "reward": {"points": 9, "of": "points"}},
    )

    after, before = read_programme(text).document, read_programme(SHOP).document
    assert (after.referral.name.en, after.referral.reward.points, after.referral.limits) == ("Friends", 9, [])
    assert (after.challenges, after.rewards, after.purposes) == (
        before.challenges,
        before.rewards,
        before.purposes,
    )
    assert [line for line in SHOP.split("\n") if line.startswith("#") and line not in text.split("\n")] == []


def test_a_part_of_its_own_goes_and_comes_at_the_end():
    without = without_part(SHOP, "referral")

    assert read_programme(without).document.referral is None
    assert without_part(without, "referral") == without
    again = with_part(
        without, "referral", {"name": {"zh-Hant": "友", "en": "F"}, "reward": {"points": 1, "of": "points"}}
    )
    assert read_programme(again).document.referral.return_window == 14


def test_the_place_of_an_item_is_counted_from_nothing():
    assert [place_of_item(SHOP, "missions", name) for name in ("daily", "book-week", "nothing")] == [
        0,
        2,
        None,
    ]
    assert place_of_item(CAFE, "rewards", "x") is None

"""Cards can be told apart and checked; names look like those that people write."""

from random import Random

from regulars.demo.people import birth_month, card_number, nickname


def test_no_two_cards_are_equal_even_in_a_large_shop():
    assert len({card_number(number) for number in range(1, 50_001)}) == 50_000


def test_a_card_is_written_in_groups_and_its_last_two_digits_check():
    cards = [card_number(number) for number in (1, 2, 3000, 12_345)]

    assert cards[0] == "8012 7919 92"
    assert [len(group) for group in cards[0].split(" ")] == [4, 4, 2]
    assert [int(card.replace(" ", "")) % 97 for card in cards] == [1, 1, 1, 1]


def test_nicknames_are_never_empty_and_mostly_chinese():
    rng = Random(1)
    names = [nickname(rng) for _ in range(2000)]
    chinese = [name for name in names if any("\u4e00" <= sign <= "\u9fff" for sign in name)]

    assert all(name.strip() == name != "" for name in names)
    assert 0.75 < len(chinese) / len(names) < 0.95
    assert len(set(names)) > 300


def test_birth_months_are_months():
    rng = Random(1)

    assert {birth_month(rng) for _ in range(500)} == set(range(1, 13))

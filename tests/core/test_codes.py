"""Codes: what they look like, how leniently they are read, and that a slip of one character is noticed."""

import pytest

from regulars.core.codes import BITS, code_of, folded, is_code, shown


@pytest.mark.parametrize(
    ("bits", "code"),
    [
        pytest.param(0, "00000000000", id="nothing but zeros, and zero for a check"),
        pytest.param(1, "00000000011", id="one is its own check"),
        pytest.param(32, "0000000010*", id="32 is the first of the characters that only checks have"),
        pytest.param(36, "0000000014U", id="36 is the last"),
        pytest.param(37, "00000000150", id="the check begins anew with 37"),
        # 2**36 = 1 modulo 37, so 2**50 = 2**14 = 30, and one less is 29: X.
        pytest.param((1 << BITS) - 1, "ZZZZZZZZZZX", id="all bits"),
    ],
)  # fmt: skip
def test_a_code_is_ten_characters_and_their_check(bits, code):
    assert code_of(bits) == code
    assert is_code(code)


def test_a_code_is_shown_in_groups():
    assert shown("K7QX9F3M2T8") == "K7QX-9F3M-2T8"


@pytest.mark.parametrize(
    "typed",
    [
        "k7qx-9f3m-2t8",
        "K7QX 9F3M 2T8",
        "K7QX9F3M2T8",
        " K7QX\u20139F3M\u20142T8 ",
        "K7QX\u30009F3M\uff0d2T8",
    ],
)
def test_small_letters_blanks_and_hyphens_do_not_matter(typed):
    assert folded(typed) == "K7QX9F3M2T8"


def test_letters_that_look_like_digits_are_read_as_these():
    assert folded("oOiIlL") == "001111"


@pytest.mark.parametrize(
    "text", ["", "0", "0000000000", "000000000000", "0000000001*", "U0000000000", "０0000000000"]
)
def test_what_cannot_be_a_code_is_told_without_looking_it_up(text):
    assert not is_code(text)


def test_a_character_that_was_mistyped_is_always_noticed():
    code = code_of(0x2_5A3C_F19E_77B1)
    slips = [
        code[:place] + letter + code[place + 1 :]
        for place in range(11)
        for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    ]

    assert [slip for slip in slips if is_code(slip) and slip != code] == []


def test_two_characters_that_changed_places_are_always_noticed():
    code = code_of(0x2_5A3C_F19E_77B1)
    swapped = [code[:place] + code[place + 1] + code[place] + code[place + 2 :] for place in range(9)]

    assert [slip for slip in swapped if is_code(slip) and slip != code] == []

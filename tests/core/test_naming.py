"""The same name is the same however it is written, and what is no name names nobody."""

import pytest

from regulars.core.naming import card, normal

SAME = [
    ("card", "8012 5433 81", "8012543381"),
    ("card", " 8012-5433-81 ", "8012543381"),
    ("card", "８０１２　５４３３８１", "8012543381"),
    ("card", "m-1", "m-1"),
    ("card", "SS 2201-a", "SS2201-a"),
    ("email", " Ada.Lovelace@Shop.TW ", "ada.lovelace@shop.tw"),
    ("email", "ａｄａ@shop.tw", "ada@shop.tw"),
    ("user_id", " aB3 ", "aB3"),
    ("line", "U4af4980629", "U4af4980629"),
    ("device", "507f191e-810c", "507f191e-810c"),
    ("phone", "+886912345678", "+886912345678"),
]


@pytest.mark.parametrize(("kind", "given", "kept"), SAME)
def test_one_way_of_writing(kind, given, kept):
    assert normal(kind, given) == kept
    assert normal(kind, kept) == kept


NOBODY = [
    *(("user_id", text) for text in ("-1", "null", "NULL", " None ", "undefined", "NaN", "n/a", "anonymous", "Guest", "")),
    *(("user_id", text) for text in ("0", "000000", "00000000-0000-0000-0000-000000000000", "{{user.id}}", "${id}", "[object Object]")),
    ("user_id", "true"), ("user_id", "x" * 201), ("user_id", "a\x00b"), ("user_id", "ａｎｏｎｙｍｏｕｓ"),
    ("card", "0000 0000"), ("card", " - "),
    ("phone", "+11111111111"), ("phone", "0912-345-678"), ("phone", "+"),
    ("email", "test@shop.tw"), ("email", "ada@example.com"), ("email", "ada@mail.example.org"), ("email", "ada"),
    ("email", "@shop.tw"), ("email", "NoReply@shop.tw"), ("email", "ada@localhost"),
    ("device", "00000000-0000-0000-0000-000000000000"), ("device", "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "given"), NOBODY)
def test_what_names_nobody(kind, given):
    assert normal(kind, given) is None


@pytest.mark.parametrize("plain", ["8012543381", "M-1", "ADA"])
def test_a_plain_card_stays_as_it_is(plain):
    assert card(plain) == plain

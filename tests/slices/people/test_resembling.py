"""Members who are perhaps one person are found by two things that resemble each other, and wait for a person once."""

import pytest
from django.utils import timezone

from regulars.lib.cursors import raw_cursor
from regulars.people import resembling
from regulars.people.cases import waiting
from regulars.people.identity import Named, identified, resolve
from regulars.people.models import Case, Member
from regulars.people.nicknames import call

pytestmark = pytest.mark.django_db


def member(card, nickname, **names):
    """A member with a card, a name, and what was proved of them."""
    found = identified("card", card)
    for kind, value in names.items():
        found += identified(kind, value)
    [wallet_id] = resolve(raw_cursor(), [Named(found)])
    call(raw_cursor(), {wallet_id: nickname})
    return wallet_id


ALIKE = [
    ("王小明", {"phone": "0912 345 678"}, "王小明", {"phone": "0912 345 687"}, "0912 345 678 ≈ 0912 345 687"),
    ("王小明", {"phone": "0912 345 678"}, "王小明", {"phone": "0912 345 679"}, "0912 345 678 ≈ 0912 345 679"),
    ("Ada Lin", {"email": "ada.lin@mail.tw"}, "Lin Ada", {"email": "ada.lin@post.tw"}, "ada.lin@mail.tw ≈ ada.lin@post.tw"),
    ("Ada Lin", {"email": "ada.lin@mail.tw"}, "ada lin", {"email": "ada.linn@mail.tw"}, "ada.lin@mail.tw ≈ ada.linn@mail.tw"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "has", "other_name", "other_has", "why"), ALIKE)
def test_who_resembles_somebody_waits_with_the_reason(name, has, other_name, other_has, why):
    one, other = member("C1", name, **has), member("C2", other_name, **other_has)

    assert resembling.look() == 1

    [case] = waiting()
    assert (case.kind, case.wallet_id, case.other, case.value, case.alike) == ("alike", one, other, why, 100)


@pytest.mark.parametrize(
    ("name", "has", "other_name", "other_has"),
    [
        ("王小明", {}, "王小明", {}),
        ("王小明", {"phone": "0912 345 678"}, "王小明", {"phone": "0912 999 111"}),
        ("王小明", {"phone": "0912 345 678"}, "陳大華", {"phone": "0912 345 687"}),
        ("王小明", {"phone": "0912 345 678"}, "王小明", {"email": "ming@mail.tw"}),
        ("", {"email": "ada.lin@mail.tw"}, "", {"email": "ada.lin@post.tw"}),
        ("Ada", {"email": "ada@mail.tw"}, "Bob", {"email": "ada@post.tw"}),
    ],
)
def test_one_thing_alone_is_never_enough(name, has, other_name, other_has):
    member("C1", name, **has)
    member("C2", other_name, **other_has)

    assert resembling.look() == 0


def test_each_pair_is_shown_once_whatever_somebody_decided():
    member("C1", "王小明", phone="0912 345 678", email="ming@mail.tw")
    member("C2", "王小明", phone="0912 345 687", email="ming1@mail.tw")

    assert (resembling.look(), resembling.look()) == (1, 0)
    Case.objects.update(decision="apart")
    assert resembling.look() == 0


def test_whoever_was_merged_is_looked_at_no_more():
    one = member("C1", "王小明", phone="0912 345 678")
    member("C2", "王小明", phone="0912 345 687")
    Member.objects.filter(wallet_id=one).update(counts_until=timezone.now())

    assert resembling.look() == 0


def test_a_name_that_many_have_says_nothing(monkeypatch):
    for number in range(resembling.NAMESAKES_MOST + 1):
        member(f"C{number}", "小明", phone=f"09123456{number:02}")

    assert resembling.look() == 0

"""A card points to one member, whoever names it first, and everybody else finds the same."""

from functools import partial

import pytest
from django.db import transaction
from racing import at_once

from regulars.lib.cursors import raw_cursor
from regulars.people.actions import known_wallets_of, wallets_of
from regulars.people.members import person, wallet_of
from regulars.people.models import Identifier, Member


@pytest.fixture
def cursor(db):
    return raw_cursor()


def test_a_card_that_nobody_has_makes_a_member_once(cursor):
    first = wallets_of(cursor, values={"M-1", "M-2"})
    again = wallets_of(cursor, values={"M-2", "M-1", "M-3"})

    assert first.keys() == {"M-1", "M-2"}
    assert first["M-1"] != first["M-2"]
    assert first.items() <= again.items()
    assert Member.objects.count() == 3
    assert wallet_of("M-3") == again["M-3"]
    assert person(again["M-3"]).cards == ("M-3",)


def test_looking_a_card_up_makes_nobody(cursor):
    [known] = wallets_of(cursor, values={"M-1"}).values()

    assert known_wallets_of(cursor, values={"M-1", "M-9"}) == {"M-1": known}
    assert known_wallets_of(cursor, values=set()) == {}
    assert wallet_of("M-9") is None
    assert Member.objects.count() == 1


def test_several_cards_may_point_to_one_member(cursor):
    [wallet_id] = wallets_of(cursor, values={"M-1"}).values()
    Identifier.objects.create(kind="card", value="app-7", wallet_id=wallet_id)

    assert wallets_of(cursor, values={"M-1", "app-7"}) == {"M-1": wallet_id, "app-7": wallet_id}
    assert person(wallet_id).cards == ("M-1", "app-7")


def test_the_same_value_of_another_kind_is_somebody_else(cursor):
    card, phone = (wallets_of(cursor, values={"0912"}, kind=kind)["0912"] for kind in ("card", "phone"))

    assert card != phone
    assert wallet_of("0912") == card


def test_nobody_is_nobody(db):
    assert person(404) is None


def test_ten_tills_that_name_new_cards_at_once_make_each_member_once(live_database):
    cards = [f"M-{number}" for number in range(20)]

    def name_them(till):
        with transaction.atomic():
            return wallets_of(raw_cursor(), values=set(cards[till:] + cards[:till]))

    found = at_once(partial(name_them, till) for till in range(10))

    assert all(each == found[0] for each in found)
    assert len(set(found[0].values())) == 20
    assert Member.objects.count() == Identifier.objects.count() == 20


def test_a_card_is_the_same_however_it_is_spaced_and_shown_as_it_came_first(cursor):
    found = wallets_of(cursor, values={"8012 5433 81"})
    again = wallets_of(cursor, values={"8012543381", "8012-5433-81", "８０１２５４３３８１", "8012 5433 81"})

    [wallet_id] = found.values()
    assert set(again.values()) == {wallet_id}
    assert len(again) == 4
    assert wallet_of(" 8012 5433-81 ") == wallet_id
    assert person(wallet_id).cards == ("8012 5433 81",)
    assert known_wallets_of(cursor, values={"8012 543381", "9"}) == {"8012 543381": wallet_id}

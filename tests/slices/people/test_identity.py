"""Whom the events of the wire mean: found, made once, kept apart, and what is doubtful waits for a person."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event

import pytest
from django.db import connection, transaction
from racing import at_once

from regulars.lib.cursors import raw_cursor
from regulars.people.actions import wallets_of
from regulars.people.identity import Named, identified, meant, resolve
from regulars.people.models import Case, FormerIdentifier, Identifier, Member


@pytest.fixture
def cursor(db):
    return raw_cursor()


def named(words):
    """Read `card:C1 phone?:0912345678`; a mark of interrogation means that it was only claimed."""
    pairs = [word.partition(":")[::2] for word in words.split()]
    return Named(
        sum((identified(kind.rstrip("?"), value, is_verified=not kind.endswith("?")) for kind, value in pairs), ())
    )  # fmt: skip


def whom(cursor, *words):
    return resolve(cursor, [named(one) for one in words])


def doubts():
    return [(one.kind, one.wallet_id, one.other, one.named, one.value) for one in Case.objects.order_by("id")]


def test_a_user_id_makes_a_member_once_and_what_is_named_beside_it_is_theirs(cursor):
    [ada] = whom(cursor, "user_id:U1 device:D1 phone:0912-345-678")

    assert whom(cursor, "user_id:U1", "device:D1", "phone:+886912345678", "user_id:U1 device:D1") == [ada] * 4
    assert Member.objects.count() == 1
    assert set(Identifier.objects.values_list("kind", "value", "wallet_id")) == {
        ("user_id", "U1", ada), ("device", "D1", ada), ("phone", "+886912345678", ada),
    }  # fmt: skip


def test_a_device_is_nobody_until_its_member_signs_in(cursor):
    assert whom(cursor, "device:D1") == [None]
    assert Member.objects.count() == 0

    before, ada, after = whom(cursor, "device:D1", "device:D1 user_id:U1", "device:D1")

    assert before is None
    assert ada == after is not None


def test_a_till_s_card_is_the_wire_s_card(cursor):
    [wallet_id] = wallets_of(cursor, values={"8012 5433 81"}).values()

    assert whom(cursor, "card:8012543381 user_id:U1", "user_id:U1") == [wallet_id, wallet_id]


def test_a_family_s_telephone_joins_nobody_and_a_person_is_told_once(cursor):
    [ada] = whom(cursor, "user_id:U1 phone:0912345678")
    for _ in range(2):
        [bob] = whom(cursor, "user_id:U2 phone:0912345678")

    assert ada != bob
    assert whom(cursor, "phone:0912345678") == [ada]
    assert doubts() == [("shared", bob, ada, "phone", "+886912345678")]


def test_a_tablet_on_the_counter_means_nobody_once_two_members_were_seen_on_it(cursor):
    ada, bob, nobody = whom(cursor, "user_id:U1 device:TAB", "user_id:U2 device:TAB", "device:TAB")

    assert ada != bob
    assert nobody is None
    assert whom(cursor, "device:TAB", "user_id:U2 device:TAB", "user_id:U1 device:TAB") == [None, bob, ada]
    assert doubts() == []


def test_who_proves_an_address_has_it_and_who_only_typed_it_loses_it(cursor):
    ada, bob = whom(cursor, "user_id:U1 email?:eve@shop.tw", "user_id:U2 email:eve@shop.tw")

    assert Identifier.objects.get(kind="email").wallet_id == bob != ada
    assert whom(cursor, "email:eve@shop.tw") == [bob]


def test_what_was_typed_long_ago_and_is_proved_by_another_is_remembered(cursor):
    [ada] = whom(cursor, "user_id:U1 email?:eve@shop.tw")
    [bob] = whom(cursor, "user_id:U2 email:eve@shop.tw")

    assert Identifier.objects.get(kind="email").wallet_id == bob
    former = FormerIdentifier.objects.get()
    assert (former.kind, former.value, former.wallet_id) == ("email", "eve@shop.tw", ada)


def test_a_sixth_card_is_shown_to_a_person(cursor):
    [ada] = whom(cursor, "user_id:U1 card:A1 card:A2 card:A3 card:A4 card:A5")

    assert whom(cursor, "user_id:U1 card:A6", "user_id:U1 card:A1") == [ada, ada]
    assert doubts() == [("too_many", ada, None, "card", "A6")]
    assert not Identifier.objects.filter(value="A6").exists()


@pytest.mark.parametrize("value", ["null", "-1", "anonymous", "0000", "", None])
def test_blocked_values_name_nobody(value):
    assert identified("user_id", value) == ()


def test_two_desks_that_hear_of_the_same_people_at_once_make_each_once(live_database):
    people = [f"user_id:U{n} device:D{n} email:u{n}@shop.tw" for n in range(1, 30)]

    def hear(desk):
        with transaction.atomic():
            said = whom(raw_cursor(), *people[desk:], *people[:desk])
        return said[-desk:] + said[:-desk] if desk else said

    found = at_once(partial(hear, desk) for desk in range(6))

    assert all(each == found[0] for each in found)
    assert len(set(found[0])) == 29 == Member.objects.count()
    assert Identifier.objects.count() == 87


def test_a_till_that_makes_a_member_meanwhile_is_waited_for_and_found(live_database):
    [ada] = resolve_apart("user_id:U1")
    made, done = Event(), Event()

    def till():
        try:
            with transaction.atomic():
                wallets_of(raw_cursor(), values={"8012"})
                made.set()
                done.wait(10)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        selling = pool.submit(till)
        made.wait(10)
        asked = pool.submit(resolve_apart, "user_id:U1 card:8012")
        done.set()
        selling.result(timeout=20)
        assert asked.result(timeout=20) == [ada]
    till_s = Identifier.objects.get(value="8012").wallet_id
    assert doubts() == [("same_person", ada, till_s, "card", "8012")]


def resolve_apart(words):
    try:
        with transaction.atomic():
            return whom(raw_cursor(), words)
    finally:
        connection.close()


def test_in_a_merge_it_is_known_as_whom_somebody_comes(cursor):
    [ada] = whom(cursor, "user_id:U1 device:D1")
    Identifier.objects.filter(value="U1").update(person=77)

    assert [one.person for one in meant(cursor, [named("device:D1"), named("device:D1 user_id:U1"), named("")])] == [
        None, 77, None,
    ]  # fmt: skip
    [again] = whom(cursor, "user_id:U1 line:L1")
    assert again == ada
    assert Identifier.objects.get(value="L1").person == 77

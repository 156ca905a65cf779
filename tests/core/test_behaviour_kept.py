"""What is kept of behaviour: one trace for each question, from the version that asks it to the last that does."""

import msgspec
from one_member import BASE, Member, giving_if, holds, version

from regulars.core.programme.compiled import compile_programme
from regulars.core.state import Wallet


def test_two_rules_that_ask_the_same_share_one_trace():
    asked = 'count("Product Viewed", within="{}", where={}) >= 1'
    one, other = asked.format("24h", 'a == "x" or n > 1'), asked.format("1d", 'n > 1 or a == "x"')
    shopper = Member(version({"bonus": 10, "when": one}, {"bonus": 5, "when": other}))

    shopper.does("2024-03-01 10:00", "Product Viewed", a="x")

    assert len(shopper.fold.wallet.traces) == 1
    assert holds(shopper, "2024-03-01 11:00")


def test_an_event_touches_only_what_names_it():
    shopper = Member(
        version(
            {"bonus": 1, "when": 'count("A", where=x == "1") > 0'},
            {"bonus": 1, "when": 'count("A", where=x == "2" and n > 3) > 0'},
            {"bonus": 1, "when": 'count("B") > 0'},
        )
    )
    shopper.does("2024-03-01 10:00", "A", x="2", n=4)

    assert len(shopper.fold.wallet.traces) == 1
    assert [shopper.programme.reads(name) for name in ("A", "B", "C", "Order Completed")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_a_question_counts_from_the_version_that_brings_it_and_is_forgotten_with_the_last_that_asks():
    asked = {"bonus": 10, "when": 'count("A") == 1'}
    versions = (
        version(BASE), version(BASE, asked, begins="2024-03-01"),
        version(asked, begins="2024-04-01"), version(BASE, begins="2024-05-01"),
    )  # fmt: skip
    shopper = Member(*versions)
    shopper.does("2024-02-28", "A")
    shopper.does("2024-03-02", "A")
    # Told late, of a day before the question began.
    shopper.does("2024-02-27", "A")

    assert shopper.buys("2024-03-03", 100) == [("earn", 10), ("earn", 10)]
    assert shopper.buys("2024-04-03", 100) == [("earn", 10)]
    shopper.waits("2024-05-02")
    assert shopper.fold.wallet.traces == {}
    # A late order asks what nobody keeps any more.
    assert shopper.buys("2024-04-30", 100) == []


def test_a_version_says_which_questions_begin_with_it():
    one, two = ({"bonus": 10, "when": f'count("{name}") == 1'} for name in "AB")
    programme = compile_programme(
        version(one), version(one, two, begins="2024-03-01"), version(two, one, begins="2024-04-01")
    )

    assert [programme.begun_with(each) for each in programme.versions] == [(), ('count("B")',), ()]


def test_a_copy_of_a_wallet_shares_no_trace():
    shopper = Member(
        giving_if('distinct("A", "x") > 1 or sequence("A", "B", within="1d") or count("A", within="7d") > 1')
    )
    shopper.does("2024-03-01 10:00", "A", x="1")
    before = shopper.fold.wallet.copy()
    written = msgspec.msgpack.encode(before)

    shopper.does("2024-03-01 11:00", "A", x="2")

    assert msgspec.msgpack.encode(before) == written
    assert msgspec.msgpack.decode(written, type=Wallet) == before

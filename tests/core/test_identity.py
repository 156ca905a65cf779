"""Who is meant: the table of docs/algorithms/identity.md, and the laws that no case may break."""

import pytest

from regulars.core.identity import Case, Decision, Held, Identifier, Limit, Owner, decide, strongest_first

DAY = 86_400_000_000


def of(text):
    """Read `card:C1`, a claimed one as `phone?:T`."""
    kind, _, value = text.partition(":")
    return Identifier(kind.rstrip("?"), value, not kind.endswith("?"))


def named(words):
    return tuple(of(word) for word in words.split())


def owner(wallet_id, words):
    return Owner(wallet_id, tuple(Held(one) for one in named(words)))


def known(*owners, shared=""):
    found = {held.identifier.key: one for one in owners for held in one.held}
    return found | {one.key: None for one in named(shared)}


ADA = owner(1, "card:C1 phone:T device:D1 email?:E")
BOB = owner(2, "user_id:U2 card:C2 device:D2 email:B")
FULL = owner(3, "user_id:U3 card:A card:B card:C card:D card:E")
EVERYBODY = known(ADA, BOB, FULL, shared="device:TABLET")


def link(wallet_id, **rest):
    return Decision("link", wallet_id, **rest)


def new(**rest):
    return Decision("new", None, **rest)


CASES = [
    ("card:C1", link(1)),
    ("device:D1", link(1)),
    ("device:D9", Decision("nobody")),
    ("device:TABLET", Decision("nobody")),
    ("device:D9 email?:X phone?:Y", Decision("nobody")),
    ("phone:T", link(1)),
    ("phone?:T", Decision("nobody")),
    ("email:E", new(moved=named("email:E"))),
    ("phone:P", new(added=named("phone:P"))),
    ("card:C9 device:D9", new(added=named("card:C9 device:D9"))),
    ("card:C9 phone:T", new(added=named("card:C9"), cases=(Case("shared", of("phone:T"), 1),))),
    ("user_id:U9 phone:T", link(1, added=named("user_id:U9"))),
    ("user_id:U9 phone?:T", new(added=named("user_id:U9"), cases=(Case("same_person", of("phone?:T"), 1),))),
    ("user_id:U9 email:B", new(added=named("user_id:U9"), cases=(Case("shared", of("email:B"), 2),))),
    ("user_id:U9 card:C2", new(added=named("user_id:U9"), cases=(Case("shared", of("card:C2"), 2),))),
    ("user_id:U2 device:D1", link(2, shared=named("device:D1"))),
    ("user_id:U9 device:D2", new(added=named("user_id:U9"), shared=named("device:D2"))),
    ("user_id:U2 device:TABLET", link(2)),
    ("card:C1 email:B", link(1, cases=(Case("shared", of("email:B"), 2),))),
    ("user_id:U2 phone:T", link(2, cases=(Case("shared", of("phone:T"), 1),))),
    ("user_id:U2 card:C1", link(2, cases=(Case("shared", of("card:C1"), 1),))),
    ("card:C1 email:E", link(1, proved=named("email:E"))),
    ("user_id:U3 card:F", link(3, cases=(Case("too_many", of("card:F")),))),
    ("user_id:U2 email:E", link(2, moved=named("email:E"))),
    ("line:L1 phone?:T", new(added=named("line:L1"), cases=(Case("same_person", of("phone?:T"), 1),))),
    ("line:L1", new(added=named("line:L1"))),
    ("", Decision("nobody")),
]


@pytest.mark.parametrize(("words", "decided"), CASES, ids=[words or "nothing" for words, _ in CASES])
def test_who_is_meant(words, decided):
    assert decide(named(words), EVERYBODY) == decided


def test_the_order_in_which_they_are_named_makes_no_difference():
    for words, decided in CASES:
        assert decide(tuple(reversed(named(words))), EVERYBODY) == decided


def test_named_twice_the_stronger_counts():
    assert strongest_first(named("phone?:T phone:T device:D card:C")) == list(
        named("card:C phone:T device:D")
    )


def test_a_limit_may_count_within_so_many_days():
    limits = {kind: Limit(1, within_days=30) for kind in ("card", "user_id")}
    ada = Owner(1, (Held(of("user_id:U1"), 0), Held(of("card:C1"), 0)))

    soon = decide(named("user_id:U1 card:C9"), known(ada), at=29 * DAY, limits=limits)
    later = decide(named("user_id:U1 card:C9"), known(ada), at=30 * DAY, limits=limits)

    assert soon == link(1, cases=(Case("too_many", of("card:C9")),))
    assert later == link(1, added=named("card:C9"))

"""G4: withdrawing every consent changes no price, and takes no redemption back."""

import sys
from contextlib import suppress
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parents[1] / "core"))

from one_member import BASE, DOING, Member, asks, card, version

from regulars.core.programme.check import check
from regulars.core.refusals import Refusal

PURPOSES = {
    "membership": asks(*DOING),
    "marketing": asks(),
    "personalisation": asks("Seen"),
    "analytics": asks(),
}
ASKED = ("marketing", "personalisation", "analytics")
#: A condition of a reward reads what belongs to the membership alone; of anything else a programme is refused.
REWARDS = [
    {"id": "tote", "price": {"points": 70}, "limits": [{"times": 2, "per": "member"}]},
    {"id": "lamp", "price": {"points": 40, "money": 10}},
    {"id": "evening", "price": {"points": 30}, "when": 'at_least("card", "silver")'},
    {"id": "meal", "price": {"points": 10}, "kind": "donation"},
    {"id": "done", "price": {"points": 20}, "when": 'count("A") >= 1'},
]
PRICES = {reward["id"]: reward["price"]["points"] for reward in REWARDS}
ACTS = st.lists(
    st.tuples(st.sampled_from(("buys", "redeems", "pays", "gives_up", "sees")), st.integers(0, 4)),
    max_size=14,
)


def member():
    return Member(version(BASE, rewards=REWARDS, purposes=PURPOSES, tracks=card(), coin={"expiry": "never"}))


def lives(ada, acts, withdraws_at=None):
    """Let it all happen; answer what became of each redemption, by its name. Everybody agrees to everything first."""
    for purpose in ASKED:
        ada.agrees("2024-02-01", purpose)
    ada.is_given("2024-02-01", 300)
    came = {}
    for number, (act, which) in enumerate(acts):
        at = f"2024-03-01 {10 + number // 6}:{number % 6 * 10:02}"
        if number == withdraws_at:
            withdraws(ada, at)
        with suppress(Refusal):
            match act:
                case "buys":
                    ada.buys(at, 400 * (which + 1))
                case "redeems":
                    reward = REWARDS[which]["id"]
                    came[f"r{number}", reward] = "refused"
                    came[f"r{number}", reward] = ada.redeems(at, reward, name=f"r{number}")
                case "pays":
                    ada.pays(at, f"r{max(0, number - which - 1)}")
                case "gives_up":
                    ada.gives_up(at, f"r{max(0, number - which - 1)}")
                case _:
                    ada.does(at, ("Seen", "A")[which % 2])
    return came


def withdraws(ada, at):
    """Take every consent back; nothing of what was redeemed moves with it."""
    ada.waits(at)
    before = ada.fold.wallet.copy()
    entries = len(ada.entries)
    for purpose in ASKED:
        ada.withdraws(at, purpose)
    assert ada.fold.wallet.redeemed == before.redeemed
    assert ada.fold.wallet.purses == before.purses
    assert len(ada.entries) == entries


@given(ACTS, st.integers(0, 13))
def test_what_anybody_may_have_is_had_alike_and_at_the_same_price(acts, withdraws_at):
    kept, gone = member(), member()

    assert lives(kept, acts) == lives(gone, acts, withdraws_at)
    assert kept.lots() == gone.lots()
    assert kept.fold.wallet.redeemed == gone.fold.wallet.redeemed


def test_a_reward_may_not_ask_for_what_needs_a_consent():
    document = version(BASE, rewards=[{"id": "seen", "price": {"points": 20}}], purposes=PURPOSES)
    asking = replace(document, rewards=[replace(document.rewards[0], when='count("Seen") >= 1')])

    assert [mistake.code for mistake in check(asking)] == ["PurposeMissing"]


@given(ACTS, st.integers(0, 13))
def test_whatever_is_had_costs_its_price_whatever_was_agreed(acts, withdraws_at):
    for (_, reward), came in lives(member(), acts, withdraws_at).items():
        if came != "refused":
            assert came in ([("spend", -PRICES[reward])], []), (reward, came)
            assert came or reward == "lamp"

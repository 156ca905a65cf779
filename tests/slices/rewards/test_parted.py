"""What was redeemed in a merge belongs to whoever redeemed it when the merge is taken back, and can still be cancelled."""

import pytest
from corner_shop import when
from reward_shop import asks, has, redeemed, states

from regulars.core.wallet import owed, usable
from regulars.desk import rewards
from regulars.desk.merging import merge, unmerge
from regulars.desk.models import Wallet
from regulars.desk.verify import verify
from regulars.desk.wallets import decode_wallet
from regulars.lib.instants import instant
from regulars.people.members import wallet_of
from regulars.rewards.models import Redemption

JOINED, PARTED, LATER = when("2026-02-20 12:00"), when("2026-03-05 12:00"), when("2026-03-06 12:00")


def purse(card):
    return decode_wallet(bytes(Wallet.objects.get(wallet_id=wallet_of(card)).body)).purses["coin"]


@pytest.fixture
def parted(shop):
    """Bob, who has 200 coins, redeemed a bag for 300 while he was one with Ada."""
    has(shop, "Bob", 200)
    one = merge(
        shop, first=wallet_of("Ada"), second=wallet_of("Bob"), now=JOINED, by=None, reason="one person"
    )
    assert redeemed(shop, asks("r", member="Bob")) == ["decided"]
    unmerge(shop, wallet_id=one, now=PARTED, by=None)
    return shop


def test_it_goes_with_whoever_redeemed_it(parted):
    assert Redemption.objects.get().wallet_id == wallet_of("Bob")
    assert [had.reward for had in rewards.had_by(wallet_of("Bob"))] == ["tote"]
    assert rewards.had_by(wallet_of("Ada")) == ()
    assert owed(purse("Bob")) == 100


@pytest.mark.parametrize("earned", [0, 40, 500])
def test_what_they_alone_could_not_pay_is_given_back_whole(parted, earned):
    if earned:
        has(parted, "Bob", earned, at="2026-03-05 13:00")
    rewards.cancel(parted, Redemption.objects.get().code, source="console", by="member", now=LATER)

    assert states() == [("tote", "cancelled")]
    assert (usable(purse("Bob"), instant(LATER)), owed(purse("Bob"))) == (200 + earned, 0)
    assert verify(parted).broken == ()

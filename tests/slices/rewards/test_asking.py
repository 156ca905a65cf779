"""What a member can get, what they have had, and what becomes of what nobody fetched."""

from datetime import timedelta

import pytest
from corner_shop import order, when
from reward_shop import AT, asks, coins, has, left, redeemed, states

from regulars.core.refusals import RedemptionUnknown
from regulars.desk import rewards
from regulars.desk.merging import merge
from regulars.desk.posting import Arrival, post
from regulars.desk.queries import wallet_of
from regulars.desk.verify import verify
from regulars.telling.rewards import missing, state
from regulars.telling.voice import voice_for

NOW = when(AT)
FOREVER = timedelta(days=31)


def listed(shop, member="Ada", now=NOW):
    return [
        (one.id, one.missing, one.left if one.left_today is None else one.left_today) for one in rewards.offered(shop, wallet_of(member), now=now)
    ]  # fmt: skip


def test_what_there_is_stands_by_what_is_missing(shop):
    assert listed(shop) == [("tea", "", 2), ("mug", "", None), ("tote", "", 3), ("film", "level", 1)]


def test_what_was_taken_is_missing_for_everybody(shop):
    has(shop, "Bob", 1000)
    redeemed(shop, *(asks(name) for name in "abc"), asks("d", "tea"), asks("e", "tea", member="Bob"))

    assert listed(shop, "Bob") == [
        ("mug", "", None),
        ("tea", "day", 0),
        ("film", "level", 1),
        ("tote", "gone", 0),
    ]
    assert {name: why for name, why, _ in listed(shop, "Bob", NOW + timedelta(days=1))}["tea"] == ""


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            {
                "tote": "284 coins more", "film": "From Gold on; NT$2,835 to go",
                "mug": "84 coins more", "tea": "34 coins more, at your pace about 2026/09/09",
            },
        ),
        (
            "zh-hant",
            {
                "tote": "還差 284 個金幣", "film": "達金可兌換，還差 NT$2,835",
                "mug": "還差 84 個金幣", "tea": "還差 34 個金幣，照目前的速度約 2026/09/09 可兌換",
            },
        ),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_in_both_languages(shop, language, said):
    # 165 give 16 coins; in 90 days that is 8/45 a day. More than a year ahead nobody is told a date.
    post(shop, [Arrival("till", "Bob", order("A-1", "2026-02-20 10:00", ("tea", 1), ("pen", 1)))])
    voice = voice_for(shop.versions[0].document, language)

    assert {one.id: missing(one, voice) for one in rewards.offered(shop, wallet_of("Bob"), now=NOW)} == said


def test_nobody_fetched_it_and_the_points_are_back(shop):
    redeemed(shop, asks("r"))
    assert rewards.lapse(shop, now=when("2026-03-31 23:59")) == 0
    assert rewards.lapse(shop, now=when("2026-04-01 00:00")) == 1
    assert rewards.lapse(shop, now=when("2026-04-01 00:01")) == 0

    assert (coins(), left("tote"), states()) == (1000, 3, [("tote", "lapsed")])
    [had] = rewards.had_by(wallet_of("Ada"))
    assert (
        state(had, voice_for(shop.versions[0].document, "en")) == "Not fetched in time, the points are back"
    )
    assert verify(shop).broken == ()


def test_a_redemption_is_cancelled_by_its_code_however_it_is_typed(shop):
    [answer] = post(shop, [asks("r")])
    code = answer.made.code
    rewards.cancel(shop, f" {code[:5].lower()}-{code[5:]}", source="console", by="shop", now=NOW)
    with pytest.raises(RedemptionUnknown):
        rewards.cancel(shop, "no such code", source="console", by="shop", now=NOW)

    assert (coins(), states()) == (1000, [("tote", "cancelled")])


def test_what_was_redeemed_before_two_members_became_one_is_theirs_and_can_be_cancelled(shop):
    has(shop, "Bob", 1000)
    [answer] = post(shop, [asks("r", "mug", member="Bob")])
    one = merge(shop, first=wallet_of("Ada"), second=wallet_of("Bob"), now=NOW, by=None, reason="one person")

    assert [had.code for had in rewards.had_by(one)] == [answer.made.code]
    assert redeemed(shop, asks("again", "mug")) == ["RewardLimit"]
    rewards.cancel(shop, answer.made.code, source="console", by="member", now=NOW + FOREVER)
    assert states() == [("mug", "cancelled")]
    assert redeemed(shop, asks("again", "mug", at="2026-04-02 10:00")) == ["decided"]
    assert verify(shop).broken == ()

"""The draw of a lottery can be worked out by anybody, and tickets are for those who say that they are of age."""

import re
from pathlib import Path

import pytest
from one_member import BASE, NAME, Member, version

from regulars.core.lotteries import seal_of, winners
from regulars.core.refusals import NotOfAge, RewardNotNow

SEED = bytes(range(32))
#: Of ten tickets and three prizes.
WON = {8: 0, 3: 1, 4: 1}
RAFFLE = {
    "id": "raffle",
    "kind": "lottery",
    "price": {"points": 20},
    "lottery": {"draw": "2024-03-24", "prizes": [{"name": NAME, "number": 1}, {"name": NAME, "number": 2}]},
}


def member(**more):
    ada = Member(version(BASE, rewards=[RAFFLE | more]))
    ada.is_given("2024-02-01", 1000)
    return ada


def test_the_winners_are_the_tickets_with_the_smallest_numbers_of_the_seed():
    # Worked out by hand with openssl: printf 8 | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1f
    assert winners(SEED, range(1, 11), [1, 2]) == WON
    assert winners(SEED, [3, 1, 2, *range(4, 11)], [1, 2]) == WON


def test_cancelled_tickets_are_left_out_and_nobody_else_moves():
    out = next(iter(WON))
    rest = list(winners(SEED, [ticket for ticket in range(1, 11) if ticket != out], [3]))
    assert rest[:2] == list(WON)[1:]


@pytest.mark.parametrize(("tickets", "won"), [([], 0), ([5], 1), ([5, 6, 7], 3), (range(9), 3)])
def test_no_more_win_than_there_are_prizes_or_tickets(tickets, won):
    assert len(winners(SEED, tickets, [1, 2])) == won


def test_the_ten_lines_of_the_documents_agree():
    page = (Path(__file__).parents[2] / "docs" / "algorithms" / "rewards.md").read_text()
    lines = re.search(r"```python\n(.*?)```", page, re.DOTALL)[1]
    assert len([line for line in lines.splitlines() if line]) <= 10
    for number in (1, 7, 200):
        seed = SEED[:31] + bytes([number])
        shown = {
            "seed_shown": seed.hex(),
            "seal_shown": seal_of(seed),
            "tickets_shown": list(range(1, number + 1)),
        }
        known = shown | {"prizes_shown": [(1, 0), (2, 1)]}
        exec(lines, known)  # noqa: S102 - it is ours, and whoever reads it runs it too.
        assert known["won"] == winners(seed, shown["tickets_shown"], [1, 2])


def test_the_seal_is_the_sha_256_of_the_seed():
    assert seal_of(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_who_does_not_say_that_they_are_of_age_gets_none():
    ada = member()
    with pytest.raises(NotOfAge) as refusal:
        ada.redeems("2024-03-01", "raffle")
    assert refusal.value.facts == {"reward": "raffle", "age": 18}

    assert ada.redeems("2024-03-01", "raffle", is_of_age=True) == [("spend", -20)]
    [offer] = ada.could_get("2024-03-01")
    assert offer.missing == ""


@pytest.mark.parametrize(("at", "is_had"), [("2024-03-23 23:59", True), ("2024-03-24 00:00", False)])
@pytest.mark.parametrize("more", [{}, {"until": "2024-12-31"}])
def test_tickets_can_be_had_until_the_day_before_the_draw(at, is_had, more):
    ada = member(**more)
    if is_had:
        assert ada.redeems(at, "raffle", is_of_age=True) == [("spend", -20)]
    else:
        with pytest.raises(RewardNotNow):
            ada.redeems(at, "raffle", is_of_age=True)

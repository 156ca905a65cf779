"""What members of Sunny Select redeemed of late: some of it fetched, some waiting, one taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regulars.core.events import Redemption
from regulars.desk import rewards
from regulars.desk.posting import Arrival, post
from regulars.lib.instants import instant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regulars.core.programme.compiled import Programme
    from regulars.rewards.actions import Made

SOURCE: Final = "member"
#: What is wished for in turn; who has too few points for it has nothing.
WISHES: Final = ("filter-coffee", "bookmark", "tote", "matinee", "filter-coffee", "bookmark")
#: What the one whose card is shown has yet to pay at the till.
HELD: Final = "reading-lamp"
#: Of so many one is fetched at once, and of so many one is taken back.
FETCHED, TAKEN_BACK = 2, 7


def wish(programme: Programme, wallets: Sequence[int], *, shown: int, now: datetime) -> None:
    """Let members redeem; the one whose card is shown has a coffee to fetch, and something to pay."""
    for place, wallet_id in enumerate(wallets):
        made = _redeem(programme, wallet_id, WISHES[place % len(WISHES)], f"demo-{place}", now)
        if made is None or made.is_handed_over:
            continue
        if place % TAKEN_BACK == TAKEN_BACK - 1:
            rewards.cancel(programme, made.code, source=SOURCE, by="member", now=now)
        elif place % FETCHED == 0:
            rewards.hand_over(made.code, by="demo", now=now)
    _redeem(programme, shown, WISHES[0], "demo-shown", now)
    _redeem(programme, shown, HELD, "demo-held", now)


def _redeem(programme: Programme, wallet_id: int, reward: str, name: str, now: datetime) -> Made | None:
    at = instant(now)
    day, minute = programme.calendar.local(at)
    event = Redemption(name, at, day, reward, minute)
    [answer] = post(programme, [Arrival(SOURCE, None, event, wallet_id=wallet_id)])
    return answer.made

"""What each field of bringing a friend means, in both languages."""

from __future__ import annotations

from typing import Final

#: Part and field: (English, 繁體中文).
REFERRAL_MEANINGS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "PointsGift": {
        "points": ("So many points", "多少點"),
        "of": ("of this kind.", "哪一種點數。"),
    },
    "ReferralLimit": {
        "times": ("So many friends at most", "最多計幾位好友"),
        "per": (
            "for one member on a local `day`, in a `month`, in a `year`, or ever (`member`).",
            "每位會員每天（day）、每月（month）、每年（year）或總計（member）。",
        ),
    },
    "Referral": {
        "name": ("What members read of it.", "會員看到的名稱。"),
        "reward": ("What whoever invited gets, once for each friend.", "推薦人的獎勵，每位好友一次。"),
        "welcome": ("What the friend gets, at the same moment.", "好友的見面禮，同時發給。"),
        "return_window": (
            "Days in which goods may be brought back; what is kept longer counts.",
            "幾天內可以退貨；過了退貨期的消費才算。",
        ),
        "at_least": (
            "What the friend's purchase comes to at least, in money; left out, anything that was paid for.",
            "好友的消費至少要多少金額；不寫則有付款即可。",
        ),
        "limits": ("How many friends count.", "最多計幾位好友。"),
        "budget": (
            "The most that whoever invites is given, for everybody together; what the friend gets is not counted.",
            "所有推薦人合計的獎勵預算；好友的見面禮不計入。",
        ),
    },
}

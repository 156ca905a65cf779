"""What each field of a leaderboard means, and the sentences for mistakes in leaderboards, in both languages."""

from __future__ import annotations

from typing import Final

#: Part and field: (English, 繁體中文).
LEADERBOARD_MEANINGS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "Leaderboard": {
        "id": ("The board's short name.", "排行榜的代號。"),
        "name": ("The board's name for people.", "排行榜的名稱。"),
        "mission": (
            "How far each has come in this mission; its days are the same for everybody.",
            "以這項任務的累計排名，任務期間須所有人相同。",
        ),
        "check_in": (
            "The days in a row of this check-in that still go on.",
            "以這項簽到目前連續的天數排名。",
        ),
        "challenge": ("The best score in this challenge.", "以這個挑戰的最高分排名。"),
        "per": (
            "The best score of this `week` (from Monday) or `month`; left out, ever. For challenges alone.",
            "只看本週（week，週一起）或本月（month）的最高分，不寫則不限。只用於挑戰。",
        ),
        "places": ("So many rows are shown.", "顯示幾名。"),
    },
}

#: Code: (English, 繁體中文).
LEADERBOARD_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "LeaderboardTwice": (
        "{leaderboard} names two leaderboards. Give one of them another id.",
        "有兩個排行榜都叫 {leaderboard}。請將其中一個改名。",
    ),
    "CountedUnknown": (
        "There is no {given} that could be counted here. Known: {known}.",
        "這裡沒有 {given} 可以排名。有的是：{known}。",
    ),
    "PerOfChallengesOnly": (
        "`per:` goes with a challenge: a mission has its own days, and a streak goes on as long as it goes on. Delete it.",
        "`per:` 只用於挑戰，任務有自己的期間，連續簽到沒有期間。請刪除。",
    ),
    "LeaderboardNeedsDays": (
        "Numbers of {mission} cannot be compared: everybody counts in other days. Write `first_day:` and `last_day:` in its window, and `again: no`.",
        "每個人在 {mission} 的期間不同，無法排名。請在 window 寫 `first_day:` 與 `last_day:`，並寫 `again: no`。",
    ),
    "LeaderboardOfMoney": (
        "{mission} counts money, and what somebody spends is shown to nobody else. Count something else.",
        "{mission} 累計的是金額，消費金額不公開給其他會員。請改用別的累計方式。",
    ),
}

"""What each field of a challenge means, and the sentences for mistakes in challenges, in both languages."""

from __future__ import annotations

from typing import Final

#: Part and field: (English, 繁體中文).
CHALLENGE_MEANINGS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "Challenge": {
        "id": ("The challenge's short name; its points name it as `challenge/…`.", "挑戰的代號，它給的點數記為 `challenge/…`。"),
        "name": ("The challenge's name for people.", "挑戰的名稱。"),
        "about": ("How it is played, in a sentence.", "玩法說明。"),
        "game": ("The one built in, `tap_and_hold`, or any other that speaks to the API.", "內建的長按遊戲（tap_and_hold），或透過 API 的其他遊戲（other）。"),
        "from": ("The first local day on which it is there.", "開始的日期（當地日期）。"),
        "until": ("The last local day on which it is there.", "最後一天（當地日期）。"),
        "earn": ("Which points it gives.", "給哪一種點數。"),
        "scores": ("The scores that there are, and how quickly they can be reached.", "分數的範圍，以及最快多久能得到。"),
        "plays": ("How often it may be played.", "可以玩幾次。"),
        "prizes": ("How often one member may win points.", "每位會員可以得獎幾次。"),
        "bands": ("What each score wins, from the lowest; together they cover every score.", "各分數區間的獎勵，由低到高，涵蓋所有分數。"),
        "budget": ("The points that it may cost at most; the dearest case must fit.", "最多給出幾點；最貴的情況不能超過。"),
    },
    "Scores": {
        "least": ("The least score that there is.", "最低分。"),
        "most": ("The highest score that there is.", "最高分。"),
        "per_second": ("So much of it can be reached in a second, and no more.", "每秒最多能得幾分。"),
    },
    "Plays": {
        "per_day": ("So often by one member on a local day.", "每位會員每天可玩幾次。"),
        "in_all": ("So often by everybody together; left out, as often as they like.", "所有會員合計可玩幾次；不寫則不限。"),
    },
    "Prizes": {
        "per_day": ("So often on a local day.", "每天最多得獎幾次。"),
        "per_member": ("So often in all; left out, every day again.", "合計最多得獎幾次；不寫則不限。"),
    },
    "Band": {
        "score": ("The score with which it begins.", "這個區間的最低分。"),
        "points": ("What it wins.", "得到幾點。"),
        "stock": ("So many of it in all; left out, as many as there are plays.", "合計有幾份；不寫則不限。"),
    },
}  # fmt: skip

#: Code: (English, 繁體中文).
CHALLENGE_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "ChallengeTwice": (
        "{challenge} names two challenges. Give one of them another id.",
        "有兩個挑戰都叫 {challenge}。請將其中一個改名。",
    ),
    "ChallengeBackwards": (
        "The last day {given} lies before the first, {first}.",
        "最後一天 {given} 早於第一天 {first}。",
    ),
    "ScoresNone": (
        "The highest score {given} does not lie above the least, {least}.",
        "最高分 {given} 沒有高於最低分 {least}。",
    ),
    "FirstBand": (
        "The first band begins with {given}, and scores with {least}: what lies between would have no band. Let it begin there.",
        "第一個區間從 {given} 開始，但分數從 {least} 起，中間會沒有區間。請從最低分開始。",
    ),
    "BandsUnordered": (
        "The band from {given} does not lie above the one before it, from {before}. Write them from the lowest.",
        "從 {given} 開始的區間沒有高於前一個（{before}）。請由低到高排列。",
    ),
    "BandOutOfReach": (
        "Nobody can reach the band from {given}: the highest score is {most}.",
        "從 {given} 開始的區間沒有人達得到，最高分是 {most}。",
    ),
    "BandsEmpty": (
        "No band of {challenge} wins anything. Write points for one at least.",
        "{challenge} 的每個區間都不給點。請至少寫一個區間的點數。",
    ),
    "ChallengeUnbounded": (
        "Nothing bounds what {challenge} costs, and a score from a browser cannot be proved. Write `plays: {{in_all: …}}`, or a `stock:` for each band that wins points.",
        "{challenge} 給出的點數沒有上限，而瀏覽器量的分數無法證實。請寫 `plays: {{in_all: …}}`，或為每個給點的區間寫 `stock:`。",
    ),
    "ChallengeTooDear": (
        "If everybody reaches the dearest band that is left, {challenge} gives {most} points, and its budget is {budget}. Lower the points, the plays or the stock, or raise the budget.",
        "如果每個人都達到最高的區間，{challenge} 會給出 {most} 點，超過預算 {budget} 點。請降低點數、次數或份數，或提高預算。",
    ),
}

"""What each field of a mission means, and the sentences for mistakes in missions, in both languages."""

from __future__ import annotations

from typing import Final

#: Part and field: (English, 繁體中文).
MISSION_MEANINGS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "Mission": {
        "id": (
            "The mission's short name; its points name it as `mission/…`.",
            "任務的代號，它給的點數記為 `mission/…`。",
        ),
        "name": ("The mission's name for people.", "任務的名稱。"),
        "about": ("What is to be done, as members read it.", "會員看到的說明：要做什麼。"),
        "check_in": ("One check-in a day, with a ladder of points.", "每日簽到與連續簽到的點數。"),
        "goal": ("What is counted, and the stages that it reaches.", "計算什麼，以及達成的各階段。"),
        "window": (
            "The time for it, from the member's start or the same for everybody; left out, it never ends.",
            "期限：從會員開始起算，或所有人相同；不寫則沒有期限。",
        ),
        "start": (
            "Begun when the member asks (`asked`), or for everybody `by_itself`.",
            "由會員開始（asked），或自動開始（by_itself）。",
        ),
        "again": (
            "Whether it can be done again: `no`, when its time is over (`on_expiry`), or as soon as it is done (`on_completion`).",
            "能否再次參加：不能（no）、期限過後（on_expiry）或完成後（on_completion）。",
        ),
        "claim": (
            "A prize waits until the member asks for it, 30 days at most (`asked`), or is given `at_once`.",
            "獎勵等會員領取，最多 30 天（asked），或立即發給（at_once）。",
        ),
        "late_hours": (
            "What is told later than so many hours after it happened counts no more.",
            "事情發生後幾小時內送達仍計入。",
        ),
        "budget": (
            "The most that its prizes come to, for everybody together; with `claim: at_once`.",
            "所有會員合計的獎勵預算，獎勵須立即發給（at_once）。",
        ),
        "purpose": (
            "What this mission reads its member for; left out, it is for `membership`, which needs no consent.",
            "這項任務的使用目的，不寫時屬於會員服務（membership），不需另外同意。",
        ),
    },
    "CheckIn": {
        "of": ("Which points it gives.", "給哪一種點數。"),
        "ladder": (
            "Points for the first day of a streak, the second, and so on; 0 for a day without.",
            "連續簽到第 1 天、第 2 天……各給幾點，不給寫 0。",
        ),
        "after_ladder": (
            "When the ladder is over it begins `again`, or `stays` on its last rung.",
            "超過最後一天後，從頭再來（again）或停在最後一天（stays）。",
        ),
        "missed": (
            (
                "Who missed a day begins at 1 again (`reset`), goes on with half (`decay`), or goes back to the first day of this "
                "round of the ladder (`cycle`)."
            ),
            "漏簽後：從第 1 天重新開始（reset）、保留一半（decay），或回到這一輪的第 1 天（cycle）。",
        ),
        "day_starts_at": ("When a day begins, such as 04:00.", "幾點換日，例如 04:00。"),
        "zone": (
            "Whose clock says which day it is: the `shop`'s, or the `member`'s where the client tells it (`local_time`).",
            "以誰的時區換日：商店（shop），或會員所在地（member，須由用戶端提供 `local_time`）。",
        ),
        "freeze": ("Missed days that do not end a streak.", "漏簽不中斷的保護。"),
        "make_up": ("How a missed day can be filled.", "補簽。"),
        "on": (
            "What the shop's clients call a check-in.",
            "用戶端送來的簽到事件名稱。",
        ),
        "when": (
            "A condition on the event, the member and the calendar; other check-ins do not count.",
            "對事件、會員與日期的條件，不符合的不計入。",
        ),
    },
    "Goal": {
        "count": (
            "One question of behaviour or of orders without `within=`: count, sum or distinct.",
            "一個行為或消費的問題，不寫 `within=`：count、sum 或 distinct。",
        ),
        "stages": ("One or several, each higher than the one before.", "一個或多個階段，一個比一個高。"),
    },
    "Stage": {
        "at_least": ("From so much on it is reached.", "達到多少算完成。"),
        "prize": ("What it gives.", "獎勵。"),
    },
    "Prize": {
        "points": ("So many points.", "幾點。"),
        "of": ("Of which kind.", "哪一種點數。"),
    },
    "MissionWindow": {
        "days": ("So many local days from the member's start, that day counted.", "從會員開始當天起幾天。"),
        "first_day": ("From the beginning of this day.", "從這一天開始。"),
        "last_day": ("Until the end of this day.", "到這一天結束。"),
    },
    "Freeze": {
        "every": ("One for every so many days of a streak.", "每連續簽到幾天得一次。"),
        "most": ("So many are kept at most.", "最多保留幾次。"),
    },
    "MakeUp": {
        "days": ("How many days back a date may be filled.", "幾天內可以補簽。"),
        "points": ("What filling one costs.", "補簽一天要用幾點。"),
    },
}

#: Code: (English, 繁體中文).
MISSION_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "MetricMissionsMissing": (
        "A track that counts missions says which: `missions:`. There are: {known}.",
        "以 missions 計算的等級要用 `missions:` 寫明是哪些任務，有的是：{known}。",
    ),
    "MetricMissionsUnwanted": (
        "`missions:` only goes with the metric missions; here it is {metric}. Delete it.",
        "`missions:` 只能搭配 missions，這裡是 {metric}。請刪除。",
    ),
    "MissionUnknown": (
        "There is no mission {given} with a goal. Known: {known}.",
        "沒有 {given} 這項有目標的任務。有的是：{known}。",
    ),
    "MissionsNarrowed": (
        "A track that counts missions looks at no receipt, so {key} has nothing to pick from. Delete it.",
        "以任務計算的等級不看消費，{key} 沒有作用。請刪除。",
    ),
    "GoalsOnly": (
        "{key} is for missions with a goal; a check-in has none. Delete the line.",
        "{key} 只用於有 goal 的任務，簽到沒有。請刪掉這一行。",
    ),
    "GoalUncountable": (
        "{given} cannot be counted towards. Write one of count, sum and distinct, without `within=`: the mission's window is the time.",
        "{given} 無法累計。請寫 count、sum 或 distinct 其中一種，不寫 `within=`，期間由任務的 window 決定。",
    ),
    "StagesUnordered": (
        "The stage {given} does not lie above {before}, which stands before it. Write them from the lowest.",
        "階段 {given} 沒有高於前一個 {before}。請由低到高排列。",
    ),
    "WindowBackwards": (
        "The last day {given} lies before the first, {first}.",
        "最後一天 {given} 早於第一天 {first}。",
    ),
    "StartNeedsDays": (
        "What begins by itself begins on one day for everybody. Write a `window:` with `first_day:` and `last_day:`.",
        "自動開始的任務，所有人的期間相同。請用 `window:` 寫 `first_day:` 與 `last_day:`。",
    ),
    "AgainByItself": (
        "What begins by itself is done once. Write `again: no`, or let members begin it.",
        "自動開始的任務只有一次。請寫 `again: no`，或改由會員開始。",
    ),
    "TimeOfDayUnreadable": (
        '{given} is no time of day. Write hours and minutes in quotes, for example "04:00".',
        '{given} 不是時間。請用引號寫出時與分，例如 "04:00"。',
    ),
    "MissionTwice": (
        "{mission} names two missions. Give one of them another id.",
        "有兩項任務都叫 {mission}。請將其中一項改名。",
    ),
    "LadderEmpty": (
        "This ladder gives nothing on any day. Write points for one day at least.",
        "這裡每一天都不給點。請至少寫一天的點數。",
    ),
    "CheckInOnOrders": (
        "{given} is a purchase and no check-in. Write what members do besides, such as `Checked In`; a track counts purchases.",
        "{given} 是消費，不是簽到。請寫消費以外的行為，例如 `Checked In`；消費次數請用等級制度計算。",
    ),
}

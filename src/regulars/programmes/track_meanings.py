"""What each field of a track and its levels means, in both languages."""

from __future__ import annotations

from typing import Final

#: Part and field: (English, 繁體中文).
TRACK_MEANINGS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "Track": {
        "name": ("The track's name for people.", "等級制度的名稱。"),
        "metric": (
            (
                "What is counted: money paid less returns, orders, days with a purchase (`visits`), items, different "
                "categories, points earned, the points balance, a `counter` of one's own, or stages of `missions`."
            ),
            (
                "計算什麼：淨消費（net_spend）、訂單數（orders）、有消費的天數（visits）、件數（items）、不同分類數"
                "（categories）、累積點數（points_earned）、點數餘額（points_balance）、自訂項目（counter）或完成的任務階段（missions）。"
            ),
        ),
        "points": (
            "Which points, for the metrics points_earned and points_balance.",
            "以 points_earned 或 points_balance 計算時，是哪一種點數。",
        ),
        "counter": ("What the metric counter counts.", "以 counter 計算時，計算什麼。"),
        "missions": ("Which missions the metric missions counts.", "以 missions 計算時，是哪些任務。"),
        "depth": (
            "For categories: how many steps of the path tell them apart; 1 takes books/art and books/food for one.",
            "以 categories 計算時，分類看到第幾層；1 表示 books/art 與 books/food 算同一類。",
        ),
        "when": ("A condition on receipts; only those that fulfil it count.", "只計算符合條件的訂單。"),
        "lines": ("A condition on lines; only those that fulfil it count.", "只計算符合條件的品項。"),
        "window": (
            (
                "How far back it counts: `lifetime`, `calendar_year`, a `membership_year` from the day of joining, since "
                "the level's term began (`level_term`) or last changed (`last_change`), a `rolling` time or a `calendar` "
                "period."
            ),
            (
                "往回計算多久：累計（lifetime）、當年度（calendar_year）、入會週年（membership_year）、本期等級開始以來"
                "（level_term）、上次等級變動以來（last_change）、近一段時間（rolling）或曆期（calendar）。"
            ),
        ),
        "validity": (
            (
                "How long a level holds once reached: as long as the metric does (`none`), for ever, until the end of "
                "this or of the next year, or so many months."
            ),
            (
                "升等後保留多久：隨計算結果升降（none）、永久（forever）、當年底（end_of_year）、隔年底"
                "（end_of_next_year）或幾個月（months）。"
            ),
        ),
        "up": (
            "When a level begins: `at_once`, or `next_day`, `next_month` or `next_period` of the window, by what counts then.",
            "何時升等：立即（at_once），或依當時累積於隔天（next_day）、下個月（next_month）、下一期（next_period）。",
        ),
        "on_up": (
            "Whether the count goes on when a level is reached (`carries_on`) or begins at zero (`restarts`).",
            "升等後累積延續（carries_on）或歸零重算（restarts）。",
        ),
        "overshoot": (
            "Where the count begins anew, whether what was beyond the threshold `counts` again or is `lost`.",
            "重新累計時，超過門檻的部分計入（counts）或不計入（lost）。",
        ),
        "reached_again": (
            "When the threshold is reached again before the end: the level `extends` from that day, or `keeps_date`.",
            "期滿前再次達標：從當天起延長（extends）或維持原期限（keeps_date）。",
        ),
        "grace_days": (
            "So many days after the end in which what was missing can be made up.",
            "期滿後幾天內可以補足差額。",
        ),
        "notices": (
            "So many days before the end members are told that their level will end.",
            "期滿前幾天提醒會員。",
        ),
        "at_end": (
            "When that time is up and the level was not earned again: to the level earned, one down, or kept.",
            "到期且未達標時：依目前結果評等（to_earned）、降一級（one_down）或保留（keep）。",
        ),
        "on_refund": (
            (
                "When a return takes the metric below the level: down at once (`immediate`), at the `next_review`, or "
                "`never`, as if the goods had stayed. Left out: at once where the level follows the metric, else at the "
                "next review."
            ),
            (
                "退貨使累積低於門檻時：立即調整（immediate）、下次評定時調整（next_review），或不受退貨影響（never）。不寫時，"
                "隨計算結果升降的等級立即調整，其餘於下次評定時調整。"
            ),
        ),
        "birthday_gift": (
            "When birthday gifts are loaded; how many points a level gives stands in its `points`.",
            "生日禮何時發送；各等級送多少點寫在等級的 `points`。",
        ),
        "migrate": (
            (
                "What becomes of members as this version begins: they `keep` their level, go `to_earned`, or from "
                "each old level to a new one (`levels`)."
            ),
            "這一版開始時會員的等級：保留（keep）、依累積評等（to_earned）或逐級對應（levels）。",
        ),
        "levels": ("The levels, from the lowest, which begins at 0.", "各等級，由低到高，最低的門檻是 0。"),
    },
    "Window": {
        "rolling": ("The last so many months or days.", "近幾個月或幾天。"),
        "calendar": ("The period of the calendar that holds the day.", "當天所在的曆期。"),
    },
    "RollingWindow": {
        "months": ("The last so many months.", "近幾個月。"),
        "days": ("The last so many days.", "近幾天。"),
    },
    "CalendarWindow": {
        "every": (
            "Which period: `month`, `quarter`, `half_year` or `year`.",
            "哪一種期間：月（month）、季（quarter）、半年（half_year）或年（year）。",
        ),
        "year_begins_in": (
            "The month in which the year begins, and with it the quarters.",
            "一年從幾月開始，季也跟著算。",
        ),
    },
    "Counter": {
        "of": (
            "What is counted where `when` and `lines` hold: `orders`, `lines` of receipts, or `items`.",
            "符合 `when` 與 `lines` 的什麼：訂單（orders）、明細列（lines）或件數（items）。",
        ),
        "name": ("What people call what is counted.", "這個項目的名稱。"),
    },
    "Validity": {
        "months": ("So many months from the day on which it was reached.", "自升等日起幾個月。"),
        "end_of": (
            "To the end of the month, quarter, half-year or year, or of the track's own `window`.",
            "到當月（month）、當季（quarter）、半年（half_year）、當年底（year）或計算期間（window）結束。",
        ),
        "more": ("And so many periods more.", "再加幾個期間。"),
        "last_day": (
            "Until the end of this day. Afterwards levels hold until a version names another.",
            "到這一天結束。過了之後，等級保留到新版本另訂日期。",
        ),
    },
    "EarlyRegistration": {
        "hours": ("So many hours earlier.", "提前幾小時。"),
        "days": ("So many days earlier.", "提前幾天。"),
    },
    "BirthdayGift": {
        "name": ("What members read as the reason for these points.", "會員看到的得點原因。"),
        "on_day": (
            "The day of the month on which it is loaded; 31 is the last of every month.",
            "每月幾日發送；31 表示每月最後一天。",
        ),
        "month": (
            "Loaded in the month `before` the birthday's, or in the `same`.",
            "在生日的前一個月（before）或當月（same）發送。",
        ),
    },
    "Migration": {
        "levels": (
            "Old level: new level. Every old level must be named.",
            "舊等級：新等級，每個舊等級都要寫。",
        ),
    },
    "Level": {
        "exclusive": ("Rewards that only this level may have.", "只有這個等級可以兌換的好禮。"),
        "early_registration": ("How much earlier registration opens.", "報名可以提前多久。"),
        "free_shipping": ("Whether shipping is free.", "是否免運費。"),
        "id": ("The level's short name; conditions ask for it.", "等級的代號，條件會用到。"),
        "name": ("The level's name for people.", "等級的名稱。"),
        "threshold": ("The metric from which it is reached.", "達到多少升為此級。"),
        "benefits": ("What it brings, in words that members read.", "會員看到的權益說明。"),
        "permanent": (
            "Whoever has reached it never falls below it.",
            "達到後就不會再降到這一級以下。",
        ),
        "validity": (
            "How long this level holds, where it is not as long as the others.",
            "這一級另訂的保留期限。",
        ),
        "points": (
            "What it changes about kinds of points, each under its short name.",
            "對各種點數的改變，每種一個代號。",
        ),
    },
    "LevelPoints": {
        "expiry": (
            "Points earned at this level live at least so long; what a rule says wins.",
            "在此等級得到的點數至少保有這樣的效期；規則另訂時以規則為準。",
        ),
        "deficit_limit": (
            "How far below zero a return may take at this level.",
            "在此等級最多可以扣到負多少點。",
        ),
        "multiply": (
            "So many times what `rate` and `each` gave; it adds up with other multipliers.",
            "`rate` 與 `each` 所得的幾倍，與其他加倍規則的加成相加。",
        ),
        "birthday_gift": ("So many points for the member's birthday.", "生日贈送多少點。"),
    },
}

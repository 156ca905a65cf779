"""What each field of a programme means, in both languages: for editors, for the console and for the reference."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from regulars.core.programme import document
from regulars.programmes.words import Language

#: Part and field: (English, 繁體中文).
MEANINGS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "Programme": {
        "programme": ("The programme's short name, the same in every version.", "方案的代號，每一版都相同。"),
        "name": ("The programme's name for people.", "方案的名稱。"),
        "zone": (
            "The time zone in which its days begin and end, such as Asia/Taipei.",
            "以哪個時區換日，例如 Asia/Taipei。",
        ),
        "currency": ("The money of its receipts, such as TWD.", "消費的幣別，例如 TWD。"),
        "effective_from": (
            "The local date from which this version holds, until the next one does.",
            "這一版從哪一天（當地日期）開始生效，到下一版生效為止。",
        ),
        "points": ("The kinds of points, each under its short name.", "各種點數，每種一個代號。"),
        "earning": ("The ways to earn them.", "集點規則。"),
        "groups": (
            "Groups of rules that compete: `all` of them count, the `highest`, or the `first` by priority.",
            "互相比較的規則群組：全部累計（all）、取最高（highest）或依優先順序取第一項（first）。",
        ),
        "tracks": ("The tracks of levels, each under its short name.", "會員等級制度，每種一個代號。"),
    },
    "Words": {
        "zh-Hant": ("The words in Traditional Chinese.", "繁體中文。"),
        "en": ("The words in English.", "英文。"),
    },
    "PointsCurrency": {
        "name": ("The name of these points for people.", "點數的名稱。"),
        "worth": (
            "What one point costs the shop, in money; for reports and back-tests.",
            "一點對商店的成本（金額），用於報表與試算。",
        ),
        "funding": (
            "Who pays: `free` (the shop), `paid` (the member; may never expire) or `partner`.",
            "由誰出資：商店贈送（free）、會員付費（paid，不得有期限）或合作夥伴（partner）。",
        ),
        "sponsor": ("The partner who pays.", "出資的合作夥伴。"),
        "spend_first": (
            "Where points of several fundings lie together: spend the `free` ones first, or the `paid` ones.",
            "同一種點數有不同資金來源時，先用免費的（free）或先用付費的（paid）。",
        ),
        "expiry": (
            "When they run out: `never`, `end_of_next_year`, a `rolling` time, or `dates` in the year.",
            "何時到期：永不到期（never）、隔年底（end_of_next_year）、一段時間（rolling）或每年的日期（dates）。",
        ),
        "pending": (
            "When they become usable: at once (`none`), so many `days` later, or from a date on (`until`).",
            "何時可用：立即（none）、幾天後（days）或某天起（until）。",
        ),
        "rounding": (
            "How parts of a point are rounded, once for each receipt.",
            "不足一點怎麼計算，整張單計算一次：捨去（floor）、四捨五入（half_up）、進位（ceiling）。",
        ),
        "take_back": (
            (
                "What a return may take: only points that wait to become usable (`only_pending`), those that the "
                "purchase gave and then others down to zero (`within_balance`), or below zero (`into_deficit`)."
            ),
            (
                "退貨時可收回什麼：只收回未生效的點數（only_pending）、先收回該筆所得再扣其他點數到 0 為止"
                "（within_balance）、或可扣成負數（into_deficit）。"
            ),
        ),
        "transfer": (
            "Whether members may hand these points to each other, and how many at `most` at once.",
            "會員之間能不能轉贈這種點數，以及每次最多（most）多少點。",
        ),
        "adjustment_cap": (
            "A correction by hand of more points than this waits until a second person approves it.",
            "人工調整超過這個點數時，要由第二個人核准才生效。",
        ),
        "deficit_limit": ("How far below zero a return may take.", "最多可以扣到負多少點。"),
        "restore_expired": (
            (
                "When points go back that were used on an order, and their time is up: they are gone "
                "(`return_expired`), can be used for so many days at least (`min_life`), or live as if given now "
                "(`reissue`). Left out: gone when the member returns, 14 days when the shop cancels."
            ),
            (
                "折抵的點數因退貨歸還時已經到期：歸還後仍失效（return_expired）、至少可用幾天（min_life），或效期重新計算"
                "（reissue）。不寫時，會員退貨仍失效，由店家取消則至少可用 14 天。"
            ),
        ),
    },
    "Transfer": {
        "most": ("So many at once and no more.", "每次最多轉贈多少點。"),
    },
    "MinLife": {"min_life": ("Usable for so many days at least.", "至少可用幾天。")},
    "ExpiryTerms": {
        "rolling": ("So long after they became usable.", "生效後多久到期。"),
        "dates": (
            "At the end of the next of these days, MM-DD, up to 20.",
            "在下一個指定日期（MM-DD）當天結束時到期，最多 20 個。",
        ),
    },
    "Rolling": {
        "days": ("So many days.", "幾天。"),
        "months": (
            "So many months; 31 January and one month is the end of February.",
            "幾個月；1/31 加一個月是二月底。",
        ),
        "years": ("So many years.", "幾年。"),
        "round_up_to": (
            "And then until the end of that period, or of the named month such as `march`.",
            "再延到該期間結束，或延到指定的月份（例如 march，三月）月底。",
        ),
    },
    "Pending": {
        "days": ("Usable so many local days later.", "幾天後可用。"),
        "until": ("Usable from this local date on.", "從這一天起可用。"),
    },
    "EarningRule": {
        "id": (
            "The rule's short name; it stands in every entry that it made.",
            "規則的代號，會記在它產生的每筆點數上。",
        ),
        "name": ("What members read as the reason for their points.", "會員看到的得點原因。"),
        "on": ("The event that it looks at.", "由哪種事件觸發。"),
        "earn": ("The points that it gives.", "給哪一種點數。"),
        "rate": ("So many points for so much money.", "每消費多少給多少點。"),
        "each": ("So many points for every item.", "每件給多少點。"),
        "multiply": (
            "So many times what `rate` and `each` gave: 2 adds as much again. Several multipliers add up.",
            "`rate` 與 `each` 所得的幾倍：2 是再多給一份。多條規則的加成相加。",
        ),
        "bonus": ("So many points for the receipt.", "整張單給多少點。"),
        "when": (
            "A condition on the receipt, its member and the calendar.",
            "對整張單、會員與日期的條件。",
        ),
        "lines": (
            "A condition on each line; only lines that fulfil it count.",
            "對每個品項的條件，只計算符合的品項。",
        ),
        "priority": (
            "Who goes first in a group `first`: the lowest number.",
            "在 first 群組裡的優先順序，數字小的優先。",
        ),
        "group": (
            "The group in which it competes; without one it always counts.",
            "所屬群組；不寫就一定計入。",
        ),
        "caps": (
            "The most that it gives on a receipt, on a day, or to a member.",
            "每單、每日或每位會員的上限。",
        ),
        "funding": (
            "Who pays for what this rule gives, if somebody else.",
            "這條規則的點數由誰出資，若與該點數不同。",
        ),
        "sponsor": ("The partner who pays for it.", "出資的合作夥伴。"),
        "expiry": (
            "Another expiry for what this rule gives; it wins over that of a level.",
            "這條規則的點數另訂效期，優先於等級的效期。",
        ),
        "pending": ("Another waiting time for what this rule gives.", "這條規則的點數另訂生效時間。"),
        "on_refund": (
            (
                "After a return: ask the rule again (`recompute`), take back in proportion, or `keep`. Left out, rules "
                "whose condition reads the basket are asked again, and others go in proportion."
            ),
            (
                "退貨後：重新計算（recompute）、按比例收回（proportional）或保留（keep）。不寫時，條件與購物內容有關的"
                "重新計算，其餘按比例。"
            ),
        ),
    },
    "Rate": {
        "points": ("So many points", "給多少點"),
        "per": (
            "for every full amount of this money, counted over the receipt.",
            "每滿多少金額，以整張單計算。",
        ),
    },
    "Cap": {
        "points": ("No more points than this", "最多多少點"),
        "per": ("on one receipt, on one local day, or in a member's life.", "每張單、每日或每位會員。"),
    },
    "Track": {
        "name": ("The track's name for people.", "等級制度的名稱。"),
        "metric": (
            (
                "What is counted: money paid less returns, orders, days with a purchase (`visits`), items, different "
                "categories, points earned, the points balance, or a `counter` of one's own."
            ),
            (
                "計算什麼：淨消費（net_spend）、訂單數（orders）、有消費的天數（visits）、件數（items）、不同分類數"
                "（categories）、累積點數（points_earned）、點數餘額（points_balance）或自訂項目（counter）。"
            ),
        ),
        "points": (
            "Which points, for the metrics points_earned and points_balance.",
            "以 points_earned 或 points_balance 計算時，是哪一種點數。",
        ),
        "counter": ("What the metric counter counts.", "以 counter 計算時，計算什麼。"),
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
        "levels": ("The levels, from the lowest, which begins at 0.", "各等級，由低到高，最低的門檻是 0。"),
    },
    "Window": {
        "rolling": ("The last so many months or days.", "近幾個月或幾天。"),
        "calendar": ("The period of the calendar that holds the day.", "當天所在的曆期。"),
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
    "RollingWindow": {
        "months": ("The last so many months.", "近幾個月。"),
        "days": ("The last so many days.", "近幾天。"),
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
    "Level": {
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
    },
}

#: What conditions may name: (English, 繁體中文).
WORDS: Final[dict[str, tuple[str, str]]] = {
    "total": ("What the lines of the receipt come to.", "整張單的金額。"),
    "quantity": ("How many items it has.", "整張單的件數。"),
    "line_count": ("How many lines it has.", "整張單的品項數。"),
    "categories": (
        "The categories of its lines, each with all branches above it.",
        "品項的分類，含上層分類。",
    ),
    "products": ("The products on it.", "品項的商品代號。"),
    "brands": ("The brands on it.", "品項的品牌。"),
    "store": ("The store where it was made.", "門市。"),
    "channel": ("The channel, such as online.", "通路，例如 online。"),
    "weekday": ("The day of the week: Monday is 1, Sunday 7.", "星期幾：週一是 1，週日是 7。"),
    "hour": ("The hour on the shop's clock, 0 to 23.", "當地時間的小時，0 到 23。"),
    "day": ("The day of the month, 1 to 31.", "日，1 到 31。"),
    "month": ("The month, 1 to 12.", "月，1 到 12。"),
    "year": ("The year.", "年。"),
    "date": (
        'The local date, compared with one such as "2026-11-05".',
        '當地日期，和 "2026-11-05" 這樣的日期比較。',
    ),
    "member.orders": ("How many receipts the member had before this one.", "這次以前的消費次數。"),
    "member.birth_month": ("The month of the member's birthday.", "會員的生日月份。"),
    "member.days": ("Days since the member joined.", "入會天數。"),
    "line.product": ("The product of the line.", "品項的商品代號。"),
    "line.quantity": ("How many of it.", "品項的件數。"),
    "line.amount": ("What was paid for the whole line.", "品項的金額小計。"),
    "line.price": ("What one piece of it cost.", "品項的單價。"),
    "line.brand": ("Its brand.", "品項的品牌。"),
    "line.category": ("Its first category.", "品項的第一個分類。"),
    "line.categories": ("Its categories, each with all branches above it.", "品項的分類，含上層分類。"),
    "level": ('The member\'s level on a track: level("card").', '會員在某個等級制度的等級：level("card")。'),
    "at_least": (
        'Whether the member holds this level or a higher one: at_least("card", "gold").',
        '會員是否達到某等級以上：at_least("card", "gold")。',
    ),
}

#: The parts of the document in the order in which they are written.
PARTS: Final = tuple(
    part
    for part in vars(document).values()
    if isinstance(part, type) and issubclass(part, document.Part) and part is not document.Part
)


def meaning(part: str, field: str, language: Language) -> str:
    """What a field means."""
    return MEANINGS[part][field][language == "zh-Hant"]


def fields_of(part: type[document.Part]) -> tuple[str, ...]:
    """The keys that a part may have, as they are written."""
    return tuple(field.encode_name for field in structs.fields(part))

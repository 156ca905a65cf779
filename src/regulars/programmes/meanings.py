"""What each field of a programme means, in both languages: for editors, for the console and for the reference."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from regulars.core.programme import document
from regulars.programmes.budget_words import BUDGET_MEANINGS
from regulars.programmes.challenge_words import CHALLENGE_MEANINGS
from regulars.programmes.coupon_meanings import COUPON_MEANINGS
from regulars.programmes.leaderboard_words import LEADERBOARD_MEANINGS
from regulars.programmes.mission_words import MISSION_MEANINGS
from regulars.programmes.referral_meanings import REFERRAL_MEANINGS
from regulars.programmes.reward_words import REWARD_MEANINGS
from regulars.programmes.track_meanings import TRACK_MEANINGS
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
        "purposes": (
            (
                "What members are asked for beyond their membership, each off until they agree: `marketing`, "
                "`personalisation`, `analytics`, `partner`, or one of your own."
            ),
            (
                "會員服務以外要徵求同意的使用目的，會員同意前一律不使用：行銷訊息（marketing）、個人化推薦（personalisation）、"
                "統計分析（analytics）、合作夥伴（partner），或自訂。"
            ),
        ),
        "coupons": (
            "The coupons: what they take off, of what, and for whom.",
            "優惠券：折抵多少、適用哪些商品與會員。",
        ),
        "coupons_together": (
            "At most so many coupons on one basket; left out, as many as may stack.",
            "一筆消費最多併用幾張優惠券；不寫則不限。",
        ),
        "partner_offers": (
            "Codes of partners that come with a purchase.",
            "消費時附贈的合作夥伴優惠碼。",
        ),
        "missions": (
            "What members are asked for, and what it gives: check-ins with their ladder of points, and goals with their stages.",
            "會員任務與獎勵：每日簽到與連續簽到的點數，以及累計目標的各階段獎勵。",
        ),
        "rewards": ("What points buy.", "點數可以兌換的好禮。"),
        "referral": (
            "What a member gets who brings a friend, and what the friend gets; left out, nothing.",
            "好友推薦的獎勵；不寫則沒有。",
        ),
        "challenges": (
            "Games of skill whose score wins points, each with its bands and its budget.",
            "挑戰：依分數區間得點的遊戲，各有區間與預算。",
        ),
        "leaderboards": (
            "Lists of those who asked to stand on them, by what a mission, a check-in or a challenge counts.",
            "排行榜：只列出自願參加的會員，依任務、簽到或挑戰的數字排名。",
        ),
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
            "When they run out: `never`, `end_of_next_year`, a `rolling` or `sliding` time, or `dates` in the year.",
            "何時到期：永不到期（never）、隔年底（end_of_next_year）、生效後（rolling）或最近活動後（sliding）一段時間，或每年的日期（dates）。",
        ),
        "pending": (
            (
                "When they become usable: at once (`none`), so many `days` later, from a date on (`until`), or when an "
                "event of their order arrives (`until_event`)."
            ),
            "何時可用：立即（none）、幾天後（days）、某天起（until）或該訂單的事件發生時（until_event）。",
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
        "sliding": ("So long after the member's last activity.", "最近一次活動後多久到期。"),
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
    "Sliding": {
        "days": ("So many days after it.", "幾天。"),
        "months": ("So many months.", "幾個月。"),
        "years": ("So many years.", "幾年。"),
        "activity": (
            "What keeps points alive: `orders`, `spends`, or both, which is so where nothing is said.",
            "哪些活動可延長效期：消費（orders）、使用點數（spends）；不寫則兩者皆可。",
        ),
        "late_activity": (
            (
                "An activity from before points ran out is told only afterwards: they come back (`reinstate`, so where "
                "nothing is said), or stay gone (`ignore`)."
            ),
            "到期前的活動事後才送達時：恢復點數（reinstate，不寫即為此）或不處理（ignore）。",
        ),
    },
    "Pending": {
        "days": ("Usable so many local days later.", "幾天後可用。"),
        "until": ("Usable from this local date on.", "從這一天起可用。"),
        "until_event": (
            "Usable when this event of their order is told, such as `delivered`; a name of your own.",
            "該訂單發生這個事件時可用，例如 delivered（已送達）；名稱自訂。",
        ),
        "timeout": ("How long they wait for it, and what then.", "最多等多久，之後如何。"),
    },
    "Timeout": {
        "days": ("So many local days after the purchase", "購買後幾天"),
        "then": (
            "they become usable all the same (`release`), or are gone (`expire`).",
            "仍然生效（release）或作廢（expire）。",
        ),
    },
    "EarningRule": {
        "id": (
            "The rule's short name; it stands in every entry that it made.",
            "規則的代號，會記在它產生的每筆點數上。",
        ),
        "name": ("What members read as the reason for their points.", "會員看到的得點原因。"),
        "on": (
            "The event that it looks at: a purchase, or what the shop's clients call something else that members do.",
            "由哪種事件觸發：消費，或店家自訂名稱的會員行為。",
        ),
        "earn": ("The points that it gives.", "給哪一種點數。"),
        "rate": ("So many points for so much money.", "每消費多少給多少點。"),
        "each": ("So many points for every item.", "每件給多少點。"),
        "multiply": (
            "So many times what `rate` and `each` gave: 2 adds as much again. Several multipliers add up.",
            "`rate` 與 `each` 所得的幾倍：2 是再多給一份。多條規則的加成相加。",
        ),
        "bonus": ("So many points for the receipt, or for the event.", "整張單或每次事件給多少點。"),
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
        "budget": (
            "The most that it gives to everybody together: all of its points or, where less is left, nothing.",
            "所有會員合計的預算；剩餘不足時整筆不給。",
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
        "purpose": (
            (
                "What this rule reads its member for; for members who agreed to it alone, there is this rule. Left out, "
                "it is for `membership`, which needs no consent."
            ),
            "這條規則的使用目的，只有同意的會員適用。不寫時屬於會員服務（membership），不需另外同意。",
        ),
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
    "Purpose": {
        "name": (
            "The purpose's name for people; one of your own needs it.",
            "使用目的的名稱，自訂的使用目的必須寫。",
        ),
        "notice": ("What a member reads before agreeing.", "會員同意前看到的告知事項。"),
        "reads": (
            "Fields and events that belong to this purpose, such as `member.birth_month` or `Product Viewed`.",
            "屬於這個使用目的的欄位與事件，例如 `member.birth_month`、`Product Viewed`。",
        ),
    },
    "Notice": {
        "version": (
            "Which text this is; change it whenever the text changes.",
            "文字的版本，文字修改時要一併更換。",
        ),
        "zh-Hant": ("The whole text in Traditional Chinese.", "繁體中文全文。"),
        "en": ("The whole text in English.", "英文全文。"),
    },
    **BUDGET_MEANINGS,
    **TRACK_MEANINGS,
    **COUPON_MEANINGS,
    **MISSION_MEANINGS,
    **REWARD_MEANINGS,
    **REFERRAL_MEANINGS,
    **CHALLENGE_MEANINGS,
    **LEADERBOARD_MEANINGS,
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

"""What each field of a coupon and of a partner's offer means, in both languages."""

from __future__ import annotations

from typing import Final

_SCOPE: Final[dict[str, tuple[str, str]]] = {
    "minimum": (
        "What the goods that it is for must come to, before any coupon.",
        "適用商品在折抵前要達到的金額。",
    ),
    "when": (
        "A condition on the basket, its member and the calendar.",
        "對整筆消費、會員與日期的條件。",
    ),
    "lines": ("A condition on each line; left out, all goods.", "對每個品項的條件；不寫則適用所有商品。"),
    "from": ("The first local day on which it is there.", "開始的日期（當地日期）。"),
    "until": ("The last local day on which it is there.", "最後一天（當地日期）。"),
    "purpose": (
        "What it reads its member for; it is there for members who agreed to it alone.",
        "使用目的，只有同意的會員適用；不寫則屬於會員服務。",
    ),
}

#: Part and field: (English, 繁體中文).
COUPON_MEANINGS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "Coupon": {
        "id": ("The coupon's short name.", "優惠券的代號。"),
        "name": ("The coupon's name for people.", "優惠券的名稱。"),
        "amount": (
            "So much money off, shared over the lines by what they cost.",
            "折抵多少金額，依各品項金額分攤。",
        ),
        "percent": (
            "So many per cent off: 15 makes 100 cost 85.",
            "折扣百分比：15 表示 100 元變 85 元（85 折）。",
        ),
        "fixed_price": (
            "Each item for this much; what is cheaper stays as it is.",
            "每件以這個價格計算，原本就較便宜的不變。",
        ),
        "gift": (
            "The cheapest items for nothing, or those of a product.",
            "最便宜的幾件免費，或指定商品免費。",
        ),
        "shipping": ("Shipping for nothing: `free`.", "免運費，寫 `free`。"),
        "most": (
            "No more than this, for a percentage or for shipping.",
            "折扣或免運最多折抵多少金額。",
        ),
        **_SCOPE,
        "code": (
            "One word for everybody, such as WELCOME; left out, everybody has a code of their own.",
            "共用的優惠碼，例如 WELCOME；不寫則一人一碼。",
        ),
        "valid": (
            "How long a code of one's own can be used; left out, as long as the coupon is there.",
            "一人一碼的使用期限；不寫則與優惠券相同。",
        ),
        "claim": (
            "Whether members may take one for themselves on their pages.",
            "會員能不能在會員頁自行領取。",
        ),
        "limits": ("How often it can be used.", "可以使用幾次。"),
        "priority": ("Who applies first: the lowest number, then by id.", "套用順序，數字小的先，其次依代號。"),
        "exclusive": (
            "Whether it is used alone, without any other.",
            "是否不能與其他優惠券併用。",
        ),
        "group": (
            "The group in which it competes with other coupons, as rules do.",
            "所屬群組，與同組的優惠券比較，方式同集點規則。",
        ),
        "base": (
            "A percentage of what those before left (`rest`), or of the price on the shelf (`list`).",
            "折扣以前面折抵後的餘額（rest）或原價（list）計算。",
        ),
        "comes_back": (
            "Whether it can be used again once everything that it was used for came back. A cancelled order gives every coupon back.",
            "整筆訂單退貨後，優惠券能不能再用。訂單取消時一律退還。",
        ),
    },
    "CouponGift": {
        "product": ("Which product; left out, whatever is cheapest.", "指定的商品；不寫則為最便宜的。"),
        "times": ("So many items at most.", "最多幾件。"),
    },
    "CouponValid": {
        "days": ("So many whole local days.", "幾天（整日計算）。"),
        "from": (
            "Counted from the day on which the code was given out (`issue`), or on which a member claimed it (`claim`).",
            "從發出當天（issue）或會員領取當天（claim）起算。",
        ),
    },
    "CouponLimit": {
        "times": ("So many times", "最多幾次"),
        "per": (
            "for each `member`, in each `store`, by each person at the till (`staff`), on each local `day`, or in `all`.",
            "每位會員（member）、每家門市（store）、每位店員（staff）、每天（day）或全部合計（all）。",
        ),
    },
    "PartnerOffer": {
        "id": ("The offer's short name, and that of its pool of codes.", "合作優惠的代號，也是優惠碼池的代號。"),
        "name": ("What members read of it.", "會員看到的名稱。"),
        "partner": ("Whose codes they are.", "合作夥伴的名稱。"),
        **_SCOPE,
        "times": (
            "So many codes for one member at most; left out, one with every purchase that qualifies.",
            "每位會員最多幾個；不寫則每次符合的消費各一個。",
        ),
    },
}  # fmt: skip

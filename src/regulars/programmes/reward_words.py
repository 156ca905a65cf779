"""Rewards in words: what each field means, and what can be wrong with them, in both languages."""

from __future__ import annotations

from typing import Final

#: Part and field: (English, 繁體中文).
REWARD_MEANINGS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "Reward": {
        "id": (
            "The reward's short name; it stands in every entry that paid for it.",
            "好禮的代號，會記在每筆兌換上。",
        ),
        "name": ("What members read.", "會員看到的名稱。"),
        "about": ("What it is and what to know before redeeming it.", "好禮的說明與兌換須知。"),
        "kind": (
            "Something that is handed over (`gift`), a code that is shown (`voucher`), points for a cause (`donation`), or a ticket (`lottery`).",
            "交付的物品或服務（gift）、出示用的票券序號（voucher）、捐給公益的點數（donation），或抽獎券（lottery）。",
        ),
        "price": ("What it costs in points.", "兌換所需的點數。"),
        "from": ("The first local day on which it can be had.", "從哪一天起可以兌換。"),
        "until": ("The last local day on which it can be had.", "最後可以兌換的一天。"),
        "stock": (
            "How many there are in all; a later version that says more puts the difference in. Left out: as many as are asked for.",
            "總共有幾份；之後的版本改成較大的數字時，會補上差額。不寫表示不限量。",
        ),
        "limits": ("How often it may be had.", "兌換次數的限制。"),
        "when": (
            "A condition on the member and the calendar; there is no receipt. Who does not fulfil it reads why.",
            "對會員與日期的條件（沒有消費明細）；不符合的會員會看到原因。",
        ),
        "handed_over": (
            "Staff hand it over (`by_staff`), or it is had `at_once`.",
            "由店員交付（by_staff），或兌換當下即取得（at_once）。",
        ),
        "fetch_within": (
            "Who does not fetch it within so many days gets the points back.",
            "幾天內沒有領取，就取消兌換並歸還點數。",
        ),
        "pay_within": (
            "Where money is to be paid too: for so many minutes points and piece are held. Left out: 15.",
            "另需付款時，點數與份數保留幾分鐘；不寫則為 15 分鐘。",
        ),
        "cause": (
            "Of a donation: the short name of what it is for; several may be for one. Left out: its own `id`.",
            "捐贈的對象代號，多項捐贈可以用同一個；不寫則用自己的代號。",
        ),
        "lottery": ("Of a lottery: its prizes and its draw.", "抽獎的獎項與開獎日。"),
    },
    "Lottery": {
        "draw": (
            "The local day of the draw; tickets can be had until the day before.",
            "開獎日；抽獎券可兌換到前一天為止。",
        ),
        "prizes": ("What can be won; the first ones are drawn first.", "獎項，排在前面的先抽。"),
        "age": (
            "Whoever takes a ticket says that they are so old at least.",
            "兌換抽獎券的會員必須聲明自己至少滿幾歲。",
        ),
    },
    "LotteryPrize": {
        "name": ("What members read.", "會員看到的獎項名稱。"),
        "number": ("How many of it there are.", "有幾份。"),
    },
    "Price": {
        "points": ("So many points.", "幾點。"),
        "of": ("Of which kind; may be left out where there is one.", "哪一種點數；只有一種時可不寫。"),
        "money": (
            "What is to be paid at the till beside the points, in money.",
            "除了點數，另需在櫃台付的金額。",
        ),
        "funding": (
            "Points of these alone may pay: `free` (the shop's), `partner` or `paid`. Left out: all of them.",
            "只能用哪些來源的點數兌換：店家贈點（free）、合作夥伴（partner）或付費購買（paid）；不寫表示都可以。",
        ),
    },
    "RewardLimit": {
        "times": ("No more often than this", "最多幾次"),
        "per": (
            "for one member ever (`member`), in a month, on a day, or for everybody together on a `day`.",
            "每位會員總共（member）、每月（member_month）、每日（member_day），或全部會員合計每日（day）。",
        ),
    },
}

#: What can be wrong with rewards, by the code of the mistake: (English, 繁體中文).
REWARD_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "PriceUnnamed": (
        "Say `of:` which points {reward} costs; there are several kinds: {known}.",
        "有好幾種點數（{known}），請用 `of:` 寫明 {reward} 要用哪一種。",
    ),
    "MoneyPartOnly": (
        "`{key}` is for rewards that cost money too: say `money:` in the price, or leave it out.",
        "`{key}` 只用於另需付款的好禮：請在 price 寫上 money，或拿掉這一項。",
    ),
    "RewardKindOnly": (
        "`{key}` is for rewards of the kind {kind}. Change the `kind`, or leave it out.",
        "`{key}` 只用於 {kind} 類的好禮：請改 kind，或拿掉這一項。",
    ),
    "RewardKindNever": (
        "`{key}` means nothing for a {kind}. Leave it out.",
        "{kind} 類的好禮不能有 `{key}`，請拿掉這一項。",
    ),
    "LotteryMissing": (
        "A lottery has prizes and a day of the draw: say them under `lottery:`.",
        "抽獎要有獎項與開獎日，請寫在 `lottery:` 底下。",
    ),
    "DrawTooEarly": (
        "It is drawn on {given}, and tickets can be had from {first} on: nobody could have one.",
        "{given} 開獎，但 {first} 起才能兌換抽獎券，沒有人來得及參加。",
    ),
    "UntilBeforeFrom": (
        "It ends on {given}, before it begins on {first}.",
        "結束日 {given} 早於開始日 {first}。",
    ),
    "RewardTwice": (
        "Another reward already bears the id {reward}. Give each reward an id of its own.",
        "已經有好禮用了 {reward} 這個代號。每項好禮的代號都要不同。",
    ),
    "RewardUnknown": (
        "There is no reward {given} in `rewards:`. There are: {known}.",
        "`rewards:` 裡沒有 {given} 這項好禮。有的是：{known}。",
    ),
}

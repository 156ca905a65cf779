"""What the names in conditions mean, in both languages: for editors, for the console and for the reference."""

from __future__ import annotations

from typing import Final

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
    "count": (
        'How often something happened before: count("Product Viewed", within="7d").',
        '之前發生過幾次：count("Product Viewed", within="7d")。',
    ),
    "sum": (
        'What a property of it comes to: sum("Order Completed", "total", within="90d").',
        '某個欄位的合計：sum("Order Completed", "total", within="90d")。',
    ),
    "distinct": (
        'How many different values it had, up to 1,000: distinct("Product Viewed", "product_id").',
        '有幾種不同的值，最多 1,000：distinct("Product Viewed", "product_id")。',
    ),
    "last": (
        'Local days since it last happened, 0 today: last("Checked In") > 30.',
        '距離上一次過了幾天，今天是 0：last("Checked In") > 30。',
    ),
    "sequence": (
        'Whether things happened one after the other: sequence("Product Added", "Order Completed", within="2d").',
        '是否依序發生：sequence("Product Added", "Order Completed", within="2d")。',
    ),
}

"""Sentences for mistakes about purposes, and for what no programme may speak of, in both languages."""

from __future__ import annotations

from typing import Final

#: Code: (English, 繁體中文).
PURPOSE_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "PurposeUnknown": (
        "The programme asks nobody for the purpose {given}. It has: {known}. Declare it under `purposes:` with its notice.",
        "方案沒有徵求 {given} 這個使用目的。有的是：{known}。請在 `purposes:` 寫明並附告知事項。",
    ),
    "PurposeNameMissing": (
        "{purpose} is a purpose of your own, so members need a `name:` for it. Known everywhere: {known}.",
        "{purpose} 是自訂的使用目的，請用 `name:` 寫出會員看到的名稱。各方案共通的有：{known}。",
    ),
    "NoticeChanged": (
        (
            "The notice of {purpose} was published as version {given} with another text ({keys}). Members agreed to that "
            "text, so it never changes: give the new one a `version:` of its own."
        ),
        "{purpose} 的告知事項 {given} 版已經公布過，內容不同（{keys}）。會員同意的是當時的文字，不能更改；請為新的文字換一個 `version:`。",
    ),
    "PurposeMissing": (
        (
            "{field} may be read for the purpose {purpose} only, and this rule is for {given}. Write `purpose:` with "
            "it in the rule, and only members who agreed to it get what the rule gives."
        ),
        (
            "{field} 只能用於 {purpose}，而這條規則的使用目的是 {given}。請在規則寫上這個 `purpose:`，只有同意的會員適用。"
        ),
    ),
    "PurposeOfTrack": (
        (
            "{field} may be read for the purpose {purpose} only. Levels belong to the membership and depend on no "
            "consent, so a track cannot read it."
        ),
        "{field} 只能用於 {purpose}。等級屬於會員服務，不因同意與否而不同，所以等級制度不能使用它。",
    ),
    "ReadsUnknown": (
        "There is no field {given}. Write a field of conditions, or the name of an event such as `Product Viewed`.",
        "沒有 {given} 這個欄位。請寫條件可用的欄位，或事件名稱，例如 `Product Viewed`。",
    ),
    "ReadsTwice": (
        "{given} belongs to the purpose {purpose} already. Everything is kept for one purpose.",
        "{given} 已屬於 {purpose}。每一項只能屬於一個使用目的。",
    ),
    "Sensitive": (
        (
            "{given} speaks of {topic}. A loyalty programme may not use this of its members, with or without their "
            "consent. Delete it."
        ),
        "{given} 涉及會員的{topic}。會員方案不得使用，會員同意也不行。請刪除。",
    ),
    "SensitiveGoods": (
        (
            "Goods of the kind {given} tell about somebody's health, faith, views or sex life, so nothing may be "
            "remembered of a member or made for them by it. A rule of membership on a single receipt may name it."
        ),
        (
            "{given} 這類商品會透露會員的健康、信仰、立場或性生活，不得據以累計、記錄或做個人化。只有針對單筆消費的會員服務規則可以使用。"
        ),
    ),
}

#: Topics as sentences name them: (English, 繁體中文).
TOPIC_WORDS: Final[dict[str, tuple[str, str]]] = {
    "health": ("health", "健康狀況"),
    "religion": ("religion", "宗教信仰"),
    "politics": ("political views", "政治立場"),
    "sex_life": ("sex life", "性生活或性傾向"),
    "union": ("membership of a trade union", "工會身分"),
    "ethnicity": ("ethnicity", "種族或族群"),
    "location": ("where somebody is exactly", "精確位置"),
    "biometrics": ("the body's own marks (biometrics)", "生物特徵"),
}

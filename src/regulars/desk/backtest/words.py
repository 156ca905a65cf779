"""What a back-test says, in English and in Traditional Chinese as people in Taiwan write it."""

from __future__ import annotations

from typing import Final, Literal

Language = Literal["en", "zh-Hant"]

#: Key: (English, 繁體中文).
WORDS: Final[dict[str, tuple[str, str]]] = {
    "back_test": ("Back-test", "試算"),
    "points_total": ("Points, all kinds", "點數合計"),
    "issued": ("Issued", "發出"),
    "revoked": ("Taken back", "退貨收回"),
    "spent": ("Spent", "使用"),
    "expired": ("Expired", "到期"),
    "outstanding": ("Outstanding at the end", "期末未用"),
    "pending": ("of which not yet usable", "其中尚未生效"),
    "shortfall": ("Could not be taken back", "應收回而不足"),
    "worth": ("Outstanding, in money", "期末負債"),
    "cost": ("Cost of the points given", "給點成本"),
    "cost_share": ("Cost as a share of members' sales", "占會員營業額"),
    "members": ("Members", "會員"),
    "orders": ("Orders", "訂單"),
    "returns": ("Returns", "退貨單"),
    "lines_unmatched": ("Returned lines without a purchase", "找不到原購買的退貨明細"),
    "sales": ("Members' sales, net of returns", "會員營業額（扣除退貨）"),
    "anonymous": ("Sales without a member", "非會員營業額"),
    "set_aside": ("Rows set aside", "無法使用的資料列"),
    "before_programme": ("Orders before the programme", "方案開始前的訂單"),
    "difference": ("Difference", "差"),
    "level": ("Level", "等級"),
    "rule": ("Rule", "規則"),
    "month": ("Month", "月份"),
    "points": ("Points", "點數"),
    "member": ("Member", "會員"),
}


def word(key: str, language: Language) -> str:
    """One of the words above."""
    return WORDS[key][language == "zh-Hant"]

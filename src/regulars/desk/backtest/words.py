"""What a back-test says, in English and in Traditional Chinese as people in Taiwan write it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from regulars.core.programme.document import Programme
from regulars.desk.backtest.numbers import day

Language = Literal["en", "zh-Hant"]

#: Key: (English, 繁體中文).
WORDS: Final[dict[str, tuple[str, str]]] = {
    "back_test": ("Back-test", "試算"),
    "points_total": ("Points, all kinds", "點數合計"),
    "issued": ("Issued", "發出"),
    "revoked": ("Taken back", "退貨收回"),
    "spent": ("Spent", "使用"),
    "restored": ("Given back", "歸還"),
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
    "budgets_empty": ("Gifts that found their budget spent", "因預算用完未給點"),
    "difference": ("Difference", "差"),
    "level": ("Level", "等級"),
    "rule": ("Rule", "規則"),
    "month": ("Month", "月份"),
    "points": ("Points", "點數"),
    "member": ("Member", "會員"),
    # The page.
    "report_of": ("Back-test", "試算"),
    "against": ("against", "對"),
    "seconds": ("s", "秒"),
    "totals": ("Totals", "總數"),
    "who": ("Who gains and who loses (points given, members)", "誰變多、誰變少（每人得到的點數，人數）"),
    "band_more": ("{least}–{most} more", "多 {least}–{most}"),
    "band_most_more": ("{least} or more more", "多 {least} 以上"),
    "band_fewer": ("{least}–{most} fewer", "少 {least}–{most}"),
    "band_most_fewer": ("{least} or more fewer", "少 {least} 以上"),
    "same": ("No change", "不變"),
    "gain_most": ("Gain most", "變多最多的會員"),
    "lose_most": ("Lose most", "變少最多的會員"),
    "levels_over_time": ("{track}: members by level at each month's end", "{track}：每月底各等級的會員數"),
    "levels_moved": ("Members who end on another level", "最後等級不同的會員"),
    "unit_members": ("members", "人"),
    "points_by_month": ("Points given by month, less those taken back", "每月給點（扣除退貨收回）"),
    "outstanding_by_month": ("Points outstanding at each month's end", "每月底未用點數"),
    "unit_points": ("points", "點"),
    "share_by_month": ("Cost of points as a share of members' sales, by month", "每月給點成本占會員營業額"),
    "points_by_rule": ("Points given by rule, less those taken back", "各規則給點（扣除退貨收回）"),
    "figures_behind": ("The figures, month by month", "看逐月數字"),
    "so_many_orders": ("{n} orders", "{n} 筆訂單"),
    "so_many_members": ("{n} members", "{n} 位會員"),
    "changed": ("What changed", "改了什麼"),
    "as_text": ("As text", "看檔案差異"),
    "mind": ("To bear in mind", "請留意"),
    "no_guess": (
        (
            "A back-test does not guess whether members would have bought more, or less. To learn that, run a campaign "
            "that leaves some members out, and compare."
        ),
        "試算不猜會員會不會因此多買或少買；要知道那個，請開一個留有對照組的活動。",
    ),
    "note_anonymous": (
        "{orders} orders without a member ({sales}) earn nobody anything and are not in the members' sales.",
        "{orders} 筆沒有會員的訂單（{sales}）不給點，也不算進會員營業額。",
    ),
    "note_unmatched": (
        "{lines} returned lines found no earlier purchase by the same member, and took nothing back.",
        "{lines} 筆退貨明細找不到同一會員先前的購買，沒有收回點數。",
    ),
    "note_set_aside": (
        "{rows} of {lines} rows could not be used and were set aside.",
        "{lines} 列資料中有 {rows} 列無法使用，已另外列出。",
    ),
    "note_before": (
        "{orders} orders lie before {programme} begins ({begins}) and earn nothing under it.",
        "有 {orders} 筆訂單在「{programme}」開始（{begins}）之前，依該方案不給點。",
    ),
    "note_shortfall": (
        "{points} points of returned purchases could not be taken back under {programme}: they were spent or gone.",
        "依「{programme}」，退貨應收回的點數中有 {points} 點已用掉或到期，收不回來。",
    ),
    "note_budgets": (
        "Under {programme}, {times} gifts found their budget spent. Budgets were counted in the order of time.",
        "依「{programme}」，有 {times} 次因預算用完而未給點。預算依時間先後計算。",
    ),
    "note_refused": (
        "{spends} times points were spent that members would not have had under {programme}.",
        "依「{programme}」，有 {spends} 次用點時會員點數不足。",
    ),
    "note_after": ("{events} events after {until} were left out.", "{until} 之後的 {events} 筆紀錄未計入。"),
    "note_months": (
        "Sales and returns count in the month of the purchase; points in the month in which they were posted.",
        "營業額與退貨都算在購買當月；點數算在入帳當月。",
    ),
}


def names_of(documents: Sequence[Programme], language: Language) -> list[str]:
    """What the programmes are called; two that are called the same also say when they begin."""
    names = [document.name.zh_hant if language == "zh-Hant" else document.name.en for document in documents]
    if len(set(names)) < len(names):
        return [f"{name} ({day(each.effective_from)})" for name, each in zip(names, documents, strict=True)]
    return names


def word(key: str, language: Language, **facts: str) -> str:
    """One of the words above, with what it speaks of put in."""
    text = WORDS[key][language == "zh-Hant"]
    return text.format(**facts) if facts else text

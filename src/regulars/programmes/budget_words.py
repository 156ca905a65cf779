"""Budgets in words: what each field means, and what can be wrong with them, in both languages."""

from __future__ import annotations

from typing import Final

#: Part and field: (English, 繁體中文).
BUDGET_MEANINGS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "Budget": {
        "points": ("So many points, for everybody together.", "所有會員合計最多給出多少點。"),
        "money": (
            "Points that cost so much, by what one is `worth`; for everybody together.",
            "所有會員合計最多給出多少金額的點數，以每點成本（worth）換算。",
        ),
        "per": (
            "On each local `day`, in each `week` (from Monday) or `month`; left out, in all.",
            "每日（day）、每週（week，週一起）或每月（month）；不寫則為總計。",
        ),
    },
}

#: Code: (English, 繁體中文).
BUDGET_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "BudgetWorthless": (
        "One of {points} is worth nothing, so a budget in money would never end. Write its `worth:`, or the budget in points.",
        "{points} 每點成本是 0，金額預算永遠用不完。請寫上 `worth:`，或改用點數預算。",
    ),
    "BudgetMixed": (
        "The prizes of {mission} are {kinds}; a budget is of one kind of points. Give all stages the same kind, or delete the budget.",
        "{mission} 的獎勵是 {kinds}，預算只能用於一種點數。請讓各階段給同一種點數，或刪除預算。",
    ),
    "BudgetWaits": (
        "The prizes of {mission} wait until they are asked for, and a budget needs them given as they are reached. Write `claim: at_once`.",
        "{mission} 的獎勵要等會員領取，有預算的任務必須達成即發給。請寫 `claim: at_once`。",
    ),
    "BudgetPerUnwanted": (
        "The budget of a mission is for its whole time. Delete `per:`.",
        "任務的預算是總計的，請刪除 `per:`。",
    ),
    "BudgetTooSmall": (
        "The budget holds {points} points, and {least} are given at once: nobody would ever get them. Raise it.",
        "預算只有 {points} 點，一次就要給 {least} 點，沒有人領得到。請提高預算。",
    ),
}

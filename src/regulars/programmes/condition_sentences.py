"""One sentence for every mistake in a condition, in English and in Traditional Chinese; braces name its facts."""

from __future__ import annotations

from typing import Final

#: Code: (English, 繁體中文). Codes stand in `core/expressions/mistakes.py`.
CONDITION_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "argument_count": (
        "`{function}` takes {expected}; {said} given.",
        "`{function}` 要填 {expected}，這裡填了 {said} 個。",
    ),
    "argument_kind": (
        "{argument} must be {expected}, written out.",
        "{argument} 必須直接寫出{expected}。",
    ),
    "argument_missing": (
        "`{function}` needs {argument}.",
        "`{function}` 少了 {argument}。",
    ),
    "argument_unknown": (
        "`{function}` knows no {said}. Possible: {known}.",
        "`{function}` 沒有 {said}。可用的有：{known}。",
    ),
    "comma_missing": (
        "A comma is missing before {said}.",
        "{said} 前面少了逗號。",
    ),
    "condition_compared": (
        "A condition stands where a value is needed. Join conditions with `and` and `or`.",
        "這裡需要一個值，寫的卻是條件。請用 `and` 或 `or` 連接條件。",
    ),
    "condition_expected": (
        "This is {kind} and no condition. Compare it with something, for example with `==` or `>=`.",
        "這是{kind}，不是條件。請拿它比較，例如用 `==` 或 `>=`。",
    ),
    "date_format": (
        "{said} is no date. Write it as {expected}, for example 2026-11-05.",
        "{said} 不是日期。請寫成 {expected}，例如 2026-11-05。",
    ),
    "empty": (
        "The condition is empty. Write one, or delete the line.",
        "條件是空的。請填上，或刪掉這一行。",
    ),
    "empty_list": (
        "The list is empty, so nothing can be in it.",
        "清單是空的，沒有東西會在裡面。",
    ),
    "field_called": (
        "{said} is a field and takes no brackets.",
        "{said} 是欄位，後面不加括號。",
    ),
    "field_expected": (
        "{said} must be a field if it is looked up in a list.",
        "要在清單裡找的必須是欄位，{said} 不是。",
    ),
    "function_not_called": (
        "{said} is a function: say of what, in brackets.",
        '{said} 是函式，請加括號寫明對象，例如 level("card")。',
    ),
    "kinds_differ": (
        "{left} cannot be compared with {right}.",
        "{left}不能和{right}比較。",
    ),
    "line_field": (
        "{said} belongs to one line of the receipt. Move this condition from `when:` to `lines:`.",
        "{said} 是單一品項的欄位。請把這個條件從 `when:` 移到 `lines:`。",
    ),
    "list_expected": (
        "{said} is no list. Write the values in square brackets.",
        "{said} 不是清單。請用方括號列出各個值。",
    ),
    "money_times_money": (
        "Money cannot be multiplied by money.",
        "金額不能乘以金額。",
    ),
    "money_too_fine": (
        "{said} has more decimals than the currency, which has {decimals}.",
        "{said} 的小數位比幣別多，這個幣別的小數是 {decimals} 位。",
    ),
    "named_argument": (
        "`{function}` takes its values without names. Delete {said} and the equals sign.",
        "`{function}` 的值不用寫名稱，請刪掉 {said} 和等號。",
    ),
    "no_order": (
        "{kind} has no order, so `{operator}` says nothing. Use `==` or `in`.",
        "{kind}沒有大小之分，不能用 `{operator}`。請用 `==` 或 `in`。",
    ),
    "not_allowed": (
        "Conditions have no {what}.",
        "條件裡不能用{what}。",
    ),
    "not_an_expression": (
        "The condition cannot be read from here on.",
        "條件從這裡開始讀不懂。",
    ),
    "not_whole": (
        "{said} must be a whole number in a list.",
        "清單裡的 {said} 必須是整數。",
    ),
    "number_expected": (
        "Only numbers can be added and multiplied; this is {kind}.",
        "只有數字可以加減乘，這是{kind}。",
    ),
    "number_format": (
        "{said} is no number. Write digits without separators, and a point before decimals.",
        "{said} 不是數字。請只寫數字，不加千分位，小數用點。",
    ),
    "number_too_large": (
        "The number has more than {digits} digits.",
        "數字超過 {digits} 位。",
    ),
    "property_kinds": (
        "{said} is used as {left} and as {right}. A property is one of them.",
        "{said} 一處當{left}、一處當{right}，只能是其中一種。",
    ),
    "set_compared": (
        '{said} holds several texts. Ask with `in`: `"books" in categories`.',
        '{said} 含有多個值，請用 `in` 來問，例如 `"books" in categories`。',
    ),
    "span_format": (
        "{said} is no span. Write minutes up to 120m, hours up to 72h, or days up to 1100d.",
        "{said} 不是期間。請寫分鐘（最多 120m）、小時（最多 72h）或天數（最多 1100d）。",
    ),
    "text_not_a_set": (
        "{said} is one text, so nothing is in it.",
        "{said} 是單一文字，不能用 `in` 問裡面有什麼。",
    ),
    "text_not_closed": (
        "The quote that opens here is never closed: {expected} is missing.",
        "這裡開始的引號沒有結束，少了 {expected}。",
    ),
    "text_prefix": (
        "{said} may have no letters right before the quote.",
        "{said} 的引號前面不能緊接字母。",
    ),
    "too_deep": (
        "The condition has more than {limit} brackets inside each other. Make two rules of it.",
        "條件的括號超過 {limit} 層，請拆成兩條規則。",
    ),
    "too_long": (
        "The condition has {length} characters; {limit} are possible.",
        "條件有 {length} 個字，最多 {limit} 個字。",
    ),
    "unexpected_character": (
        "{said} cannot stand here.",
        "這裡不能有 {said}。",
    ),
    "unknown_field": (
        "There is no field {said}.",
        "沒有 {said} 這個欄位。",
    ),
    "unknown_function": (
        "There is no function {said}.",
        "沒有 {said} 這個函式。",
    ),
    "unknown_value": (
        "{said} is not there. Possible: {known}.",
        "沒有 {said}。可用的有：{known}。",
    ),
    "value_expected": (
        "A list stands where one value is needed. Use `in` to ask whether a field is one of several.",
        "這裡只能有一個值。要問欄位是不是其中之一，請用 `in`。",
    ),
    "wrong_kind": (
        "Expected {expected}, found {kind}.",
        "這裡應該是{expected}，讀到的是{kind}。",
    ),
    "wrong_operator": (
        "{said} means nothing in a condition.",
        "條件裡不能用 {said}。",
    ),
    "wrong_word": (
        "{said} means nothing in a condition.",
        "條件裡不能用 {said}。",
    ),
}

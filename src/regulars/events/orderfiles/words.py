"""The sentences for what was set aside, noticed or refused, in Traditional Chinese and English."""

from __future__ import annotations

from typing import Final, Literal

from regulars.core.refusals import Refusal
from regulars.events.orderfiles.report import Notice
from regulars.lib.showing import harmless

Language = Literal["zh-Hant", "en"]
Words = dict[str, dict[str, str]]

#: Why a row was set aside. No facts: they stand in the other columns of its row.
SET_ASIDE: Final[Words] = {
    "order_id_missing": {"zh-Hant": "沒有訂單編號。", "en": "It has no order id."},
    "id_too_long": {"zh-Hant": "訂單、會員或商品編號超過 200 個字。", "en": "The id of the order, member or product is longer than 200 characters."},
    "id_unprintable": {"zh-Hant": "編號裡有無法保存的字元。", "en": "An id contains a character that cannot be kept."},
    "kind_unknown": {"zh-Hant": "交易類別不是銷售、退貨或取消。", "en": "Its kind is neither sale, return nor cancellation."},
    "date_missing": {"zh-Hant": "沒有日期。", "en": "It has no date."},
    "date_none": {"zh-Hant": "日期讀不懂，或那一天不存在。", "en": "The date cannot be read, or there is no such day."},
    "date_out_of_range": {"zh-Hant": "日期不在 1970 到 2199 年之間。", "en": "The date is not between 1970 and 2199."},
    "date_ahead": {"zh-Hant": "日期還沒到。", "en": "The date lies ahead."},
    "cancellation_of_nothing": {"zh-Hant": "取消了訂單，卻沒說是哪一筆。", "en": "A cancellation that names no order."},
    "product_missing": {"zh-Hant": "沒有商品編號。", "en": "It has no product."},
    "quantity_missing": {"zh-Hant": "沒有數量。", "en": "It has no quantity."},
    "quantity_none": {"zh-Hant": "數量不是數字。", "en": "The quantity is not a number."},
    "quantity_zero": {"zh-Hant": "數量是 0。", "en": "The quantity is 0."},
    "quantity_fractional": {"zh-Hant": "數量不是整數。", "en": "The quantity is not whole."},
    "quantity_out_of_range": {"zh-Hant": "數量超過十億。", "en": "The quantity is beyond a thousand million."},
    "price_missing": {"zh-Hant": "沒有單價，也沒有金額。", "en": "It has neither price nor amount."},
    "price_none": {"zh-Hant": "單價不是數字。", "en": "The price is not a number."},
    "price_negative": {"zh-Hant": "單價是負數。", "en": "The price is negative."},
    "amount_none": {"zh-Hant": "金額不是數字。", "en": "The amount is not a number."},
    "amount_negative": {"zh-Hant": "數量是正的，金額卻是負的。", "en": "The amount is negative, and the quantity is not."},
    "amount_out_of_range": {"zh-Hant": "金額大得不合理。", "en": "The amount is too large to be true."},
    "discount_none": {"zh-Hant": "折扣不是數字。", "en": "The discount is not a number."},
    "discount_over_price": {"zh-Hant": "折扣大於這一列的金額。", "en": "The discount is larger than the line."},
    "discount_over_order": {"zh-Hant": "整單折扣大於商品金額。", "en": "The order's discount is larger than its lines."},
    "milestone_missing": {"zh-Hant": "沒說訂單到了哪個狀態。", "en": "It does not say what the order reached."},
    "milestone_none": {"zh-Hant": "訂單到達的狀態不是會員方案能用的名稱。", "en": "What the order reached is no name that a programme can use."},
    "milestone_of_nobody": {"zh-Hant": "訂單不在這個檔案裡，也沒說是哪位會員的。", "en": "Its order is not in the file, and it does not say whose it is."},
    "reward_none": {"zh-Hant": "看不出這一列是不是兌換品。", "en": "It does not say yes or no to being a reward."},
    "given_back_none": {"zh-Hant": "退款金額不是數字。", "en": "The money given back is not a number."},
    "given_back_on_sale": {"zh-Hant": "銷售的這一列寫了退款金額。", "en": "Money given back stands on a sale."},
    "given_back_of_nothing": {"zh-Hant": "退了錢，卻沒說是哪個商品，也沒說是哪一筆訂單。", "en": "Money given back for neither a product nor an order."},
    "points_none": {"zh-Hant": "使用的點數不是 0 以上的整數。", "en": "The points used are not a whole number of 0 or more."},
    "two_spends": {"zh-Hant": "同一筆訂單有兩個使用點數，或兩種點數。", "en": "One order, two numbers of points used, or two kinds."},
    "points_kind_missing": {"zh-Hant": "使用了點數，卻沒說是哪一種。", "en": "Points were used, and it does not say of which kind."},
    "points_of_nobody": {"zh-Hant": "使用了點數，卻沒有會員。", "en": "Points were used, and nobody's card was shown."},
    "points_without_sale": {"zh-Hant": "使用了點數，卻沒有買任何東西。", "en": "Points were used, and nothing was bought."},
    "total_none": {"zh-Hant": "總計不是數字。", "en": "The total is not a number."},
    "paid_none": {"zh-Hant": "點數或禮券折抵的金額不是數字。", "en": "What was paid with points or vouchers is not a number."},
    "paid_negative": {"zh-Hant": "點數或禮券折抵的金額是負數。", "en": "What was paid with points or vouchers is negative."},
    "two_members": {"zh-Hant": "同一筆訂單有兩位會員。", "en": "One order, two members."},
    "two_currencies": {"zh-Hant": "同一筆訂單有兩種幣別。", "en": "One order, two currencies."},
    "currency_other": {"zh-Hant": "幣別和會員方案的不同。", "en": "The currency is not the programme's."},
    "two_stores": {"zh-Hant": "同一個訂單編號出現在兩家門市。", "en": "One order id, two stores."},
    "two_originals": {"zh-Hant": "同一筆退貨指向兩筆訂單。", "en": "One return, two orders that it takes back."},
    "two_totals": {"zh-Hant": "同一筆訂單有兩個總計。", "en": "One order, two totals."},
    "two_discounts": {"zh-Hant": "同一筆訂單有兩個整單折扣。", "en": "One order, two order discounts."},
    "two_payments": {"zh-Hant": "同一筆訂單有兩個點數或禮券折抵金額。", "en": "One order, two amounts paid with points or vouchers."},
    "order_over_days": {"zh-Hant": "同一個訂單編號的時間相差超過 24 小時，可能是編號重複使用。", "en": "One order id at times more than 24 hours apart; the number may have been used twice."},
    "signs_contradict": {"zh-Hant": "同一筆退貨的數量有正有負。", "en": "A return with positive and negative quantities."},
    "total_contradicts": {"zh-Hant": "總計和各列加起來的金額不符。", "en": "The total contradicts the sum of the lines."},
}  # fmt: skip

#: What a person should know of a file that was read.
NOTICES: Final[Words] = {
    "encoding_read_as": {"zh-Hant": "檔案不是 UTF-8，以 {encoding} 讀取。", "en": "The file is not UTF-8; it was read as {encoding}."},
    "columns_unused": {"zh-Hant": "沒有用到的欄位：{columns}", "en": "Columns that were not used: {columns}"},
    "returns_marked": {"zh-Hant": "訂單編號以「{mark}」開頭的視為退貨。", "en": 'Order ids that begin with "{mark}" are returns.'},
    "dates_day_first": {"zh-Hant": "像 3/4/2010 這樣的日期，前面的是日。", "en": "In dates such as 3/4/2010 the day comes first."},
    "dates_month_first": {"zh-Hant": "像 3/4/2010 這樣的日期，前面的是月。", "en": "In dates such as 3/4/2010 the month comes first."},
    "times_without_zone": {"zh-Hant": "{count:,} 列的時間沒有寫時區，以方案的時區 {zone} 讀取。", "en": "Times without a zone in {count:,} rows were read in the programme's zone, {zone}."},
    "times_missing": {"zh-Hant": "{count:,} 列只有日期沒有時間，視為當天的第一分鐘。", "en": "{count:,} rows give a day and no time; they stand at its first minute."},
    "times_doubtful": {"zh-Hant": "{count:,} 列的時間落在調整時鐘的那一小時：重複的取第一次，跳過的照調整前讀。", "en": "Times in {count:,} rows fall in an hour that the clocks repeat or skip: the first of two was taken, a skipped one was read as before the change."},
    "years_of_the_republic": {"zh-Hant": "{count:,} 列的日期以民國年讀取。", "en": "Dates in {count:,} rows were read as years of the Republic of China."},
    "amounts_rounded": {"zh-Hant": "{count:,} 筆金額的小數位數超過 {currency} 的最小單位，逐列四捨五入。", "en": "{count:,} amounts had more decimals than {currency} has; each line was rounded half up."},
    "lines_without_member": {"zh-Hant": "{count:,} 列沒有會員：計入報表，不給任何人點數。", "en": "{count:,} rows have no member: they count in reports and earn nobody anything."},
    "lines_without_price": {"zh-Hant": "{count:,} 列的金額是 0，保留。", "en": "{count:,} lines are worth nothing; they were kept."},
}  # fmt: skip

#: Why a file was refused, by the code of the refusal.
REFUSALS: Final[Words] = {
    "FileMissing": {"zh-Hant": "找不到檔案 {path}。", "en": "There is no file {path}."},
    "FileIsFolder": {"zh-Hant": "{path} 是資料夾，不是檔案。", "en": "{path} is a folder, not a file."},
    "FileUnreadable": {"zh-Hant": "沒有權限讀取 {path}。", "en": "{path} may not be read."},
    "FileEmpty": {"zh-Hant": "{path} 沒有任何資料列。", "en": "{path} has no rows."},
    "FormatUnknown": {"zh-Hant": "{path} 看起來是 {seems} 檔，請另存為 CSV、JSON lines 或 Parquet。", "en": "{path} seems to be {seems}; save it as CSV, JSON lines or Parquet."},
    "EncodingUnknown": {"zh-Hant": "{path} 第 {line} 行的編碼讀不出來，試過 {tried}。請另存為 UTF-8。", "en": "{path}, line {line}: the encoding is none of {tried}. Save it as UTF-8."},
    "CsvBroken": {"zh-Hant": "{path} 第 {line} 行的 CSV 格式不正確：{problem}。", "en": "{path}, line {line}: broken CSV, {problem}."},
    "JsonBroken": {"zh-Hant": "{path} 第 {line} 行不是一個 JSON 物件。", "en": "{path}, line {line}: this is not one JSON object."},
    "ParquetBroken": {"zh-Hant": "{path} 是損壞的 Parquet 檔。", "en": "{path} is a broken Parquet file."},
    "ColumnsMissing": {"zh-Hant": "{path} 缺少欄位 {missing}；檔案裡有 {found}。{nearest}", "en": "{path} lacks {missing}; it has {found}. {nearest}"},
    "ColumnsTwice": {"zh-Hant": "{path} 有兩個欄位都叫「{column}」。", "en": '{path} has two columns called "{column}".'},
    "ColumnUnknown": {"zh-Hant": "對應表把 {field} 指到「{column}」，但 {path} 沒有這個欄位；檔案裡有 {found}。{nearest}", "en": 'The mapping takes {field} from "{column}", which {path} does not have; it has {found}. {nearest}'},
    "DateOrderUnknown": {"zh-Hant": "{path} 的日期像 {example}，看不出先寫日還是先寫月；請在對應表寫 dates: day-first 或 dates: month-first。", "en": "{path} has dates such as {example}, and nothing tells the day from the month; say dates: day-first or dates: month-first in a mapping."},
    "CurrencyDoesNotFit": {"zh-Hant": "{path} 的幣別是 {found}，方案的幣別是 {expected}。", "en": "{path} is in {found}, and the programme in {expected}."},
    "NothingUsable": {"zh-Hant": "{path} 的 {lines:,} 列全部無法使用，其中 {count:,} 列：{reason} 詳見 {set_aside_file}", "en": "None of the {lines:,} rows of {path} can be used. In {count:,} of them: {reason} See {set_aside_file}"},
    "MappingBroken": {"zh-Hant": "對應表 {path} 第 {line} 行無法讀取：{problem}。", "en": "The mapping {path} cannot be read, line {line}: {problem}."},
    "MappingFieldUnknown": {"zh-Hant": "對應表 {path} 的「{field}」不是可用的名稱，可用的有 {known}。{nearest}", "en": 'The mapping {path} has "{field}", which is none of {known}. {nearest}'},
    "MappingValueUnusable": {"zh-Hant": "對應表 {path} 的 {field} 不能是「{given}」，應為 {expected}。", "en": 'The mapping {path} has {field} "{given}"; expected {expected}.'},
}  # fmt: skip

#: What is wrong with a line of CSV, in DuckDB's words and ours.
CSV_PROBLEMS: Final[Words] = {
    "MISSING COLUMNS": {"zh-Hant": "應有 {expected} 欄，只有 {found} 欄", "en": "expected {expected} cells, found {found}"},
    "TOO MANY COLUMNS": {"zh-Hant": "應有 {expected} 欄，卻有 {found} 欄", "en": "expected {expected} cells, found {found}"},
    "UNQUOTED VALUE": {"zh-Hant": "引號沒有關上", "en": "a quote is not closed"},
    "LINE SIZE OVER MAXIMUM": {"zh-Hant": "這一行太長，可能是引號沒有關上", "en": "the line is too long; a quote may not be closed"},
    "HEADER EMPTY": {"zh-Hant": "標題列是空的", "en": "the header is empty"},
}  # fmt: skip
_OTHER_PROBLEM: Final = {"zh-Hant": "這一行讀不懂", "en": "the line cannot be read"}
#: A file may have ten thousand columns, and a cell a million letters.
_MOST_SHOWN: Final = 30
_LONGEST_PATH: Final = 1_000
_LONGEST: Final = 60
_NEAREST: Final = {"zh-Hant": "是「{nearest}」嗎？", "en": 'Did you mean "{nearest}"?'}
_IS_IT: Final = {"zh-Hant": "{field} 是「{nearest}」嗎？", "en": 'Is {field} "{nearest}"?'}


def notice_sentence(notice: Notice, language: Language) -> str:
    """A notice as a sentence."""
    return NOTICES[notice.code][language].format(
        **{name: _plain(fact) for name, fact in notice.facts.items()}
    )


def refusal_sentence(refusal: Refusal, language: Language) -> str:
    """A refusal of this package as one sentence; KeyError for anybody else's."""
    facts = {name: _plain(value) for name, value in refusal.facts.items()}
    facts["nearest"] = _nearest(refusal.facts.get("nearest"), language)
    if "reason" in facts:
        facts["reason"] = SET_ASIDE[str(facts["reason"])][language]
    if refusal.code == "CsvBroken":
        facts["problem"] = CSV_PROBLEMS.get(str(facts["problem"]), _OTHER_PROBLEM)[language].format(**facts)
    return REFUSALS[refusal.code][language].format(**facts).strip()


def _plain(value: object) -> object:
    """A long list by its beginning, and no text that a terminal would obey."""
    if isinstance(value, list | tuple):
        more = ["…"] if len(value) > _MOST_SHOWN else []
        return ", ".join([*(harmless(str(each), longest=_LONGEST) for each in value[:_MOST_SHOWN]), *more])
    return harmless(value, longest=_LONGEST_PATH) if isinstance(value, str) else value


def _nearest(nearest: object, language: Language) -> str:
    if not nearest:
        return ""
    if isinstance(nearest, dict):
        return " ".join(_IS_IT[language].format(field=field, nearest=near) for field, near in nearest.items())
    return _NEAREST[language].format(nearest=nearest)

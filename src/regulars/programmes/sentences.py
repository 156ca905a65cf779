"""One sentence for every mistake in a programme, in English and in Traditional Chinese; braces name its facts."""

from __future__ import annotations

from typing import Final

#: Code: (English, 繁體中文). Codes and their facts stand in `core/programme/mistakes.py`.
SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "FileTooLarge": (
        "The file has {size} bytes; a programme may have {limit} at most.",
        "檔案有 {size} 位元組，方案檔最多 {limit} 位元組。",
    ),
    "FileEmpty": (
        "The file is empty. Start with `programme:`, `name:`, `zone:` and `currency:`, or copy an example.",
        "檔案是空的。請從 `programme:`、`name:`、`zone:`、`currency:` 寫起，或複製一個範例來改。",
    ),
    "FileNotUtf8": (
        "The file is not in UTF-8; it looks like {encoding}. Save it again as UTF-8.",
        "檔案不是 UTF-8 編碼，看起來是 {encoding}。請另存為 UTF-8。",
    ),
    "CharacterUnusable": (
        "The character {character} cannot stand in a programme. Delete it.",
        "方案檔不能有 {character} 這個字元，請刪除。",
    ),
    "TabUsed": (
        "A tab stands here. Indent with spaces: two for each step.",
        "這裡用了 Tab。請改用空格縮排，每層兩格。",
    ),
    "ColonUnquoted": (
        "A second colon stands in this line. Put the text in quotes, or the second key on a line of its own.",
        "這一行有第二個冒號。請把文字用引號括起來，或把第二個欄位移到下一行。",
    ),
    "QuoteOpen": (
        "The quote that opens here is never closed.",
        "這裡開始的引號沒有結束。",
    ),
    "QuoteGoesOn": (
        "The text goes on after its closing quote. Put the whole of it in quotes of the other kind.",
        "引號結束後還有文字。請用另一種引號把整段括起來。",
    ),
    "StartUnquoted": (
        "A text cannot begin with {character}. Put it in quotes.",
        "文字不能以 {character} 開頭，請用引號括起來。",
    ),
    "YamlBroken": (
        (
            "The YAML breaks off here ({problem}). Look at the indentation and the punctuation of this line and the "
            "one before."
        ),
        "YAML 在這裡讀不下去（{problem}）。請檢查這一行與上一行的縮排和標點。",
    ),
    "SeveralDocuments": (
        "A second document begins here. A file holds one programme: remove the line `---`.",
        "這裡開始了第二份文件。一個檔案只放一個方案，請刪掉 `---` 這一行。",
    ),
    "AliasUsed": (
        "The alias {alias} points to another place of the file. Write the value out here.",
        "別名 {alias} 指向檔案的其他地方。請直接在這裡寫出內容。",
    ),
    "TagUsed": (
        "The tag {tag} means nothing in a programme. Delete it.",
        "方案檔不使用 {tag} 這樣的標記，請刪除。",
    ),
    "TooDeep": (
        "More than {limit} levels stand inside each other here. Look at the indentation.",
        "這裡的層次超過 {limit} 層。請檢查縮排。",
    ),
    "KeyTwice": (
        "{key} already stands in line {line}. Keep one of the two.",
        "{key} 在第 {line} 行已經寫過，請只留一個。",
    ),
    "KeyNotText": (
        "A key must be a short name, not a list or a group of keys.",
        "欄位名稱必須是簡短的文字，不能是清單或一組欄位。",
    ),
    "KeyUnknown": (
        "There is no {key} here. Possible: {known}.",
        "這裡沒有 {key} 這個欄位。可用的有：{known}。",
    ),
    "KeyMissing": (
        "{key} is missing here.",
        "這裡少了 {key}。",
    ),
    "ValueMissing": (
        "{key} has no value. Write one, or delete the line.",
        "{key} 沒有填值。請填上，或刪掉這一行。",
    ),
    "KindWrong": (
        "Expected {expected}, found {found}.",
        "這裡應該是{expected}，讀到的是{found}。",
    ),
    "NotOneOf": (
        "{given} is not possible here. Choose one of: {allowed}.",
        "這裡不能寫 {given}。請選一個：{allowed}。",
    ),
    "NotOneOfNorKeys": (
        "{given} is not possible here. Choose one of: {allowed}; or write a part with {keys}.",
        "這裡不能寫 {given}。請選一個：{allowed}；或寫一段含 {keys} 的設定。",
    ),
    "NameUnusable": (
        "{given} cannot be a short name. Use a to z, digits, - and _, beginning with a letter, 40 at most.",
        "{given} 不能當代號。請用小寫英文字母、數字、- 和 _，以字母開頭，最多 40 個字。",
    ),
    "DateUnreadable": (
        "{given} is no date. Write it as YYYY-MM-DD, for example 2026-11-05.",
        "{given} 不是日期。請寫成 YYYY-MM-DD，例如 2026-11-05。",
    ),
    "DateTooFar": (
        "{given} lies outside the years {first} to {last}. Look at its year.",
        "{given} 不在 {first} 到 {last} 年之間。請檢查年份。",
    ),
    "YearDayUnreadable": (
        "{given} is no day of the year. Write month and day as MM-DD, for example 12-31.",
        "{given} 不是一年中的日期。請用 MM-DD 寫月與日，例如 12-31。",
    ),
    "TextTooLong": (
        "This text has {length} characters; {limit} are possible.",
        "這段文字有 {length} 個字，最多 {limit} 個字。",
    ),
    "NumberUnreadable": (
        "{given} is no number. Write digits, and a point before decimals.",
        "{given} 不是數字。請只寫數字，小數用點。",
    ),
    "NumberNotWhole": (
        "{given} must be a whole number.",
        "{given} 必須是整數。",
    ),
    "NumberTooSmall": (
        "{given} is too small; {least} is the least.",
        "{given} 太小，最小是 {least}。",
    ),
    "NumberTooLarge": (
        "{given} is too large; {most} is the most.",
        "{given} 太大，最大是 {most}。",
    ),
    "TooFew": (
        "At least {least} must stand here; there are {count}.",
        "這裡至少要有 {least} 項，目前有 {count} 項。",
    ),
    "TooMany": (
        "At most {most} may stand here; there are {count}.",
        "這裡最多 {most} 項，目前有 {count} 項。",
    ),
    "ZoneUnknown": (
        "There is no time zone {given}. Use a name such as Asia/Taipei.",
        "沒有 {given} 這個時區。請用 Asia/Taipei 這樣的名稱。",
    ),
    "CurrencyUnknown": (
        "The currency {given} is not known. Possible: {known}.",
        "不認得 {given} 這個幣別。可用的有：{known}。",
    ),
    "DecimalsTooMany": (
        "{given} is finer than {currency}, which has {digits} digits after the point.",
        "{given} 的小數位太多，{currency} 的小數是 {digits} 位。",
    ),
    "NumberNegative": (
        "{given} is below zero. Write zero or more.",
        "{given} 是負數。請寫 0 或以上。",
    ),
    "NumberNotPositive": (
        "{given} must be more than zero.",
        "{given} 必須大於 0。",
    ),
    "WaysNone": (
        "The rule {rule} does not say what it gives. Add one of {ways}.",
        "規則 {rule} 沒有說要給什麼。請加上其中一項：{ways}。",
    ),
    "WaysSeveral": (
        "The rule {rule} has {given} at once. Keep one, and make a second rule of the other.",
        "規則 {rule} 同時寫了 {given}。請只留一項，另一項寫成另一條規則。",
    ),
    "PointsUnknown": (
        "There are no points {given} in `points:`. There are: {known}.",
        "`points:` 裡沒有 {given} 這種點數。有的是：{known}。",
    ),
    "GroupUnknown": (
        "There is no group {given} in `groups:`. Add it there, and say `all`, `highest` or `first`.",
        "`groups:` 裡沒有 {given} 這個群組。請在那裡加上，並寫明 `all`、`highest` 或 `first`。",
    ),
    "RuleTwice": (
        "Another rule already bears the id {rule}. Give each rule an id of its own.",
        "已經有規則用了 {rule} 這個代號。每條規則的代號都要不同。",
    ),
    "PriorityTied": (
        (
            "In the group {group} the rules {rules} all have priority {priority}. The first one wins there, so give "
            "each its own number; the lowest goes first."
        ),
        "群組 {group} 的規則 {rules} 優先順序都是 {priority}。這個群組只取第一項，請給每條規則不同的數字，數字小的優先。",
    ),
    "GroupMixed": (
        (
            "The group {group} compares its rules, but this one earns {points} and another one {others}. Make a "
            "group for each."
        ),
        "群組 {group} 會互相比較，但這條規則給 {points}，另一條給 {others}。請分成兩個群組。",
    ),
    "CapTwice": (
        "There is already a cap per {per}. Keep one of the two.",
        "已經有一個以 {per} 為單位的上限，請只留一個。",
    ),
    "OrdersOnly": (
        "`{key}` makes sense of purchases only. For {event}, write `bonus:`, and take `{key}` away.",
        "`{key}` 只能用在消費。{event} 的規則請寫 `bonus:`，並刪掉 `{key}`。",
    ),
    "EventUnusable": (
        "Rules and conditions cannot look at {given}, but at orders and at what members do besides.",
        "規則與條件不能用 {given}，只能用訂單和會員的其他行為。",
    ),
    "MultiplyAlone": (
        "No rule gives {points} by `rate` or `each`, so there is nothing to multiply. Add such a rule first.",
        "沒有規則以 `rate` 或 `each` 給 {points}，所以沒有可以加倍的點數。請先加一條這樣的規則。",
    ),
    "MultiplyTooSmall": (
        "{given} times adds nothing: 2 means double, 1.5 means half as much again. Write more than 1.",
        "{given} 倍不會多給點數：2 是兩倍，1.5 是多一半。請寫大於 1 的數字。",
    ),
    "PaidTransfers": (
        "{points} are paid for by members, so they cannot be handed on: that would be a payment service. Take `transfer:` away.",
        "{points} 是會員付費的點數，轉贈會構成支付業務，請移除 `transfer:`。",
    ),
    "PaidExpires": (
        (
            "{points} are sold for money, and in Taiwan such a voucher may bear no expiry. Write `expiry: never`, "
            "or make free points of them."
        ),
        "{points} 是花錢買的，依台灣法規，禮券不得記載使用期限。請寫 `expiry: never`，或改為免費點數。",
    ),
    "SponsorMissing": (
        "A partner pays for {points}. Say who, with `sponsor:`.",
        "{points} 由合作夥伴出資，請用 `sponsor:` 寫明是誰。",
    ),
    "SponsorUnwanted": (
        "A sponsor only goes with `funding: partner`; here it is {funding}.",
        "`sponsor` 只能搭配 `funding: partner`，這裡是 {funding}。",
    ),
    "DeficitLimitUnwanted": (
        "A limit for the deficit only goes with `take_back: into_deficit`; here it is {take_back}.",
        "`deficit_limit` 只能搭配 `take_back: into_deficit`，這裡是 {take_back}。",
    ),
    "LevelLimitUnwanted": (
        "A level may only raise a limit, and {points} have none. Write `deficit_limit:` there first.",
        "等級只能提高欠點上限，但 {points} 沒有設上限。請先在該點數寫 `deficit_limit:`。",
    ),
    "LevelPointsEmpty": (
        "The level changes nothing about {points}. Add `expiry:` or `deficit_limit:`.",
        "這個等級沒有改變 {points} 的任何設定。請加上 `expiry:` 或 `deficit_limit:`。",
    ),
    "SlidingUnwanted": (
        "All {points} of a member share one clock. Write `sliding:` at the points themselves; a level may then lengthen it.",
        "同一會員的 {points} 共用一個效期計時。請把 `sliding:` 寫在點數上，等級可再延長。",
    ),
    "SlidingWanted": (
        "{points} live by the last activity, so a level can only say how long: write `sliding:` here too.",
        "{points} 的效期依最近一次活動計算，等級只能改變長短，這裡也請寫 `sliding:`。",
    ),
    "ActivityUnwanted": (
        "What counts as activity is said at the points themselves; a level only says how long.",
        "哪些算活動要寫在點數上，等級只寫多久。",
    ),
    "TimeoutMissing": (
        "The event {event} may never come. Say how long points wait for it: `timeout: {{ days: 30 }}`.",
        "事件 {event} 可能不會發生。請寫明點數最多等幾天：`timeout: {{ days: 30 }}`。",
    ),
    "TimeoutUnwanted": (
        "A timeout only goes with `until_event`.",
        "`timeout` 只能搭配 `until_event`。",
    ),
    "OneOfNone": (
        "Write one of {keys} here.",
        "這裡要寫其中一項：{keys}。",
    ),
    "OneOfSeveral": (
        "{given} exclude each other. Keep one.",
        "{given} 不能同時寫，請只留一項。",
    ),
    "LevelTwice": (
        "Another level of this track already bears the id {level}.",
        "這個等級制度已經有代號 {level} 的等級。",
    ),
    "LevelsUnordered": (
        "{level} begins at {threshold}, below {before} at {before_threshold}. Order the levels from the lowest.",
        "{level} 的門檻 {threshold} 低於前一級 {before} 的 {before_threshold}。請由低到高排列。",
    ),
    "ThresholdTwice": (
        "{level} and {before} both begin at {threshold}. Each level needs a threshold of its own.",
        "{level} 與 {before} 的門檻都是 {threshold}。每個等級的門檻要不同。",
    ),
    "FirstThreshold": (
        "The lowest level, {level}, begins at {threshold}. It must begin at 0, so that every member has a level.",
        "最低的等級 {level} 門檻是 {threshold}，必須是 0，讓每位會員都有等級。",
    ),
    "ThresholdNotWhole": (
        "{given} must be a whole number: the metric {metric} counts.",
        "{given} 必須是整數：{metric} 是用數的。",
    ),
    "MetricPointsMissing": (
        "The metric {metric} must say which points. Add `points:` with one of: {known}.",
        "以 {metric} 計算時要指定點數。請加上 `points:`，可用的有：{known}。",
    ),
    "MetricPointsUnwanted": (
        "`points:` only goes with points_earned and points_balance; here the metric is {metric}. Delete it.",
        "`points:` 只能搭配 points_earned 與 points_balance，這裡是 {metric}。請刪除。",
    ),
    "CounterMissing": (
        "The metric counter must say what it counts. Add `counter:` with `of:` and `name:`.",
        "以 counter 計算時要說明計算什麼。請加上 `counter:`，寫明 `of:` 與 `name:`。",
    ),
    "CounterUnwanted": (
        "`counter:` only goes with `metric: counter`; here it is {metric}. Delete it.",
        "`counter:` 只能搭配 `metric: counter`，這裡是 {metric}。請刪除。",
    ),
    "DepthUnwanted": (
        "`depth:` only goes with `metric: categories`; here it is {metric}. Delete it.",
        "`depth:` 只能搭配 `metric: categories`，這裡是 {metric}。請刪除。",
    ),
    "BalanceNarrowed": (
        "A balance is what there is now, so {key} can narrow nothing. Delete it, or count points_earned.",
        "餘額就是目前的點數，{key} 無法縮小它的範圍。請刪除，或改以 points_earned 計算。",
    ),
    "LevelValidityUnwanted": (
        "Levels of this track hold as long as they are reached, so {level} cannot have a time of its own.",
        "這個等級制度依累積升降，{level} 不能另訂期限。",
    ),
    "MoreUnwanted": (
        "`more:` only goes with `end_of:`. Delete it.",
        "`more:` 只能搭配 `end_of:`。請刪除。",
    ),
    "PeriodNone": (
        "{given} needs a window that has periods: calendar_year, membership_year or calendar.",
        "{given} 要搭配有週期的計算期間：calendar_year、membership_year 或 calendar。",
    ),
    "OvershootUnwanted": (
        "`overshoot:` only says something where the count begins anew, and not for {metric}. Delete it.",
        "`overshoot:` 只在重新累計時才有意義，以 {metric} 計算時也不適用。請刪除。",
    ),
    "GiftEmpty": (
        "No level says how many points its birthday gift has. Add `points:` with `birthday_gift:` to a level.",
        "沒有等級寫明生日禮的點數。請在等級的 `points:` 加上 `birthday_gift:`。",
    ),
    "GiftDayMissing": (
        "{level} has a birthday gift, and the track does not say when it is loaded. Add `birthday_gift:` to the track.",
        "{level} 有生日禮，但等級制度沒有說何時發送。請在等級制度加上 `birthday_gift:`。",
    ),
    "LevelUnknown": (
        "This track has no level {given}. It has: {known}.",
        "這個等級制度沒有 {given} 這一級。有的是：{known}。",
    ),
    "EndNone": (
        "{key} speaks of the end of a level, and these levels have none. Delete it, or add `validity:`.",
        "{key} 說的是等級期滿，但這裡的等級沒有期限。請刪除，或加上 `validity:`。",
    ),
    "GraceUnwanted": (
        "With {metric} nothing can be made up after the end of a level. Delete `grace_days:`.",
        "以 {metric} 計算時，期滿後無法補足。請刪除 `grace_days:`。",
    ),
    "TermWithoutEnd": (
        "With {window} the count begins anew at each level, which would be lost as it is reached. Add `validity:`.",
        "計算期間是 {window} 時，每次升等都重新累計，等級會剛達到就失去。請用 `validity:` 說明保留多久。",
    ),
    "NeverHeld": (
        "With `up: {up}` levels begin as what earned them stops counting, so nobody would ever hold one. Add `validity:`.",
        "採用 `up: {up}` 時，等級生效的同時，累計也剛好歸零，沒有人能取得等級。請用 `validity:` 說明保留多久。",
    ),
    "ReviewNever": (
        "These levels are never reviewed (validity: {validity}). Write `immediate` or `never`.",
        "這個等級制度沒有評定的時候（validity: {validity}），不會有 next_review。請改用 immediate 或 never。",
    ),
    "NeverTrue": (
        "This condition can never hold: {part}",
        "這個條件永遠不會成立：{part}",
    ),
}

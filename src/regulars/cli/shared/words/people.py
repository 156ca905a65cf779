"""What may be refused about staff, keys and members, in English and in Traditional Chinese."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "DeliveryUnknown": ("There is no delivery {number} any more.", "已經沒有第 {number} 筆傳送紀錄。"),
    "EndpointEnded": ("{url} has ended, and is told nothing more.", "{url} 已停止接收通知。"),
    "EndpointUnknown": ("There is no webhook {number}.", "沒有編號 {number} 的 Webhook。"),
    "NoNewerSecret": (
        "Webhook {number} has one secret; make a newer one first.",
        "Webhook {number} 只有一組密鑰，請先產生新的。",
    ),
    "KindsUnusable": ("Choose at least one kind of news, of: {known}.", "請至少選一種通知：{known}。"),
    "TooManyEndpoints": ("There are {most} webhooks at most.", "Webhook 最多 {most} 個。"),
    "WebhookAddressUnusable": (
        "Nothing can be sent to {given}: write a public address that begins with https://, without name and password.",
        "無法傳送到 {given}：請填 https:// 開頭的公開網址，網址裡不要有帳號密碼。",
    ),
    "MembershipStays": (
        "A membership is its own base: it is neither agreed to nor withdrawn by itself. To end it is to leave.",
        "會員服務是會員資格的基礎，無法單獨同意或撤回；要終止請退出會員。",
    ),
    "NoticeUnknown": (
        "The notice of {purpose} never had the version {given}; it had: {known}.",
        "「{purpose}」的告知事項沒有 {given} 這個版本，有的是：{known}。",
    ),
    "PurposeUnknown": (
        "Members are not asked for {purpose}; they are asked for: {known}.",
        "方案沒有徵求「{purpose}」這個使用目的，有的是：{known}。",
    ),
    "CardUnknown": (
        "No member has the card {card}.",
        "沒有會員使用卡號 {card}。",
    ),
    "LoginTaken": (
        "Somebody else signs in as {username}. Choose another name.",
        "已有人使用 {username} 登入，請換一個名稱。",
    ),
    "MemberUnknown": (
        "No member has the number {given}.",
        "沒有會員編號 {given}。",
    ),
    "NameTaken": (
        "Somebody signs in as {name} already. Choose another name.",
        "已有人使用 {name} 這個帳號，請換一個名稱。",
    ),
    "NotEnoughPoints": (
        "{needed} {currency} are needed, and {usable} are usable.",
        "需要 {needed} 點（{currency}），目前可用 {usable} 點。",
    ),
    "OriginUnusable": (
        "{given!r} is no origin. Write it as browsers send it, such as https://shop.example, or * for every page.",
        "{given!r} 不是來源網址。請寫成瀏覽器送出的樣子，例如 https://shop.example，或用 * 表示所有網頁。",
    ),
    "PurposeUnusable": (
        "Say in up to {most} characters what the events of this source are for.",
        "請用不超過 {most} 個字說明這個來源的事件用途。",
    ),
    "RateUnusable": (
        "A rate is from 1 to {most} events a second, and not {given}.",
        "流量上限須為每秒 1 到 {most} 個事件，不能是 {given}。",
    ),
    "RoleUnknown": (
        "There is no role {role}. The roles are: {known}.",
        "沒有 {role} 這個角色。可用的角色：{known}。",
    ),
    "StaffUnknown": (
        "Nobody who works here signs in as {name}.",
        "沒有工作人員使用 {name} 這個帳號。",
    ),
    "SourceNameTaken": (
        "The source {source} has a key already, and keeps it for ever. Choose another name.",
        "來源 {source} 已有金鑰，且不可重複使用。請換一個名稱。",
    ),
    "SourceNameUnusable": (
        "{given!r} cannot name a source: begin with a lower-case letter; letters, digits, - and _ may follow, 40 at most.",
        "{given!r} 不能當來源名稱：須以小寫英文字母開頭，只能用小寫英文字母、數字、- 與 _，最多 40 個字。",
    ),
    "SourceUnknown": (
        "No key was ever made for {source}. The sources are: {known}.",
        "{source} 從未建立過金鑰。現有的來源：{known}。",
    ),
    "CardNotReplaced": (
        "The card {given} is in use. Give its member another one: regulars members replace-card {given} NEW --stolen.",
        "卡號 {given} 使用中。請先為會員換卡：regulars members replace-card {given} NEW --stolen。",
    ),
    "CardNotTheirs": (
        "This member has no card {given}.",
        "這位會員沒有卡號 {given}。",
    ),
    "CardTaken": (
        "Somebody has this card already.",
        "這張卡已有會員使用。",
    ),
    "CardUnusable": (
        "{given!r} cannot be a card number.",
        "{given!r} 不能當卡號。",
    ),
    "MemberClosed": (
        "Member {given} goes on as another member, or was a merge that was taken back.",
        "會員 {given} 已併入其他會員，或是已取消的合併。",
    ),
    "MergeReasonMissing": (
        "Say why the two are one person.",
        "請說明為什麼這兩位是同一個人。",
    ),
    "MergeUnknown": (
        "{given} is no member and no merge that could be taken back.",
        "{given} 不是會員，也不是可以取消的合併。",
    ),
    "MergedMeanwhile": (
        "Member {given} is part of a later merge, member {into}; take that one back first.",
        "會員 {given} 之後又併入會員 {into}，請先取消那一次合併。",
    ),
    "SameMember": (
        "Both are the same member, {given}.",
        "兩邊是同一位會員（{given}）。",
    ),
}

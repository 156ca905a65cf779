"""What the machine, its database and its settings may refuse, in English and in Traditional Chinese."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "DatabaseDidNotStart": (
        "The database in {folder} did not start, though it was tried three times. Its last words: {log}",
        "{folder} 裡的資料庫試了三次仍無法啟動。最後的訊息：{log}",
    ),
    "DatabaseDown": (
        "The database does not answer: {reason}",
        "資料庫沒有回應：{reason}",
    ),
    "DatabaseFolderFull": (
        "There is no room left on the disk of {folder}. Free some space and try again; nothing was lost.",
        "{folder} 所在的磁碟已滿。請先清出空間再試一次，資料沒有遺失。",
    ),
    "DatabaseFolderOfOtherVersion": (
        "The data in {folder} was made by PostgreSQL {found}, and this is PostgreSQL {needed}. Install the Regulars that made it, or move the folder away to begin anew.",
        "{folder} 的資料由 PostgreSQL {found} 建立，而目前是 PostgreSQL {needed}。請改用當初的 Regulars 版本，或移走該資料夾重新開始。",
    ),
    "DatabaseFolderOfSomebodyElse": (
        "The folder {folder} belongs to {owner}. Run this command as {owner}, or choose another REGULARS_VAR.",
        "資料夾 {folder} 屬於 {owner}。請以 {owner} 身分執行，或另設 REGULARS_VAR。",
    ),
    "DatabaseFull": (
        "The database has no room left on its disk: {reason}",
        "資料庫所在的磁碟已滿：{reason}",
    ),
    "DatabaseNewer": (
        "The database was last used by a newer Regulars (it knows {unknown}). Install that version, or a later one.",
        "這個資料庫曾由較新的 Regulars 使用（含 {unknown}）。請安裝該版本或更新的版本。",
    ),
    "DatabaseOlder": (
        "The database is older than this Regulars ({waiting}). Run `regulars migrate` first.",
        "資料庫版本比這個 Regulars 舊（{waiting}）。請先執行 `regulars migrate`。",
    ),
    "DatabaseProgramsMissing": (
        "The package {package} with the PostgreSQL programs is not installed, or has none for this machine. Set DATABASE_URL to use a PostgreSQL of your own.",
        "找不到含 PostgreSQL 程式的套件 {package}，或它不支援這台機器。可設定 DATABASE_URL 改用自己的 PostgreSQL。",
    ),
    "PortBusy": (
        "Something else is listening at port {port} of {host}. Choose another with PORT=.",
        "{host} 的連接埠 {port} 已被占用。請用 PORT= 換一個。",
    ),
    "SettingUnusable": (
        "The setting {setting} is {given!r}; expected: {expected}.",
        "設定 {setting} 的值是 {given!r}，應為：{expected}。",
    ),
    "BatchTooLarge": (
        "The body is too large: at most {most_bytes} bytes are read.",
        "內容太大，最多只能 {most_bytes} 位元組。",
    ),
    "BatchUnreadable": (
        "The body is neither a batch nor an event: {problem}",
        "內容不是批次，也不是事件：{problem}",
    ),
    "EventUnusable": (
        "The event cannot be used: {reason}.",
        "這筆事件無法使用：{reason}。",
    ),
    "IntakeBusy": (
        "The intake is busy: {waiting} events wait. Try again in {retry_after} s; nothing was lost.",
        "接收忙線，有 {waiting} 筆等待中。請在 {retry_after} 秒後再試，資料沒有遺失。",
    ),
    "IntakeSilent": (
        "The intake gave no answer within {seconds} s. Sending it again is safe.",
        "{seconds} 秒內沒有回應，再送一次不會重複計算。",
    ),
}

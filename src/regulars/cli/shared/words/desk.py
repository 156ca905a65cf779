"""What the desk and a programme may refuse, in English and in Traditional Chinese."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "AmountUnusable": (
        "{given} is no amount in {currency}, which has {exponent} decimals.",
        "{given} 不是 {currency} 的金額（小數 {exponent} 位）。",
    ),
    "ArchiveWithoutPast": (
        (
            "What came before {since} left the database and is in the shop's first archive alone, so an archive in {folder} would not be whole. "
            "Copy that archive there first, or archive into its folder."
        ),
        "{since} 以前收到的事件已移出資料庫，只在原本的封存裡，寫到 {folder} 會不完整。請先把原本的封存複製過去，或寫到原本的資料夾。",
    ),
    "ArchiveAhead": (
        (
            "The archive in {folder} holds {archived} rows of {table} of {day}, and this database {here}: it is older than the archive. "
            "Nothing was written. Rebuild the shop from the archive, or archive into another folder."
        ),
        "{folder} 的封存在 {day} 有 {archived} 筆 {table}，這個資料庫只有 {here} 筆，比封存舊，因此沒有寫入。請從封存還原，或改用另一個資料夾。",
    ),
    "ArchiveBroken": (
        "{file} of the archive is not what was written. Nothing was restored; take the archive from another copy.",
        "封存的 {file} 內容已被更動，沒有還原任何資料。請改用另一份封存。",
    ),
    "ArchiveFileCutShort": (
        "{file} of the archive ends after {size} of {expected} bytes. Nothing was restored; copy the archive once more.",
        "封存的 {file} 不完整（{expected} 位元組只有 {size}），沒有還原任何資料。請重新複製封存。",
    ),
    "ArchiveFileMissing": (
        "{file} of the archive is missing. Nothing was restored; copy the archive once more.",
        "封存缺少 {file}，沒有還原任何資料。請重新複製封存。",
    ),
    "ArchiveMissing": (
        "There is no archive in {folder}.",
        "{folder} 沒有封存。",
    ),
    "ArchiveNewer": (
        "The archive was written by a newer Regulars: it holds {holds}, which this one does not know. Update, and try again.",
        "封存由較新版的 Regulars 寫成，含有這個版本不認得的 {holds}。請先更新再試一次。",
    ),
    "ArchiveOfAnotherShop": (
        "The archive in {folder} is of another shop than this database. Nothing was written; choose another folder.",
        "{folder} 的封存屬於另一家商店，沒有寫入任何資料。請改用另一個資料夾。",
    ),
    "ArchiveOlder": (
        "The archive was written by an older Regulars: it lacks {lacks}. Rebuild with the version that wrote it.",
        "封存由較舊版的 Regulars 寫成，缺少 {lacks}。請用當時的版本還原。",
    ),
    "DatabaseNotEmpty": (
        "This database holds a shop already (there is something in {table}). An archive is rebuilt into an empty one.",
        "這個資料庫已有商店的資料（{table} 不是空的）；封存只能還原到空的資料庫。",
    ),
    "BackTestRuns": (
        "Back-test {number} is running and uses every core. Wait for its end.",
        "試算 {number} 正在執行，會用到所有核心，請等它結束。",
    ),
    "BackTestUnknown": (
        "There is no back-test {number}.",
        "沒有試算 {number}。",
    ),
    "CurrencyUnknown": (
        "The programme has no points called {currency}; it has {known}.",
        "方案裡沒有 {currency} 這種點數，現有：{known}。",
    ),
    "DeskBehind": (
        "Members have been due since {since}, and nobody did it. Is the clock running (`regulars serve`)?",
        "自 {since} 起有會員到期未處理。時鐘程序（`regulars serve`）是否正在執行？",
    ),
    "DeskBusy": (
        "The desk is busy: {waiting} events wait. Try again in {retry_after} s; the same event may come again.",
        "目前忙線，有 {waiting} 筆等待中。請於 {retry_after} 秒後再送一次，同一筆重送沒有關係。",
    ),
    "DeskSilent": (
        "The desk did not answer within {seconds} s. Sending the same event again is safe.",
        "{seconds} 秒內沒有回應。同一筆再送一次是安全的。",
    ),
    "EffectiveBeforeAnother": (
        "A version that begins at {other} was published already, so this one cannot begin at {effective_at}. Choose a later beginning.",
        "已公布一個從 {other} 開始的版本，這個版本不能從 {effective_at} 開始，請選更晚的時間。",
    ),
    "MigrationIncomplete": (
        "The track {track} does not say what becomes of members at {missing}. Add them to `migrate:`.",
        "等級制度 {track} 沒有說明 {missing} 的會員會變成哪一級，請在 `migrate:` 補上。",
    ),
    "EffectiveInThePast": (
        "A new version cannot begin in the past ({effective_at}; now is {now}). Only the first version may, so that a history can be loaded.",
        "新版本不能從過去開始（{effective_at}，現在是 {now}）。只有第一個版本可以，以便匯入歷史訂單。",
    ),
    "EventRetold": (
        "The event {id} of {source} was told differently before. What was recorded first stays.",
        "{source} 的事件 {id} 先前送來的內容不同，保留最早的紀錄。",
    ),
    "MomentBeyond": (
        "{given} is too far ahead; the end of {latest} is the latest.",
        "{given} 太遠了，最遠可看到 {latest} 年底。",
    ),
    "MomentUnreadable": (
        "{given!r} is neither a date (2026-11-22) nor a moment (2026-11-22T08:00:00+08:00).",
        "{given!r} 不是日期（2026-11-22），也不是時間（2026-11-22T08:00:00+08:00）。",
    ),
    "NoProgramme": (
        "No programme was published yet. Publish one with `regulars programme publish FILE`.",
        "尚未公布任何方案。請先用 `regulars programme publish FILE` 公布。",
    ),
    "NobodyKnown": (
        "No order of this history has a member: all {anonymous} are anonymous, so there is nobody to give points to.",
        "這份歷史訂單都沒有會員（{anonymous} 筆皆為非會員），無法試算。",
    ),
    "OtherProgramme": (
        "The {field} of this file is {given}, and that of the published programme {expected}; it cannot be a new version of it.",
        "這個檔案的 {field} 是 {given}，已公布的方案是 {expected}，不能作為它的新版本。",
    ),
    "ProgrammeBeginsTooLate": (
        "{programme} begins at {begins}, after the last order ({last_order}), so nothing would earn. Let its first version begin earlier.",
        "{programme} 從 {begins} 開始，晚於最後一筆訂單（{last_order}），不會有任何點數。請把第一個版本的開始時間提早。",
    ),
    "ProgrammeHasMistakes": (
        "The programme cannot be published as it is. `regulars programme check FILE` names every mistake.",
        "方案有錯誤，無法公布。請用 `regulars programme check FILE` 查看所有錯誤。",
    ),
    "ProgrammeNotYet": (
        "The programme begins at {begins_at}, and this is {occurred_at}.",
        "方案從 {begins_at} 開始，而這筆是 {occurred_at}。",
    ),
    "ProgrammesDoNotCompare": (
        "The two programmes differ in {field} ({one} and {other}), so their figures cannot be compared.",
        "兩個方案的 {field} 不同（{one} 與 {other}），數字無法比較。",
    ),
    "KeyReused": (
        "{source} used the key {key} for another request before. A new request needs a new key.",
        "{source} 先前已將鍵 {key} 用於不同的請求；新的請求需要新的鍵。",
    ),
    "ReaderStands": (
        "{events} events wait in the log since {since}, and nobody reads it. Is the worker running (`regulars serve`)?",
        "有 {events} 筆事件自 {since} 起未處理，沒有程序在讀取。`regulars serve` 是否正在執行？",
    ),
    "StillRunning": (
        "The request of {source} under the key {key} is being worked on. Ask again in {retry_after} s.",
        "{source} 以鍵 {key} 送出的請求正在處理中，請在 {retry_after} 秒後再查詢。",
    ),
}

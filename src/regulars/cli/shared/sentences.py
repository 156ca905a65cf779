"""The words for every refusal that a command may meet, in English and in Traditional Chinese."""

import sys

from regulars.cli.shared.language import speaks_chinese
from regulars.core.refusals import Refusal

# Code of the refusal: English, Traditional Chinese. The names in braces are its facts.
SENTENCES: dict[str, tuple[str, str]] = {
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
        (
            "The data in {folder} was made by PostgreSQL {found}, and this is PostgreSQL {needed}. "
            "Install the Regulars that made it, or move the folder away to begin anew."
        ),
        (
            "{folder} 的資料由 PostgreSQL {found} 建立，而目前是 PostgreSQL {needed}。"
            "請改用當初的 Regulars 版本，或移走該資料夾重新開始。"
        ),
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
        (
            "The package {package} with the PostgreSQL programs is not installed, or has none for this machine. "
            "Set DATABASE_URL to use a PostgreSQL of your own."
        ),
        "找不到含 PostgreSQL 程式的套件 {package}，或它不支援這台機器。可設定 DATABASE_URL 改用自己的 PostgreSQL。",
    ),
    "DeskBehind": (
        "Members have been due since {since}, and nobody did it. Is the clock running (`regulars serve`)?",
        "自 {since} 起有會員到期未處理。時鐘程序（`regulars serve`）是否正在執行？",
    ),
    "NameTaken": (
        "Somebody signs in as {name} already. Choose another name.",
        "已有人使用 {name} 這個帳號，請換一個名稱。",
    ),
    "PortBusy": (
        "Something else is listening at port {port} of {host}. Choose another with PORT=.",
        "{host} 的連接埠 {port} 已被占用。請用 PORT= 換一個。",
    ),
    "RoleUnknown": (
        "There is no role {role}. The roles are: {known}.",
        "沒有 {role} 這個角色。可用的角色：{known}。",
    ),
    "SettingUnusable": (
        "The setting {setting} is {given!r}; expected: {expected}.",
        "設定 {setting} 的值是 {given!r}，應為：{expected}。",
    ),
}


def sentence_for(refusal: Refusal) -> str:
    """Return the sentence in the terminal's language; one without words yet speaks by its name and its facts."""
    facts = {name: _shown(fact) for name, fact in refusal.facts.items()}
    if refusal.code in SENTENCES:
        return SENTENCES[refusal.code][speaks_chinese()].format(**facts)
    return f"{refusal.code}: " + ", ".join(f"{name} = {fact}" for name, fact in facts.items())


def unusable_database_in(fault: BaseException) -> Refusal | None:
    """Return what the database refused, where the fault is one that Django or the driver reports for it."""
    if "django.db" not in sys.modules:
        return None
    from regulars.lib.schema import UNUSABLE, unusable_database

    return unusable_database(fault) if isinstance(fault, UNUSABLE) else None


def _shown(fact: object) -> object:
    if isinstance(fact, list) and len(fact) > 4:
        return ", ".join([*map(str, fact[:4]), "…"])
    return ", ".join(map(str, fact)) if isinstance(fact, list) else fact

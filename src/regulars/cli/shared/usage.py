"""What was typed wrongly, in one sentence: click's own in English, ours in Traditional Chinese."""

from __future__ import annotations

import re
from typing import Final

import click

from regulars.cli.shared.language import speaks_chinese

_PATTERNS: Final = (
    (r"Invalid value for (?P<what>.+?): (?P<why>.+)", "{what} 的值不能用：{why}"),
    (r"Missing argument (?P<what>'[^']+')", "缺少 {what}"),
    (r"Missing option (?P<what>'[^']+')", "缺少選項 {what}"),
    (r"Missing command", "請說要做什麼"),
    (r"No such option:? (?P<what>'?[^ ?']+'?)\.?(?: Did you mean (?P<near>.+)\?)?.*", "沒有 {what} 這個選項{near}"),
    (r"No such command (?P<what>'[^']*').*", "沒有 {what} 這個指令"),
    (r"Got unexpected extra arguments? \((?P<what>.+)\)", "多寫了 {what}"),
    (r"Option (?P<what>'[^']+') requires (?:an|\d+) arguments?", "選項 {what} 後面要有值"),
    (r"Option (?P<what>'[^']+') does not take a value", "選項 {what} 後面不接值"),
)  # fmt: skip
_REASONS: Final = (
    (r"(?:File|Path) '(.+)' does not exist", r"找不到檔案 \1"),
    (r"(?:File|Path) '(.+)' is a directory", r"\1 是資料夾，不是檔案"),
    (r"(?:File|Path) '(.+)' is not (?:readable|writable)", r"沒有權限使用 \1"),
    (r"the folder '(.+)' cannot be written to", r"沒有權限寫入資料夾 \1，或沒有這個資料夾"),
    (r"'(.*)' is no date; write (.+) or (.+)", r"「\1」不是日期，請寫成 \2 或 \3"),
    (r"(.+) is not in the range (.+)", r"\1 不在範圍 \2 內"),
    (r"'(.*)' is not a valid integer", r"「\1」不是整數"),
    (r"'(.*)' is not one of (.+)", r"沒有「\1」，可用的有 \2"),
)


def usage_sentence(mistake: click.ClickException) -> str:
    """What was typed wrongly, and how to learn what may be typed."""
    said = re.sub(r"\s+", " ", mistake.format_message()).strip().rstrip(".")
    context = getattr(mistake, "ctx", None)
    command = f"{context.command_path} --help" if context else "regulars --help"
    if speaks_chinese():
        return f"{_in_chinese(said)}。用法見 `{command}`。"
    return f"{said}{'' if said.endswith('?') else '.'} See `{command}`."


def _in_chinese(said: str) -> str:
    for pattern, words in _PATTERNS:
        if found := re.fullmatch(pattern, said):
            facts = {name: text or "" for name, text in found.groupdict().items()}
            if facts.get("near"):
                facts["near"] = f"，是 {facts['near']} 嗎"
            return words.format(**facts | {"why": _reason(facts.get("why", ""))})
    return said


def _reason(said: str) -> str:
    for pattern, words in _REASONS:
        if re.fullmatch(pattern, said):
            return re.sub(pattern, words, said)
    return said

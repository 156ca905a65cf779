"""`regulars quarantine`: events that could not be used, with their reasons, to be mended, replayed or dropped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from regulars.cli.programme import is_chinese, language_option
from regulars.cli.shared.shop import open_shop

if TYPE_CHECKING:
    from regulars.programmes.words import Language

_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_numbers = click.argument("numbers", type=int, nargs=-1)
_all = click.option("--reason", help="All that wait for this reason, instead of numbers.")
_NOTHING = ("Nothing waits.", "沒有待處理的事件。")
_GONE = ("Replayed: {count}; the desk reads them within a second.", "已重新處理 {count} 筆，一秒內會入帳。")
_KEPT = ("Still no event, and left where they are: {count}.", "仍無法讀取，留在原處：{count} 筆。")
_DROPPED = ("Dropped: {count}.", "已捨棄 {count} 筆。")


@click.group
def command() -> None:
    """Show, mend, replay and drop events that could not be used."""


@command.command("list")
@click.option("--reason", default="", help="Those with this reason alone.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@language_option
def list_waiting(*, reason: str, limit: int, language: Language) -> None:
    """List what waits, the newest first: number, source, moment, event, and why in a sentence."""
    with open_shop():
        from regulars.events.intake.quarantined import waiting
        from regulars.telling.quarantine import why
        from regulars.telling.voice import Voice

        speaking = Voice(language="zh-hant" if is_chinese(language) else "en")
        rows = waiting(reason=reason, limit=limit).rows
        if not rows:
            click.echo(_NOTHING[is_chinese(language)])
        for row in rows:
            said = why(row.reason, row.facts, speaking)
            click.echo(f"{row.number}  {row.source}  {row.received_at:%Y-%m-%d %H:%M}  {row.name}  {said}")


@command.command
@click.argument("number", type=int)
@click.argument("file", type=_file)
def mend(number: int, file: Path) -> None:
    """Put the JSON of FILE in the place of event NUMBER, whose own words are kept. It is replayed by itself."""
    with open_shop():
        from regulars.events.intake import mending

        mending.mend(number, file.read_text(encoding="utf-8"))
        click.echo(_GONE[0].format(count=mending.replay([number])))


@command.command
@_numbers
@_all
@language_option
def replay(*, numbers: tuple[int, ...], reason: str | None, language: Language) -> None:
    """Let events into the log again, as they are or as they were mended: by NUMBERS, or all with one reason."""
    with open_shop():
        from regulars.events.intake import mending

        chosen = _chosen(numbers, reason)
        gone = mending.replay(chosen)
        click.echo(_GONE[is_chinese(language)].format(count=gone))
        if gone < len(chosen):
            click.echo(_KEPT[is_chinese(language)].format(count=len(chosen) - gone))


@command.command
@_numbers
@_all
@language_option
def drop(*, numbers: tuple[int, ...], reason: str | None, language: Language) -> None:
    """Give events up: by NUMBERS, or all with one reason. They are kept, and never read."""
    with open_shop():
        from regulars.events.intake import mending

        click.echo(_DROPPED[is_chinese(language)].format(count=mending.drop(_chosen(numbers, reason))))


def _chosen(numbers: tuple[int, ...], reason: str | None) -> list[int]:
    from regulars.events.intake.quarantined import numbers_of

    if bool(numbers) == bool(reason):
        raise click.UsageError("Give NUMBERS or --reason")
    return numbers_of(reason) if reason else list(numbers)

"""`regulars archive`: the shop as Parquet files, from which it can be rebuilt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from regulars.cli.programme import is_chinese, language_option
from regulars.cli.shared.shop import open_shop

if TYPE_CHECKING:
    from regulars.programmes.words import Language

_KEPT = (
    "The archive in {folder} holds {days} days: {arrived:,} events as they came, {decided:,} as they were decided.",
    "{folder} 的封存有 {days} 天：收到的事件 {arrived:,} 筆，處理過的事件 {decided:,} 筆。",
)


@click.command
@click.option(
    "--folder", type=click.Path(path_type=Path), help="Where to; left out, archive/ beside the database."
)
@language_option
def command(folder: Path | None, language: Language) -> None:
    """Write the shop to Parquet as it is now: the log by days, each once, and whatever else no log says."""
    with open_shop():
        from django.conf import settings
        from django.utils import timezone

        from regulars.desk.archive.writing import archive

        where = folder or settings.VAR / "archive"
        manifest = archive(where, now=timezone.now())
    facts = {
        "folder": where,
        "days": len({one.day for one in manifest.files if one.day}),
        "arrived": sum(one.rows for one in manifest.of("events_arrived")),
        "decided": sum(one.rows for one in manifest.of("events_event")),
    }
    click.echo(_KEPT[is_chinese(language)].format(**facts))

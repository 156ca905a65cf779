"""`regulars import`: a history from a file becomes members, points and levels."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regulars.cli.programme import is_chinese, language_option
from regulars.cli.shared.progress import shown
from regulars.cli.shared.shop import open_shop

if TYPE_CHECKING:
    from regulars.core.programme.compiled import Programme
    from regulars.desk.importing import Imported
    from regulars.events.orderfiles import Mapping, Report, Staged
    from regulars.programmes.words import Language

#: The clock of whoever wrote the file may be a little fast.
CLOCKS_DIFFER = timedelta(minutes=10)

#: What one process posts in the second that another needs to begin.
_EVENTS_WORTH_A_HAND = 10_000

_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_READING = ("Reading the file", "讀取檔案")
_POSTING = ("Posting events", "逐筆入帳")
_REFUSED = {
    "EventRetold": ("Told differently before; what was first stands", "先前送過不同的內容，以先前的為準"),
    "ProgrammeNotYet": ("Before the programme begins", "早於方案開始的日期"),
}
_SET_ASIDE = (
    "Set aside with their reasons, to be mended and imported: {kept}",
    "未使用的列與原因，修正後可再匯入：{kept}",
)
_KNOWN = ("Known from this file", "已載入商品目錄")
_NAMELESS = ("Rows that name nothing", "沒有編號的列")
_BECAME = {
    "decided": ("Events of members decided", "會員的事件已入帳"),
    "anonymous": ("Receipts of nobody recorded", "非會員的交易已記錄"),
    "repeated": ("Already there, changed nothing", "先前已有，沒有變動"),
    "refused": ("Refused", "未接受"),
}


@click.group
def command() -> None:
    """Load what another system exported."""


@command.command
@click.argument("file", type=_file)
@click.option(
    "--map", "columns", multiple=True, metavar="FIELD=COLUMN", help="Which column is which; repeatable."
)
@click.option("--mapping", "mapping_file", type=_file, help="A YAML file that says which column is which.")
@click.option(
    "--source", default="shop", show_default=True, help="Who says so: an order id counts once a source."
)
@click.option(
    "--cores", type=click.IntRange(1, 256), help="Processes to post with; left out, one for each core."
)
@language_option
def orders(
    *,
    file: Path,
    columns: tuple[str, ...],
    mapping_file: Path | None,
    source: str,
    cores: int | None,
    language: Language,
) -> None:
    """Load orders and returns from FILE: CSV, JSON lines or Parquet.

    A second time changes nothing, and after a kill it goes on where it was.
    """
    from regulars.events.orderfiles import mapping_from_options, read_mapping

    mapping = mapping_from_options(columns, base=read_mapping(mapping_file) if mapping_file else None)
    with open_shop():
        from django.conf import settings

        from regulars.accounts.keys import refuse_unusable_name
        from regulars.programmes.queries import current

        refuse_unusable_name(source)
        settings.VAR.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="import-", dir=settings.VAR) as folder:
            staged = _stage(file, current(), Path(folder), mapping, language)
            imported = _post(staged, source, cores, language)
            kept = _keep_set_aside(staged.report, file, settings.VAR)
        _say(staged.report, imported, kept, language)


def _stage(file: Path, programme: Programme, folder: Path, mapping: Mapping, language: Language) -> Staged:
    from regulars.events.orderfiles import stage
    from regulars.events.orderfiles.refusals import NothingUsable

    first = programme.versions[0]
    try:
        with shown(_READING[is_chinese(language)]) as tell:
            return stage(
                file, currency=first.money, zone=first.document.zone, points=next(iter(programme.versions[-1].currencies), None),
                folder=folder, mapping=mapping, names=True, until=datetime.now(UTC) + CLOCKS_DIFFER, on_progress=lambda _step, done: tell(done),
            )  # fmt: skip
    except NothingUsable as refused:
        # The rows with their reasons would go with the folder, and the refusal points at them.
        kept = _kept(Path(str(refused.facts["set_aside_file"])), file, folder.parent)
        raise NothingUsable(**{**refused.facts, "set_aside_file": str(kept)}) from None


def _post(staged: Staged, source: str, cores: int | None, language: Language) -> Imported:
    from regulars.desk.importing import import_history
    from regulars.lib.parts import hands_for

    events = staged.report.events
    with shown(_POSTING[is_chinese(language)]) as tell:
        return import_history(
            staged,
            source=source,
            hands=cores or hands_for(events, worth=_EVENTS_WORTH_A_HAND),
            on_progress=lambda done: tell(done / max(events, 1)),
        )


def _keep_set_aside(report: Report, file: Path, folder: Path) -> Path | None:
    if report.set_aside_file is None or not report.set_aside_file.exists():
        return None
    return _kept(report.set_aside_file, file, folder)


def _kept(rows: Path, file: Path, folder: Path) -> Path:
    kept = folder / f"{file.stem}.set-aside.csv"
    kept.write_bytes(rows.read_bytes())
    return kept


def _say(report: Report, imported: Imported, kept: Path | None, language: Language) -> None:
    from regulars.cli.totals import show
    from regulars.events.orderfiles.words import SET_ASIDE, notice_sentence
    from regulars.insight.totals import totals
    from regulars.lib.instants import Instant, moment

    chinese = is_chinese(language)
    for notice in report.notices:
        click.echo(notice_sentence(notice, language))
    for reason, count in report.set_aside.items():
        click.echo(f"{count:,} × {SET_ASIDE[reason][language]}")
    if kept:
        click.echo(_SET_ASIDE[chinese].format(kept=kept))
    counts = {"decided": imported.decided, "anonymous": imported.anonymous, "repeated": imported.repeated}
    for name, count in counts.items():
        click.echo(f"{_BECAME[name][chinese]}: {count:,}")
    for code, count in imported.refused.items():
        why = _REFUSED[code][chinese] if code in _REFUSED else code
        click.echo(f"{_BECAME['refused'][chinese]} ({why}): {count:,}")
    show(totals(at=moment(Instant(report.last_at))), language)


@command.command
@click.argument("file", type=_file)
@language_option
def catalogue(*, file: Path, language: Language) -> None:
    """Load products (or stores) from FILE: CSV, JSON lines or Parquet. What it says stands above what events say."""
    with open_shop():
        from django.conf import settings

        settings.VAR.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="catalogue-", dir=settings.VAR) as folder:
            known, left_out = _know(file, Path(folder))
        chinese = is_chinese(language)
        click.echo(f"{_KNOWN[chinese]}: {known:,}")
        if left_out:
            click.echo(f"{_NAMELESS[chinese]}: {left_out:,}")


def _know(file: Path, folder: Path) -> tuple[int, int]:
    from django.db import transaction

    from regulars.catalogue.actions import notice, notice_stores
    from regulars.catalogue.files import read_catalogue
    from regulars.lib.cursors import raw_cursor

    known = left_out = 0
    for read in read_catalogue(file, folder=folder):
        with transaction.atomic():
            notice(raw_cursor(), goods=read.goods, is_imported=True)
            if read.stores:
                notice_stores(raw_cursor(), read.stores, is_imported=True)
        known, left_out = known + len(read.goods) + len(read.stores), left_out + read.left_out
    return known, left_out

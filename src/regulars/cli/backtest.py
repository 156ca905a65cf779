"""`regulars backtest`: what a programme would have done with a history of orders, without a server or a database."""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from regulars.cli.programme import language_option, read_or_leave
from regulars.core.programme.document import Programme
from regulars.desk.backtest.words import names_of
from regulars.programmes.summary import words
from regulars.programmes.words import Language

file = click.Path(exists=True, dir_okay=False, path_type=Path)
out = click.Path(path_type=Path, dir_okay=False, allow_dash=True)


def _writable(ctx: click.Context, param: click.Parameter, path: Path | None) -> Path | None:
    """Find out now, and not after an hour of folding, that there is no such folder."""
    if path is not None and str(path) != "-" and not os.access(path.parent, os.W_OK):
        raise click.BadParameter(f"the folder {str(path.parent)!r} cannot be written to.", ctx, param)
    return path


@click.command
@click.option("--orders", required=True, type=file, help="The history: CSV, JSON lines or Parquet.")
@click.option("--programme", "one", required=True, type=file, help="The programme to try.")
@click.option("--against", "other", type=file, help="The programme that it is held against.")
@click.option(
    "--until", metavar="WHEN", help="A local date or an instant; left out, the last event of the file."
)
@click.option(
    "--map", "columns", multiple=True, metavar="FIELD=COLUMN", help="Which column is which; repeatable."
)
@click.option("--mapping", "mapping_file", type=file, help="A YAML file that says which column is which.")
@click.option(
    "--json", "json_out", type=out, callback=_writable, help="Write every figure as JSON; - for the terminal."
)
@click.option(
    "--html",
    "html_out",
    type=out,
    callback=_writable,
    help="Write one page that needs nothing else, with charts.",
)
@click.option(
    "--cores", type=click.IntRange(1, 256), help="Processes to fold in; left out, one for each core."
)
@language_option
def command(
    *,
    orders: Path,
    one: Path,
    other: Path | None,
    until: str | None,
    columns: tuple[str, ...],
    mapping_file: Path | None,
    json_out: Path | None,
    html_out: Path | None,
    cores: int | None,
    language: Language,
) -> None:
    """Say what a programme would have given for a history of orders, and whom a change would help or hurt."""
    from regulars.cli.backtest_progress import shown_progress
    from regulars.cli.backtest_report import report
    from regulars.desk.backtest import run
    from regulars.events.orderfiles.mapping import mapping_from_options, read_mapping

    # As an exception it unwinds the run and removes what was staged; the bare signal would leave both behind.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    files = [path for path in (one, other) if path]
    documents = [read_or_leave(path, language) for path in files]
    mapping = mapping_from_options(columns, base=read_mapping(mapping_file) if mapping_file else None)
    with shown_progress(language) as on_progress:
        result = run(
            orders=orders,
            programmes=documents,
            cores=cores,
            until=until,
            mapping=mapping,
            on_progress=on_progress,
        )
    names = _names(files, documents, language)
    if html_out:
        from regulars.desk.backtest.page import page

        texts = [path.read_text(encoding="utf-8-sig") for path in files]
        html = page(result, documents=documents, names=names, texts=texts, language=language)
        _write(html_out, html.encode())
    if json_out:
        _write(json_out, result.as_json())
    if "-" not in {str(json_out), str(html_out)}:
        report(result, documents=documents, names=names, language=language)


def _names(files: Sequence[Path], documents: Sequence[Programme], language: Language) -> list[str]:
    """What tells two programmes apart: their names, or where those are the same the names of their files."""
    names = [words(document.name, language) for document in documents]
    stems = [path.stem for path in files]
    return stems if len(set(names)) < len(names) == len(set(stems)) else names_of(documents, language)


def _write(path: Path, content: bytes) -> None:
    with click.open_file(str(path), "wb") as file:
        file.write(content)

"""`regulars programme`: checks a programme file, compares two, and writes the schema for editors."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from click.core import ParameterSource

from regulars.cli.shared.language import choose, speaks_chinese
from regulars.core.programme.document import Programme
from regulars.programmes.reading import read_programme
from regulars.programmes.summary import changes, summary
from regulars.programmes.words import Language, sentence

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant")


def is_chinese(language: Language) -> bool:
    """Whether the sentences are to be in Chinese; sentences stand in pairs, English first."""
    return language == "zh-Hant"


def _chosen(ctx: click.Context, param: click.Parameter, value: Language) -> Language:
    if ctx.get_parameter_source(param.name or "") is ParameterSource.COMMANDLINE:
        choose(value)
    return value


language_option = click.option(
    "--lang",
    "language",
    callback=_chosen,
    # Before the others, so that what is wrong with them is said in it.
    is_eager=True,
    type=click.Choice(LANGUAGES),
    default=lambda: LANGUAGES[speaks_chinese()],
    help="Language of the sentences; left out, the terminal's.",
)
file_argument = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group
def command() -> None:
    """Check, compare and publish programmes."""


@command.command
@click.argument("file", type=file_argument)
@language_option
@click.option(
    "--shop", "with_shop", is_flag=True, help="Hold it against what this shop has published as well."
)
def check(file: Path, language: Language, *, with_shop: bool) -> None:
    """Name every mistake in FILE with its line and column, or sum the programme up when there is none."""
    document = read_or_leave(file, language)
    if with_shop:
        from regulars.cli.shared.shop import open_shop

        with open_shop():
            read_to_follow(file, language)
    click.echo(summary(document, language))


@command.command
@click.argument("before", type=file_argument)
@click.argument("after", type=file_argument)
@language_option
def diff(before: Path, after: Path, language: Language) -> None:
    """Say what changed from one programme file to another."""
    old, new = read_or_leave(before, language), read_or_leave(after, language)
    for line in changes(old, new, language):
        click.echo(line)


@command.command
@language_option
def schema(language: Language) -> None:
    """Write the JSON Schema with which an editor completes and checks a programme."""
    from regulars.programmes.schema import json_schema

    click.echo(json.dumps(json_schema(language), ensure_ascii=False, indent=2))


def read_to_follow(file: Path, language: Language) -> Programme:
    """As `read_or_leave`, in an open shop: also what only the published versions before it make a mistake."""
    from regulars.programmes.queries import documents

    return read_or_leave(file, language, published=documents())


def read_or_leave(file: Path, language: Language, *, published: Sequence[Programme] = ()) -> Programme:
    """Read a programme file; print each mistake and leave with exit code 1 where it has any."""
    reading = read_programme(file.read_bytes(), published=published)
    for located in reading.mistakes:
        place = click.style(f"{file}:{located.line}:{located.column}:", bold=True)
        click.echo(f"{place} {sentence(located.mistake, language)}")
    if reading.document is None:
        sys.exit(1)
    return reading.document

"""`regulars trackingplan`: what the events of a source must look like."""

from __future__ import annotations

from pathlib import Path

import click

from regulars.cli.shared.shop import open_shop

_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group
def command() -> None:
    """Set and show tracking plans: a JSON Schema for each event of a source."""


@command.command("set")
@click.argument("source")
@click.argument("file", type=_file)
def set_plan(source: str, file: Path) -> None:
    """Make FILE the plan of SOURCE from now on, in YAML or JSON. The same text again changes nothing."""
    with open_shop():
        from regulars.events.intake import plans
        from regulars.events.intake.sources import id_of

        version = plans.publish(id_of(source), file.read_text(encoding="utf-8"))
        click.echo(f"{source}: version {version}")


@command.command
@click.argument("source")
def show(source: str) -> None:
    """Print the plan of SOURCE that holds now, and after it what broke it, as comments."""
    with open_shop():
        from regulars.events.intake import plans
        from regulars.events.intake.sources import id_of

        source_id = id_of(source)
        for one in plans.published(source_id)[:1]:
            click.echo(one.text.rstrip())
        for broken in plans.warnings(source_id):
            what = f"{broken.name} {broken.field}".rstrip()
            click.echo(f"# {broken.count} × {what}: {broken.problem}")

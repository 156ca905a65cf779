"""`regulars doctor`: says whether the shop is well, and what is wrong where it is not."""

import click

from regulars.cli.shared.shop import open_shop


@click.command
def command() -> None:
    """Look whether database, migrations and desk are well; exit code 1 and a sentence where they are not."""
    with open_shop():
        from django.utils import timezone

        from regulars.desk.health import refuse_desk_behind, refuse_reader_standing

        refuse_desk_behind(now=timezone.now())
        refuse_reader_standing(now=timezone.now())
        click.echo("All is well.")

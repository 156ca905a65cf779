"""`regulars migrate`: bring the database to the age of the code."""

import click

from regulars.cli.shared.shop import open_shop


@click.command
def command() -> None:
    """Bring the database to the age of this Regulars; the second time changes nothing."""
    with open_shop(of_any_age=True):
        from django.core.management import call_command

        from regulars.lib.schema import DatabaseOlder, refuse_other_age

        try:
            refuse_other_age()
        except DatabaseOlder:
            call_command("migrate", interactive=False)
        else:
            click.echo("Nothing to do.")

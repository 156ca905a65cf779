"""`regulars database`: the embedded database by itself."""

import os

import click

from regulars.cli.shared.shop import open_shop


@click.group
def command() -> None:
    """Look after the embedded database."""


@command.command
def url() -> None:
    """Print the DATABASE_URL, for psql and friends."""
    from regulars.cli.shared.embedded import embedded

    click.echo(embedded().url)


@command.command
def shell() -> None:
    """Open psql on the shop's database."""
    import subprocess

    from regulars.lib.postgres import find_binaries

    with open_shop(of_any_age=True):
        from django.conf import settings

        subprocess.run(
            [find_binaries().psql, settings.DATABASE_URL], check=False, env=os.environ | {"LC_ALL": "C"}
        )


@command.command
def remove() -> None:
    """Stop the embedded database and forget everything in it."""
    from regulars.cli.shared.embedded import embedded

    embedded().remove()

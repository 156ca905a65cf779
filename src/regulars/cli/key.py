"""`regulars key`: keys for tills and servers that speak to the API."""

import click

from regulars.cli.shared.shop import open_shop


@click.group
def command() -> None:
    """Make, list and revoke the keys of tills and servers."""


@command.command
@click.argument("source")
def create(source: str) -> None:
    """Make a key for SOURCE, such as till-1, and print it once. What comes with it is remembered under that name."""
    with open_shop():
        from regulars.accounts.keys import make

        click.echo(make(source))
        click.echo(f"This is the only time that the key of {source} is shown.", err=True)


@command.command
@click.argument("source")
def revoke(source: str) -> None:
    """Refuse the key of SOURCE from now on; the second time changes nothing."""
    with open_shop():
        from regulars.accounts import keys

        keys.revoke(source)


@command.command("list")
def list_keys() -> None:
    """List every key: its source, since when, and until when."""
    with open_shop():
        from regulars.accounts.keys import made

        for one in made():
            until = f" – {one.revoked_at:%Y-%m-%d}" if one.revoked_at else ""
            click.echo(f"{one.source}  {one.made_at:%Y-%m-%d}{until}")

"""`regulars createstaff`: an account for somebody who works here."""

import click

from regulars.cli.shared.shop import open_shop


@click.command
@click.argument("name")
@click.option("--role", required=True, help="owner, marketer, support or analyst")
def command(name: str, role: str) -> None:
    """Give NAME an account with one role, and print its password once."""
    with open_shop():
        from regulars.accounts.staff import create_staff

        password = create_staff(name=name, role=role)
        click.echo(f"{name} may sign in as {role} with the password {password}")
